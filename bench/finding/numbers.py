"""Numbers that nobody holds: NHS and pupil numbers of ranges kept for tests, fictional telephones."""

from __future__ import annotations

import random

from opencaf.people.identifiers import NHS_WEIGHTS, UPN_LETTERS

NHS_NUMBERS = 1_000_000  # in the range 999; a world of more children leaves the others without one


def nhs_number(number: int) -> str:
    """Return the NHS number of a child's number, or nothing where there is none left."""
    if number >= NHS_NUMBERS * 9 // 10:
        return ""
    digits = f"999{number % NHS_NUMBERS:06d}"
    check = -sum(weight * int(digit) for weight, digit in zip(NHS_WEIGHTS, digits, strict=False)) % 11
    return f"{digits}{check}" if check < 10 else ""


def upn(number: int) -> str:
    """Return the unique pupil number of a child's number, with its check letter."""
    digits = f"999{number % 1_000_000_000:09d}"
    total = sum(position * int(sign) for position, sign in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23] + digits


def phone(rng: random.Random) -> str:
    """Return a telephone number of the ranges kept for fiction; many share one, since there are 2,000."""
    return f"{rng.choice(('07700 900', '01632 960'))}{rng.randrange(1000):03d}"
