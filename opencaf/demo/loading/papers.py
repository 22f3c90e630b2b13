"""Drawings, a letter and events of a family's life.

It chooses by place alone, so that nothing else of the demonstration moves.
"""

from __future__ import annotations

import datetime as dt

from opencaf.core.partial_dates import MONTH_KNOWN, PartialDate
from opencaf.demo import drawings
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.demo.plans import LEADS, Case
from opencaf.episodes.codes import FileKind, FileMaker
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.chronology import EventWords, add_event
from opencaf.episodes.operations.files import Sent, add_file
from opencaf.episodes.states import State
from opencaf.people.models import Person

OLD_ENOUGH_TO_DRAW = 5
DAYS_OF_A_YEAR = 365
EVENTS = (
    (26, "The family moves here from another town.", "Parent, at the first visit"),
    (15, "Grandmother, who looked after the children, dies.", "Parent"),
    (7, "A new class and a new teacher.", "School"),
)


def keep_papers(world: World) -> None:
    """Add files and events to a few cases, and let one step up and down."""
    with sitting(world.overseer, world.plan.eve):
        told = [one for one in cases_told(world) if is_open(one.case)]
    drawing = [one for one in told if can_draw(one.case, world.plan.eve)]
    shown = [one for one in drawing if one.case.shown_as == LEADS][:1]
    quiet = [one for one in drawing if not one.is_shown]
    for one in (*shown, *quiet[:1]):
        draw(world, one)
        tell_events(world, one)
    for one in quiet[:1]:
        keep_letter(world, one)


def is_open(case: Case) -> bool:
    """Whether the family is being helped now."""
    return case.course.state == State.SUPPORTING


def can_draw(case: Case, on: dt.date) -> bool:
    """Whether the child is old enough to draw, and the case to have a drawing in it."""
    born_on = case.subjects[0].born_on
    is_old_enough = born_on is not None and (on - born_on).days > OLD_ENOUGH_TO_DRAW * DAYS_OF_A_YEAR
    return is_old_enough and case.course.intended_on <= on - dt.timedelta(days=30)


def case_of(child: Person) -> Episode:
    """Return the case of a child that is open."""
    return Episode.objects.get(episode_children__child=child, closed_on=None)


def draw(world: World, one: Told) -> None:
    """Keep two drawings of the child: one tells of a part of the assessment, the other of everything."""
    on = days_before(world, 12)
    with sitting(world.overseer, on):
        add_file(
            episode=case_of(one.child),
            file=Sent("our house.png", drawings.house()),
            kind=FileKind.DRAWING,
            title="Our house",
            description="A house with a red roof and a blue door, a tree beside it, the sun above.",
            whose=FileMaker.CHILD,
            words="That is where we live. The tree is too small to climb.",
            child=one.child,
            element="housing_employment_finance",
            happened_on=on,
            by=world.overseer,
        )
        add_file(
            episode=case_of(one.child),
            file=Sent("us three.png", drawings.family()),
            kind=FileKind.DRAWING,
            title="All of us",
            description="Three people who hold hands; the one in the middle is small.",
            whose=FileMaker.CHILD,
            words="I am the green one.",
            child=one.child,
            happened_on=on,
            by=world.overseer,
        )


def keep_letter(world: World, one: Told) -> None:
    """Keep the scan of a letter."""
    on = days_before(world, 20)
    with sitting(world.overseer, on):
        add_file(
            episode=case_of(one.child),
            file=Sent("letter of the clinic.png", drawings.letter()),
            kind=FileKind.LETTER,
            title="Letter of the clinic",
            description="The clinic offers a first appointment in six weeks.",
            whose=FileMaker.PRACTITIONER,
            child=one.child,
            element="general_health",
            happened_on=on,
            by=world.overseer,
        )


def tell_events(world: World, one: Told) -> None:
    """Tell what happened in the family's life, of which only the month is known."""
    with sitting(world.overseer, days_before(world, 11)):
        for months, text, source in EVENTS:
            day = (world.plan.eve - dt.timedelta(days=30 * months)).replace(day=15)
            words = EventWords(PartialDate(day, MONTH_KNOWN), text, source=source, people=[one.child])
            add_event(episode=case_of(one.child), words=words, by=world.overseer)
