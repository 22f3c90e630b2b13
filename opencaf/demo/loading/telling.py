"""Telling one CAF day by day: an agenda of what happens when, and who sits down to type it."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from opencaf.agencies.models import Agency, Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.asked import remembering
from opencaf.core.context import acting_for
from opencaf.demo.choosing import chance
from opencaf.demo.days import moment, on_or_after
from opencaf.demo.families import words_of
from opencaf.demo.loading.households import RecordedFamily
from opencaf.demo.loading.world import World
from opencaf.demo.plans import Case
from opencaf.demo.staff import Colleague
from opencaf.demo.stories.shape import say
from opencaf.episodes.models import Action, Assessment, Consent, Episode, Meeting, Outcome
from opencaf.episodes.queries.assessment import Box
from opencaf.people.models import Person

Step = Callable[[], None]
LATE = 0.2


@dataclass
class Telling:
    """One CAF while it is told."""

    world: World
    case: Case
    choose: Random
    agenda: list[tuple[dt.date, int, Step]] = field(default_factory=list)
    steps: int = 0
    typed_on: dt.date = dt.date.min
    minutes: int = 0
    words: dict[str, str] = field(default_factory=dict)
    outcomes: list[tuple[Outcome, str]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    start_marks: dict[tuple[Person, str], int] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    recorded: RecordedFamily = field(init=False)
    episode: Episode = field(init=False)
    assessment: Assessment = field(init=False)
    planned: Meeting | None = None
    shared: Consent | None = None
    leader: Colleague | None = None
    has_lead: bool = False

    def __post_init__(self) -> None:
        self.minutes = self.choose.randint(0, 150)
        self.typed_on = self.case.course.intended_on
        self.words = words_of(
            self.case.family, self.case.subjects[0], self.choose, on=self.case.course.intended_on
        )

    @property
    def eve(self) -> dt.date:
        """The last day on which anything is written."""
        return self.case.course.eve

    @property
    def subjects(self) -> list[Person]:
        """The children whom the CAF is about."""
        places = [self.case.family.children.index(one) for one in self.case.subjects]
        return [self.recorded.children[place] for place in places]

    @property
    def child(self) -> Person:
        """The child whom it is about first."""
        return self.subjects[0]

    @property
    def coordinates(self) -> Colleague:
        """Who has the CAF in hand now: the lead once there is one, the initiator before."""
        return self.leader or self.case.cast.initiator

    def plan(self, on: dt.date, step: Step) -> None:
        """Put a step on the agenda; what would come after the reference day never happens."""
        if on <= self.eve:
            self.steps += 1
            heapq.heappush(self.agenda, (on, self.steps, step))

    def run(self) -> None:
        """Do what the agenda holds, day by day; steps may add others."""
        while self.agenda:
            _, _, step = heapq.heappop(self.agenda)
            step()

    @contextmanager
    def sitting(self, who: Colleague, on: dt.date, *, late: int = 0) -> Iterator[Practitioner]:
        """Let somebody's part be typed, on the day or some days later, never before what was typed last."""
        day = min(max(on_or_after(on + dt.timedelta(days=late)), self.typed_on), max(self.eve, on))
        self.minutes = self.minutes + 6 if day == self.typed_on else self.choose.randint(0, 240)
        self.typed_on = day
        by = self.world.typist_for(who, self.case.locality)
        with clock.at(moment(day, self.minutes)), acting_for(asking_as(by)), remembering():
            yield by

    def lateness(self) -> int:
        """Return how many days after a meeting somebody gets round to typing it."""
        return self.choose.randint(3, 16) if chance(self.choose, LATE) else 0

    def say(self, options: tuple[str, ...]) -> str:
        """Return one of the sentences, filled in."""
        return say(self.choose, options, self.words)

    def row_of(self, colleague: Colleague) -> Practitioner:
        """Return the practitioner of somebody of the cast."""
        return self.world.row_of(colleague)

    def agency_named(self, name: str) -> Agency:
        """Return an agency of the authority."""
        return self.world.agencies[name]

    def soon_after(self, on: dt.date, least: int, most: int) -> dt.date:
        """Return a working day some days after another."""
        return on_or_after(on + dt.timedelta(days=self.choose.randint(least, most)))
