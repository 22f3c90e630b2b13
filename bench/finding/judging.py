"""The mistakes that judge the search: FROZEN on 22 November 2026, before the search was tuned.

Whoever works on the search neither reads these rules (with judging_slips.py) nor tunes on what they show, but
for the names of weak kinds; for tuning there is tuning.py, another model with another seed. Weak results are
answered by a better search, never by a change here. A new kind may be added at the end; then all results are
taken anew.

The model thinks of where a mistake comes from: the ear, the hand that wrote, the eye that read, a form with
too few boxes, a memory, another country's spelling, another system's export.
"""

from __future__ import annotations

import datetime as dt
import random

from bench.finding.asked import (
    all_or_none,
    day_text,
    kind,
    known_as,
    middle,
    month_text,
    parent_name,
    plainly,
    previous,
    with_day,
    with_names,
    year_text,
)
from bench.finding.judging_slips import (
    another_family_name,
    figures_exchanged,
    figures_misread,
    half_of,
    heard,
    letter_lost,
    letters_exchanged,
    misread,
    moved_day,
    pet_name,
    postcode_misheard,
    respelt,
    split_in_two,
    without_marks,
    without_particle,
)
from bench.finding.kinds import Asked, Kind, Usable
from bench.finding.people import TODAY, Child

SEED = 77_410
TWO, OTHER = Usable.TWO, Usable.OTHER
LEAST_FAMILY = 6


def near_expected(child: Child, rng: random.Random) -> Asked | None:
    """Return a question about an unborn baby, the date some days off."""
    if not child.expected_on:
        return None
    day = child.expected_on + dt.timedelta(days=rng.randrange(-10, 11))
    return {
        "family_name": child.family_name,
        "expected_date": day.isoformat(),
        "postcode": child.home.postcode,
    }


def newly_born(child: Child, rng: random.Random) -> Asked | None:
    """Return a question about a baby who is filed as unborn and has come since, with the mother's name."""
    if not child.expected_on or not child.parents or child.expected_on > TODAY:
        return None
    day = min(TODAY, child.expected_on + dt.timedelta(days=rng.randrange(-9, 8)))
    return {"family_name": child.family_name, "date_of_birth": day.isoformat(), "parent": parent_name(child)}


def cut_off(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question from a list whose columns were too narrow."""
    family = child.family_name
    return (
        with_names(child, child.first_name[:6], family[:LEAST_FAMILY]) if len(family) > LEAST_FAMILY else None
    )


def family_heard_day_slipped(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question with a misheard family name, a year off by one, and the right postcode."""
    moved, family = moved_day(day, years=rng.choice((-1, 1))), heard(child.family_name, rng)
    if not family or not moved:
        return None
    return with_day(child, moved, family_name=family, postcode=child.home.postcode)


def exchanged_and_heard(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question with family and given name in each other's box, one of them misheard."""
    family = heard(child.family_name, rng)
    return with_names(child, family, child.first_name)


def first_and_heard(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question with both names misheard and no date but the month."""
    asked = with_names(child, heard(child.first_name, rng), heard(child.family_name, rng))
    return {**asked, "date_of_birth": month_text(day), "postcode": child.home.postcode} if asked else None


def number_slipped(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question with two figures of the NHS number exchanged."""
    number = child.nhs_number
    places = [at for at in range(3, 9) if number and number[at] != number[at + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return {**plainly(child), "nhs_number": number[:at] + number[at + 1] + number[at] + number[at + 2 :]}


def mothers_name(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question with the family name of a parent who has another one."""
    names = [parent.family_name for parent in child.parents if parent.family_name != child.family_name]
    return with_names(child, child.first_name, names[0]) if names else None


def hurried(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return everything in the one box, in small letters, the date as it is spoken."""
    words = f"{child.family_name} {child.first_name}".lower()
    return {"name": f"{words} {day.day}/{day.month}/{day.year}"}


def phone_as_dialled(text: str) -> str:
    """Return a telephone number with the country's code, without spaces."""
    return "+44" + text.replace(" ", "")[1:]


def asks_phone(child: Child, day: dt.date, rng: random.Random) -> Asked | None:
    """Return a question by the telephone number that rang, with the child's name."""
    if not child.parents:
        return None
    phone = phone_as_dialled(child.parents[0].phone)
    return {"given_names": child.first_name, "family_name": child.family_name, "phone": phone}


KINDS: tuple[Kind, ...] = (
    kind("as filed, with postcode", TWO, lambda c, d, r: {**plainly(c), "postcode": c.home.postcode}),
    kind("as filed", TWO, lambda c, d, r: plainly(c)),
    kind(
        "all given names, capitals",
        TWO,
        lambda c, d, r: {
            **plainly(c),
            "given_names": c.given_names.upper(),
            "family_name": c.family_name.upper(),
        },
    ),
    kind("one box, any order", TWO, hurried),
    kind("boxes exchanged", TWO, lambda c, d, r: with_names(c, c.family_name, c.first_name)),
    kind("family name misheard", TWO, lambda c, d, r: with_names(c, c.first_name, heard(c.family_name, r))),
    kind("given name misheard", TWO, lambda c, d, r: with_names(c, heard(c.first_name, r), c.family_name)),
    kind(
        "both names misheard",
        TWO,
        lambda c, d, r: with_names(c, heard(c.first_name, r), heard(c.family_name, r)),
    ),
    kind("family name misread", TWO, lambda c, d, r: with_names(c, c.first_name, misread(c.family_name, r))),
    kind(
        "both names misread",
        TWO,
        lambda c, d, r: with_names(c, misread(c.first_name, r), misread(c.family_name, r)),
    ),
    kind(
        "letters lost in both names",
        TWO,
        lambda c, d, r: with_names(c, letter_lost(c.first_name, r), letter_lost(c.family_name, r)),
    ),
    kind(
        "letters exchanged in both names",
        TWO,
        lambda c, d, r: with_names(
            c, letters_exchanged(c.first_name, r), letters_exchanged(c.family_name, r)
        ),
    ),
    kind("names cut off by a narrow column", TWO, cut_off),
    kind("initial for given name", TWO, lambda c, d, r: with_names(c, c.first_name[0], c.family_name)),
    kind("second given name for the first", TWO, lambda c, d, r: with_names(c, middle(c), c.family_name)),
    kind(
        "pet name that no list has",
        TWO,
        lambda c, d, r: with_names(c, pet_name(c.first_name, r), c.family_name),
    ),
    kind("known-as name of the file", TWO, lambda c, d, r: with_names(c, known_as(c), c.family_name)),
    kind("previous name of the file", TWO, lambda c, d, r: with_names(c, c.first_name, previous(c))),
    kind(
        "half of a double name", TWO, lambda c, d, r: with_names(c, c.first_name, half_of(c.family_name, r))
    ),
    kind(
        "marks left out",
        TWO,
        lambda c, d, r: with_names(
            c, without_marks(c.first_name) or c.first_name, without_marks(c.family_name)
        ),
    ),
    kind(
        "particle left out or parted",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, without_particle(c.family_name)),
    ),
    kind(
        "family name spelt abroad",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, respelt(c.family_name, r)),
    ),
    kind(
        "both names spelt abroad",
        TWO,
        lambda c, d, r: with_names(c, respelt(c.first_name, r), respelt(c.family_name, r)),
    ),
    kind(
        "family name taken for two",
        TWO,
        lambda c, d, r: with_names(c, c.first_name, split_in_two(c.family_name, r)),
    ),
    kind(
        "day and month exchanged",
        TWO,
        lambda c, d, r: with_day(c, d.replace(day=d.month, month=d.day) if d.day <= 12 else None),
    ),
    kind("a day off", TWO, lambda c, d, r: with_day(c, moved_day(d, days=r.choice((-1, 1))))),
    kind("a month off", TWO, lambda c, d, r: with_day(c, moved_day(d, months=r.choice((-1, 1))))),
    kind("a year off", TWO, lambda c, d, r: with_day(c, moved_day(d, years=r.choice((-1, 1))))),
    kind("a figure of the date misread", TWO, lambda c, d, r: with_day(c, figures_misread(d, r))),
    kind("figures of the date exchanged", TWO, lambda c, d, r: with_day(c, figures_exchanged(d, r))),
    kind(
        "month and year of birth, postcode",
        TWO,
        lambda c, d, r: {**plainly(c), "date_of_birth": month_text(d), "postcode": c.home.postcode},
    ),
    kind(
        "year of birth, postcode",
        TWO,
        lambda c, d, r: {**plainly(c), "date_of_birth": year_text(d), "postcode": c.home.postcode},
    ),
    kind(
        "names and postcode",
        TWO,
        lambda c, d, r: {**plainly(c), "date_of_birth": "", "postcode": c.home.postcode},
    ),
    kind(
        "family name misheard, postcode, no date",
        TWO,
        lambda c, d, r: with_names(
            c, c.first_name, heard(c.family_name, r), date_of_birth="", postcode=c.home.postcode
        ),
    ),
    kind(
        "date and postcode, no name",
        TWO,
        lambda c, d, r: all_or_none(date_of_birth=day_text(d), postcode=c.home.postcode),
    ),
    kind(
        "moved since, family name misread",
        TWO,
        lambda c, d, r: with_names(
            c,
            c.first_name,
            misread(c.family_name, r),
            postcode=c.earlier_home.postcode if c.earlier_home else "ZQ9 9ZZ",
        ),
    ),
    kind(
        "another family name, postcode",
        TWO,
        lambda c, d, r: {**plainly(c), "family_name": another_family_name(c, r), "postcode": c.home.postcode},
    ),
    kind(
        "a letter of the postcode misheard",
        TWO,
        lambda c, d, r: with_names(
            c, c.first_name, heard(c.family_name, r), postcode=postcode_misheard(c.home.postcode, r)
        ),
    ),
    Kind("unborn, some days off, postcode", TWO, near_expected),
    kind("family name misheard, year off, postcode", OTHER, family_heard_day_slipped),
    kind("boxes exchanged, one name misheard", OTHER, exchanged_and_heard),
    kind("both names misheard, month of birth, postcode", OTHER, first_and_heard),
    kind(
        "family name misheard, day and month exchanged",
        OTHER,
        lambda c, d, r: with_day(
            c,
            d.replace(day=d.month, month=d.day) if d.day <= 12 else None,
            family_name=heard(c.family_name, r),
        ),
    ),
    kind(
        "pet name, a figure of the date misread",
        OTHER,
        lambda c, d, r: with_day(c, figures_misread(d, r), given_names=pet_name(c.first_name, r)),
    ),
    kind(
        "wrong given name",
        OTHER,
        lambda c, d, r: with_names(
            c, "Thaddeus" if c.sex == "F" else "Philippa", c.family_name, postcode=c.home.postcode
        ),
    ),
    kind("NHS number", OTHER, lambda c, d, r: all_or_none(nhs_number=c.nhs_number)),
    kind("NHS number with figures exchanged", OTHER, number_slipped),
    kind("pupil number", OTHER, lambda c, d, r: all_or_none(upn=c.upn)),
    kind("number of another system", OTHER, lambda c, d, r: all_or_none(identifier=c.identifier)),
    kind(
        "parent, date of birth",
        OTHER,
        lambda c, d, r: all_or_none(parent=parent_name(c), date_of_birth=day_text(d)),
    ),
    kind(
        "parent, given name, year of birth",
        OTHER,
        lambda c, d, r: all_or_none(
            parent=parent_name(c), given_names=c.first_name, date_of_birth=year_text(d)
        ),
    ),
    kind("telephone, names", OTHER, asks_phone),
    kind(
        "school, names",
        OTHER,
        lambda c, d, r: all_or_none(school=c.school, given_names=c.first_name, family_name=c.family_name),
    ),
    kind(
        "address line, names",
        OTHER,
        lambda c, d, r: all_or_none(
            address=c.home.line1, given_names=c.first_name, family_name=c.family_name
        ),
    ),
    Kind("newly born, filed as unborn", OTHER, newly_born),
    kind(
        "given name and date",
        Usable.FORENAME_AND_DATE,
        lambda c, d, r: all_or_none(given_names=c.first_name, date_of_birth=day_text(d)),
    ),
    kind(
        "another family name",
        Usable.FORENAME_AND_DATE,
        lambda c, d, r: {**plainly(c), "family_name": another_family_name(c, r)},
    ),
    kind("a parent's family name", Usable.FORENAME_AND_DATE, mothers_name),
)
