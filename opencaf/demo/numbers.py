"""Numbers and codes that can belong to nobody: of ranges kept for tests, drama and pseudo addresses.

NHS numbers of the 999 range, unique pupil numbers of local authorities from 990 on, which do not
exist, telephone numbers that Ofcom keeps for drama, postcodes of the area ZD, which does not exist,
and ZZ99 for no fixed abode.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from opencaf.people.identifiers import NHS_WEIGHTS, UPN_LETTERS

NO_FIXED_ABODE = "ZZ99 3VZ"
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
LANDLINES = 1000
FIRST_PRETEND_AUTHORITY = 990


@dataclass
class Numbers:
    """Hands out numbers of one authority; none twice, and none that another authority's has."""

    place: int
    choose: Random
    landlines_given: int = 0
    mobiles_given: int = 0
    nhs_given: int = 0
    upns_given: int = 0
    districts: tuple[int, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.districts = tuple(range(1 + self.place * 20, 21 + self.place * 20))

    def landline(self) -> str:
        """Return a telephone number of an agency or practitioner."""
        number = (self.place * 250 + self.landlines_given) % LANDLINES
        self.landlines_given += 1
        return f"01632 960{number:03d}"

    def mobile(self) -> str:
        """Return a mobile number of somebody of a family."""
        number = (self.place * 250 + self.mobiles_given * 7) % 1000
        self.mobiles_given += 1
        return f"07700 900{number:03d}"

    def nhs_number(self) -> str:
        """Return an NHS number of the test range with its own check digit."""
        while True:
            self.nhs_given += 1
            body = f"999{self.place}{self.nhs_given * 83 % 100_000:05d}"
            check = nhs_check_digit(body)
            if check < 10:
                return f"{body}{check}"

    def upn(self, born_on: dt.date) -> str:
        """Return a unique pupil number with its check letter."""
        self.upns_given += 1
        year = (born_on.year + 4) % 100
        school, serial = 4000 + self.upns_given // 1000, self.upns_given % 1000
        return upn_with_letter(f"{FIRST_PRETEND_AUTHORITY + self.place}{school}{year:02d}{serial:03d}")

    def postcode(self, district: int) -> str:
        """Return a postcode of one of the authority's districts."""
        letters = "".join(self.choose.sample(POSTCODE_LETTERS, 2))
        return f"ZD{self.districts[district % len(self.districts)]} {self.choose.randint(1, 9)}{letters}"


def nhs_check_digit(body: str) -> int:
    """Return the check digit of nine digits (modulus 11); 10 where there is none."""
    total = sum(weight * int(digit) for weight, digit in zip(NHS_WEIGHTS, body, strict=True))
    return (11 - total % 11) % 11


def upn_with_letter(digits: str) -> str:
    """Return twelve digits behind their check letter."""
    total = sum(position * int(digit) for position, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23] + digits
