"""Which needs stood at the start, and what moved?

Who is in: each area of each child that practitioners marked 3 or more in the first completed assessment, in the
month in which it was completed. What moved: their last mark at a review or at closing, against that first one.
Who is out: CAFs opened by mistake or joined to another; marks by the family, which stand for themselves.
"""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import MarkState, Occasion, Rater
from opencaf.episodes.models import Assessment, Episode, Mark
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.reports.axes import OF_CASES, OF_CHILDREN, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Axis, Category, Fact, Report, fixed
from opencaf.reports.periods import Period

LEAST = 3
RATERS = (Rater.PRACTITIONER, Rater.TEAM)
MOVED = (
    ("improved", "Better"),
    ("same", "The same"),
    ("worse", "Worse"),
    ("no_number", "Marked again without a number"),
    ("not_marked", "Not marked again"),
)
MARKS = (("3", "3: some concern"), ("4", "4: high concern"), ("5", "5: very high concern"))
Area = tuple[uuid.UUID, uuid.UUID, str]


def elements(_practitioner: Practitioner) -> list[Category]:
    """Return the areas of the form, in its order, with the authority's own questions."""
    return [Category(area.code, area.name) for area in form_areas().everything]


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each need at the start, with how many points its mark has fallen since."""
    first = first_marks(practitioner, period)
    latest = latest_marks(first)
    found: dict[Area, Fact] = {}
    names = ("episode_id", "child_id", "element", "value", "assessment__completed_on")
    for row in rows_of_cases(first.order_by("rater", "id"), wanted, *names):
        area = (row["episode_id"], row["child_id"], row["element"])
        moved, fell = movement(row["value"], area, latest)
        codes = codes_of_case(row) | {"element": row["element"], "moved": moved, "mark": str(row["value"])}
        fact = Fact(
            row["episode_id"],
            row["assessment__completed_on"],
            codes,
            child_id=row["child_id"],
            value=fell,
            holds=None if fell is None else fell > 0,
        )
        found.setdefault(area, fact)  # the practitioner's mark before the team's
    return list(found.values())


def first_marks(practitioner: Practitioner, period: Period) -> QuerySet[Mark]:
    """Return the marks of 3 or more of assessments that were the first to be completed."""
    earlier = Assessment.objects.filter(
        episode=OuterRef("episode_id"),
        completed_on__isnull=False,
        version__lt=OuterRef("assessment__version"),
    )
    return Mark.objects.filter(
        ~is_a_mistake("episode_id"),
        ~Exists(earlier),
        episode__in=Episode.objects.visible_to(practitioner),
        occasion=Occasion.START,
        rater__in=RATERS,
        state=MarkState.MARKED,
        value__gte=LEAST,
        assessment__completed_on__gte=period.first,
        assessment__completed_on__lt=period.ends_before,
    )


def latest_marks(first: QuerySet[Mark]) -> dict[Area, int | None]:
    """Return the last mark of each area after the start; None for one that says no number."""
    rows = Mark.objects.filter(
        episode__in=first.values("episode_id"),
        occasion__in=[Occasion.REVIEW, Occasion.CLOSE],
        rater__in=RATERS,
    ).exclude(state=MarkState.NOT_ASKED)
    in_order = rows.order_by("marked_on", "id").values_list("episode_id", "child_id", "element", "value")
    return {(episode_id, child_id, element): value for episode_id, child_id, element, value in in_order}


def movement(start: int, area: Area, latest: dict[Area, int | None]) -> tuple[str, int | None]:
    """Return what became of a need, and by how many points its mark fell."""
    if area not in latest:
        return "not_marked", None
    now = latest[area]
    if now is None:
        return "no_number", None
    return "improved" if now < start else "same" if now == start else "worse", start - now


REPORT = Report(
    code="needs",
    title="Which needs stood at the start, and what moved?",
    hint="Areas marked 3 or more in the first assessment, and their last mark at a review or at closing.",
    counts="needs at the start",
    day="the first assessment was completed",
    who_is_in=(
        "Each area of each child that practitioners or the team marked 3 (some concern) or more in the first completed assessment.",
        "What moved: their last mark at a review or at closing, against that first one.",
    ),
    who_is_out=(
        "Marks that children and parents gave themselves.",
        "{caf}s opened by mistake or joined to another.",
    ),
    limits=(
        "One child with three such areas counts three times.",
        "Needs that were found later, or that stood at 2 or less, are not counted.",
        "A mark is a judgement, often by another person the second time. High first marks tend to fall by themselves.",
        "The share is of those marked again with a number: the coverage below says how many were not.",
        "What a family keeps from your agency is not counted for you.",
    ),
    axes=(
        Axis("element", "Area", elements),
        fixed("moved", "What moved", MOVED, unknown=["no_number", "not_marked"]),
        fixed("mark", "Mark at the start", MARKS),
        *OF_CASES,
        *OF_CHILDREN,
    ),
    read=read,
    share="better, of those marked again",
    value="that the mark has fallen",
    value_unit="points",
    first_columns="moved",
)
