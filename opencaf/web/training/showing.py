"""How sessions, seats, certificates and figures of training are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.training.models import Booking, Session, TrainingAttendance
from opencaf.training.queries.needed import holds_until
from opencaf.training.queries.statistics import By, Fall, SchoolLine, Statistics
from opencaf.web.shared.charts import Bar, Chart, bar_chart
from opencaf.web.shared.downloads import Download
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.paper import Sheet, Words

MOST_BARS = 15


@dataclass(frozen=True)
class Ahead:
    """A session as a list shows it; mine: what somebody has of it themselves."""

    course: str
    when: str
    place: str
    seats: str
    mine: str
    can_book: bool
    href: str
    book_href: str
    book_text: str


def ahead(session: Any, mine: Booking | None) -> Ahead:
    """Return a session with its seats as a list shows it."""
    is_open = session.held_on >= clock.today() and not session.called_off_at
    is_full = session.free <= 0 or session.waiting > 0
    return Ahead(
        course=session.course.name,
        when=when_of(session),
        place=session.place,
        seats=seats_of(session),
        mine=str(mine.get_state_display()) if mine else "",
        can_book=is_open and mine is None and not session.attendance_taken_at,
        href=reverse("training:session", args=[session.id]),
        book_href=reverse("training:book", args=[session.id]),
        book_text="Wait for a place" if is_full else "Book a place",
    )


def when_of(session: Session) -> str:
    """Return when a session is."""
    return f"{in_words(session.held_on)}, {shown_time(session.starts_at)} to {shown_time(session.ends_at)}"


def seats_of(session: Any) -> str:
    """Return how many seats are free, and how many people wait."""
    if session.called_off_at:
        return f"Called off: {session.called_off_why}"
    free = max(session.free, 0)
    words = f"{free} of {session.seats} seats free" if free else f"All {session.seats} seats are taken"
    waits = "person waits" if session.waiting == 1 else "people wait"
    return f"{words}; {session.waiting} {waits}" if session.waiting else words


def certificate_sheet(attendance: TrainingAttendance) -> Sheet:
    """Return a certificate as it is typeset."""
    course = attendance.course
    end = holds_until(course, attendance.attended_on)
    lines = [
        Words(str(attendance.practitioner), label="This is to say that"),
        Words(course.name, label="took part in"),
        Words(in_words(attendance.attended_on), label="on"),
        Words(str(attendance.agency), label="for"),
    ]
    lines += [Words(course.length, label="Length")] if course.length else []
    lines += [Words(course.about, label="What was learnt")] if course.about else []
    lines += [Words(f"A refresher is due by {in_words(end)}.")] if end else []
    return Sheet(
        title="Certificate of training",
        blocks=lines,
        foot=f"{attendance.authority}. Certificate {attendance.id}.",
        author=str(attendance.authority),
    )


def shown_percent(share: Decimal | None) -> str:
    """Return a share as people read it."""
    return "–" if share is None else f"{share}%"


@dataclass(frozen=True)
class FigureLine:
    """A line of the table: for each course the number and its share."""

    label: str
    cells: tuple[tuple[str, str], ...]


def lines_of(found: Statistics) -> list[FigureLine]:
    """Return the table of a day, the total last."""
    lines = [
        FigureLine(
            line.label,
            tuple((f"{n:,}", shown_percent(p)) for n, p in zip(line.numbers, line.percents, strict=True)),
        )
        for line in found.lines
    ]
    total = tuple((f"{number:,}", "100%" if number else "–") for number in found.totals)
    return [*lines, FigureLine("Total", total)]


def chart_of(found: Statistics, day: dt.date) -> Chart | None:
    """Return the groups with the most people of the course that trains practitioners, else of the first."""
    if not found.lines:
        return None
    kinds = [course.kind for course in found.courses]
    place = kinds.index("practitioner") if "practitioner" in kinds else 0
    ranked = sorted(found.lines, key=lambda line: -line.numbers[place])[:MOST_BARS]
    bars = [
        Bar(
            line.label,
            line.numbers[place],
            shown=f"{line.numbers[place]:,} ({shown_percent(line.percents[place])})",
        )
        for line in ranked
    ]
    title = f"{found.courses[place]}, up to {in_words(day)}"
    left_out = len(found.lines) - len(ranked)
    sentence = f"The {MOST_BARS} with the most people; the table holds all." if left_out > 0 else ""
    return bar_chart(title, bars, heads=("Where people worked", "People"), sentence=sentence)


def fall_words(fall: Fall) -> str:
    """Return in a sentence that a count fell, and what may be behind it."""
    return (
        f"{fall.course}: {fall.before:,} people up to {in_words(fall.before_on)}, and {fall.number:,} up to "
        f"{in_words(fall.counted_on)}, {fall.before - fall.number:,} fewer. Nobody becomes untrained, so one "
        "of the two lists is wrong or counts other people. Both are kept as they came."
    )


def file_of(found: Statistics, schools: list[SchoolLine], day: dt.date, by: str) -> Download:
    """Return the figures as a table to take away: one line a group and course."""
    rows: list[tuple[object, ...]] = [
        (line.label, course.name, number, "" if share is None else str(share))
        for line in found.lines
        for course, number, share in zip(found.courses, line.numbers, line.percents, strict=True)
    ]
    rows += [("Total", course.name, n, "100") for course, n in zip(found.courses, found.totals, strict=True)]
    parameters: dict[str, object] = {"Up to": day.isoformat(), "By": str(By(by).label)}
    parameters |= {f"Falls, {place}": fall_words(fall) for place, fall in enumerate(found.falls, start=1)}
    parameters |= {
        f"{line.label}: agencies, with somebody briefed, with somebody trained": (
            f"{line.agencies}, {line.briefed}, {line.trained}"
        )
        for line in schools
    }
    heads = (str(By(by).label), "Course", "People", "Share of the course in per cent")
    return Download("training-statistics", heads, rows, parameters)
