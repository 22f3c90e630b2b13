"""Rests, ends and new beginnings: suspension, closing, reopening."""

from __future__ import annotations

import dataclasses
import datetime as dt

from opencaf.agencies.models import Agency, Practitioner
from opencaf.demo.choosing import chance
from opencaf.demo.loading.beginning import take_back
from opencaf.demo.loading.households import details_of
from opencaf.demo.loading.planning import hand_on_what_is_open, strand_of
from opencaf.demo.loading.telling import Telling
from opencaf.demo.stories import general
from opencaf.demo.stories.shape import say
from opencaf.episodes.codes import ClosureReason, ContactKind, MarkState, OutcomeLevel, OutcomeStatus
from opencaf.episodes.models import FamilyView, Meeting
from opencaf.episodes.operations.closing import (
    Remaining,
    Result,
    View,
    close_episode,
    reopen_episode,
)
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.operations.plan import change_outcome
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.states import State
from opencaf.people.operations.changing import change_person

ENDED_WELL = (
    ClosureReason.NEEDS_MET_UNIVERSAL,
    ClosureReason.NEEDS_MET_SINGLE_AGENCY,
    ClosureReason.TRANSITIONED_ADULT_SERVICES,
    ClosureReason.REACHED_AGE_LIMIT,
)
STATUSES = {
    True: (OutcomeStatus.MET, OutcomeStatus.MET, OutcomeStatus.PARTLY),
    False: (OutcomeStatus.NOT_MET, OutcomeStatus.PARTLY, OutcomeStatus.DROPPED),
}
LOWEST_LEVEL = {ClosureReason.NEEDS_MET_UNIVERSAL: 1, ClosureReason.STEPPED_UP_CSC: 4}


def plan_ending(telling: Telling) -> None:
    """Put suspension, withdrawal, closing and reopening on the agenda."""
    course = telling.case.course
    if course.suspended_on:
        suspended_on = course.suspended_on
        telling.plan(suspended_on, lambda: suspend(telling, suspended_on))
    if course.closed_on:
        closed_on = course.closed_on
        if course.ending == ClosureReason.CONSENT_WITHDRAWN:
            telling.plan(closed_on, lambda: take_back(telling, closed_on))
        telling.plan(closed_on, lambda: close(telling, closed_on))
    if course.reopened_on:
        reopened_on = course.reopened_on
        telling.plan(reopened_on, lambda: reopen(telling, reopened_on))


def suspend(telling: Telling, on: dt.date) -> None:
    """Let the CAF rest, since social care has begun to assess."""
    with telling.sitting(telling.coordinates, on) as by:
        worried(telling, on, by)
        suspend_episode(
            episode=telling.episode,
            started_on=on,
            reason="Social care has opened an assessment; the plan rests until it decides",
            by=by,
        )
    telling.leader = None


def worried(telling: Telling, on: dt.date, by: Practitioner) -> None:
    """Note that worry has risen, and the level with it."""
    add_note(
        episode=telling.episode,
        kind=ContactKind.NOTE,
        happened_on=on,
        text=telling.say(general.STEP_UP),
        with_whom=telling.words["mum"],
        practitioner=telling.row_of(telling.coordinates),
        by=by,
    )
    set_level(episode=telling.episode, level=4, decided_on=on, reason="Worry has risen", by=by)


def close(telling: Telling, on: dt.date) -> None:
    """Close the CAF as it ended."""
    ending = telling.case.course.ending
    reason = ending if ending in ClosureReason.values else ClosureReason.DISENGAGED_UNCONTACTABLE
    well = reason in ENDED_WELL
    with telling.sitting(telling.coordinates, on) as by:
        before_closing(telling, reason, on, by)
        ended = results(telling, well=well)
        settle_outcomes(ended, by)
        close_episode(
            episode=telling.episode,
            closed_on=on,
            reason=reason,
            outcome_level=outcome_level(telling, reason),
            meeting=closing_meeting(telling, on),
            category=telling.world.categories.get(reason),
            reason_words=telling.say((general.CLOSING_WORDS.get(reason, ""),)),
            level_of_need=LOWEST_LEVEL.get(ClosureReason(reason), 2) if telling.has_lead else None,
            single_agency=single_agency(telling) if reason == ClosureReason.NEEDS_MET_SINGLE_AGENCY else None,
            results=as_seen(ended, withheld_from(by, telling.episode)),
            views=views(telling, well=well),
            views_missing_why="" if well else "Not reached for a last talk" if telling.has_lead else "",
            remaining=remaining(telling) if well else (),
            keeping_it_going=telling.say(general.KEEPING_GOING) if well else "",
            look_back_on=on + dt.timedelta(days=182) if well else None,
            by=by,
        )
    # Who closes it may not see it afterwards: their part has ended with it.
    telling.episode.state, telling.episode.closed_on = State.CLOSED, on
    telling.leader = None


def before_closing(telling: Telling, reason: str, on: dt.date, by: Practitioner) -> None:
    """Do what comes before an ending of this kind."""
    hand_on_what_is_open(telling, by)
    if reason == ClosureReason.STEPPED_UP_CSC:
        worried(telling, on, by)
    if reason == ClosureReason.DISENGAGED_UNCONTACTABLE:
        add_note(
            episode=telling.episode,
            kind=ContactKind.VISIT,
            happened_on=on,
            text=telling.say(general.NO_CONTACT),
            by=by,
        )
    if reason == ClosureReason.CHILD_DIED:
        change_person(
            person=telling.child,
            details=details_of(telling.case.family, telling.case.subjects[0]),
            died_on=on - dt.timedelta(days=9),
            reason="Died",
            through=telling.child,
            by=by,
        )


def closing_meeting(telling: Telling, on: dt.date) -> Meeting | None:
    """Return the meeting held on the day, which agreed the closing."""
    return telling.episode.meetings.filter(held_on=on, status=Meeting.Status.HELD).first()


def outcome_level(telling: Telling, reason: str) -> str:
    """Return how far the goals were met."""
    if not telling.outcomes:
        return OutcomeLevel.NOT_ASSESSED
    if reason in ENDED_WELL:
        return telling.choose.choice(
            (OutcomeLevel.ALL, OutcomeLevel.MOST, OutcomeLevel.MOST, OutcomeLevel.SOME)
        )
    return telling.choose.choice((OutcomeLevel.SOME, OutcomeLevel.NONE_, OutcomeLevel.NOT_ASSESSED))


def single_agency(telling: Telling) -> Agency:
    """Return the agency that carries on alone."""
    return telling.agency_named((telling.leader or telling.case.cast.lead).agency)


def as_seen(results: list[Result], left_out: Areas) -> list[Result]:
    """Return results that say nothing of a part that whoever closes does not see."""
    return [
        dataclasses.replace(one, element="", state_at_end="", mark_at_end=None, text="")
        if (one.child.id, one.element) in left_out
        else one
        for one in results
    ]


def results(telling: Telling, *, well: bool) -> list[Result]:
    """Return for each outcome and child how far it was met, with the marks at the end."""
    found = []
    marked: dict[tuple[object, str], int] = {}
    for outcome, code in telling.outcomes:
        strand = strand_of(telling, code)
        for child in telling.subjects:
            element = strand.elements[0]
            start = telling.start_marks.get((child, element), 3)
            end = marked.setdefault((child.id, element), end_mark(telling, start, well=well))
            text = say(telling.choose, strand.better if well else strand.stuck, telling.words)
            found.append(
                Result(
                    child=child,
                    element=element,
                    status=telling.choose.choice(STATUSES[well]),
                    outcome=outcome,
                    state_at_end=MarkState.MARKED,
                    mark_at_end=end,
                    text=text if child == telling.child else "",
                )
            )
    return found


def settle_outcomes(ended: list[Result], by: Practitioner) -> None:
    """Say on the plan, too, how far each outcome was met, as for the first child."""
    first = {result.outcome.pk: result for result in reversed(ended) if result.outcome}
    for result in first.values():
        if result.outcome:
            change_outcome(outcome=result.outcome, status=result.status, by=by)


def end_mark(telling: Telling, start: int, *, well: bool) -> int:
    """Return the mark at closing."""
    return max(0, min(5, start - telling.choose.choice((2, 3, 3) if well else (0, 0, 1, -1))))


def views(telling: Telling, *, well: bool) -> list[View]:
    """Return what child and parent say at the end, or why a child was not asked."""
    if not well:
        return []
    strand = telling.case.strands[0]
    said = say(telling.choose, strand.parent_says, telling.words)
    childs = say(telling.choose, strand.child_says, telling.words)
    found = [View(FamilyView.Whose.PARENT, telling.recorded.carer, said)] if said else []
    if childs and not chance(telling.choose, 0.35):
        found.append(View(FamilyView.Whose.CHILD, telling.child, childs))
    else:
        why = telling.say(general.WHY_CHILD_NOT_ASKED)
        found.append(View(FamilyView.Whose.CHILD, telling.child, "", why))
    return found


def remaining(telling: Telling) -> list[Remaining]:
    """Return what is still needed, and who holds it."""
    if not chance(telling.choose, 0.6):
        return []
    need, held_by = telling.choose.choice(general.REMAINING)
    return [Remaining(need, held_by.format_map(telling.words))]


def reopen(telling: Telling, on: dt.date) -> None:
    """Reopen the CAF; the same person leads again."""
    with telling.sitting(telling.case.cast.initiator, on) as by:
        reopen_episode(
            episode=telling.episode, reopened_on=on, reason=telling.say(general.REOPEN_REASONS), by=by
        )
        telling.episode.refresh_from_db(fields=["state", "closed_on"])
        agree_lead_professional(
            episode=telling.episode,
            practitioner=telling.row_of(telling.case.cast.lead),
            started_on=on,
            chosen_by=telling.say(general.CHOSEN_BY),
            by=by,
        )
    telling.leader = telling.case.cast.lead
