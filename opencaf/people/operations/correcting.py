"""Putting right what hangs on a person: names, numbers, ways to reach, schools, homes, relationships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, RecordedModel
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.identifiers import tidy, warning_for
from opencaf.people.models import (
    ContactPoint,
    Family,
    FamilyMember,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.name_keys import spaced_postcode
from opencaf.people.operations.changing import Revision, revise
from opencaf.people.operations.particulars import refuse_unreachable
from opencaf.people.operations.rules import refuse_backwards, refuse_kinship, refuse_strangers
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_change_child

CORRECTABLE: dict[type[RecordedModel], tuple[str, ...]] = {
    PersonName: ("kind", "given_names", "family_name", "from_on", "to_on", "source"),
    ContactPoint: ("kind", "value", "note"),
    Identifier: ("value", "system", "from_on", "to_on"),
    Schooling: ("agency", "name", "from_on", "to_on", "note"),
    Household: ("line1", "line2", "city", "postcode", "tenure"),
    HouseholdMember: ("from_on", "to_on", "note"),
    Relationship: ("kinship", "parental_responsibility", "from_on", "to_on", "note"),
    Family: ("name",),
    FamilyMember: ("role", "from_on", "to_on"),
}
FINDING_DEPENDS_ON = (PersonName, Household, HouseholdMember)


@all_or_nothing
def correct_particular(
    *, record: RecordedModel, values: Mapping[str, Any], reason: str = "", through: Person, by: Practitioner
) -> list[str]:
    """Fill in or put right the fields of one particular, and return the fields that changed.

    An end that was open is filled in without a reason; what said something else takes one.
    """
    require(can_change_child(by, through))
    strange = set(values) - set(CORRECTABLE[type(record)])
    if strange:
        raise ValueError(f"Not correctable on {type(record).__name__}: {sorted(strange)}")
    people = people_of(record)
    refuse_strangers(people, through=through, by=by, field="person")
    final = {name: values.get(name, getattr(record, name)) for name in CORRECTABLE[type(record)]}
    refuse_backwards(final.get("from_on"), final.get("to_on"))
    check(record, final)
    changed = revise(record, Revision(tidied(record, values), reason), by=by)
    if changed and isinstance(record, FINDING_DEPENDS_ON):
        renew_search_names(people)
    trail.record(
        "particular_corrected",
        subject_kind="child",
        subject_id=through.id,
        record_kind=record._meta.label_lower,
        record=str(record.pk),
        fields=changed,
    )
    return changed


def people_of(record: RecordedModel) -> list[Person]:
    """Return the people a particular is about."""
    if isinstance(record, Relationship):
        return [record.of, record.to]
    if isinstance(record, (Household, Family)):
        return [member.person for member in record.members.select_related("person")]
    return [record.person]  # type: ignore[attr-defined]  # every other particular hangs on one person


def tidied(record: RecordedModel, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are stored: numbers without spaces and with their warning, postcodes spaced."""
    stored = dict(values)
    if isinstance(record, Identifier) and "value" in stored:
        stored["value"] = tidy(record.scheme, stored["value"])
        stored["warning"] = warning_for(record.scheme, stored["value"])
    if isinstance(record, Household) and "postcode" in stored:
        stored["postcode"] = spaced_postcode(stored["postcode"])
    return stored


def check(record: RecordedModel, final: Mapping[str, Any]) -> None:
    """Raise ValidationError where the corrected particular would say nothing, or say a thing twice."""
    if isinstance(record, PersonName) and not (final["given_names"] or final["family_name"]):
        raise ValidationError({"given_names": "Enter a given name or a family name"})
    if isinstance(record, ContactPoint):
        refuse_unreachable(final["kind"], final["value"])
    if isinstance(record, Identifier) and not tidy(record.scheme, final["value"]):
        raise ValidationError({"value": "Enter the number"})
    if isinstance(record, Schooling) and not (final["agency"] or final["name"]):
        raise ValidationError({"agency": "Select the school from the list, or enter its name"})
    if isinstance(record, Family) and not final["name"]:
        raise ValidationError({"name": "Enter what the family is called"})
    if isinstance(record, Household) and not any(final[part] for part in CORRECTABLE[Household][:4]):
        raise ValidationError({"line1": "Enter an address, or as much of it as is known"})
    if isinstance(record, Relationship):
        refuse_kinship(final["kinship"])
    if final.get("to_on", False) is None:
        refuse_twice(record, final)


def refuse_twice(record: RecordedModel, final: Mapping[str, Any]) -> None:
    """Raise ValidationError where the same relationship, home or membership goes on already."""
    same: dict[str, Any]
    if isinstance(record, Relationship):
        same = {"of": record.of, "to": record.to, "kinship": final["kinship"]}
    elif isinstance(record, HouseholdMember):
        same = {"household": record.household_id, "person": record.person_id}
    elif isinstance(record, FamilyMember):
        same = {"family": record.family_id, "person": record.person_id}
    else:
        return
    going_on = type(record)._default_manager.filter(to_on=None, **same).exclude(pk=record.pk)
    if going_on.exists():
        raise ValidationError({"to_on": "The same goes on in another line already. Give one of them an end."})
