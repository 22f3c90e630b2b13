"""Rules that several operations on people share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words, refuse_future
from opencaf.core.partial_dates import check_accuracy
from opencaf.people.codes import Kinship
from opencaf.people.details import Birth
from opencaf.people.models import Person
from opencaf.people.queries.circle import circle_people

LATEST_EXPECTED = dt.timedelta(days=310)
OLDEST = 120


def refuse_nameless(given_names: str, family_name: str, *, is_expected: bool) -> None:
    """Raise ValidationError for a person without any name; an unborn baby has the family name at least."""
    if given_names or family_name:
        return
    if is_expected:
        raise ValidationError({"family_name": "Enter the family name, for an unborn baby that of the mother"})
    raise ValidationError({"given_names": "Enter a given name or a family name"})


def refuse_impossible_birth(birth: Birth) -> None:
    """Raise ValidationError for two kinds of date at once, a birth to come, or an expected date long past."""
    if birth.born_on and birth.expected_on:
        raise ValidationError({"expected_on": "Enter the date of birth or the expected date, not both"})
    if birth.age_years is not None and (birth.born_on or birth.expected_on):
        raise ValidationError({"age_years": "Leave out the age where a date is known"})
    refuse_future("born_on", birth.born_on, "The date of birth")
    check_accuracy(birth.born_accuracy)
    refuse_far_expected(birth.expected_on)
    if birth.age_years is not None and not 0 <= birth.age_years <= OLDEST:
        raise ValidationError({"age_years": f"Age must be between 0 and {OLDEST}"})
    if birth.age_years is not None and birth.age_known_on is None:
        raise ValidationError({"age_known_on": "Enter the day on which this was their age"})
    refuse_future("age_known_on", birth.age_known_on, "The day on which this was their age")


def refuse_far_expected(expected_on: dt.date | None) -> None:
    """Raise ValidationError for an expected date more than ten months away, in either direction."""
    if expected_on and abs(expected_on - clock.today()) > LATEST_EXPECTED:
        raise ValidationError({"expected_on": "The expected date must be within ten months of today"})


def refuse_backwards(from_on: dt.date | None, to_on: dt.date | None, *, field: str = "to_on") -> None:
    """Raise ValidationError when something ends before it began."""
    if from_on and to_on and to_on < from_on:
        raise ValidationError({field: f"The end must be on or after {in_words(from_on)}, when it began"})


def refuse_strangers(people: Iterable[Person], *, through: Person, by: Practitioner, field: str) -> None:
    """Raise ValidationError for somebody who neither belongs to the child nor is open to the practitioner."""
    wanted = {person.pk for person in people} - {through.pk}
    if not wanted:
        return
    known = set(circle_people(through).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        known |= set(Person.objects.visible_to(by).filter(pk__in=wanted - known).values_list("pk", flat=True))
    if wanted - known:
        raise ValidationError({field: "Select somebody of this family from the list"})


def refuse_kinship(kinship: str) -> None:
    """Raise ValidationError for a kinship that is not one of ours."""
    if kinship not in Kinship.values:
        raise ValidationError({"kinship": "Select how they are related from the list"})
