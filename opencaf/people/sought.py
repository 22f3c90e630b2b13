"""What somebody looks for a child by: typed into fields, into one box, or handed over by a program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, YEAR_KNOWN, PartialDate

# What a program may say of a child; every value is text, dates as 2015-03-27, 2015-03 or 2015.
KEYS = (
    "name",
    "given_names",
    "family_name",
    "date_of_birth",
    "expected_date",
    "postcode",
    "address",
    "school",
    "parent",
    "phone",
    "nhs_number",
    "upn",
    "identifier",
)


@dataclass(frozen=True)
class Sought:
    """What somebody typed to find a child; everything may be left open but one thing.

    name: any words in any order. given_names, family_name: the same where it is known which is which.
    identifier: a number of whatever system.
    """

    name: str = ""
    given_names: str = ""
    family_name: str = ""
    born: PartialDate | None = None
    expected_on: dt.date | None = None
    postcode: str = ""
    address: str = ""
    school: str = ""
    parent_name: str = ""
    phone: str = ""
    nhs_number: str = ""
    upn: str = ""
    identifier: str = ""


def sought_of(details: Mapping[str, str]) -> Sought:
    """Return what a program says of a child, by KEYS, as something to look for.

    Raises ValidationError for a key that is not known and for a date that is none.
    """
    unknown = sorted(set(details) - set(KEYS))
    if unknown:
        raise ValidationError({unknown[0]: f"{unknown[0]} is not one of {', '.join(KEYS)}"})
    words = {key: str(value or "").strip() for key, value in details.items()}
    born = words.pop("date_of_birth", "")
    expected = words.pop("expected_date", "")
    parent = words.pop("parent", "")
    return Sought(
        born=date_of("date_of_birth", born) if born else None,
        expected_on=date_of("expected_date", expected).day if expected else None,
        parent_name=parent,
        **words,
    )


def date_of(key: str, text: str) -> PartialDate:
    """Return a date written as 2015-03-27, or in part as 2015-03 or 2015."""
    missing, accuracy = {10: ("", EXACT), 7: ("-15", MONTH_KNOWN), 4: ("-06-15", YEAR_KNOWN)}.get(
        len(text), ("", "")
    )
    try:
        day = dt.date.fromisoformat(text + missing)
    except ValueError:
        day = None
    if day is None or not accuracy:
        raise ValidationError({key: f"{key} must be a real date such as 2015-03-27, 2015-03 or 2015"})
    return PartialDate(day, accuracy)
