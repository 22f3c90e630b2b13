"""Judging two records, choosing what one of them is made of, approving and undoing it."""

from __future__ import annotations

import uuid
from typing import Any

from opencaf.people.models import Merge, Person
from opencaf.people.operations.merging import Choices
from opencaf.people.operations.unmerging import Decisions
from opencaf.people.queries.merges import (
    Seer,
    cases_since,
    changed_since,
    differing,
    of_field,
    says,
    written_since,
)
from opencaf.web.children.merging_words import (
    NAMES_OF_GROUPS,
    BothRows,
    field_words,
    said_twice,
    seer_row,
    words_of_group,
    words_of_row,
    words_of_value,
)
from opencaf.web.shared.forms import CheckboxesField, OperationForm, PeopleField, RadiosField, StoryField

TAKEN = "take_"


class JudgeForm(OperationForm):
    """Whether two records are of one person."""

    verdict = RadiosField(
        label="Are they the same person?",
        missing="Select whether they are the same person",
        choices=[
            ("same", "Yes: make one record of them"),
            ("not_same", "No, they are two people"),
        ],
        reveals={"not_same": "reason"},
    )
    reason = StoryField(
        label="How do you know?", name="how you know", missing="Enter how you know", rows=3, required=False
    )


class OfferingForm(OperationForm):
    """A form of which some questions depend on what is there."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these options, or leave the question out where there are none."""
        if choices:
            self.choose_among(name, choices)
        else:
            del self.fields[name]


class ProposeMergeForm(OfferingForm):
    """Which values hold, what stays behind, and who goes on seeing the one record."""

    leaves = CheckboxesField(
        label="What of the other record is wrong, or said twice?",
        hint="What you tick stays with the other record. Everything else comes over.",
        choices=[],
        required=False,
    )
    lets_in = PeopleField(
        label="Who goes on seeing the one record?",
        hint="They see the other record now. Whoever you leave out no longer sees the child, nor a case they "
        "work on, until somebody gives them access; they know that the record exists and whom to ask.",
        choices=[],
        required=False,
    )
    why = StoryField(
        label="How do you know that they are the same?",
        name="how you know that they are the same",
        hint="Whoever approves reads this.",
        missing="Enter how you know that they are the same",
        rows=3,
    )

    def __init__(
        self, *args: Any, keeping: Person, losing: Person, rows: BothRows, seers: list[Seer], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        own = {group: self.choice_of(group, keeping, losing) for group in differing(keeping, losing)}
        self.fields = {**{TAKEN + group: field for group, field in own.items()}, **self.fields}
        self.initial.update({TAKEN + group: kept_first(keeping, group) for group in own})
        self.initial["leaves"] = said_twice(rows.first, rows.second)
        self.offer("leaves", [(str(row.id), words_of_row(row)) for row in rows.second])
        may_be = [(str(one.practitioner.id), seer_row(one)) for one in seers if one.may_be_let_in]
        self.offer("lets_in", may_be)

    def choice_of(self, group: str, keeping: Person, losing: Person) -> RadiosField:
        """Return the question which of two values holds."""
        name = NAMES_OF_GROUPS[group]
        return RadiosField(
            label=name,
            missing=f"Select which {name[:1].lower()}{name[1:]} holds",
            choices=[("keeping", words_of_group(keeping, group)), ("losing", words_of_group(losing, group))],
        )

    def choices(self) -> Choices:
        """Return what was chosen."""
        said = self.cleaned_data
        takes = [name.removeprefix(TAKEN) for name, value in said.items() if value == "losing"]
        return Choices(takes=takes, leaves=said.get("leaves", []), lets_in=said.get("lets_in", []))


class AnswerMergeForm(OperationForm):
    """What the second person says."""

    answer = RadiosField(
        label="Do you approve?",
        missing="Select whether you approve",
        choices=[("approve", "Yes: make one record of them now"), ("refuse", "No: they stay two records")],
        reveals={"refuse": "reason"},
    )
    reason = StoryField(
        label="Why do they stay two?",
        name="why they stay two",
        missing="Enter why they stay two records",
        rows=3,
        required=False,
    )


class TakeBackForm(OperationForm):
    """Why somebody takes their own proposal back."""

    reason = StoryField(
        label="Why do you take it back?",
        name="why you take it back",
        missing="Enter why they stay two records",
        rows=3,
    )


class UndoMergeForm(OfferingForm):
    """How it is known that they are two, and whose is what was written since."""

    theirs = CheckboxesField(
        label="What was written since belongs to the other child?",
        hint="What you leave out stays with the record that was kept.",
        choices=[],
        required=False,
    )
    put_back = CheckboxesField(
        label="What was changed since goes back all the same?",
        hint="What you leave out stays as it is now.",
        choices=[],
        required=False,
    )
    reason = StoryField(
        label="How do you know that they are two people?",
        name="how you know that they are two people",
        missing="Enter how you know that they are two people",
        rows=3,
    )

    def __init__(self, *args: Any, merge: Merge, **values: Any) -> None:
        super().__init__(*args, **values)
        since = [*written_since(merge), *cases_since(merge)]
        self.offer("theirs", [(str(row.id), words_of_row(row)) for row in since])
        changed = changed_since(merge)
        self.offer("put_back", [(one.field, put_back_words(merge, one.field, one.before)) for one in changed])

    def decisions(self) -> Decisions:
        """Return what was decided."""
        said = self.cleaned_data
        theirs = [uuid.UUID(one) for one in said.get("theirs", [])]
        return Decisions(theirs=theirs, put_back=said.get("put_back", []))


def kept_first(keeping: Person, group: str) -> str:
    """Return which value is chosen unless somebody says otherwise: the kept one, where it says anything."""
    return "keeping" if says(keeping, group) else "losing"


def put_back_words(merge: Merge, name: str, before: Any) -> str:
    """Return a value that was changed since, as it is now and as it was before the merge."""
    was = Person(**{name: of_field(name, before)})
    now = words_of_value_or_nothing(merge.keeping, name)
    return f"{field_words(name)}: now {now}, before the merge {words_of_value_or_nothing(was, name)}"


def words_of_value_or_nothing(person: Person, name: str) -> str:
    """Return one value in words, also where it says nothing."""
    return words_of_value(person, name) or "not recorded"
