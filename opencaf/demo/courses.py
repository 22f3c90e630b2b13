"""How far each CAF has come by the reference day, and the dates of its steps.

The mix of stages and endings follows national figures on what happens after an early help assessment:
a tenth or so declined, about seven in a hundred stepped up, most closed with needs met.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from opencaf.demo.authorities import Shape
from opencaf.demo.choosing import apportion, chance, chooser, weighted
from opencaf.demo.days import eve_of, on_or_after
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.states import State

Stage = tuple[str, str]  # the state on the reference day; why it closed, or "reopened"

REOPENED = "reopened"
STAGES: dict[Stage, float] = {
    (State.INTENDED, ""): 14,
    (State.ASSESSING, ""): 22,
    (State.PLANNING, ""): 17,
    (State.SUPPORTING, ""): 70,
    (State.SUPPORTING, REOPENED): 5,
    (State.SUSPENDED, ""): 5,
    (State.CLOSED, ClosureReason.NEEDS_MET_UNIVERSAL): 36,
    (State.CLOSED, ClosureReason.NEEDS_MET_SINGLE_AGENCY): 29,
    (State.CLOSED, ClosureReason.DISENGAGED_UNCONTACTABLE): 14,
    (State.CLOSED, ClosureReason.DECLINED_AT_OFFER): 11,
    (State.CLOSED, ClosureReason.STEPPED_UP_CSC): 9,
    (State.CLOSED, ClosureReason.MOVED_OUT_OF_AREA): 6,
    (State.CLOSED, ClosureReason.CONSENT_WITHDRAWN): 4,
    (State.CLOSED, ClosureReason.TRANSITIONED_ADULT_SERVICES): 3,
    (State.CLOSED, ClosureReason.REACHED_AGE_LIMIT): 2,
    (State.CLOSED, ClosureReason.MERGED_OR_DUPLICATE): 1,
    (State.CLOSED, ClosureReason.OPENED_IN_ERROR): 1,
    (State.CLOSED, ClosureReason.CHILD_DIED): 1,
}
SHOWN = 4  # the first so many of a stage have something to do soon
NEVER_ASSESSED = (
    ClosureReason.DECLINED_AT_OFFER,
    ClosureReason.MERGED_OR_DUPLICATE,
    ClosureReason.OPENED_IN_ERROR,
)
ENDED_WITHOUT_CLOSING_MEETING = (
    ClosureReason.DISENGAGED_UNCONTACTABLE,
    ClosureReason.STEPPED_UP_CSC,
    ClosureReason.CONSENT_WITHDRAWN,
    ClosureReason.MOVED_OUT_OF_AREA,
    ClosureReason.CHILD_DIED,
)
MEETINGS_BY_NOW = {1: 25, 2: 30, 3: 20, 4: 12, 5: 8, 6: 5}
MEETINGS_TO_CLOSING = {2: 22, 3: 32, 4: 24, 5: 12, 6: 6, 7: 4}


@dataclass
class Course:
    """The days of one CAF: what has been, and what is planned."""

    number: int
    state: str
    ending: str
    intended_on: dt.date
    eve: dt.date
    consent_on: dt.date | None = None
    started_on: dt.date | None = None
    completed_on: dt.date | None = None
    held_on: list[dt.date] = field(default_factory=list)
    planned_for: dt.date | None = None
    next_on: dt.date | None = None
    suspended_on: dt.date | None = None
    closed_on: dt.date | None = None
    reopened_on: dt.date | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether the day that the last meeting agreed has passed."""
        return self.state == State.SUPPORTING and self.next_on is not None and self.next_on <= self.eve


class Clockwork:
    """Adds up the days between the steps, then sets them so that the last one fits the reference day."""

    def __init__(self, shape: Shape, choose: Random) -> None:
        self.shape, self.choose = shape, choose
        self.days: dict[str, int] = {"intended": 0}
        self.meetings: list[int] = []
        self.last = 0

    def after(self, name: str, least: int, most: int) -> None:
        """Let a step follow the last one by some days."""
        self.last += self.choose.randint(least, most)
        self.days[name] = self.last

    def assessed(self) -> None:
        """Let agreement and the assessment follow."""
        self.agreed()
        slower = 0 if self.shape.all_enter else 5
        self.after("completed", 8, 32 + slower)

    def agreed(self) -> None:
        """Let the family agree and the assessment start."""
        self.after("consent", 2, 13)
        self.after("started", 0, 4)

    def met(self, count: int) -> None:
        """Let meetings follow, the first soon and the others about as often as the authority reviews."""
        every = self.shape.settings.review_every_days
        for number in range(count):
            self.last += self.choose.randint(6, 38) if number == 0 else every + self.choose.randint(-20, 12)
            self.meetings.append(self.last)

    def set_against(self, eve: dt.date, since: int) -> dict[str, dt.date]:
        """Return the day of each step when the last one was so many days before the eve."""
        first = eve - dt.timedelta(days=self.last + since)
        return {name: self.day(first, offset, eve) for name, offset in self.days.items()}

    def day(self, first: dt.date, offset: int, eve: dt.date) -> dt.date:
        """Return the working day so many days after the first, not after the eve."""
        return min(on_or_after(first + dt.timedelta(days=offset)), eve)

    def meeting_days(self, eve: dt.date, since: int) -> list[dt.date]:
        """Return the days of the meetings."""
        first = eve - dt.timedelta(days=self.last + since)
        return [self.day(first, offset, eve) for offset in self.meetings]


def courses_of(shape: Shape, *, episodes: int, day: dt.date, seed: int) -> list[Course]:
    """Return the courses of an authority's CAFs, stage by stage, numbered."""
    stages = apportion(STAGES, episodes)
    places: dict[Stage, int] = {}
    courses = []
    for number, stage in enumerate(stages):
        places[stage] = places.get(stage, -1) + 1
        choose = chooser(seed, shape.code, "course", number)
        courses.append(course_of(shape, choose, stage, number, places[stage], day))
    return courses


def course_of(shape: Shape, choose: Random, stage: Stage, number: int, place: int, day: dt.date) -> Course:
    """Return one course; place: the how-manieth of its stage, since the first ones are the freshest."""
    state, ending = stage
    work = Clockwork(shape, choose)
    since = steps_of(work, state, ending, place)
    eve = eve_of(day)
    days, meetings = work.set_against(eve, since), work.meeting_days(eve, since)
    course = Course(
        number,
        state,
        ending,
        days["intended"],
        eve,
        consent_on=days.get("consent"),
        started_on=days.get("started"),
        completed_on=days.get("completed"),
        held_on=meetings,
        suspended_on=days.get("suspended"),
        closed_on=days.get("closed"),
        reopened_on=days.get("reopened"),
    )
    look_ahead(course, shape, choose, day, place)
    return course


def steps_of(work: Clockwork, state: str, ending: str, place: int) -> int:
    """Let the steps of a stage follow each other; return how many days ago the last was."""
    choose = work.choose
    if state == State.INTENDED:
        return since_intention(choose, place)
    if state == State.ASSESSING:
        work.agreed()
        return choose.randint(2, 24) if chance(choose, 0.55) else choose.randint(30, 95)
    if state == State.PLANNING:
        work.assessed()
        return choose.randint(1, 26) if chance(choose, 0.75) else choose.randint(40, 70)
    if state == State.CLOSED:
        steps_to_closing(work, ending)
        return choose.randint(3, 60) if place < 3 else choose.randint(20, 900)
    work.assessed()
    work.met(weighted(choose, MEETINGS_BY_NOW))
    if state == State.SUSPENDED:
        work.after("suspended", 8, 30)
        return choose.randint(6, 100)
    if ending == REOPENED:
        work.after("closed", 20, 40)
        work.after("reopened", 40, 160)
        work.last += choose.randint(8, 16)
        work.meetings.append(work.last)
    every = work.shape.settings.review_every_days
    is_overdue = place == 0 or (place >= SHOWN and chance(choose, 0.2))
    return every + choose.randint(5, 50) if is_overdue else choose.randint(2, every - 20)


def since_intention(choose: Random, place: int) -> int:
    """Return how long ago an intention was that waits: most are of this week, some have been left."""
    if place < 2 or chance(choose, 0.55):
        return choose.randint(0, 3)
    return choose.randint(6, 30) if chance(choose, 0.5) else choose.randint(50, 120)


def steps_to_closing(work: Clockwork, ending: str) -> None:
    """Let the steps follow until the CAF closes as it did."""
    choose = work.choose
    if ending in NEVER_ASSESSED:
        if ending == ClosureReason.DECLINED_AT_OFFER:
            work.after("consent", 2, 13)
        work.after("closed", 1, 12)
        return
    if ending in ENDED_WITHOUT_CLOSING_MEETING:
        work.assessed()
        work.met(choose.randint(1 if ending in needs_a_meeting() else 0, 3))
        work.after("closed", 12, 45)
        return
    work.assessed()
    work.met(weighted(choose, MEETINGS_TO_CLOSING))
    work.days["closed"] = work.last


def needs_a_meeting() -> tuple[str, ...]:
    """Return the endings that come after at least one meeting."""
    return (ClosureReason.STEPPED_UP_CSC, ClosureReason.MOVED_OUT_OF_AREA, ClosureReason.CHILD_DIED)


def look_ahead(course: Course, shape: Shape, choose: Random, day: dt.date, place: int) -> None:
    """Say which meeting is planned, and which day the last one agreed."""
    soon = on_or_after(day + dt.timedelta(days=choose.randint(1, 12)))
    later = on_or_after(day + dt.timedelta(days=choose.randint(10, 45)))
    if course.state == State.PLANNING and (place == 0 or chance(choose, 0.75)):
        course.planned_for = soon if place == 0 or chance(choose, 0.6) else later
    if course.state != State.SUPPORTING or not course.held_on:
        return
    every = dt.timedelta(days=shape.settings.review_every_days)
    agreed = on_or_after(course.held_on[-1] + every)
    course.next_on = agreed
    if agreed <= course.eve:
        return
    if place < SHOWN or chance(choose, 0.33):
        course.planned_for = course.next_on = soon
    elif agreed < day + dt.timedelta(days=45):
        course.planned_for = agreed
