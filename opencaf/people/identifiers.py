"""Check digits of numbers that other systems know a person by. They warn, they never block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opencaf.people.codes import Scheme

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NHS_WEIGHTS = range(10, 1, -1)


def tidy(scheme: str, value: str) -> str:
    """Return a number without the spaces and hyphens that people put into it; others stay as typed."""
    if scheme in (Scheme.NHS, Scheme.UPN):
        return re.sub(r"[\s-]", "", value).upper()
    return value.strip()


def bare(number: str) -> str:
    """Return a number as numbers are compared: capitals and figures alone."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def slips_of(scheme: str, number: str) -> list[str]:
    """Return the sound numbers that one wrong figure, or two changed over, may have made this one of.

    Nothing where the number is sound itself.
    """
    is_sound = {Scheme.NHS: is_sound_nhs_number, Scheme.UPN: is_sound_upn}[Scheme(scheme)]
    if is_sound(number):
        return []
    return sorted({slip for slip in slips(number) if is_sound(slip)})


def slips(number: str) -> Iterator[str]:
    """Yield what one changed figure, or two neighbours changed over, make of a number."""
    for place, sign in enumerate(number):
        yield number[:place] + number[place + 1 : place + 2] + sign + number[place + 2 :]
        for other in "0123456789" if sign.isdigit() else UPN_LETTERS:
            yield number[:place] + other + number[place + 1 :]


def is_sound_nhs_number(number: str) -> bool:
    """Whether ten digits carry their own check digit (weights 10 to 2, modulus 11)."""
    if not re.fullmatch(r"[0-9]{10}", number):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(NHS_WEIGHTS, number, strict=False))
    return (11 - total % 11) % 11 == int(number[9])


def is_sound_upn(number: str) -> bool:
    """Whether a unique pupil number carries its own check letter; a temporary one ends in a letter."""
    if not re.fullmatch(rf"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]", number):
        return False
    total = sum(
        position * (int(sign) if sign.isdigit() else UPN_LETTERS.index(sign))
        for position, sign in enumerate(number[1:], start=2)
    )
    return UPN_LETTERS[total % 23] == number[0]


def warning_for(scheme: str, value: str) -> str:
    """Return what looks wrong about a number, in words, or nothing."""
    if scheme == Scheme.NHS and not is_sound_nhs_number(value):
        return "This does not look like an NHS number: its last digit does not fit. Check it."
    if scheme == Scheme.UPN and not is_sound_upn(value):
        return "This does not look like a unique pupil number: its first letter does not fit. Check it."
    return ""
