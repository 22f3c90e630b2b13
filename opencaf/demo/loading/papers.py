"""Drawings, a letter, events of a family's life, and one case that went to social care and came back.

It chooses by place alone, so that nothing else of the demonstration moves.
"""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import AgencyType
from opencaf.core.partial_dates import MONTH_KNOWN, PartialDate
from opencaf.demo import drawings
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.demo.plans import LEADS, Case
from opencaf.episodes.codes import AskedFirst, FileKind, FileMaker, SharingChoice, StepAnswer
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.chronology import EventWords, add_event
from opencaf.episodes.operations.files import Sent, add_file
from opencaf.episodes.operations.sharing_decisions import record_sharing_decision
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import (
    record_step_answer,
    record_step_feedback,
    step_down,
    step_up,
)
from opencaf.episodes.states import State
from opencaf.people.models import Person
from opencaf.people.queries.circle import PARENTS

OLD_ENOUGH_TO_DRAW = 5
SENT, ANSWERED, FED_BACK, BACK = 61, 58, 54, 16  # days before the last one on which anything is written
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
    for one in [one for one in told if not one.is_shown and may_step(one, world)][:1]:
        step_up_and_down(world, one)


def is_open(case: Case) -> bool:
    """Whether the family is being helped now."""
    return case.course.state == State.SUPPORTING


def can_draw(case: Case, on: dt.date) -> bool:
    """Whether the child is old enough to draw, and the case to have a drawing in it."""
    born_on = case.subjects[0].born_on
    is_old_enough = born_on is not None and (on - born_on).days > OLD_ENOUGH_TO_DRAW * DAYS_OF_A_YEAR
    return is_old_enough and case.course.intended_on <= on - dt.timedelta(days=30)


def may_step(one: Told, world: World) -> bool:
    """Whether the case was there before it would have gone to social care."""
    return one.case.course.intended_on < days_before(world, SENT)


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


def step_up_and_down(world: World, one: Told) -> None:
    """Let a case go to social care by a decision to share, and come back six weeks later."""
    by = world.overseer
    care = world.agency_of_kind(AgencyType.CHILDRENS_SOCIAL_CARE, one.case.locality)
    if care is None:
        return
    sent_on, answered_on = days_before(world, SENT), days_before(world, ANSWERED)
    with sitting(by, sent_on):
        episode = case_of(one.child)
        decision = record_sharing_decision(
            episode=episode,
            decision=SharingChoice.SHARE,
            decided_on=sent_on,
            items="What happened on Saturday, and who lives in the home.",
            ground="A child is likely to be harmed.",
            rationale="Waiting for the next visit would leave her there over the weekend.",
            asked=AskedFirst.REFUSED,
            asked_words="Her mother was asked on the telephone and said no.",
            family_told=True,
            agency=care,
            about=[one.child],
            by=by,
        )
        step = step_up(
            episode=episode,
            agency=care,
            what_happened="A neighbour heard shouting; a door panel was broken when we came.",
            reason="Early help cannot keep her safe while this goes on.",
            sent_on=sent_on,
            not_agreed=parents_of(one.child)[:1],
            packet=Packet(sharing_decision=decision),
            by=by,
        )
    with sitting(by, answered_on):
        record_step_answer(
            step=step,
            answer=StepAnswer.ACCEPTED,
            answered_on=answered_on,
            reason="A social worker will visit and assess.",
            by=by,
        )
    with sitting(by, days_before(world, FED_BACK)):
        record_step_feedback(
            step=step,
            fed_back_on=days_before(world, FED_BACK),
            feedback="The assessment has begun; the plan of the team goes on meanwhile.",
            by=by,
        )
    with sitting(by, days_before(world, BACK)):
        step_down(
            episode=episode,
            agency=care,
            decided_on=days_before(world, BACK),
            reason="What is left to do can be done by the team around the family.",
            handed_over="The assessment and the safety plan that the family keeps.",
            agreed=parents_of(one.child)[:1],
            by=by,
        )


def parents_of(child: Person) -> list[Person]:
    """Return who brings a child up."""
    rows = child.kin.filter(kinship__in=PARENTS, to_on=None).select_related("of")
    return [row.of for row in rows.order_by("id")]
