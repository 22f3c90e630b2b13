"""How many people had been trained by a day: by agency, sector, kind of agency or locality.

Who counts: everybody who took part in a course up to the day, once a course, for the agency for which they
took it first; and what old lists count without names. Such a list is a standing: the last one up to the day
counts, and of people by name only those who came after it. A standing that is lower than the one before it
is flagged and not corrected, since people cannot become untrained.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Q, Sum

from opencaf.agencies.models import Agency
from opencaf.agencies.models.agency import AgencyType, Sector
from opencaf.training.models import CountedAttendance, Course, CourseKind, TrainingAttendance
from opencaf.training.queries.sessions import courses_of

TENTH = Decimal("0.1")
TRAINS = (CourseKind.PRACTITIONER, CourseKind.MANAGER)


class By(models.TextChoices):
    """What the figures are told apart by."""

    AGENCY = "agency", "Agency"
    SECTOR = "sector", "Sector"
    KIND = "kind", "Kind of agency"
    LOCALITY = "locality", "Locality"


class Place(NamedTuple):
    """Where people work, as every grouping needs it."""

    agency: str
    kind: str
    sector: str
    locality: str


@dataclass(frozen=True)
class Line:
    """The people of one group, course by course."""

    label: str
    numbers: tuple[int, ...]
    percents: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Fall:
    """A count that is lower than the one before it."""

    course: Course
    before_on: dt.date
    before: int
    counted_on: dt.date
    number: int


@dataclass(frozen=True)
class Statistics:
    """The figures of a day."""

    courses: list[Course]
    lines: list[Line]
    totals: tuple[int, ...]
    falls: list[Fall]


@dataclass(frozen=True)
class SchoolLine:
    """Of the agencies of a kind, how many had somebody briefed and somebody trained."""

    label: str
    agencies: int
    briefed: int
    trained: int

    @property
    def percent_briefed(self) -> Decimal | None:
        """The share of agencies with somebody briefed."""
        return percent(self.briefed, self.agencies, whole=True)

    @property
    def percent_trained(self) -> Decimal | None:
        """The share of agencies with somebody trained as practitioner or manager."""
        return percent(self.trained, self.agencies, whole=True)


def statistics_on(day: dt.date, authority_id: uuid.UUID, *, by: str) -> Statistics:
    """Return how many people had been trained by a day."""
    courses = courses_of(authority_id)
    standing = standings_on(day, authority_id)
    counts: dict[str, Counter[uuid.UUID]] = defaultdict(Counter)
    label, places = LABELS[by], agency_places(authority_id)
    for course_id, agency_id, number in named_counts(day, authority_id, standing):
        counts[label(places[agency_id])][course_id] += number
    for row in counted_rows(standing, authority_id):
        counts[label(place_of_count(row))][row.course_id] += row.number
    seen = {course_id for row in counts.values() for course_id in row}
    shown = [course for course in courses if course.active or course.id in seen]
    totals = tuple(sum(row[course.id] for row in counts.values()) for course in shown)
    lines = [line_of(name, row, shown, totals) for name, row in counts.items()]
    return Statistics(
        shown,
        sorted(lines, key=lambda one: (-sum(one.numbers), one.label)),
        totals,
        falls_until(day, courses),
    )


def line_of(name: str, row: Counter[uuid.UUID], courses: list[Course], totals: tuple[int, ...]) -> Line:
    """Return the figures of a group, with the share that each has of the total of its course."""
    numbers = tuple(row[course.id] for course in courses)
    return Line(name, numbers, tuple(percent(n, total) for n, total in zip(numbers, totals, strict=True)))


def percent(part: int, whole_number: int, *, whole: bool = False) -> Decimal | None:
    """Return a share in per cent, half up to one place or to none; None of nothing."""
    if not whole_number:
        return None
    share = Decimal(part) * 100 / whole_number
    return share.quantize(Decimal(1) if whole else TENTH, ROUND_HALF_UP)


def standings_on(day: dt.date, authority_id: uuid.UUID) -> dict[uuid.UUID, dt.date]:
    """Return for each course the last day up to a day for which an old list counts."""
    rows = CountedAttendance.objects.filter(authority_id=authority_id, counted_on__lte=day)
    return dict(
        rows.values("course_id").annotate(last=models.Max("counted_on")).values_list("course_id", "last")
    )


def named_counts(
    day: dt.date, authority_id: uuid.UUID, standing: dict[uuid.UUID, dt.date]
) -> Iterable[tuple[uuid.UUID, uuid.UUID, int]]:
    """Return course, agency and how many people by name, after the standing where there is one."""
    rows = TrainingAttendance.objects.filter(authority_id=authority_id, is_first=True, attended_on__lte=day)
    for course_id, last in standing.items():
        rows = rows.exclude(course_id=course_id, attended_on__lte=last)
    return (
        rows.order_by()
        .values("course_id", "agency_id")
        .annotate(n=Count("id"))
        .values_list("course_id", "agency_id", "n")
    )


def counted_rows(standing: dict[uuid.UUID, dt.date], authority_id: uuid.UUID) -> list[CountedAttendance]:
    """Return the lines of the old lists that count."""
    wanted = Q(pk=None)
    for course_id, day in standing.items():
        wanted |= Q(course_id=course_id, counted_on=day)
    rows = CountedAttendance.objects.filter(wanted, authority_id=authority_id)
    return list(rows.select_related("locality", "agency__locality"))


def agency_places(authority_id: uuid.UUID) -> dict[uuid.UUID, Place]:
    """Return where the people of each agency are counted."""
    rows = Agency.objects.filter(authority_id=authority_id).select_related("locality")
    return {row.id: Place(row.name, row.kind, row.sector, name_of(row.locality)) for row in rows}


def place_of_count(row: CountedAttendance) -> Place:
    """Return where a line of an old list is counted."""
    return Place(row.label, row.kind, row.sector, name_of(row.locality))


def name_of(locality: object) -> str:
    """Return a locality's name."""
    return str(locality) if locality else "No locality"


LABELS: dict[str, Callable[[Place], str]] = {
    By.AGENCY: lambda place: place.agency,
    By.SECTOR: lambda place: str(Sector(place.sector).label),
    By.KIND: lambda place: str(AgencyType(place.kind).label),
    By.LOCALITY: lambda place: place.locality,
}


def falls_until(day: dt.date, courses: list[Course]) -> list[Fall]:
    """Return each total of an old list up to a day that is lower than the one before it."""
    by_id = {course.id: course for course in courses}
    rows = CountedAttendance.objects.filter(course__in=by_id, counted_on__lte=day).order_by()
    totals = rows.values("course_id", "counted_on").annotate(number=Sum("number"))
    last: dict[uuid.UUID, tuple[dt.date, int]] = {}
    found = []
    for row in totals.order_by("counted_on", "course_id"):
        before = last.get(row["course_id"])
        if before and row["number"] < before[1]:
            found.append(Fall(by_id[row["course_id"]], *before, row["counted_on"], row["number"]))
        last[row["course_id"]] = (row["counted_on"], row["number"])
    return found


def schools_on(day: dt.date, authority_id: uuid.UUID) -> list[SchoolLine]:
    """Return for each kind of school how many had somebody briefed and somebody trained by a day.

    By name only: a list that counts people does not say of how many schools they are.
    """
    schools = Agency.objects.filter(authority_id=authority_id, sector=Sector.SCHOOLS, active=True)
    kinds = dict(schools.values_list("id", "kind"))
    briefed, trained = set[uuid.UUID](), set[uuid.UUID]()
    courses = {course.id: course.kind for course in courses_of(authority_id)}
    for course_id, agency_id, _ in named_counts(day, authority_id, {}):
        kind = courses[course_id]
        (trained if kind in TRAINS else briefed if kind == CourseKind.BRIEFING else set()).add(agency_id)
    found = []
    for kind, number in Counter(kinds.values()).most_common():
        here = {agency_id for agency_id, its in kinds.items() if its == kind}
        label = str(AgencyType(kind).label)
        found.append(SchoolLine(label, number, len(here & briefed), len(here & trained)))
    return found
