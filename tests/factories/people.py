"""Children and families, made by the operations that record them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.people.details import Address, Birth, Extras, PersonDetails
from opencaf.people.models import Person
from opencaf.people.operations.recording import add_child, add_family_member
from opencaf.people.operations.writing import Home

BORN_ON = dt.date(2022, 7, 11)
EXPECTED_ON = dt.date(2027, 2, 24)
FLAT = Address(line1="Flat 6", line2="14 Saltpan Street", city="Marlbeck", postcode="ZD4 2QP")


def details(given_names: str = "Yusuf Abdirahman", family_name: str = "Nur", **values: Any) -> PersonDetails:
    values.setdefault("birth", Birth(born_on=BORN_ON))
    return PersonDetails(given_names=given_names, family_name=family_name, **values)


def make_child(
    given_names: str = "Yusuf Abdirahman", family_name: str = "Nur", *, by: Practitioner, **values: Any
) -> Person:
    """A child at an address, recorded by somebody."""
    extras = values.pop("extras", Extras())
    home = values.pop("home", Home(address=FLAT, from_on=dt.date(2024, 11, 18)))
    return add_child(details=details(given_names, family_name, **values), extras=extras, home=home, by=by)


def make_unborn(*, by: Practitioner) -> Person:
    """An unborn baby under the mother's name."""
    return make_child("", "Lowther", birth=Birth(expected_on=EXPECTED_ON), home=Home(), by=by)


def make_mother(child: Person, *, by: Practitioner, **values: Any) -> Person:
    """A mother with parental responsibility."""
    mother = PersonDetails(given_names="Hodan Ali", family_name="Warsame", sex="F")
    values.setdefault("parental_responsibility", True)
    return add_family_member(child=child, details=mother, kinship="mother", by=by, **values)


def make_sister(child: Person, *, by: Practitioner, **values: Any) -> Person:
    """A younger sister."""
    sister = details("Hibo Abdirahman", child.family_name, birth=Birth(born_on=dt.date(2025, 4, 2)))
    return add_family_member(child=child, details=sister, kinship="sister", by=by, **values)
