"""Whether two records are of one child, by names, births, numbers and what stands beside them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from rapidfuzz.distance import OSA

from opencaf.people.name_likeness import likeness
from opencaf.people.spelling import skeleton
from opencaf.registers.interpreting.date_fits import fits_of_days
from opencaf.registers.slots import Case, Slot

SAME, MAYBE, OTHER = "same", "maybe", "other"
AS_SPELT, ALIKE, SOMEWHAT, HARDLY = 0.9, 0.7, 0.5, 0.3
WEEKS_OF_A_BIRTH = 45
LEAST_LETTERS = 4


@lru_cache(maxsize=20_000)
def alike(words: tuple[str, ...], names: tuple[str, ...], is_given: bool) -> float:
    """Return how alike two names of one or more words are."""
    if not words or not names:
        return 0.0
    if words == names or "".join(words) == "".join(names):
        return 1.0
    if is_given:
        found = likeness(words[0], names[0], is_given=True)
        return max(found, ALIKE) if is_respelt(words[0], names[0]) else found
    whole = "".join(words), "".join(names)
    found = max(likeness(*whole), *(likeness(word, name) for word in words for name in names))
    return max(found, ALIKE) if is_respelt(*whole) else found


def is_respelt(word: str, name: str) -> bool:
    """Whether two names sound alike and differ by a letter or two: twins are named so that they do not."""
    if min(len(word), len(name)) < LEAST_LETTERS or OSA.distance(word, name) > 2:
        return False
    bones = skeleton(word)
    return len(bones) >= 2 and bones == skeleton(name)


def compared(one: Slot, other: Slot, cases: dict[int, Case]) -> str:
    """Return whether two records are of one child: same, maybe or other."""
    if (one.nhs and other.nhs and one.nhs != other.nhs) or (one.upn and other.upn and one.upn != other.upn):
        return OTHER
    if one.sex and other.sex and one.sex != other.sex and not (one.nhs and one.nhs == other.nhs):
        return MAYBE if plainly_alike(one, other) else OTHER
    numbered = bool(one.nhs and one.nhs == other.nhs) or bool(one.upn and one.upn == other.upn)
    if one.is_unborn or other.is_unborn:
        return compared_unborn(one, other, numbered)
    given = max(
        alike(one.given, other.given, True),
        alike(one.given, other.others, True),
        alike(one.others, other.given, True),
    )
    family = max(
        alike(one.family, other.family, False),
        alike(one.family, other.others, False),
        alike(one.others, other.family, False),
    )
    return weighed(
        given,
        family,
        fits_of_days(one.born, other.born),
        numbered,
        beside(one, other, cases),
        one.is_told_apart or other.is_told_apart,
    )


def plainly_alike(one: Slot, other: Slot) -> bool:
    """Whether name and day of birth are the same."""
    return (
        one.given == other.given and one.family == other.family and bool(one.born) and one.born == other.born
    )


def beside(one: Slot, other: Slot, cases: dict[int, Case]) -> int:
    """Return how many things beside name and birth agree: home, parents, telephone, the CAF itself."""
    home = bool(one.line) and one.line == other.line
    place = bool(one.postcode) and one.postcode == other.postcode
    first, second = cases[one.row], cases[other.row]
    case = bool(first.started) and first.started == second.started
    number = bool(first.number) and first.number == second.number
    return home + place + share(one.parents, other.parents) + share(one.phones, other.phones) + case + number


def share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the two have something in common."""
    return not set(some).isdisjoint(others)


def weighed(given: float, family: float, day: str, numbered: bool, agreeing: int, told_apart: bool) -> str:
    """Return what names, birth, numbers and what stands beside them say together."""
    if numbered:
        return with_one_number(given, family, day)
    if given < SOMEWHAT or (told_apart and given < AS_SPELT):
        return OTHER
    names = min(given, family)
    if day == "same":
        # one given name, one birthday and one home: brothers and sisters never share all three
        if (names >= ALIKE and agreeing) or (given >= ALIKE and family >= SOMEWHAT and agreeing >= 2):
            return SAME
        if given >= AS_SPELT and agreeing >= 2:
            return SAME
        return MAYBE if names >= ALIKE or (given >= AS_SPELT and agreeing) else OTHER
    if day in ("near", "unknown"):
        if names >= ALIKE and agreeing >= 2:
            return SAME
        return MAYBE if names >= AS_SPELT and agreeing else OTHER
    return MAYBE if names >= AS_SPELT and agreeing >= 3 else OTHER


def with_one_number(given: float, family: float, day: str) -> str:
    """Return what names and birth say of two records with one sound number, which may have been copied."""
    if given >= SOMEWHAT and (family >= SOMEWHAT or day == "same"):
        return SAME
    is_near = given >= HARDLY and family >= AS_SPELT and day == "same"
    return SAME if is_near else MAYBE


def compared_unborn(one: Slot, other: Slot, numbered: bool) -> str:
    """Return whether an expected baby is the child of another record."""
    days = [day_of(slot.born or slot.expected) for slot in (one, other)]
    if days[0] is None or days[1] is None:
        return MAYBE if numbered else OTHER
    apart = abs((days[0] - days[1]).days)
    home = one.line == other.line and one.postcode == other.postcode and bool(one.line or one.postcode)
    family = alike(one.family, other.family, False) >= ALIKE
    kin = share(one.parents, other.parents)
    if apart > WEEKS_OF_A_BIRTH or not (family or kin):
        return OTHER
    if one.is_unborn and other.is_unborn:
        return SAME if apart <= 3 and family and (home or kin) else MAYBE
    return SAME if home and kin else MAYBE if home or kin else OTHER


def day_of(text: str) -> dt.date | None:
    """Return a day, or None where it is not known to the day."""
    return dt.date.fromisoformat(text) if len(text) == 10 else None
