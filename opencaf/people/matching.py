"""How well a record fits what somebody looks for: a score in bits, and the reasons in words.

Agreement adds what it would be worth if chance had made it (names about 8 bits, a date of birth
12.5, a postcode 11, a number 30); disagreement takes away; what is missing counts nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, PartialDate
from opencaf.people.name_keys import are_forms_of_one_name, code

FAMILY_BITS = 8.0
GIVEN_BITS = 7.0
NAME_DIFFERS = -4.0
DAY_BITS = 12.5
DAY_DIFFERS = -6.0
POSTCODE_BITS = 11.0
POSTCODE_DIFFERS = -2.0
NUMBER_BITS = 30.0
NUMBER_DIFFERS = -8.0
PARENT_BITS = 8.0
SCHOOL_BITS = 4.0
LIKELY = 0.75
POSSIBLE = 0.45
BIRTH_MAY_BE_OFF_BY = dt.timedelta(days=28)


@dataclass(frozen=True)
class Filed:
    """One way in which a person is filed: a given and a family name, a day, a postcode."""

    given: str = ""
    family: str = ""
    day: dt.date | None = None
    postcode: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is looked for, made comparable. words: of the name, in any order."""

    words: tuple[str, ...] = ()
    born: PartialDate | None = None
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""
    parent_words: tuple[str, ...] = ()
    school: str = ""

    @property
    def best_possible(self) -> float:
        """The score of a record that agrees in everything that was asked."""
        names = (0.0, max(FAMILY_BITS, GIVEN_BITS), FAMILY_BITS + GIVEN_BITS)[min(len(self.words), 2)]
        day = day_bits(self.born.day, self.born) if self.born else 0.0
        others = POSTCODE_BITS * bool(self.postcode) + PARENT_BITS * bool(self.parent_words)
        numbers = NUMBER_BITS * bool(self.nhs_number or self.upn)
        return names + day + others + numbers + SCHOOL_BITS * bool(self.school)


@dataclass(frozen=True)
class Fit:
    """A score with its reasons."""

    score: float = 0.0
    reasons: tuple[str, ...] = ()
    name_agrees: bool = False

    def with_more(self, bits: float, reason: str = "") -> Fit:
        """Return this fit with one more thing compared."""
        reasons = (*self.reasons, reason) if reason else self.reasons
        return Fit(self.score + bits, reasons, self.name_agrees)


@dataclass
class Known:
    """What is known of one candidate beyond the filed names."""

    filed: list[Filed] = field(default_factory=list)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    parents: list[Filed] = field(default_factory=list)
    schools: list[str] = field(default_factory=list)


def fit(wanted: Wanted, known: Known) -> Fit:
    """Return how well a candidate fits, by the best of the ways in which it is filed."""
    best = max((fit_of_filed(wanted, filed) for filed in known.filed), key=score_of, default=Fit())
    for scheme, number, name in (("nhs", wanted.nhs_number, "NHS number"), ("upn", wanted.upn, "UPN")):
        best = with_number(best, number, known.numbers.get(scheme, set()), name)
    if wanted.parent_words:
        best = with_parent(best, wanted.parent_words, known.parents)
    if wanted.school and any(wanted.school in school for school in known.schools):
        best = best.with_more(SCHOOL_BITS, "same school")
    return best


def score_of(one: Fit) -> float:
    """Return the score, for sorting."""
    return one.score


def fit_of_filed(wanted: Wanted, filed: Filed) -> Fit:
    """Return how names, date and postcode fit one way in which a person is filed."""
    result = fit_of_name(wanted.words, filed)
    if wanted.born and filed.day:
        bits = day_bits(filed.day, wanted.born)
        result = result.with_more(bits, day_reason(filed.day, wanted.born))
    if wanted.postcode and filed.postcode:
        result = result.with_more(*compared_postcodes(wanted.postcode, filed.postcode))
    return result


def fit_of_name(words: Sequence[str], filed: Filed) -> Fit:
    """Return how well words in any order fit a given and a family name."""
    if not words:
        return Fit()
    if len(words) == 1:
        return fit_of_one_word(words[0], filed)
    pairs = ((given, family) for given in words for family in words if given != family)
    return max((fit_of_pair(given, family, words, filed) for given, family in pairs), key=score_of)


def fit_of_one_word(word: str, filed: Filed) -> Fit:
    """Return the better of the two: the word as a family name, or as a given name."""
    family, given = likeness(word, filed.family), likeness(word, filed.given, is_given=True)
    if family >= given:
        return Fit(worth(family, FAMILY_BITS), said(family, "family name"), family >= 0.5)
    return Fit(worth(given, GIVEN_BITS), said(given, "given name"), given >= 0.5)


def fit_of_pair(given: str, family: str, words: Sequence[str], filed: Filed) -> Fit:
    """Return how well two chosen words fit as given and family name."""
    as_family, as_given = likeness(family, filed.family), likeness(given, filed.given, is_given=True)
    score = worth(as_family, FAMILY_BITS) + (worth(as_given, GIVEN_BITS) if filed.given else 0.0)
    reasons = said(as_given, "given name") + said(as_family, "family name")
    if as_family == as_given == 1.0:
        reasons = ("same name",)
    return Fit(score, reasons, as_family >= 0.5 and (as_given >= 0.5 or not filed.given))


def likeness(word: str, name: str, *, is_given: bool = False) -> float:
    """Return from 0 (differs) to 1 (the same) how alike two plain words are."""
    if not word or not name:
        return 0.0
    if word == name:
        return 1.0
    if is_given and are_forms_of_one_name(word, name):
        return 0.75
    nearness = JaroWinkler.similarity(word, name)
    if nearness >= 0.93:
        return 0.72
    if nearness >= 0.88:
        return 0.6
    if code(word) == code(name):
        return 0.5
    starts = len(word) >= 3 and name.startswith(word)
    return 0.3 if nearness >= 0.8 or starts else 0.0


def worth(alike: float, bits: float) -> float:
    """Return what a likeness adds or takes away."""
    return alike * bits if alike else NAME_DIFFERS


def said(alike: float, what: str) -> tuple[str, ...]:
    """Return a likeness as a reason in words."""
    if not alike:
        return ()
    if alike == 1.0:
        return (f"same {what}",)
    if alike == 0.75:
        return (f"{what} is a short or long form",)
    return (f"{what} sounds alike",) if alike == 0.5 else (f"{what} is written alike",)


def day_bits(day: dt.date, born: PartialDate) -> float:
    """Return what a filed day is worth against the date looked for."""
    return compared_days(day, born)[0]


def day_reason(day: dt.date, born: PartialDate) -> str:
    """Return why a filed day fits, in words; nothing where it does not."""
    return compared_days(day, born)[1]


def compared_days(day: dt.date, born: PartialDate) -> tuple[float, str]:
    """Return bits and words for a filed day (of birth, or expected) against the one looked for."""
    wanted = born.day
    if born.accuracy != EXACT:
        return compared_parts(day, born)
    if day == wanted:
        return DAY_BITS, "same date of birth"
    if (day.day, day.month, day.year) == (wanted.month, wanted.day, wanted.year):
        return 9.0, "day and month of birth the other way round"
    if digits_that_differ(day, wanted) == 1:
        return 7.0, "one figure of the date of birth differs"
    if (day.day, day.month) == (wanted.day, wanted.month) and abs(day.year - wanted.year) <= 10:
        return 6.5, "same day and month of birth, another year"
    if abs(day - wanted) <= BIRTH_MAY_BE_OFF_BY:
        return 5.0, "born or expected within four weeks of that date"
    if day.year == wanted.year and day.day == 15:
        return 2.0, "same year of birth"
    return DAY_DIFFERS, ""


def compared_parts(day: dt.date, born: PartialDate) -> tuple[float, str]:
    """Return bits and words for a filed day where only a year, or month and year, is looked for."""
    if day.year == born.day.year and born.accuracy == MONTH_KNOWN and day.month == born.day.month:
        return 8.0, "same month and year of birth"
    if day.year == born.day.year:
        return 4.0, "same year of birth"
    if abs(day.year - born.day.year) == 1:
        return 1.0, "born a year before or after"
    return DAY_DIFFERS, ""


def digits_that_differ(one: dt.date, other: dt.date) -> int:
    """Return in how many figures two dates differ, written as eight figures."""
    return sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))


def compared_postcodes(wanted: str, filed: str) -> tuple[float, str]:
    """Return bits and words for two plain postcodes: the same, the same sector, the same district."""
    if wanted == filed:
        return POSTCODE_BITS, "same postcode"
    if wanted[:-2] == filed[:-2]:
        return 5.0, "postcode nearby"
    if wanted[:-3] == filed[:-3]:
        return 3.0, "same postcode district"
    return POSTCODE_DIFFERS, ""


def with_number(result: Fit, wanted: str, known: set[str], name: str) -> Fit:
    """Return a fit with a number compared, where both sides have one."""
    if not wanted or not known:
        return result
    if wanted in known:
        return result.with_more(NUMBER_BITS, f"same {name}")
    return result.with_more(NUMBER_DIFFERS, f"another {name}")


def with_parent(result: Fit, words: Sequence[str], parents: Iterable[Filed]) -> Fit:
    """Return a fit with the name of a parent or carer compared."""
    best = max((fit_of_name(words, filed) for filed in parents), key=score_of, default=Fit())
    if best.score <= 0:
        return result
    attainable = FAMILY_BITS + GIVEN_BITS if len(words) > 1 else FAMILY_BITS
    return result.with_more(PARENT_BITS * min(1.0, best.score / attainable), "a parent or carer of that name")


def neighbours(day: dt.date) -> list[dt.date]:
    """Return the dates that one wrong figure, or day and month changed over, would have made of this one."""
    figures = f"{day:%d%m%Y}"
    texts = [
        figures[:place] + str(digit) + figures[place + 1 :]
        for place in (0, 1, 2, 3, 6, 7)
        for digit in range(10)
    ]
    texts += [f"{day:%m%d%Y}", *(f"{day:%d%m}{day.year + years}" for years in range(-10, 11))]
    return sorted({real for text in texts if (real := as_day(text)) and real != day})


def as_day(figures: str) -> dt.date | None:
    """Return the date of eight figures, or None where there is no such day."""
    try:
        return dt.date(int(figures[4:]), int(figures[2:4]), int(figures[:2]))
    except ValueError:
        return None
