"""The slips of the model that judges: of ear, eye and hand, and of other countries' spelling.

FROZEN: see judging.py.
"""

from __future__ import annotations

import datetime as dt
import random

from bench.finding.people import TODAY, Child

HEARD = tuple(
    pair.split("/")
    for pair in "th/f f/s m/n n/m "
    "b/p p/b d/t t/d v/f ph/f f/ph ck/k k/c c/k s/z z/s sh/ch ch/sh g/j j/g w/v v/w "
    "ee/i i/e e/i ea/e ai/ay ay/ei oo/u u/o o/u ow/ou er/ar ar/er or/er y/i ie/y x/cks l/ll".split()
)
MISREAD = tuple(
    pair.split("/")
    for pair in "rn/m m/rn "
    " cl/d d/cl u/v v/u a/o o/a n/h h/n l/t t/l i/l e/c c/e n/r r/v nn/m w/vv g/q y/g S/F J/T "
    "L/C H/N B/R M/W K/R O/C".split()
)
ABROAD = tuple(
    pair.split("/")
    for pair in "ou/u u/ou "
    "oo/u ee/i i/ee kh/k q/k aa/a ah/a h/ w/v v/w cz/ch sz/sh ś/sh j/y y/j ş/sh ș/s ç/c ł/w "
    "ö/oe ü/ue ğ/gh ei/ay ai/ei dh/d th/t bh/b ss/s mm/m dd/d e/a a/e ia/iya ck/k ow/of".split()
)
LOOK_ALIKE_FIGURES = {
    "1": "7",
    "7": "1",
    "3": "8",
    "8": "3",
    "0": "6",
    "6": "0",
    "5": "6",
    "4": "9",
    "9": "4",
    "2": "7",
}
LETTERS_MISHEARD = {"B": "P", "P": "D", "D": "T", "M": "N", "N": "M", "S": "F", "F": "S", "A": "H", "J": "A"}
SPELT_OUT = {
    "ł": "l",
    "ń": "n",
    "ś": "s",
    "ż": "z",
    "ó": "o",
    "ą": "a",
    "ę": "e",
    "ć": "c",
    "ö": "o",
    "ü": "u",
}
STRANGE_NAMES = (
    "Arkwright Bellamy Cartmell Dunmore Eastaway Fothergill Garside Hebblewhite Ingoldby Kettleworth".split()
)


def changed_once(word: str, table: tuple[list[str], ...], rng: random.Random) -> str | None:
    """Return a word with one of the changes of a table; None where none applies."""
    places = [
        (at, one, other)
        for one, other in table
        for at in range(len(word))
        if word[at : at + len(one)].lower() == one.lower()
        and (one.islower() or word[at : at + len(one)] == one)
    ]
    if not places or len(word) < 3:
        return None
    at, one, other = rng.choice(places)
    new = word[:at] + other + word[at + len(one) :]
    return new[:1].upper() + new[1:] if new.lower() != word.lower() else None


def heard(word: str, rng: random.Random) -> str | None:
    """Return a name as an ear may take it down."""
    return changed_once(word, HEARD, rng)


def misread(word: str, rng: random.Random) -> str | None:
    """Return a name as an eye may read a hand."""
    return changed_once(word, MISREAD, rng)


def respelt(word: str, rng: random.Random) -> str | None:
    """Return a name as another country, or another clerk, would spell it: one or two changes."""
    once = changed_once(word, ABROAD, rng)
    return (changed_once(once, ABROAD, rng) or once) if once and rng.random() < 0.4 else once


def letter_lost(word: str, rng: random.Random) -> str | None:
    """Return a name without one of its inner letters."""
    if len(word) < 5:
        return None
    at = rng.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def letters_exchanged(word: str, rng: random.Random) -> str | None:
    """Return a name with two neighbouring letters exchanged, not the first."""
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if len(word) < 4 or not places:
        return None
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def moved_day(day: dt.date, *, years: int = 0, months: int = 0, days: int = 0) -> dt.date | None:
    """Return a date so far off; None where there is no such day."""
    month = day.month + months
    try:
        return dt.date(day.year + years, month, day.day) + dt.timedelta(days=days)
    except ValueError:
        return None


def figures_misread(day: dt.date, rng: random.Random) -> dt.date | None:
    """Return a date of which one figure was taken for one that looks like it."""
    text = day.isoformat()
    places = [at for at in (2, 3, 5, 6, 8, 9) if text[at] in LOOK_ALIKE_FIGURES]
    rng.shuffle(places)
    for at in places:
        try:
            return dt.date.fromisoformat(text[:at] + LOOK_ALIKE_FIGURES[text[at]] + text[at + 1 :])
        except ValueError:
            continue
    return None


def figures_exchanged(day: dt.date, rng: random.Random) -> dt.date | None:
    """Return a date with two neighbouring figures of its day, its month or its year exchanged."""
    text = day.isoformat()
    places = [at for at in (2, 5, 8) if text[at] != text[at + 1]]
    rng.shuffle(places)
    for at in places:
        try:
            found = dt.date.fromisoformat(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        except ValueError:
            continue
        if TODAY >= found > dt.date(1990, 1, 1):
            return found
    return None


def postcode_misheard(text: str, rng: random.Random) -> str:
    """Return a postcode with one of its last two letters taken for another."""
    at = rng.choice((-1, -2))
    other = LETTERS_MISHEARD.get(text[at], "X" if text[at] != "X" else "E")
    return text[:at] + other + (text[at + 1 :] if at < -1 else "")


def pet_name(name: str, rng: random.Random) -> str | None:
    """Return a name as families cut it: its beginning with or without an ending, or its end."""
    if len(name) < 5:
        return None
    choices = (
        name[:3],
        name[:4],
        f"{name[:3]}sy",
        f"{name[:4]}o",
        f"{name[:3]}{name[2]}y",
        name[-4:].capitalize(),
    )
    return rng.choice(choices)


def without_marks(name: str) -> str | None:
    """Return a name as a plain keyboard writes it; None where it has no marks."""
    plain = "".join(SPELT_OUT.get(letter, letter) for letter in name)
    for mark in ("'", "-"):
        plain = plain.replace(mark, "")
    return plain.capitalize() if plain != name else None


def without_particle(name: str) -> str | None:
    """Return a name without the particle before it, or parted from it."""
    for particle in ("Al-", "El-", "O'", "Mc", "Mac"):
        rest = name.removeprefix(particle)
        if rest != name and len(rest) > 2:
            return rest if particle in ("Al-", "El-") else f"{particle.rstrip(chr(39))} {rest}"
    return None


def split_in_two(name: str, rng: random.Random) -> str | None:
    """Return a name that somebody took for two."""
    return f"{name[:at]} {name[at:].capitalize()}" if (at := rng.randrange(2, 5)) < len(name) - 2 else None


def half_of(name: str, rng: random.Random) -> str | None:
    """Return one half of a double-barrelled name."""
    halves = name.split("-")
    return rng.choice(halves) if len(halves) == 2 and min(map(len, halves)) > 2 else None


def another_family_name(child: Child, rng: random.Random) -> str:
    """Return a family name that is nowhere on the child's file."""
    return rng.choice([name for name in STRANGE_NAMES if name != child.family_name])
