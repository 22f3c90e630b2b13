"""The plan: outcomes in the family's words, and actions that are done, late, left or dropped."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.choosing import chance, some
from opencaf.demo.days import on_or_before
from opencaf.demo.loading.telling import Telling
from opencaf.demo.stories import general
from opencaf.demo.stories.shape import CHILD, LEAD, PARENT, SCHOOL, Deed, Strand, say
from opencaf.episodes.codes import ActionStatus
from opencaf.episodes.models import Action, Meeting, Outcome
from opencaf.episodes.operations.plan import (
    add_action,
    add_outcome,
    close_action,
    hand_action_on,
    record_progress,
)
from opencaf.people.models import Person

LEFT_OPEN = 0.2
CLOSED_UNDONE = 0.14
LATER = 0.3  # of the actions come at a later meeting


def agree_plan(telling: Telling, meeting: Meeting, on: dt.date, by: Practitioner) -> None:
    """Agree an outcome for each strand with its first actions."""
    for strand in telling.case.strands:
        outcome = add_outcome(
            episode=telling.episode,
            wording=say(telling.choose, strand.wishes, telling.words),
            children=telling.subjects,
            agreed_on=on,
            whose_words=telling.choose.choice((telling.words["mum"], telling.words["name"])),
            measure=say(telling.choose, strand.measures, telling.words),
            target_on=on + dt.timedelta(days=telling.choose.choice((90, 120, 180))),
            need_tags=strand.tags,
            elements=strand.elements[:2],
            by=by,
        )
        telling.outcomes.append((outcome, strand.code))
        deeds = some(telling.choose, strand.deeds, 2 if len(telling.case.strands) > 1 else 3)
        for deed in deeds:
            act(telling, outcome, deed, meeting, on, by)


def act_late(telling: Telling, meeting: Meeting, on: dt.date, by: Practitioner) -> None:
    """Add what the practitioner with the memorable address said they would do, and has not done in time."""
    add_action(
        outcome=telling.outcomes[0][0],
        what=telling.say(("Write to the clinic with {mum}", "Ring the club about {weekday}s")),
        due_on=max(on, on_or_before(telling.eve - dt.timedelta(days=telling.choose.randint(2, 9)))),
        owner=telling.row_of(telling.world.plan.staffing.practitioner_account),
        agreed_at=meeting,
        by=by,
    )


def add_more_actions(telling: Telling, meeting: Meeting, on: dt.date, by: Practitioner) -> None:
    """Add an action or two that a later meeting agreed."""
    strands = {strand.code: strand for strand in telling.case.strands}
    for outcome, code in telling.outcomes:
        if chance(telling.choose, LATER):
            done = {action.what for action in telling.actions}
            left = [deed for deed in strands[code].deeds if filled(telling, deed.what) not in done]
            if left:
                act(telling, outcome, left[0], meeting, on, by)


def filled(telling: Telling, text: str) -> str:
    """Return a text with the family's words."""
    return text.format_map(telling.words)


def act(
    telling: Telling, outcome: Outcome, deed: Deed, meeting: Meeting, on: dt.date, by: Practitioner
) -> None:
    """Add an action and put what becomes of it on the agenda."""
    owner, owner_words = owner_of(telling, deed)
    action = add_action(
        outcome=outcome,
        what=filled(telling, deed.what),
        due_on=telling.soon_after(on, 14, 60),
        owner=owner,
        owner_words=owner_words,
        agreed_at=meeting,
        by=by,
    )
    telling.actions.append(action)
    if chance(telling.choose, 0.35):
        said_on = telling.soon_after(on, 5, 25)
        telling.plan(said_on, lambda: progress(telling, action, deed, said_on))
    if chance(telling.choose, LEFT_OPEN):
        return
    ended_on = max(on, min(telling.soon_after(on, 6, 55), action.due_on + dt.timedelta(days=20)))
    telling.plan(ended_on, lambda: end(telling, action, deed, ended_on))


def owner_of(telling: Telling, deed: Deed) -> tuple[Practitioner | Person | None, str]:
    """Return who does a deed: somebody of the cast or the family, or an agency in words."""
    cast = telling.case.cast
    if deed.who == PARENT:
        return telling.recorded.carer, ""
    if deed.who == CHILD:
        return (telling.child, "") if not telling.case.is_about_unborn else (telling.recorded.carer, "")
    if deed.who == LEAD:
        return telling.row_of(telling.leader or cast.lead), ""
    if deed.who == SCHOOL:
        there = [one for one in cast.everybody if one.agency == telling.case.subjects[0].school]
        return telling.row_of(there[0] if there else cast.lead), ""
    able = [one for one in cast.everybody if one.kind == deed.who]
    return (telling.row_of(able[0]), "") if able else (None, AgencyType(deed.who).label)


def progress(telling: Telling, action: Action, deed: Deed, on: dt.date) -> None:
    """Write how an action is going, while it is open."""
    if action.closed_on or not telling.episode.is_open:
        return
    with telling.sitting(telling.coordinates, on) as by:
        record_progress(
            action=action,
            said_on=on,
            text=telling.say(("Begun.", "First date is fixed.", "Two of four done.", "Slow, but moving.")),
            said_by=telling.row_of(telling.coordinates),
            by=by,
        )


def end(telling: Telling, action: Action, deed: Deed, on: dt.date) -> None:
    """Close an action: done with a last word, or not done with the reason."""
    if not telling.episode.is_open or action.closed_on:
        return
    undone = chance(telling.choose, CLOSED_UNDONE)
    status = (
        telling.choose.choice((ActionStatus.NOT_DONE, ActionStatus.CANCELLED))
        if undone
        else ActionStatus.DONE
    )
    with telling.sitting(telling.coordinates, on) as by:
        if not undone and chance(telling.choose, 0.6):
            record_progress(
                action=action,
                said_on=on,
                text=filled(telling, deed.went),
                said_by=telling.row_of(telling.coordinates),
                by=by,
            )
        close_action(
            action=action,
            status=status,
            closed_on=on,
            reason=telling.say(general.NOT_DONE) if undone else "",
            by=by,
        )


def hand_on_what_is_open(telling: Telling, by: Practitioner) -> None:
    """Say before closing who carries open actions on."""
    for action in telling.actions:
        if action.closed_on is None and chance(telling.choose, 0.7):
            hand_action_on(action=action, handed_to=telling.say(("{school}", "{mum}", "the surgery")), by=by)


def strand_of(telling: Telling, code: str) -> Strand:
    """Return a strand of this family by its code."""
    return next(strand for strand in telling.case.strands if strand.code == code)
