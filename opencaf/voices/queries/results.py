"""What people answered, counted: whole months, added with enough others, and no group below the minimum.

Figures are of all answers, or of one moment, or of one year: never of a year at a moment, where few are left.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.voices.codes import Moment
from opencaf.voices.hiding import batches_until, shown_groups
from opencaf.voices.models import Answer, Questionnaire, Reply
from opencaf.voices.queries.questionnaires import Worded, worded
from opencaf.voices.shares import Share, share_of

MOMENTS = [moment.value for moment in Moment]
Cell = tuple[int, str]  # a year, and a moment


@dataclass(frozen=True)
class AtMoment:
    """How many answered a question at a moment; number None: too few to show."""

    label: str
    number: int | None
    share: Share | None


@dataclass(frozen=True)
class Result:
    """How one question was answered. number None: too few to show. counts: of each step."""

    code: str
    text: str
    steps: list[str]
    number: int | None
    counts: list[int]
    share: Share | None
    by_moment: list[AtMoment]


def results_of(practitioner: Practitioner, kind: str, part: str = "") -> list[Result]:
    """Return how each question of a kind was answered; part: a year or a moment, or empty for all."""
    counted = counts_of(practitioner, kind)
    below = practitioner.authority.small_numbers_below
    return [
        result_of(asked, counted.get(asked.question.code, {}), below, part)
        for asked in latest_questions(practitioner, kind)
        if not asked.question.is_of_words
    ]


def latest_questions(practitioner: Practitioner, kind: str) -> list[Worded]:
    """Return every question of a kind that was ever in use, as it was last worded."""
    used = Questionnaire.objects.filter(authority_id=practitioner.authority_id, kind=kind)
    found: dict[str, Worded] = {}
    for version in used.exclude(in_use_from=None).order_by("-version"):
        for asked in worded(version.pk):
            found.setdefault(asked.question.code, asked)
    return list(found.values())


def heard_until(practitioner: Practitioner, kind: str) -> dt.date | None:
    """Return the month up to which answers of a kind count; None while they are too few."""
    rows = Reply.objects.filter(authority_id=practitioner.authority_id, questionnaire__kind=kind)
    rows = rows.filter(month__lt=clock.today().replace(day=1))
    months = rows.values_list("month").annotate(number=Count("pk")).order_by("month")
    return batches_until(months, practitioner.authority.small_numbers_below)


def answers_of(practitioner: Practitioner, kind: str) -> QuerySet[Answer]:
    """Return the answers of a kind that count."""
    rows = Answer.objects.filter(authority_id=practitioner.authority_id, reply__questionnaire__kind=kind)
    until = heard_until(practitioner, kind)
    return rows.filter(reply__month__lte=until) if until else rows.none()


def counts_of(practitioner: Practitioner, kind: str) -> dict[str, dict[Cell, Counter[int]]]:
    """Return by question, year and moment how often each step was answered."""
    found: dict[str, dict[Cell, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    columns = ("question__code", "reply__month__year", "reply__moment", "step")
    rows = answers_of(practitioner, kind).filter(step__isnull=False).values_list(*columns)
    for code, year, moment, step, number in rows.annotate(number=Count("pk")):
        found[code][year, moment][step] += number
    return found


def result_of(asked: Worded, cells: Mapping[Cell, Counter[int]], below: int, part: str) -> Result:
    """Return what may be shown of one question."""
    by_moment = {moment: in_part(cells, moment) for moment in MOMENTS}
    by_year = {str(year): in_part(cells, str(year)) for year in sorted({year for year, _ in cells})}
    shown = shown_among(by_moment, below) | shown_among(by_year, below)
    found = in_part(cells, part)
    if part in shown or (not part and found.total() >= below):
        return figures(asked, found, [figure_at(asked, by_moment, shown, one) for one in MOMENTS])
    return Result(asked.question.code, asked.text, asked.steps, None, [], None, [])


def shown_among(groups: Mapping[str, Counter[int]], below: int) -> set[str]:
    """Return which of the groups of a question may be shown."""
    return shown_groups({group: counted.total() for group, counted in groups.items()}, below)


def figures(asked: Worded, found: Counter[int], by_moment: list[AtMoment]) -> Result:
    """Return the figures of a question."""
    counts = [found[step] for step in range(1, len(asked.steps) + 1)]
    share = share_in(asked, found)
    return Result(asked.question.code, asked.text, asked.steps, found.total(), counts, share, by_moment)


def figure_at(asked: Worded, by_moment: Mapping[str, Counter[int]], shown: set[str], moment: str) -> AtMoment:
    """Return how many answered at a moment, and the share of good news, where that may be shown."""
    label = str(Moment(moment).label)
    if moment not in shown:
        return AtMoment(label, None, None)
    return AtMoment(label, by_moment[moment].total(), share_in(asked, by_moment[moment]))


def in_part(cells: Mapping[Cell, Counter[int]], part: str) -> Counter[int]:
    """Return how often each step was answered in a year or at a moment; in all where the part is empty."""
    found: Counter[int] = Counter()
    for (year, moment), counted in cells.items():
        if part in ("", str(year), moment):
            found += counted
    return found


def share_in(asked: Worded, counted: Counter[int]) -> Share | None:
    """Return the share of good news, where the question knows any and somebody answered."""
    good, last = asked.question.favourable, len(asked.steps)
    if not good or not counted.total():
        return None
    return share_of(sum(counted[step] for step in range(last - good + 1, last + 1)), counted.total())


def years_heard(practitioner: Practitioner, kind: str) -> list[int]:
    """Return the years of which there are answers, the latest first."""
    years = answers_of(practitioner, kind).values_list("reply__month__year", flat=True)
    return sorted(set(years.order_by().distinct()), reverse=True)
