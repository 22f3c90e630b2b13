"""The mistakes by which the search may be tuned: of fingers on keys, and of what people simply leave out.

They are not those that judge it (judging.py): another model, another seed, other rules.
"""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Callable

from bench.finding.asked import all_or_none, day_text, kind, parent_name, plainly, with_day, with_names
from bench.finding.kinds import Asked, Kind, Usable
from bench.finding.people import Child

SEED = 20_111
TWO, OTHER = Usable.TWO, Usable.OTHER
ROWS_OF_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
Slip = Callable[[str, random.Random], str]


def next_key(word: str, rng: random.Random) -> str:
    """Return a word with one letter replaced by its neighbour on the keyboard."""
    at = rng.randrange(len(word))
    row = next((row for row in ROWS_OF_KEYS if word[at].lower() in row), string.ascii_lowercase)
    place = max(row.find(word[at].lower()), 0) + rng.choice((-1, 1))
    return word[:at] + row[place % len(row)] + word[at + 1 :]


def missed(word: str, rng: random.Random) -> str:
    """Return a word without one letter."""
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else word


def added(word: str, rng: random.Random) -> str:
    """Return a word with a letter too many."""
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(string.ascii_lowercase) + word[at:]


def crossed(word: str, rng: random.Random) -> str:
    """Return a word with two neighbouring letters in the wrong order."""
    if len(word) < 3:
        return word
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def twice(word: str, rng: random.Random) -> str:
    """Return a word with one letter typed twice."""
    at = rng.randrange(len(word))
    return word[: at + 1] + word[at:]


SLIPS: tuple[Slip, ...] = (next_key, missed, added, crossed, twice)


def slipped(word: str, rng: random.Random, times: int = 1) -> str:
    """Return a word with typing errors of any sort."""
    for _ in range(times):
        word = rng.choice(SLIPS)(word, rng)
    return word


def one_slip(slip: Slip) -> Callable[[Child, dt.date, random.Random], Asked | None]:
    """Return a mistake: this slip in either name."""

    def make(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
        if rng.random() < 0.5:
            return with_names(child, slip(child.first_name, rng), child.family_name)
        return with_names(child, child.first_name, slip(child.family_name, rng))

    return make


def another_digit(day: dt.date, rng: random.Random) -> dt.date | None:
    """Return a date with one figure replaced by any other."""
    text = list(day.isoformat())
    at = rng.choice((3, 5, 6, 8, 9))
    text[at] = rng.choice(string.digits)
    try:
        return dt.date.fromisoformat("".join(text))
    except ValueError:
        return None


def exchanged(day: dt.date) -> dt.date | None:
    """Return a date with day and month exchanged."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else None


def shortened(word: str, rng: random.Random) -> str:
    """Return a name cut short with an ending."""
    return word[: rng.choice((3, 4))] + rng.choice(("y", "ie", "s", ""))


def with_postcode(child: Child, asked: Asked | None) -> Asked | None:
    """Return a question with the child's postcode."""
    return {**asked, "postcode": child.home.postcode} if asked else None


KINDS: tuple[Kind, ...] = (
    kind("everything right", TWO, lambda c, d, r: with_postcode(c, plainly(c))),
    kind("names and date right", TWO, lambda c, d, r: plainly(c)),
    kind("neighbouring key", TWO, one_slip(next_key)),
    kind("letter missed", TWO, one_slip(missed)),
    kind("letter added", TWO, one_slip(added)),
    kind("letters crossed", TWO, one_slip(crossed)),
    kind("letter twice", TWO, one_slip(twice)),
    kind(
        "a slip in each name",
        TWO,
        lambda c, d, r: with_names(c, slipped(c.first_name, r), slipped(c.family_name, r)),
    ),
    kind(
        "two slips in the family name",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, slipped(c.family_name, r, 2)),
    ),
    kind("names in the other box", TWO, lambda c, d, r: with_names(c, c.family_name, c.first_name)),
    kind(
        "given name cut short", TWO, lambda c, d, r: with_names(c, shortened(c.first_name, r), c.family_name)
    ),
    kind(
        "family name cut in half",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, c.family_name.partition("-")[0]),
    ),
    kind("day and month the other way", TWO, lambda c, d, r: with_day(c, exchanged(d))),
    kind("any digit of the date", TWO, lambda c, d, r: with_day(c, another_digit(d, r))),
    kind(
        "no date, a slip, postcode",
        TWO,
        lambda c, d, r: with_names(
            c, c.first_name, slipped(c.family_name, r), date_of_birth="", postcode=c.home.postcode
        ),
    ),
    kind(
        "family name and date, postcode",
        TWO,
        lambda c, d, r: all_or_none(
            family_name=c.family_name, date_of_birth=day_text(d), postcode=c.home.postcode
        ),
    ),
    kind(
        "unknown family name, postcode",
        TWO,
        lambda c, d, r: {**plainly(c), "family_name": "Quillfeather", "postcode": c.home.postcode},
    ),
    kind(
        "another town's postcode, a slip",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, slipped(c.family_name, r), postcode="ZX8 4NA"),
    ),
    kind(
        "digit of the date, a slip",
        OTHER,
        lambda c, d, r: with_day(c, another_digit(d, r), family_name=slipped(c.family_name, r)),
    ),
    kind(
        "digit of the date, a slip, postcode",
        OTHER,
        lambda c, d, r: with_day(
            c, another_digit(d, r), family_name=slipped(c.family_name, r), postcode=c.home.postcode
        ),
    ),
    kind(
        "other box and a slip",
        OTHER,
        lambda c, d, r: with_names(c, slipped(c.family_name, r), c.first_name),
    ),
    kind("NHS number right", OTHER, lambda c, d, r: all_or_none(nhs_number=c.nhs_number)),
    kind(
        "parent and given name",
        OTHER,
        lambda c, d, r: all_or_none(parent=parent_name(c), given_names=c.first_name),
    ),
    kind(
        "given name and date only",
        Usable.FORENAME_AND_DATE,
        lambda c, d, r: all_or_none(given_names=c.first_name, date_of_birth=day_text(d)),
    ),
)
