"""Recording one answer of the family: to be assessed or, apart from it, to share with named agencies."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.forms.utils import ErrorDict

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.codes import ConsentCapacity, ConsentMethod
from opencaf.episodes.models import Consent
from opencaf.episodes.operations.consent_rows import Competence
from opencaf.episodes.queries.asking import Asking
from opencaf.people.models import Person
from opencaf.web.episodes.forms.directory import BY_NAME, DirectoryField, look_in
from opencaf.web.shared.case import age_in_words
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    OperationForm,
    RadiosField,
    StoryField,
    TextField,
    YesNoField,
)
from opencaf.web.shared.templatetags.govuk import with_article

BESIDE = "beside"
CONTRIBUTORS = ("contributor_1", "contributor_2", "contributor_3")
WORDS = (
    "capacity_words",
    "method_words",
    "words",
    "why_now",
    "purpose",
    "what_next",
    "answered_on",
    "given",
    "method",
    "capacity",
    "review_by",
)


class ConsentForm(OperationForm):
    """What both parts ask; the order is the one in which one talks."""

    mark_optional = False

    given = YesNoField(label="Do they agree?", reveals={"no": "what_next"})
    what_next = StoryField(
        label="What happens next",
        hint="Nothing that every family may have depends on this answer.",
        rows=2,
        required=False,
    )
    given_by = RadiosField(label="Who answered?", name="who answered", coerce=uuid.UUID, choices=[])
    capacity = RadiosField(
        label="In what capacity?",
        name="in what capacity they answered",
        choices=ConsentCapacity.choices,
        hints={
            "carer": "This is accepted. Ask somebody with parental responsibility too, as soon as you can."
        },
    )
    capacity_words = TextField(label="The capacity in their own words", required=False)
    children = CheckboxesField(
        label="For which children?",
        name="the children",
        hint="Leave empty for all of them.",
        coerce=uuid.UUID,
        choices=[],
        required=False,
    )
    words = StoryField(label="What they said", hint="In their own words.", rows=3, required=False)
    answered_on = DateField(
        label="Date of the answer",
        name="the date of the answer",
        latest=clock.today,
        initial=clock.today,
    )
    method = RadiosField(label="How was it given?", name="how it was given", choices=ConsentMethod.choices)
    method_words = TextField(
        label="More about how",
        hint="For example, read out by the interpreter; signed a week later.",
        required=False,
    )
    explained_by = DirectoryField(
        label="Who explained it to them?",
        hint="Leave empty if you did; otherwise their e-mail address or full name.",
    )
    judged_by = DirectoryField(label="Who judged it?", hint=BY_NAME)
    judged_on = DateField(
        label="Date of the judgement", name="the date of the judgement", latest=clock.today, required=False
    )
    view = TextField(label="The view", hint="For example, understands.", max_length=60, required=False)
    because = StoryField(label="What it rests on", rows=3, required=False)
    review_by = DateField(label="Ask again by", required=False)
    why_now = TextField(label="Why it is asked now", max_length=300, required=False)
    purpose = TextField(label="For what purpose", max_length=300, required=False)
    earlier = RadiosField(label="Does it take the place of an earlier answer?", choices=[], initial=BESIDE)

    def __init__(self, *args: Any, asking: Asking, by: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking, self.by = asking, by
        self.offer_people()
        look_in(by.authority_id, self)
        self.offer_earlier()

    def offer_people(self) -> None:
        """Offer the family, and the children where there are several."""
        fields: dict[str, Any] = self.fields
        fields["given_by"].choices = [(one.id, one.full_name) for one in self.asking.people]
        fields["given_by"].hints = {one.id: who_is(one) for one in self.asking.people}
        if len(self.asking.children) < 2:
            del self.fields["children"]
            return
        fields["children"].choices = [(one.id, one.full_name) for one in self.asking.children]

    def offer_earlier(self) -> None:
        """Offer to replace or change what was answered before."""
        if not self.asking.earlier:
            del self.fields["earlier"]
            return
        fields: dict[str, Any] = self.fields
        choices = [(BESIDE, "No, it stands beside it")]
        for earlier in self.asking.earlier:
            choices += self.ways_with(earlier)
        fields["earlier"].choices = choices

    def ways_with(self, earlier: Consent) -> list[tuple[str, str]]:
        """Return what can be done with one earlier answer."""
        said = f"what {earlier.given_by.full_name} said on {in_words(earlier.answered_on)}"
        return [(f"replaces:{earlier.id}", f"Yes, it replaces {said}")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("judged_by") and not given.get("judged_on") and "judged_on" not in self.errors:
            self.add_error("judged_on", "Enter the date of the judgement")
        if given.get("judged_on") and not given.get("judged_by"):
            self.add_error("judged_by", "Enter who judged it")
        if (given.get("view") or given.get("because")) and not given.get("judged_by"):
            self.add_error("judged_by", "Enter who judged it")
        return given

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = self.cleaned_data
        chosen = given.get("children", [])
        return {
            **{name: given[name] for name in WORDS if name in given},
            "kind": self.asking.kind,
            "given_by": self.asking.person(given["given_by"]),
            "explained_by": given["explained_by"] or self.by,
            "children": [child for child in self.asking.children if child.id in chosen],
            "competence": self.competence(),
            **self.earlier_answer(),
        }

    def competence(self) -> Competence | None:
        """Return the judgement that a young person understands, where one was made."""
        given = self.cleaned_data
        if given["judged_by"] is None:
            return None
        return Competence(given["judged_by"], given["judged_on"], given["view"], given["because"])

    def earlier_answer(self) -> dict[str, Consent]:
        """Return the earlier answer, under what is done with it."""
        way, _, consent_id = self.cleaned_data.get("earlier", BESIDE).partition(":")
        found = [one for one in self.asking.earlier if str(one.id) == consent_id]
        return {way: found[0]} if found else {}

    def keep_as_typed(self) -> None:
        """Show what was typed without judging it yet."""
        self._errors = ErrorDict()


class AssessConsentForm(ConsentForm):
    """Agreement to do and keep the assessment."""

    contributor_1 = DirectoryField(label="Somebody else who may write", hint=BY_NAME)
    contributor_2 = DirectoryField(label="A second one")
    contributor_3 = DirectoryField(label="A third one")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = with_article(self.by.authority.short_name)
        self.fields["given"].label = f"Do they agree that {term} is done and kept?"

    def answers(self) -> dict[str, Any]:
        chosen = dict.fromkeys(self.cleaned_data[name] for name in CONTRIBUTORS)
        return {**super().answers(), "may_contribute": [one for one in chosen if one]}


class WithdrawForm(OperationForm):
    """When somebody took an agreement back, and what they said."""

    withdrawn_on = DateField(
        label="Date they took it back",
        name="the date they took it back",
        latest=clock.today,
        initial=clock.today,
    )
    words = StoryField(label="What they said", hint="In their own words.", rows=3, required=False)


def who_is(person: Person) -> str:
    """Return what tells people of a family apart: age, and parental responsibility."""
    words = [age_in_words(person)] if person.born_on or person.expected_on or person.age_years else []
    if getattr(person, "is_responsible", False):
        words.append("has parental responsibility")
    return "; ".join(words)


def same_as(consent: Consent) -> Mapping[str, Any]:
    """Return the beginning of a new answer that is asked afresh."""
    return {
        "given_by": consent.given_by_id,
        "capacity": consent.capacity,
        "capacity_words": consent.capacity_words,
        "method": consent.method,
        "purpose": consent.purpose,
        "children": consent.named_children,  # type: ignore[attr-defined]
        "earlier": f"replaces:{consent.id}",
    }
