"""Putting right and adding to what is known of a person; the old values stay readable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.corrections import correct_field
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.models import BaseModel
from opencaf.core.partial_dates import EXACT
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.codes import Ethnicity, Scheme, Sex
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Person, PersonName
from opencaf.people.operations.particulars import add_identifier
from opencaf.people.operations.rules import (
    refuse_impossible_birth,
    refuse_nameless,
    refuse_strangers,
)
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_change_child

FOUND_BY = {"given_names", "family_name", "born_on", "expected_on"}
OPEN_ANSWERS = {None, "", Sex.UNKNOWN, Ethnicity.NOBT}


@dataclass(frozen=True)
class Revision:
    """What somebody said is so, with the reason where something else was recorded."""

    values: Mapping[str, Any]
    reason: str = ""


@all_or_nothing
def change_person(
    *,
    person: Person,
    details: PersonDetails,
    died_on: dt.date | None = None,
    reason: str = "",
    through: Person,
    by: Practitioner,
) -> list[str]:
    """Bring a person's record to what is known now, and return the fields that changed.

    What was open is filled in; what said something else is corrected, which takes a reason.
    """
    require(can_change_child(by, through))
    refuse_strangers([person], through=through, by=by, field="person")
    refuse_nameless(details.given_names, details.family_name, is_expected=bool(details.birth.expected_on))
    if birth_differs(person, details.birth):
        refuse_impossible_birth(details.birth)
    refuse_future("died_on", died_on, "The date of death")
    born_on = details.birth.born_on
    refuse_before("died_on", died_on, "The date of death", earliest=born_on, event="the date of birth")
    values = details.columns() | {"died_on": died_on}
    changed = revise(person, Revision(values, reason), by=by)
    if FOUND_BY & set(changed):
        renew_search_names([person])
    trail.record(
        "person_changed", subject_kind="child", subject_id=through.id, person=str(person.id), fields=changed
    )
    return changed


@all_or_nothing
def record_birth(
    *,
    child: Person,
    given_names: str,
    family_name: str,
    born_on: dt.date,
    sex: str,
    nhs_number: str = "",
    by: Practitioner,
) -> Person:
    """Turn an unborn baby into a born child on the same record.

    The expected date goes into the corrections; the name used before birth stays a previous name.
    """
    require(can_change_child(by, child))
    if child.expected_on is None:
        raise ValidationError("A birth is recorded already. Change the record to put it right.")
    if not given_names and not family_name:
        raise ValidationError({"given_names": "Enter a given name or a family name"})
    refuse_future("born_on", born_on, "The date of birth")
    keep_earlier_name(child, given_names, family_name, born_on, by)
    values = {
        "expected_on": None,
        "born_on": born_on,
        "born_accuracy": EXACT,
        "given_names": given_names,
        "family_name": family_name,
        "sex": sex,
    }
    revise(child, Revision(values, f"Born on {in_words(born_on)}"), by=by)
    if nhs_number:
        add_identifier(
            person=child, scheme=Scheme.NHS, value=nhs_number, from_on=born_on, through=child, by=by
        )
    renew_search_names([child])
    trail.record("birth_recorded", subject_kind="child", subject_id=child.id, born_on=born_on)
    return child


def keep_earlier_name(
    child: Person, given_names: str, family_name: str, born_on: dt.date, by: Practitioner
) -> None:
    """Keep the name an unborn baby was recorded under, where the born child has another."""
    if child.family_name == family_name and child.given_names in ("", given_names):
        return
    PersonName.record(
        by=by,
        person=child,
        kind=PersonName.Kind.PREVIOUS,
        given_names=child.given_names,
        family_name=child.family_name,
        to_on=born_on,
        source="Name before birth",
    )


def birth_differs(person: Person, birth: Birth) -> bool:
    """Whether what is said of a birth is not what is recorded."""
    return any(getattr(person, one.name) != getattr(birth, one.name) for one in fields(Birth))


def revise(record: BaseModel, revision: Revision, *, by: Practitioner) -> list[str]:
    """Fill in what was open and correct what said something else; return the fields that changed."""
    changed = {name: new for name, new in revision.values.items() if getattr(record, name) != new}
    said_before = {name for name in changed if says_something(record, name)}
    if said_before and not revision.reason.strip():
        raise ValidationError({"reason": "Enter why what was recorded is put right"})
    # what is emptied goes first, an age before its day: dates and ages never stand together
    for name in sorted(
        said_before, key=lambda name: (changed[name] is not None, name == "age_known_on", name)
    ):
        correct_field(
            record,
            name,
            changed[name],
            reason=revision.reason,
            corrected_by_id=by.id,
            corrected_by_name=str(by),
        )
    filled = {name: new for name, new in changed.items() if name not in said_before}
    for name, new in filled.items():
        setattr(record, name, new)
    if filled:
        record.save(update_fields=list(filled))
    return sorted(changed)


def says_something(record: BaseModel, name: str) -> bool:
    """Whether a field holds an answer, not merely that it is open."""
    value = getattr(record, name)
    if name == "born_accuracy":
        return getattr(record, "born_on", None) is not None
    return value not in OPEN_ANSWERS
