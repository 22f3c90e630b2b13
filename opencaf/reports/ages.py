"""Ages in groups, worked out by the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, Q, Value, When
from django.db.models.lookups import LessThan

AGES = (
    ("unborn", "Unborn", None),
    ("0", "Under 1", 1),
    ("1-4", "1 to 4", 5),
    ("5-9", "5 to 9", 10),
    ("10-15", "10 to 15", 16),
    ("16", "16 and over", None),
    ("unknown", "Not known", None),
)


class FullYears(Func):
    """Whole years from the second day to the first, as PostgreSQL counts them."""

    template = "extract(year from age(%(expressions)s))::int"
    output_field = IntegerField()


def age_band() -> Case:
    """Return the age group of an episode's child on the day of the intention, as SQL."""
    begun, child = F("episode__intended_on"), "child__"
    years = FullYears(begun, F(f"{child}born_on"))
    carried = F(f"{child}age_years") + FullYears(begun, F(f"{child}age_known_on"))
    return Case(
        When(Q(child__expected_on__isnull=False) | Q(child__born_on__gt=begun), then=Value("unborn")),
        When(child__born_on__isnull=False, then=band_of(years)),
        When(child__age_years__isnull=False, then=band_of(carried)),
        default=Value("unknown"),
        output_field=CharField(),
    )


def band_of(years: Any) -> Case:
    """Return the group of an age in years, as SQL."""
    bands = [When(LessThan(years, below), then=Value(code)) for code, below in below_each()]
    return Case(
        When(LessThan(years, 0), then=Value("unknown")), *bands, default=Value("16"), output_field=CharField()
    )


def below_each() -> Iterable[tuple[str, int]]:
    """Return the groups that end below an age, the youngest first."""
    return [(code, below) for code, _words, below in AGES if below is not None]
