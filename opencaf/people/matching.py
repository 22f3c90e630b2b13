"""How well a record fits what somebody looks for: a score in bits, with the reasons and doubts in words.

Agreement adds what it would be worth if chance had made it; disagreement takes away; what is missing
counts nothing. The weights are data (match_weights.toml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from opencaf.core.partial_dates import PartialDate
from opencaf.people.date_likeness import Compared, compared_days, compared_expected
from opencaf.people.name_likeness import AGREES, NO_NAME, NameFit, NameMatcher
from opencaf.people.weights import WEIGHTS, Weights

LIKELY = 0.75
POSSIBLE = 0.45
LEAST_OF_A_LIKELY_ONE = 20.0
ALWAYS_SHOWN_FROM = 18.0
NAMES, NUMBERS = WEIGHTS.names, WEIGHTS.numbers
OTHERS = WEIGHTS.people
NEARLY = "~"
NO_DAY: Compared = (0.0, "")
# Words that stand in the names of most schools, so that they say nothing.
OF_ANY_SCHOOL = frozenset(
    {"academy", "church", "college", "high", "infant", "infants", "junior", "nursery"}
    | {"of", "primary", "s", "school", "secondary", "st", "the"}
)


class Filed(NamedTuple):
    """One way in which a person is filed: a given and a family name, a day, a postcode."""

    given: str = ""
    family: str = ""
    day: dt.date | None = None
    postcode: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is looked for, made comparable. words: of the name, in any order.

    given_words, family_words: those of them of which it is known which name they are.
    """

    words: tuple[str, ...] = ()
    given_words: tuple[str, ...] = ()
    family_words: tuple[str, ...] = ()
    born: PartialDate | None = None
    expected_on: dt.date | None = None
    postcode: str = ""
    line: str = ""
    nhs_number: str = ""
    upn: str = ""
    identifier: str = ""
    phone: str = ""
    parent_words: tuple[str, ...] = ()
    school: str = ""

    @property
    def numbers(self) -> list[str]:
        """The numbers that were typed."""
        return [number for number in (self.nhs_number, self.upn, self.identifier) if number]

    @property
    def asks_more(self) -> bool:
        """Whether something is asked beyond name, date and postcode."""
        return bool(self.numbers or self.parent_words or self.school or self.line or self.phone)

    @property
    def school_words(self) -> list[str]:
        """The words of the school's name that tell it from others."""
        words = self.school.split()
        return [word for word in words if word not in OF_ANY_SCHOOL] or words


@dataclass(frozen=True)
class Fit:
    """A score with its reasons and doubts. possible: what it were if all that was compared agreed.

    one_name_and_the_day: whether a name and the very day agree, whatever else differs, however rare.
    number_agrees: whether a number that was typed is the record's own.
    """

    score: float = 0.0
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    name_agrees: bool = False
    possible: float = 0.0
    one_name_and_the_day: bool = False
    number_agrees: bool = False

    def with_more(self, bits: float, reason: str = "", doubt: str = "", *, of: float = 0.0) -> Fit:
        """Return this fit with one more thing compared; of: what it is worth where it agrees."""
        reasons = (*self.reasons, reason) if reason else self.reasons
        doubts = (*self.doubts, doubt) if doubt else self.doubts
        score, possible = self.score + bits, self.possible + of
        known = (self.name_agrees, possible, self.one_name_and_the_day, self.number_agrees)
        return Fit(score, reasons, doubts, *known)

    def with_same_number(self, reason: str) -> Fit:
        """Return this fit with a number that was typed and is the record's own."""
        return replace(self.with_more(NUMBERS.same, reason, of=NUMBERS.same), number_agrees=True)

    @property
    def rank(self) -> tuple[bool, float]:
        """The order of fits: the very number goes before every look-alike, whatever the weights."""
        return self.number_agrees, self.score

    @property
    def is_likely(self) -> bool:
        """Whether so much agrees, and so little of what could be compared does not, that it may be said."""
        return self.score >= max(LEAST_OF_A_LIKELY_ONE, LIKELY * self.possible)

    @property
    def is_worth_showing(self) -> bool:
        """Whether it is good enough to be shown at all: missing a record is the worse mistake.

        A family name is changed, misheard or a parent's: with the other name and the very day it is shown.
        """
        if self.number_agrees:
            return True
        enough = self.one_name_and_the_day or self.score >= min(ALWAYS_SHOWN_FROM, POSSIBLE * self.possible)
        return enough and self.score > 0


@dataclass
class Known:
    """What is known of one candidate: the ways in which it is filed, and what else was asked for.

    numbers: by scheme; one that was not typed is empty, one that was nearly typed begins with "~".
    lives: whether in the very house, or else in that street; None where neither. is_pointed_at: whether
    something beyond name, date and postcode led here, so that these three do not rule it out.
    """

    filed: list[Filed] = field(default_factory=list)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    parents: list[Filed] = field(default_factory=list)
    schools: list[str] = field(default_factory=list)
    lives: bool | None = None
    is_reached: bool = False
    is_pointed_at: bool = False


class Matcher:
    """Compares candidates with what is wanted; what was compared once is remembered."""

    def __init__(
        self,
        wanted: Wanted,
        rarity: Mapping[str, tuple[float, float]] | None = None,
        weights: Weights = WEIGHTS,
    ) -> None:
        self.wanted, self.dates, self.places = wanted, weights.dates, weights.places
        self.names = NameMatcher(
            wanted.words,
            given=wanted.given_words,
            family=wanted.family_words,
            rarity=rarity,
            weights=weights.names,
        )
        self.parents = NameMatcher(wanted.parent_words)
        self.days: dict[dt.date | None, Compared] = {None: NO_DAY}
        self.postcodes: dict[str, Compared] = {"": NO_DAY}

    @cached_property
    def best_possible(self) -> float:
        """The score of a record that agrees in everything that was asked."""
        wanted = self.wanted
        asked = (
            (wanted.postcode, self.places.same_postcode),
            (wanted.line, self.places.house),
            (wanted.school, self.places.school),
            (wanted.parent_words, OTHERS.parent),
            (wanted.phone, OTHERS.phone),
            (wanted.numbers, NUMBERS.same),
        )
        return float(self.names.best_possible() + self.best_day + sum(bits for what, bits in asked if what))

    @cached_property
    def best_day(self) -> float:
        """What a day is worth that is the one looked for."""
        if self.wanted.born:
            return float(compared_days(self.wanted.born.day, self.wanted.born, self.dates)[0])
        return float(self.dates.same) if self.wanted.expected_on else 0.0

    def quick_score(self, filed: Iterable[Filed]) -> float:
        """Return the score of names, date and postcode, by the best of the ways of filing."""
        return max(map(self.score_of_filed, filed), default=0.0)

    def score_of_filed(self, filed: Filed) -> float:
        """Return how names, date and postcode fit one way in which a person is filed."""
        name = self.names.fit(filed.given, filed.family).score
        return name + self.day(filed.day)[0] + self.postcode(filed.postcode)[0]

    def fit(self, known: Known) -> Fit:
        """Return how well a candidate fits, by the best of the ways in which it is filed."""
        result = self.fit_of_filed(known.filed)
        result = self.with_numbers(result, known)
        if self.wanted.parent_words:
            result = self.with_parent(result, known.parents)
        if self.wanted.school:
            result = self.with_school(result, known.schools)
        if self.wanted.line and known.lives is not None:
            bits, words = (
                (self.places.house, "same address") if known.lives else (self.places.street, "same street")
            )
            result = result.with_more(bits, words, of=self.places.house)
        if known.is_reached:
            result = result.with_more(OTHERS.phone, "same telephone number", of=OTHERS.phone)
        return result

    def fit_of_filed(self, filed: Sequence[Filed]) -> Fit:
        """Return the fit of the best way of filing, and of further names that were typed."""
        if not filed:
            return Fit()
        best = max(filed, key=self.score_of_filed)
        name = self.names.fit(best.given, best.family) if self.wanted.words else NO_NAME
        possible = self.names.best_possible() if best.given or best.family else 0.0
        bits, words = self.day(best.day)
        both = bits >= self.dates.same and max(name.given or 0.0, name.family or 0.0) >= AGREES
        result = Fit(name.score, name.reasons, name.doubts, name.agrees, possible, both)
        result = self.with_further_names(result, name, filed)
        of = self.best_day if best.day else 0.0
        result = result.with_more(bits, words, "another date of birth" if bits < 0 else "", of=of)
        bits, words = self.postcode(best.postcode)
        of = self.places.same_postcode if self.wanted.postcode and best.postcode else 0.0
        return result.with_more(bits, words, "another postcode" if bits < 0 else "", of=of)

    def with_further_names(self, result: Fit, name: NameFit, filed: Iterable[Filed]) -> Fit:
        """Return a fit with words that the best two names left over, met in other names of the person."""
        for word in self.wanted.words:
            if word not in name.used:
                others = {one for filing in filed for one in (filing.given, filing.family) if one}
                best = max((self.names.likeness(word, one) for one in others), default=0.0)
                if best >= AGREES:
                    result = result.with_more(best * NAMES.further, "a further name agrees")
        return result

    def day(self, day: dt.date | None) -> Compared:
        """Return bits and words for a filed day, remembered."""
        found = self.days.get(day)
        if found is None and day is not None:
            found = self.days[day] = self.compare_day(day)
        return found or NO_DAY

    def compare_day(self, day: dt.date) -> Compared:
        """Return bits and words for a filed day: by the date of birth typed, or by the expected one."""
        choices = []
        if self.wanted.born:
            choices.append(compared_days(day, self.wanted.born, self.dates))
        if self.wanted.expected_on:
            choices.append(compared_expected(day, self.wanted.expected_on, self.dates))
        return max(choices, default=NO_DAY)

    def postcode(self, filed: str) -> Compared:
        """Return bits and words for a filed postcode, remembered."""
        found = self.postcodes.get(filed)
        if found is None:
            wanted = self.wanted.postcode
            found = compared_postcodes(wanted, filed, self.places) if wanted else NO_DAY
            self.postcodes[filed] = found
        return found

    def with_numbers(self, result: Fit, known: Known) -> Fit:
        """Return a fit with the numbers compared, where both sides have one."""
        wanted = self.wanted
        for scheme, number, name in (("nhs", wanted.nhs_number, "NHS number"), ("upn", wanted.upn, "UPN")):
            result = with_number(result, number, known.numbers.get(scheme, set()), name)
        everything = set().union(*known.numbers.values())
        if wanted.identifier in everything - {""}:
            result = result.with_same_number("same number")
        elif wanted.identifier and NEARLY + wanted.identifier in everything:
            result = result.with_more(NUMBERS.nearly, "nearly the same number", of=NUMBERS.same)
        return result

    def with_parent(self, result: Fit, parents: Sequence[Filed]) -> Fit:
        """Return a fit with the name of a parent or carer compared."""
        best = max((self.parents.fit(one.given, one.family).score for one in parents), default=0.0)
        if best > 0:
            share = min(1.0, best / self.parents.best_possible())
            return result.with_more(OTHERS.parent * share, "a parent or carer of that name", of=OTHERS.parent)
        if not parents:
            return result
        return result.with_more(
            OTHERS.another_parent, doubt="no parent or carer of that name", of=OTHERS.parent
        )

    def with_school(self, result: Fit, schools: Sequence[str]) -> Fit:
        """Return a fit with the school compared: all words of its name that tell it from others."""
        words = self.wanted.school_words
        if any(all(word in school for word in words) for school in schools):
            return result.with_more(self.places.school, "same school", of=self.places.school)
        if not schools:
            return result
        return result.with_more(self.places.another_school, doubt="another school", of=self.places.school)


def fit(wanted: Wanted, known: Known) -> Fit:
    """Return how well one candidate fits, without knowing how rare its names are."""
    return Matcher(wanted).fit(known)


def compared_postcodes(wanted: str, filed: str, places: Any) -> Compared:
    """Return bits and words for two plain postcodes: the same, the same sector, the same district."""
    if wanted == filed:
        return places.same_postcode, "same postcode"
    if wanted[:-2] == filed[:-2]:
        return places.nearby, "postcode nearby"
    if wanted[:-3] == filed[:-3]:
        return places.district, "same postcode district"
    return places.another_postcode, ""


def with_number(result: Fit, wanted: str, known: set[str], name: str) -> Fit:
    """Return a fit with a number of one scheme compared, where both sides have one."""
    if not wanted or not known:
        return result
    if wanted in known:
        return result.with_same_number(f"same {name}")
    if NEARLY + wanted in known:
        return result.with_more(NUMBERS.nearly, f"nearly the same {name}", of=NUMBERS.same)
    return result.with_more(NUMBERS.differs, doubt=f"another {name}", of=NUMBERS.same)
