"""Starting an episode: who means to do it, for whom, why, and what was looked for before."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import IntentionRoute, Post, Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.intention import Look
from opencaf.episodes.queries.starting import OpenAlready, worker_of_post
from opencaf.people.models import Person
from opencaf.web.shared.case import age_in_words
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    OperationForm,
    SelectField,
    StoryField,
    TextField,
)
from opencaf.web.shared.templatetags.govuk import with_article


@dataclass(frozen=True)
class StartChoices:
    """What the form offers: the child with brothers and sisters, possible initiators, what is open."""

    child: Person
    others: Sequence[Person]
    posts: Sequence[Post]
    open_already: Sequence[OpenAlready]

    @property
    def children(self) -> list[Person]:
        """The child first, then the others."""
        return [self.child, *self.others]


class StartForm(OperationForm):
    """Which children, who means to do it, since when and why; and the look before."""

    children = CheckboxesField(
        label="Which children is it about?", missing="Select at least one child", coerce=uuid.UUID
    )
    initiator = SelectField(
        label="Who means to do it?",
        hint="Their name and agency. You enter it for them.",
        name="who means to do it",
        coerce=uuid.UUID,
        choices=[],
    )
    intended_on = DateField(
        label="Date of the intention",
        name="the date of the intention",
        latest=clock.today,
        initial=clock.today,
    )
    why = StoryField(label="What makes you think it would help?", missing="Enter why you think it would help")
    told = TextField(
        label="Whom have you told?",
        hint="For example, the coordinator. The family should know as well.",
        required=False,
    )
    looked_on = DateField(
        label="When did you look whether a record exists?",
        name="the date you looked",
        latest=clock.today,
        initial=clock.today,
    )
    searched_for = StoryField(
        label="What did you search for?",
        hint="Names, dates and spellings, one on a line.",
        rows=3,
        required=False,
    )
    found = StoryField(
        label="What did you find?", hint="For example, none, or one closed in 2019.", rows=2, required=False
    )
    then = StoryField(label="What came of it?", rows=2, required=False)
    second_open_reason = StoryField(label="Why a second one is needed", rows=2, required=False)

    def __init__(self, *args: Any, choices: StartChoices, by: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.by = choices, by
        self.offer_children()
        self.offer_initiators()
        self.word_by_authority()
        if not choices.open_already:
            del self.fields["second_open_reason"]

    def offer_children(self) -> None:
        """Ask for whom it is where there are brothers or sisters; a child alone needs no question."""
        if not self.offered.others:
            del self.fields["children"]
            return
        field: Any = self.fields["children"]
        field.choices = [(child.id, child.full_name) for child in self.offered.children]
        field.hints = {child.id: age_in_words(child) for child in self.offered.children}
        field.initial = [self.offered.child.id]

    def offer_initiators(self) -> None:
        """Let those who enter for others choose anybody who works in the authority."""
        if not self.offered.posts:
            del self.fields["initiator"]
            return
        field: Any = self.fields["initiator"]
        field.choices = [(post.id, f"{post.practitioner}, {post.agency}") for post in self.offered.posts]
        field.initial = self.by.post.id

    def word_by_authority(self) -> None:
        """Ask in the authority's own terms."""
        authority = self.by.authority
        self.fields["why"].label = f"What makes you think {with_article(authority.short_name)} would help?"
        if authority.intention_route != IntentionRoute.OPENS_RECORD:
            self.fields["told"].initial = "coordinator"

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = dict(self.cleaned_data)
        look = Look(
            on=given.pop("looked_on"),
            searched_for=given.pop("searched_for"),
            found=given.pop("found"),
            then=given.pop("then"),
        )
        chosen = given.pop("children", [self.offered.child.id])
        post_id = given.pop("initiator", None)
        return {
            **given,
            "look": look,
            "children": [child for child in self.offered.children if child.id in chosen],
            "initiator": self.initiator_of(post_id) if post_id else None,
        }

    def initiator_of(self, post_id: uuid.UUID) -> Practitioner:
        """Return who means to do it, wearing the chosen post."""
        return self.by if post_id == self.by.post.id else worker_of_post(self.offered.posts, post_id)


class AddChildForm(OperationForm):
    """Which child of the family comes in, and when."""

    child = SelectField(label="Which child?", name="a child", coerce=uuid.UUID, choices=[])
    joined_on = DateField(
        label="From when is it about this child too?", name="the date the child came in", latest=clock.today
    )
    second_open_reason = StoryField(
        label="Why a second one is needed",
        hint="Only where the child has an open one already.",
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["child"]
        field.choices = [(one.id, f"{one.full_name}, {age_in_words(one)}") for one in people]
        self.people = people

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        chosen = next(one for one in self.people if one.id == self.cleaned_data["child"])
        return {**self.cleaned_data, "child": chosen}


class TakeChildOutForm(OperationForm):
    """Since when it is no longer about a child."""

    left_on = DateField(
        label="Since when is it no longer about this child?",
        name="the date the child left",
        latest=clock.today,
    )
