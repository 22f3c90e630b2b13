"""What each agency may see: rows for the agencies involved, and more for others, without JavaScript."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from opencaf.core.dates import in_words
from opencaf.episodes.codes import Share
from opencaf.episodes.models import Consent
from opencaf.episodes.operations.consent import AgencyShare
from opencaf.web.episodes.forms.consent import ConsentForm, same_as
from opencaf.web.shared.forms import (
    GovukBoundField,
    HiddenField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)

MORE = 3
MOST = 60
PARTS = ("agency", "share", "left_out", "why", "people")


@dataclass(frozen=True)
class AgencyRow:
    """One row as the page shows it; name is empty where the agency is still to be chosen."""

    number: int
    name: str
    agency: GovukBoundField
    share: GovukBoundField
    more: list[GovukBoundField]

    @property
    def is_open(self) -> bool:
        """Whether something was said about what is left out, why, or who."""
        return any(bound.value() or bound.errors for bound in self.more)


class ShareField(RadiosField):
    """Everything, a part or nothing, side by side where there is room."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Share.choices, required=False, **kwargs)

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "classes": "govuk-radios--small govuk-radios--inline"}


class ShareConsentForm(ConsentForm):
    """Agreement to share: the same questions, and what each agency may see."""

    rows = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"].label = "Do they agree to share with anybody?"
        self.known = {str(agency.id): agency for agency in self.asking.agencies}
        self.preset = [agency.id for agency in self.asking.involved]
        self.count = self.number_of_rows()
        self.fields["rows"].initial = self.count
        for number in range(self.count):
            self.add_row(number)

    def number_of_rows(self) -> int:
        """Return how many rows the page has: those that were sent, or the agencies involved and some."""
        sent = str(self.data.get("rows", "")) if self.is_bound else ""
        if sent.isdecimal() and len(sent) < 4:
            return min(int(sent), MOST)
        return min(len(self.preset) + MORE, MOST)

    def add_row(self, number: int) -> None:
        """Add the questions about one agency."""
        choices = [(agency.id, agency.name) for agency in self.asking.agencies]
        preset = self.preset[number] if number < len(self.preset) else None
        self.fields[f"agency_{number}"] = SelectField(
            label="Agency",
            name="the agency",
            coerce=uuid.UUID,
            choices=choices,
            required=False,
            initial=preset,
        )
        self.fields[f"share_{number}"] = ShareField(label="What may it see?")
        self.fields[f"left_out_{number}"] = StoryField(label="What is left out", rows=2, required=False)
        self.fields[f"why_{number}"] = StoryField(label="Why, or in their words", rows=2, required=False)
        self.fields[f"people_{number}"] = TextField(
            label="Who there may see it",
            hint="Names or jobs, if not everybody.",
            max_length=300,
            required=False,
        )

    def agency_rows(self) -> Iterator[AgencyRow]:
        """Each row for the page; an agency that is involved stands as its title."""
        for number in range(self.count):
            agency, share, *more = (self._ours(self[f"{part}_{number}"]) for part in PARTS)
            known = self.known.get(str(agency.value())) if number < len(self.preset) else None
            yield AgencyRow(number, known.name if known else "", agency, share, more)

    def ways_with(self, earlier: Consent) -> list[tuple[str, str]]:
        said = f"what {earlier.given_by.full_name} said on {in_words(earlier.answered_on)}"
        changing = (f"changes:{earlier.id}", f"It changes {said}, for the agencies named here only")
        return [*super().ways_with(earlier), changing]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for number in range(self.count):
            self.check_row(number)
        self.refuse_agencies_named_before()
        return given

    def refuse_agencies_named_before(self) -> None:
        """Refuse a row about an agency that an earlier row is about."""
        seen: set[uuid.UUID] = set()
        for number in range(self.count):
            agency, share = (self.cleaned_data.get(f"{part}_{number}") for part in ("agency", "share"))
            if agency and share and agency in seen:
                name = self.known[str(agency)].name
                self.add_error(f"agency_{number}", f"{name} is named above already. Name each agency once")
            elif agency and share:
                seen.add(agency)

    def check_row(self, number: int) -> None:
        """Refuse a row with words but no answer, and an answer without an agency."""
        given = self.cleaned_data
        agency, share = given.get(f"agency_{number}"), given.get(f"share_{number}")
        words = any(given.get(f"{part}_{number}") for part in ("left_out", "why", "people"))
        is_preset = agency in self.preset
        if (share or words) and not agency and f"agency_{number}" not in self.errors:
            self.add_error(f"agency_{number}", "Select the agency")
        if agency and not share and (words or not is_preset) and f"share_{number}" not in self.errors:
            name = self.known[str(agency)].name
            self.add_error(f"share_{number}", f"Select what {name} may see")

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        numbers = [number for number in range(self.count) if given.get(f"share_{number}")]
        return {**super().answers(), "agencies": [self.share_of(number) for number in numbers]}

    def share_of(self, number: int) -> AgencyShare:
        """Return one agency's row as the operation takes it."""
        _, share, left_out, why, people = (self.cleaned_data[f"{part}_{number}"] for part in PARTS)
        agency = self.asking.agency(self.cleaned_data[f"agency_{number}"])
        return AgencyShare(agency, share, left_out, why, people)


def with_more_rows(data: QueryDict) -> QueryDict:
    """Return what was sent, with room for more agencies."""
    more = data.copy()
    sent = str(more.get("rows", ""))
    rows = int(sent) if sent.isdecimal() and len(sent) < 4 else 0
    more["rows"] = str(min(rows + MORE, MOST))
    return more


def same_sharing_as(consent: Consent, preset: list[uuid.UUID]) -> Mapping[str, Any]:
    """Return the beginning of a new answer about the same agencies."""
    initial = dict(same_as(consent))
    rows = {row.agency_id: row for row in consent.agencies.all()}
    for number, agency_id in enumerate(preset):
        row = rows.get(agency_id)
        if row:
            initial[f"share_{number}"] = row.share
            initial[f"left_out_{number}"] = row.left_out
            initial[f"why_{number}"] = row.why
            initial[f"people_{number}"] = row.people_words
    return initial
