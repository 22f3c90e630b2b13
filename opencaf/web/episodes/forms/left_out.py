"""Who of the family may not see something: a few rows, without JavaScript."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opencaf.episodes.models import Consent
from opencaf.episodes.operations.consent_rows import LeftOut
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.people_left_out import people_left_out_of
from opencaf.web.episodes.forms.consent import ConsentForm
from opencaf.web.shared.forms import CheckboxesField, GovukBoundField, SelectField, StoryField

LEFT_OUT_ROWS = 3


@dataclass(frozen=True)
class LeftOutRow:
    """Somebody of the family who may not see something, as the page shows it."""

    number: int
    fields: list[GovukBoundField]


class PartsField(CheckboxesField):
    """Parts of the assessment, close together, since there are many of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=form_areas().all_choices, required=False, size="s", **kwargs)

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "classes": "govuk-checkboxes--small"}


class LeavesPeopleOut(ConsentForm):
    """An answer that may leave people of the family out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(LEFT_OUT_ROWS):
            self.add_left_out_row(number)

    def add_left_out_row(self, number: int) -> None:
        """Add the questions about somebody of the family who may not see something."""
        self.fields[f"person_{number}"] = SelectField(
            label="Who?",
            coerce=uuid.UUID,
            choices=[(one.id, one.full_name) for one in self.asking.people],
            required=False,
            blank="Nobody",
        )
        self.fields[f"hidden_{number}"] = PartsField(label="Which parts?", hint="Leave empty for everything.")
        self.fields[f"because_{number}"] = StoryField(label="Why, in their words", rows=2, required=False)

    def left_out_rows(self) -> Iterator[LeftOutRow]:
        """Each row of people left out, for the page."""
        for number in range(LEFT_OUT_ROWS):
            names = (f"{part}_{number}" for part in ("person", "hidden", "because"))
            yield LeftOutRow(number, [self._ours(self[name]) for name in names])

    @property
    def leaves_people_out(self) -> bool:
        """Whether something was said about people left out."""
        return any(bound.value() or bound.errors for row in self.left_out_rows() for bound in row.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for number in range(LEFT_OUT_ROWS):
            self.check_left_out_row(number)
        return given

    def check_left_out_row(self, number: int) -> None:
        """Refuse words or parts without saying who, and leaving out who answers."""
        given = self.cleaned_data
        who = given.get(f"person_{number}")
        said = given.get(f"hidden_{number}") or given.get(f"because_{number}")
        if said and not who and f"person_{number}" not in self.errors:
            self.add_error(f"person_{number}", "Select who may not see it")
        if who and who == given.get("given_by"):
            self.add_error(f"person_{number}", "Select somebody other than who answers")
        if who and who in [given.get(f"person_{earlier}") for earlier in range(number)]:
            self.add_error(f"person_{number}", "This person is named above already")

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "people_left_out": list(self.people_left_out())}

    def people_left_out(self) -> Iterator[LeftOut]:
        """Yield who of the family may not see what."""
        given = self.cleaned_data
        for number in range(LEFT_OUT_ROWS):
            if given[f"person_{number}"]:
                person = self.asking.person(given[f"person_{number}"])
                yield LeftOut(person, given[f"hidden_{number}"], given[f"because_{number}"])


def same_people_left_out_as(consent: Consent) -> dict[str, Any]:
    """Return the beginning of the rows of an answer that is asked afresh."""
    initial: dict[str, Any] = {}
    for number, left_out in enumerate(people_left_out_of(consent)[:LEFT_OUT_ROWS]):
        initial[f"person_{number}"] = left_out.person_id
        initial[f"hidden_{number}"] = left_out.named_elements  # type: ignore[attr-defined]
        initial[f"because_{number}"] = left_out.why
    return initial
