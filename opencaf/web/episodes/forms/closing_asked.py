"""The rows of closing: one for each outcome, child and area, each view of the family, and what remains.

A field's name says of what it is, so that a page that was open while the plan changed cannot put an
answer in another's place.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from opencaf.episodes.models import FamilyView, Outcome
from opencaf.episodes.operations.closing import Remaining, Result, View
from opencaf.episodes.queries.closing import OutcomeToClose
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person
from opencaf.web.episodes.forms.closing_rows import (
    FIRST_MORE,
    FIRST_NEEDS,
    MARKS,
    MOST_MORE,
    NUMBERS,
    STATUSES,
    WHOLE_OUTCOME,
    Facts,
    OutcomeGroup,
    ResultRow,
    area_name,
    as_mark,
    by_id,
    mark_in_words,
)
from opencaf.web.shared.forms import GovukBoundField, OperationForm, SelectField, StoryField, TextField

ANSWERED = ("_status", "_end", "_highest", "_text")


class ClosingRowsForm(OperationForm):
    """Asks how far each outcome was met, what each member of the family says, and what remains."""

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        self.more = self.count("more_rows", FIRST_MORE)
        self.needs = self.count("need_rows", FIRST_NEEDS)
        self.add_results()
        self.add_views()
        self.add_needs()

    def count(self, name: str, first: int) -> int:
        """How many empty rows the page has: those sent, and three more when they were asked for."""
        sent = self.data.get(name, "") if self.is_bound else ""
        rows = int(sent) if sent.isdecimal() and len(sent) < 4 else first
        if self.is_bound and self.data.get("add") == name:
            rows += 3
        return max(first, min(rows, MOST_MORE))

    @property
    def asks_for_rows(self) -> bool:
        """Whether the page was sent only to get more empty rows."""
        return self.is_bound and self.data.get("add") in ("more_rows", "need_rows")

    def add_results(self) -> None:
        """Add three fields for each outcome, child and area, and empty rows for more."""
        for key, _, child, element in self.known_results():
            start = mark_in_words(self.facts.choices.start.get((child.id, element)))
            self.add_result_fields(key, f"{area_name(element)}, {child.first_name}", start)
            if element == WHOLE_OUTCOME:
                del self.fields[f"{key}_end"], self.fields[f"{key}_highest"]
        children = [(str(child.id), child.full_name) for child in self.facts.children]
        outcomes = [(str(one.id), one.wording[:100]) for one in self.facts.outcomes]
        elements = form_areas().choices
        for number in range(self.more):
            key = f"more{number}"
            self.fields[f"{key}_outcome"] = SelectField(label="Outcome", choices=outcomes, required=False)
            self.fields[f"{key}_child"] = SelectField(label="Child", choices=children, required=False)
            self.fields[f"{key}_element"] = SelectField(label="Area", choices=elements, required=False)
            self.add_result_fields(key, f"row {number + 1}", "")

    def add_result_fields(self, key: str, title: str, start: str) -> None:
        """Add how far, the mark now, the highest in between and the words of one row."""
        hint = f"At the start: {start}" if start else ""
        self.fields[f"{key}_status"] = SelectField(
            label="How far was it met?", name=f"how far it was met: {title}", choices=STATUSES, required=False
        )
        self.fields[f"{key}_end"] = SelectField(
            label="Concern now", name=f"the concern now: {title}", hint=hint, choices=MARKS, required=False
        )
        self.fields[f"{key}_highest"] = SelectField(
            label="Highest concern in between",
            name=f"the highest concern in between: {title}",
            hint="Only if it was higher than at the start and now",
            blank="It was not higher",
            choices=NUMBERS,
            coerce=int,
            required=False,
        )
        self.fields[f"{key}_text"] = StoryField(
            label="In words", name=f"the words: {title}", rows=2, required=False
        )

    def add_views(self) -> None:
        """Add each child's and each carer's own words, and why they are missing."""
        for person in (*self.facts.children, *self.facts.carers):
            key = f"view_{person.id.hex}"
            self.fields[key] = StoryField(
                label=f"What {person.full_name} says",
                name=f"what {person.full_name} says",
                rows=3,
                required=False,
            )
            self.fields[f"{key}_why"] = TextField(
                label=f"Or why {person.first_name} was not asked", max_length=500, required=False
            )

    def add_needs(self) -> None:
        """Add what is still needed and who holds it."""
        for number in range(self.needs):
            self.fields[f"need{number}"] = TextField(
                label="What is still needed", max_length=300, required=False
            )
            self.fields[f"need{number}_held_by"] = TextField(
                label="Who holds it", max_length=300, required=False
            )

    def known_results(self) -> Iterator[tuple[str, OutcomeToClose, Person, str]]:
        """Each outcome of the plan for each of its children and each area it is tied to."""
        children = {child.id: child for child in self.facts.children}
        for outcome in self.facts.outcomes:
            whom = [child for key, child in children.items() if key in outcome.child_ids]
            for element in outcome.elements or [WHOLE_OUTCOME]:
                for child in whom or self.facts.children:
                    yield f"result_{outcome.id.hex}_{child.id.hex}_{element}", outcome, child, element

    def groups(self) -> list[OutcomeGroup]:
        """The known rows by outcome, for the page."""
        found: dict[uuid.UUID, list[ResultRow]] = {one.id: [] for one in self.facts.outcomes}
        for key, outcome, child, element in self.known_results():
            title = area_name(element)
            if len(self.facts.children) > 1:
                title = f"{child.first_name}: {title}"
            start = mark_in_words(self.facts.choices.start.get((child.id, element)))
            found[outcome.id].append(ResultRow(title, start, self.result_row(key)))
        return [OutcomeGroup(one.wording, found[one.id]) for one in self.facts.outcomes if found[one.id]]

    def result_row(self, key: str) -> list[GovukBoundField]:
        """The fields of a known row; an outcome tied to no area has no mark."""
        parts = [part for part in ANSWERED if f"{key}{part}" in self.fields]
        return self.bound(key, *parts)

    def more_groups(self) -> list[list[GovukBoundField]]:
        """The empty rows for further areas."""
        parts = ("_outcome", "_child", "_element", *ANSWERED)
        return [self.bound(f"more{number}", *parts) for number in range(self.more)]

    @property
    def more_is_open(self) -> bool:
        """Whether the empty rows are unfolded: they hold something, or more of them were asked for."""
        keys = [f"more{number}" for number in range(self.more)]
        names = [name for name in self.fields if name.split("_")[0] in keys]
        return self.is_bound and (self.data.get("add") == "more_rows" or any(map(self.data.get, names)))

    def view_groups(self) -> list[list[GovukBoundField]]:
        """The words of each member of the family."""
        people = (*self.facts.children, *self.facts.carers)
        return [self.bound(f"view_{person.id.hex}", "", "_why") for person in people]

    def need_groups(self) -> list[list[GovukBoundField]]:
        """What remains."""
        return [self.bound(f"need{number}", "", "_held_by") for number in range(self.needs)]

    def bound(self, key: str, *parts: str) -> list[GovukBoundField]:
        """The fields of a row."""
        return [self._ours(self[f"{key}{part}"]) for part in parts]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        keys = [key for key, *_ in self.known_results()]
        for key in (*keys, *(f"more{number}" for number in range(self.more))):
            self.check_row(answers, key)
        self.refuse_areas_said_before(answers)
        for number in range(self.needs):
            if answers.get(f"need{number}_held_by") and not answers.get(f"need{number}"):
                self.add_error(f"need{number}", "Enter what is still needed")
        return answers

    def check_row(self, answers: dict[str, Any], key: str) -> None:
        """Say what a half-filled row misses."""
        parts = ("_outcome", "_child", "_element", *ANSWERED)
        given = {part for part in parts if answers.get(f"{key}{part}") not in (None, "")}
        if not given:
            return
        if "_status" not in given:
            self.add_error(f"{key}_status", "Select how far it was met")
        if key.startswith("more"):
            for part, word in (("_child", "the child"), ("_element", "the area")):
                if part not in given:
                    self.add_error(f"{key}{part}", f"Select {word}")

    def refuse_areas_said_before(self, answers: dict[str, Any]) -> None:
        """Refuse a further row about an outcome, child and area that another row is about."""
        seen = {
            (str(outcome.id), str(child.id), element)
            for key, outcome, child, element in self.known_results()
            if answers.get(f"{key}_status")
        }
        for number in range(self.more):
            parts = [answers.get(f"more{number}_{part}") or "" for part in ("outcome", "child", "element")]
            area = (parts[0], parts[1], parts[2])
            if answers.get(f"more{number}_status") and area in seen:
                sentence = "This outcome has a result for the same child and area already. Leave one out"
                self.add_error(f"more{number}_element", sentence)
            seen.add(area)

    def results(self) -> list[Result]:
        """The rows that say how far something was met."""
        known = [
            self.result(key, outcome, child, element)
            for key, outcome, child, element in self.known_results()
            if self.cleaned_data[f"{key}_status"]
        ]
        given = self.cleaned_data
        keys = [f"more{number}" for number in range(self.more) if given[f"more{number}_status"]]
        more = [
            self.result(
                key,
                by_id(self.facts.outcomes, given[f"{key}_outcome"]),
                by_id(self.facts.children, given[f"{key}_child"]),
                given[f"{key}_element"],
            )
            for key in keys
        ]
        return [*known, *more]

    def result(self, key: str, outcome: Any, child: Any, element: str) -> Result:
        """One row as the operation takes it."""
        state, value = as_mark(self.cleaned_data.get(f"{key}_end", ""))
        return Result(
            child=child,
            element=element,
            status=self.cleaned_data[f"{key}_status"],
            outcome=Outcome(id=outcome.id) if outcome else None,
            state_at_end=state,
            mark_at_end=value,
            highest_mark=self.cleaned_data.get(f"{key}_highest"),
            text=self.cleaned_data[f"{key}_text"],
        )

    def views(self) -> list[View]:
        """What each member of the family says, or why they were not asked."""
        found = []
        for person in (*self.facts.children, *self.facts.carers):
            key = f"view_{person.id.hex}"
            text, why = self.cleaned_data[key], self.cleaned_data[f"{key}_why"]
            is_child = person in self.facts.children
            whose = FamilyView.Whose.CHILD if is_child else FamilyView.Whose.PARENT
            if text or why:
                found.append(View(whose=whose, person=person, text=text, not_asked_why=why))
        return found

    def remaining(self) -> list[Remaining]:
        """What is still needed, and who holds it."""
        given = self.cleaned_data
        return [
            Remaining(given[f"need{number}"], given[f"need{number}_held_by"])
            for number in range(self.needs)
            if given[f"need{number}"]
        ]
