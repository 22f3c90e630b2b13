"""What is compared, the levels of agreement from the best to none, and each in words.

Conditions are SQL that DuckDB and Spark both read; `_l` is one record, `_r` the other.
"""

from __future__ import annotations

from dataclasses import dataclass

MISSING = "missing"
DIFFERS = "differs"


@dataclass(frozen=True)
class Level:
    """One level of agreement. likeness: of Jaro and Winkler, where that decides; else sql."""

    code: str
    words: str
    sql: str = ""
    likeness: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """One thing that is compared: the column that must be known, and its levels before the last."""

    name: str
    label: str
    levels: tuple[Level, ...]
    differs: str

    def words_for(self, level: str) -> str:
        """Return a level in words."""
        if level == MISSING:
            return "not known on one side"
        return {one.code: one.words for one in self.levels}.get(level, self.differs)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the levels, from the best to none."""
        return (*(level.code for level in self.levels), DIFFERS)


def same(name: str, words: str = "the same") -> Level:
    """Return the level of what is the same on both sides."""
    return Level("same", words, f"{name}_l = {name}_r")


TURNED = (
    "substr(born_l, 1, 4) = substr(born_r, 1, 4) and substr(born_l, 6, 2) = substr(born_r, 9, 2) "
    "and substr(born_l, 9, 2) = substr(born_r, 6, 2)"
)
TWO_PARTS = (
    "substr(born_l, 1, 7) = substr(born_r, 1, 7) or substr(born_l, 6, 5) = substr(born_r, 6, 5) "
    "or (substr(born_l, 1, 4) = substr(born_r, 1, 4) and substr(born_l, 9, 2) = substr(born_r, 9, 2))"
)
HALF = (
    "first_half_l = family_r or last_half_l = family_r or family_l = first_half_r or family_l = last_half_r "
    "or first_half_l = first_half_r or last_half_l = last_half_r"
)
COMPARISONS = (
    Comparison(
        "given",
        "Given name",
        (
            same("given"),
            Level("short_form", "a short or long form", "form_l = form_r"),
            Level("nearly", "written nearly the same", likeness=0.92),
            Level("alike", "written alike", likeness=0.8),
            Level("swapped", "stands where the other has the family name", "given_l = family_r"),
        ),
        "another name",
    ),
    Comparison(
        "family",
        "Family name",
        (
            same("family"),
            Level("half", "half of a double name is the same", HALF),
            Level("nearly", "written nearly the same", likeness=0.92),
            Level("alike", "written alike", likeness=0.8),
            Level("swapped", "stands where the other has the given name", "family_l = given_r"),
        ),
        "another name",
    ),
    Comparison(
        "born",
        "Date of birth",
        (
            same("born"),
            Level("turned", "day and month the other way round", TURNED),
            Level("one_figure", "one figure differs", "levenshtein(born_l, born_r) <= 1"),
            Level("two_parts", "two of day, month and year are the same", TWO_PARTS),
        ),
        "another date",
    ),
    Comparison(
        "postcode",
        "Postcode",
        (
            same("postcode"),
            Level("sector", "nearby", "sector_l = sector_r"),
            Level("district", "the same district", "district_l = district_r"),
        ),
        "another postcode",
    ),
    Comparison("sex", "Sex", (same("sex"),), "another"),
    Comparison("nhs", "NHS number", (same("nhs"),), "another number"),
    Comparison("upn", "UPN", (same("upn"),), "another number"),
)
BY_NAME = {comparison.name: comparison for comparison in COMPARISONS}
# Pairs are looked at that agree in all columns of one of these; the initials are SQL.
BLOCKING = (
    ("nhs",),
    ("upn",),
    ("born", "substr(given, 1, 1)"),
    ("born", "substr(family, 1, 1)"),
    ("given", "family"),
    ("postcode", "born"),
    ("postcode", "family"),
    ("postcode", "given"),
)
