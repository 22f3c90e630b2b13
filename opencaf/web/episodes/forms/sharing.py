"""What each agency may see: rows for the agencies involved, and more for others, without JavaScript."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.codes import Article6, Parts, Share
from opencaf.episodes.models import Consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.queries.consent import agencies_of
from opencaf.episodes.queries.rehearsal import Rehearsed, RehearsedAgency
from opencaf.web.episodes.forms.consent import same_as
from opencaf.web.episodes.forms.left_out import LeavesPeopleOut, PartsField, same_people_left_out_as
from opencaf.web.shared.forms import (
    CheckboxesField,
    GovukBoundField,
    HiddenField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)

MORE = 3
MOST = 60
PARTS = ("agency", "share", "parts", "elements", "about", "left_out", "why", "people")


@dataclass(frozen=True)
class AgencyRow:
    """One row as the page shows it; name is empty where the agency is still to be chosen."""

    number: int
    name: str
    agency: GovukBoundField
    share: GovukBoundField
    more: list[GovukBoundField]
    preview: dict[str, Any]

    @property
    def is_open(self) -> bool:
        """Whether something was said about what is left out, why, or who."""
        return self.share.value() == Share.PART or any(bound.value() or bound.errors for bound in self.more)


class ShareField(RadiosField):
    """Everything, a part or nothing, side by side where there is room."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Share.choices, required=False, **kwargs)

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "classes": "govuk-radios--small govuk-radios--inline"}


class ShareConsentForm(LeavesPeopleOut):
    """Agreement to share: the same questions, and what each agency may see."""

    rows = HiddenField()
    lawful_basis = SelectField(
        label="What does the law let you share it on?",
        hint="This stands apart from agreement. Leave it open if you do not know: your data protection "
        "officer does.",
        choices=Article6.choices,
        required=False,
        blank="Not said",
    )

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
        self.fields[f"parts_{number}"] = RadiosField(
            label="Which parts, if it sees a part?", choices=Parts.choices, required=False, size="s"
        )
        self.fields[f"elements_{number}"] = PartsField(label="These parts")
        if len(self.asking.children) > 1:
            self.fields[f"about_{number}"] = CheckboxesField(
                label="About which children, if not about all of them?",
                choices=[(child.id, child.first_name) for child in self.asking.children],
                coerce=uuid.UUID,
                required=False,
                size="s",
            )
        self.fields[f"left_out_{number}"] = StoryField(
            label="What is left out, in their words", rows=2, required=False
        )
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
            names = (name for part in PARTS if (name := f"{part}_{number}") in self.fields)
            agency, share, *more = (self._ours(self[name]) for name in names)
            known = self.known.get(str(agency.value())) if number < len(self.preset) else None
            name = known.name if known else ""
            yield AgencyRow(number, name, agency, share, more, preview_button(number, name))

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
        words = any(given.get(f"{part}_{number}") for part in PARTS[2:])
        is_preset = agency in self.preset
        if (share or words) and not agency and f"agency_{number}" not in self.errors:
            self.add_error(f"agency_{number}", "Select the agency")
        if agency and not share and (words or not is_preset) and f"share_{number}" not in self.errors:
            name = self.known[str(agency)].name
            self.add_error(f"share_{number}", f"Select what {name} may see")
        if agency and share:
            self.check_parts(number, share, self.known[str(agency)].name)

    def check_parts(self, number: int, share: str, name: str) -> None:
        """Refuse a part that names nothing, and names where everything or nothing is shared."""
        given = self.cleaned_data
        parts, elements, about = (given.get(f"{part}_{number}") for part in ("parts", "elements", "about"))
        if share != Share.PART and (parts or elements):
            self.add_error(f"share_{number}", f"Select “A part” for {name}, or leave its parts empty")
        elif share == Share.PART and not (parts or elements or about):
            self.add_error(f"parts_{number}", f"Select which parts {name} may see")
        elif elements and not parts:
            self.add_error(f"parts_{number}", "Select whether these parts are shown or left out")
        elif parts and not elements:
            self.add_error(f"elements_{number}", f"Select the parts for {name}")
        if share == Share.NOTHING and about:
            self.add_error(f"share_{number}", f"Select “A part” for {name}, or leave its children empty")

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        numbers = [number for number in range(self.count) if given.get(f"share_{number}")]
        return {
            **super().answers(),
            "agencies": [self.share_of(number) for number in numbers],
            "lawful_basis": given["lawful_basis"],
        }

    def share_of(self, number: int) -> AgencyShare:
        """Return one agency's row as the operation takes it."""
        said = {part: self.cleaned_data.get(f"{part}_{number}") for part in PARTS}
        about = said["about"] or ()
        return AgencyShare(
            agency=self.asking.agency(self.cleaned_data[f"agency_{number}"]),
            share=said["share"] or "",
            left_out=said["left_out"] or "",
            why=said["why"] or "",
            people_words=said["people"] or "",
            parts=said["parts"] or "",
            elements=said["elements"] or (),
            children=[child for child in self.asking.children if child.id in about],
        )

    def rehearses(self, number: int) -> bool:
        """Whether enough was said to show what the agency of a row would see; other questions stay open."""
        self.full_clean()
        needed = {"given", "given_by", "capacity", "children", "earlier"}
        needed |= {f"{part}_{number}" for part in PARTS}
        if number < self.count and not self.cleaned_data.get(f"agency_{number}"):
            self.add_error(f"agency_{number}", "Select the agency")
        kept = {name: mistakes for name, mistakes in self.errors.items() if name in needed}
        self._errors = ErrorDict(kept)
        return number < self.count and not kept

    def rehearsed(self) -> Rehearsed:
        """Return the answer as it was given so far, to show what would follow."""
        given = self.cleaned_data
        way = self.earlier_answer()
        numbers = [
            number
            for number in range(self.count)
            if given.get(f"share_{number}") and given.get(f"agency_{number}")
        ]
        return Rehearsed(
            given_by=self.asking.person(given["given_by"]),
            given=bool(given["given"]),
            capacity=given["capacity"],
            answered_on=given.get("answered_on") or clock.today(),
            child_ids=given.get("children") or [],
            replaces=way.get("replaces"),
            agencies=[as_rehearsed(self.share_of(number)) for number in numbers],
        )


def as_rehearsed(row: AgencyShare) -> RehearsedAgency:
    """Return what would be said of an agency."""
    child_ids = [child.id for child in row.children]
    return RehearsedAgency(row.agency, row.share, row.parts, list(row.elements), child_ids)


def preview_button(number: int, name: str) -> dict[str, Any]:
    """Return the button that shows what an agency would see."""
    return {
        "text": f"Show what {name or 'this agency'} would see tomorrow",
        "name": "preview",
        "value": str(number),
        "classes": "govuk-button--secondary",
        "attributes": {"formaction": "#preview"},
    }


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
    rows = {row.agency_id: row for row in agencies_of(consent)}
    for number, agency_id in enumerate(preset):
        row = rows.get(agency_id)
        if row:
            initial[f"share_{number}"] = row.share
            initial[f"parts_{number}"] = row.parts
            initial[f"elements_{number}"] = row.named_elements  # type: ignore[attr-defined]
            initial[f"about_{number}"] = row.about_children  # type: ignore[attr-defined]
            initial[f"left_out_{number}"] = row.left_out
            initial[f"why_{number}"] = row.why
            initial[f"people_{number}"] = row.people_words
    initial["lawful_basis"] = consent.lawful_basis
    initial |= same_people_left_out_as(consent)
    return initial
