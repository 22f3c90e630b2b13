"""What is told about a person when they are recorded, as one value that pages and imports hand over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any

from opencaf.agencies.models import Agency
from opencaf.core.partial_dates import EXACT
from opencaf.people.codes import Ethnicity, Sex


@dataclass(frozen=True)
class Birth:
    """What is known of a birth: its date, an expected date, or an age on a day; never two of them."""

    born_on: dt.date | None = None
    born_accuracy: str = EXACT
    born_source: str = ""
    expected_on: dt.date | None = None
    age_years: int | None = None
    age_known_on: dt.date | None = None


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a person; everything may be left open but a name."""

    given_names: str = ""
    family_name: str = ""
    birth: Birth = field(default_factory=Birth)
    sex: str = Sex.UNKNOWN
    ethnicity: str = Ethnicity.NOBT
    ethnicity_words: str = ""
    first_language: str = ""
    other_languages: str = ""
    interpreter: str = ""
    religion: str = ""
    disability: str = ""
    special_needs: str = ""
    special_needs_words: str = ""
    special_requirements: str = ""
    young_carer: bool | None = None
    reaching_words: str = ""
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the values of a person's columns."""
        own = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "birth"}
        birth = {one.name: getattr(self.birth, one.name) for one in fields(Birth)}
        return {**own, **birth}


@dataclass(frozen=True)
class Place:
    """A nursery, school or college: an agency of the authority, or a name."""

    agency: Agency | None = None
    name: str = ""
    note: str = ""
    from_on: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.agency or self.name)


@dataclass(frozen=True)
class Extras:
    """What else is often known at the start: other names, numbers, ways to reach, school."""

    known_as: tuple[str, ...] = ()
    previous_family_names: tuple[str, ...] = ()
    nhs_number: str = ""
    upn: str = ""
    mobile: str = ""
    home_phone: str = ""
    email: str = ""
    school: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Address:
    """Where a household lives."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    postcode: str = ""
    tenure: str = ""

    def __bool__(self) -> bool:
        return any((self.line1, self.line2, self.city, self.postcode))
