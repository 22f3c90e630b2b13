"""What was put right about a child and the people around."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.audit.models import Correction
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.people.codes import Ethnicity, Kinship, Sex, SpecialNeeds

NOT_SHOWN = ("warning", "born_accuracy", "age_known_on", "agency")
CODES: dict[str, dict[str, str]] = {
    "sex": dict(Sex.choices),
    "ethnicity": dict(Ethnicity.choices),
    "special_needs": dict(SpecialNeeds.choices),
    "kinship": dict(Kinship.choices),
}
YES_NO = {"True": "yes", "False": "no", "": "not known"}
LABELS = {
    "born_on": "Date of birth",
    "expected_on": "Expected date",
    "died_on": "Date of death",
    "age_years": "Age",
    "from_on": "First day",
    "to_on": "Last day",
    "reaching_words": "How they like to be reached",
    "special_needs_words": "Special educational needs in words",
    "ethnicity_words": "Ethnicity in their own words",
    "line1": "Address line 1",
    "line2": "Address line 2",
    "value": "Number or address",
}


@dataclass(frozen=True)
class PutRight:
    """One field that was put right, in words."""

    what: str
    old: str
    new: str
    reason: str
    by: str
    at: dt.datetime


def put_right(record_ids: Iterable[uuid.UUID]) -> list[PutRight]:
    """Return what was put right in these records, the latest first."""
    return [
        PutRight(
            what=LABELS.get(row.field, row.field.replace("_", " ").capitalize()),
            old=as_shown(row.field, row.old_value),
            new=as_shown(row.field, row.new_value),
            reason=row.reason,
            by=row.corrected_by_name,
            at=row.recorded_at,
        )
        for row in corrections_of(list(record_ids))
    ]


@composed_once
def corrections_of(record_ids: list[uuid.UUID]) -> QuerySet[Correction]:
    """The corrections of some records, the latest first."""
    rows = Correction.objects.filter(record_id__any_of=record_ids).exclude(field__in=NOT_SHOWN)
    return rows.order_by("-recorded_at", "-id")


def as_shown(field: str, value: str) -> str:
    """Return a kept value in the words of the pages."""
    if field in CODES:
        return CODES[field].get(value, value)
    if field in ("young_carer", "parental_responsibility"):
        return YES_NO.get(value, value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return in_words(dt.date.fromisoformat(value))
    return value or "nothing"
