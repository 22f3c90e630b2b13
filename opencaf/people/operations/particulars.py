"""Other names, numbers, ways to reach somebody, and schools: each with its own from and to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.codes import Scheme
from opencaf.people.identifiers import tidy, warning_for
from opencaf.people.models import ContactPoint, Identifier, Person, PersonName, Schooling
from opencaf.people.operations.rules import refuse_backwards, refuse_strangers
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_change_child


@all_or_nothing
def add_name(
    *,
    person: Person,
    kind: str,
    given_names: str = "",
    family_name: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    source: str = "",
    through: Person,
    by: Practitioner,
) -> PersonName:
    """Record another name: known as, previous, or other. People are found by it from now on."""
    require(can_change_child(by, through))
    refuse_strangers([person], through=through, by=by, field="person")
    if not given_names and not family_name:
        raise ValidationError({"given_names": "Enter a given name or a family name"})
    refuse_backwards(from_on, to_on)
    name = PersonName.record(
        by=by,
        person=person,
        kind=kind,
        given_names=given_names,
        family_name=family_name,
        from_on=from_on,
        to_on=to_on,
        source=source,
    )
    renew_search_names([person])
    record_addition("name_added", person, through, kind=kind)
    return name


@all_or_nothing
def add_contact_point(
    *, person: Person, kind: str, value: str, note: str = "", through: Person, by: Practitioner
) -> ContactPoint:
    """Record a telephone number or an e-mail address."""
    require(can_change_child(by, through))
    refuse_strangers([person], through=through, by=by, field="person")
    refuse_unreachable(kind, value)
    point = ContactPoint.record(by=by, person=person, kind=kind, value=value, note=note)
    record_addition("contact_point_added", person, through, kind=kind)
    return point


@all_or_nothing
def add_identifier(
    *,
    person: Person,
    scheme: str,
    value: str,
    system: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    through: Person,
    by: Practitioner,
) -> Identifier:
    """Record a number of another system. A check digit that does not fit is kept as a warning."""
    require(can_change_child(by, through))
    refuse_strangers([person], through=through, by=by, field="person")
    number = tidy(scheme, value)
    if not number:
        raise ValidationError({"value": "Enter the number"})
    if scheme == Scheme.OTHER and not system:
        raise ValidationError({"system": "Enter the name of the system that gave the number"})
    refuse_backwards(from_on, to_on)
    identifier = Identifier.record(
        by=by,
        person=person,
        scheme=scheme,
        system=system,
        value=number,
        warning=warning_for(scheme, number),
        from_on=from_on,
        to_on=to_on,
    )
    record_addition("identifier_added", person, through, scheme=scheme)
    return identifier


@all_or_nothing
def set_schooling(
    *,
    person: Person,
    agency: Agency | None = None,
    name: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    note: str = "",
    through: Person,
    by: Practitioner,
) -> Schooling:
    """Record a nursery, school or college, beside any other that goes on."""
    require(can_change_child(by, through))
    refuse_strangers([person], through=through, by=by, field="person")
    if agency is None and not name:
        raise ValidationError({"agency": "Select the school from the list, or enter its name"})
    refuse_backwards(from_on, to_on)
    schooling = Schooling.record(
        by=by, person=person, agency=agency, name=name, from_on=from_on, to_on=to_on, note=note
    )
    record_addition("schooling_set", person, through)
    return schooling


@all_or_nothing
def change_school(
    *,
    person: Person,
    agency: Agency | None = None,
    name: str = "",
    from_on: dt.date,
    note: str = "",
    through: Person,
    by: Practitioner,
) -> Schooling:
    """Record a new school from a day on; those before it end on that day."""
    require(can_change_child(by, through))
    going_on = Schooling.objects.filter(person=person, to_on=None)
    if going_on.filter(from_on__gt=from_on).exists():
        raise ValidationError({"from_on": "The first day must come after the first day at the school before"})
    schooling = set_schooling(
        person=person, agency=agency, name=name, from_on=from_on, note=note, through=through, by=by
    )
    going_on.exclude(pk=schooling.pk).update(to_on=from_on)
    trail.record("school_changed", subject_kind="child", subject_id=through.id, person=str(person.id))
    return schooling


def refuse_unreachable(kind: str, value: str) -> None:
    """Raise ValidationError for an empty value, or an e-mail address or number that cannot be one."""
    if not value:
        raise ValidationError({"value": "Enter the telephone number or e-mail address"})
    if kind != ContactPoint.Kind.EMAIL:
        if sum(letter.isdigit() for letter in value) < 3:
            raise ValidationError({"value": "It must be a telephone number, like 01632 960001"})
        return
    try:
        validate_email(value)
    except ValidationError:
        raise ValidationError({"value": "It must be an e-mail address, like name@example.org"}) from None


def record_addition(action: str, person: Person, through: Person, **detail: Any) -> None:
    """Write on the trail that something more is known of a person."""
    trail.record(action, subject_kind="child", subject_id=through.id, person=str(person.id), **detail)
