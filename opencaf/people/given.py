"""One person as a line of JSON gives them, for loading many at once. The fields are the keys of a line.

Dates are written 2015-03-27; a date of birth may be known in part, 2015-03 or 2015.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as FaultsOfLine
from pydantic_core import ErrorDetails, PydanticCustomError

from opencaf.core.partial_dates import EXACT, PartialDate
from opencaf.people.codes import Kinship, Sex
from opencaf.people.details import Birth
from opencaf.people.name_keys import plain_postcode
from opencaf.people.sought import date_of

SEXES = {"female": Sex.FEMALE, "male": Sex.MALE, "not known": Sex.UNKNOWN}
WORDS_FOR = {
    "missing": "is missing",
    "extra_forbidden": "is not one of the keys",
    "string_type": "must be text in quotation marks",
    "list_type": "must be a list in square brackets",
    "bool_type": "must be true, false or null",
    "model_type": "must be keys and values in braces",
    "model_attributes_type": "must be keys and values in braces",
    "dict_type": "must be keys and values in braces",
    "json_invalid": "is not JSON",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be three letters, each A, E or U",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
}


def read_day(value: object) -> dt.date | None:
    """Return a day from a text such as 2015-03-27."""
    if value in (None, ""):
        return None
    try:
        if isinstance(value, str) and len(value.strip()) == len("2015-03-27"):
            return dt.date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise PydanticCustomError("day", "must be a day of the calendar such as 2015-03-27")


def read_birth(value: object) -> PartialDate | None:
    """Return a date of birth, which may be known in part."""
    if value in (None, ""):
        return None
    try:
        return date_of("date_of_birth", value.strip() if isinstance(value, str) else "")
    except ValidationError:
        raise PydanticCustomError("day", "must be a real date such as 2015-03-27, 2015-03 or 2015") from None


def read_sex(value: object) -> object:
    """Return F, M or U."""
    if not isinstance(value, str):
        return value
    return SEXES.get(value.strip().lower(), value.strip().upper()) or Sex.UNKNOWN


def read_phone(value: object) -> object:
    """Return a telephone number given by itself as one with its kind."""
    return {"number": value} if isinstance(value, str) else value


def read_school(value: object) -> object:
    """Return a school given by its name as one with dates."""
    return {"name": value} if isinstance(value, str) else value


def at_most(length: int) -> object:
    """Return the type of a text of so many characters."""
    return StringConstraints(max_length=length, strip_whitespace=True)


Day = Annotated[dt.date | None, BeforeValidator(read_day)]
Name = Annotated[str, at_most(200)]


class Given(BaseModel):
    """What a line may hold; keys that nobody knows are refused, so that nothing is lost unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True)


class Dated(Given):
    """Something with a beginning and an end."""

    from_on: Day = Field(default=None, alias="from")
    to_on: Day = Field(default=None, alias="to")


class GivenName(Dated):
    """A name. One of them is the present one: that of kind present, else the first without a kind."""

    kind: Literal["present", "known_as", "previous", "other"] = "present"
    given_names: Name = ""
    family_name: Name = ""
    source: Annotated[str, at_most(100)] = ""


class GivenAddress(Dated):
    """Where somebody lives or lived."""

    line1: Annotated[str, at_most(200)] = ""
    line2: Annotated[str, at_most(200)] = ""
    city: Annotated[str, at_most(100)] = ""
    postcode: Annotated[str, at_most(10)] = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two addresses the same household."""
        return (self.line1.casefold(), self.line2.casefold(), plain_postcode(self.postcode))


class GivenSchool(Dated):
    """A nursery, school or college."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=150, strip_whitespace=True)]


class GivenPhone(Given):
    """A telephone number."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
    kind: Literal["mobile", "home"] = "mobile"


Phone = Annotated[GivenPhone, BeforeValidator(read_phone)]


class GivenParent(Given):
    """A parent or carer. id: the same in the lines of brothers and sisters makes them one person."""

    id: Annotated[str, at_most(60)] = ""
    given_names: Name = ""
    family_name: Name = ""
    kinship: Kinship = Kinship.CARER
    parental_responsibility: bool | None = None
    phones: list[Phone] = []


class GivenNumber(Dated):
    """A number by which a system knows the person."""

    scheme: Literal["nhs", "upn", "other"] = "other"
    system: Annotated[str, at_most(100)] = ""
    value: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


class GivenPerson(Given):
    """One line: a child, born or unborn, with everything that is known."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    names: list[GivenName] = []
    date_of_birth: Annotated[PartialDate | None, BeforeValidator(read_birth)] = None
    expected_date: Day = None
    accuracy: Annotated[str, StringConstraints(pattern="^[AEU]{3}$")] | None = None
    sex: Annotated[Sex, BeforeValidator(read_sex)] = Sex.UNKNOWN
    addresses: list[GivenAddress] = []
    school: Annotated[GivenSchool | None, BeforeValidator(read_school)] = None
    schools: list[Annotated[GivenSchool, BeforeValidator(read_school)]] = []
    parents: list[GivenParent] = []
    phones: list[Phone] = []
    identifiers: list[GivenNumber] = []

    @property
    def present_name(self) -> GivenName:
        """The name that the person bears now."""
        present = [name for name in self.names if name.kind == "present"]
        return present[0] if present else GivenName()

    @property
    def other_names(self) -> list[GivenName]:
        """Names beside the present one; a second present one is another name."""
        return [name for name in self.names if name is not self.present_name]

    @property
    def birth(self) -> Birth:
        """The birth with its accuracy, as the record keeps it."""
        known = self.date_of_birth
        return Birth(
            born_on=known.day if known else None,
            born_accuracy=(self.accuracy or known.accuracy) if known else EXACT,
            expected_on=self.expected_date,
        )


def person_of(line: str) -> GivenPerson:
    """Return the person of a line; ValidationError with a sentence for everything that does not fit."""
    if "\\u0000" in line:
        raise ValidationError(["The line holds the character \\u0000, which is not text"])
    try:
        return GivenPerson.model_validate_json(line)
    except FaultsOfLine as faults:
        raise ValidationError([sentence(fault) for fault in faults.errors()]) from None


def sentence(fault: ErrorDetails) -> str:
    """Return what does not fit, with its key: names 2 family_name must have at most 200 characters."""
    place, kind, said = fault["loc"], fault["type"], fault["msg"]
    key = " ".join(str(part + 1) if isinstance(part, int) else part for part in place) or "The line"
    words = WORDS_FOR.get(kind, said[0].lower() + said[1:]).format(**fault.get("ctx", {}))
    return f"{key} {words}"
