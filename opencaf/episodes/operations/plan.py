"""The plan: outcomes in the family's words and the actions that lead there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ActionStatus, OutcomeStatus
from opencaf.episodes.models import (
    Action,
    ActionProgress,
    Episode,
    Meeting,
    Outcome,
    OutcomeChild,
    OutcomeTie,
)
from opencaf.episodes.operations.team import refuse_strangers
from opencaf.episodes.permissions import can_update_action, can_write
from opencaf.episodes.queries.team import children_ids
from opencaf.people.models import Person

CLOSED_AS = (ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.CANCELLED)
NEED_A_REASON = (ActionStatus.NOT_DONE, ActionStatus.CANCELLED)


@all_or_nothing
def add_outcome(
    *,
    episode: Episode,
    wording: str,
    children: Sequence[Person],
    agreed_on: dt.date,
    whose_words: str = "",
    measure: str = "",
    target_on: dt.date | None = None,
    need_tags: Sequence[str] = (),
    elements: Sequence[str] = (),
    by: Practitioner,
) -> Outcome:
    """Add to the plan what should be different, for which children."""
    require(can_write(by, episode))
    refuse_wrong_outcome(episode, wording, children, agreed_on, target_on)
    outcome = Outcome.record(
        by=by,
        episode=episode,
        wording=wording,
        whose_words=whose_words,
        measure=measure,
        agreed_on=agreed_on,
        target_on=target_on,
        position=episode.outcomes.count(),
    )
    OutcomeChild.objects.bulk_create(
        OutcomeChild(**signed(by), outcome=outcome, child=child) for child in children
    )
    tie(outcome, OutcomeTie.Kind.NEED_TAG, need_tags, by)
    tie(outcome, OutcomeTie.Kind.ELEMENT, elements, by)
    trail.record("outcome_added", subject_kind="outcome", subject_id=outcome.id, episode_id=episode.id)
    return outcome


@all_or_nothing
def change_outcome(*, outcome: Outcome, status: str, by: Practitioner) -> Outcome:
    """Say how far an outcome is met."""
    require(can_write(by, outcome.episode))
    before, outcome.status = outcome.status, OutcomeStatus(status)
    outcome.save(update_fields=["status"])
    trail.record(
        "outcome_changed",
        subject_kind="outcome",
        subject_id=outcome.id,
        episode_id=outcome.episode_id,
        before=before,
        after=outcome.status,
    )
    return outcome


@all_or_nothing
def add_action(
    *,
    outcome: Outcome,
    what: str,
    due_on: dt.date,
    owner: Practitioner | Person | None = None,
    owner_words: str = "",
    agreed_at: Meeting | None = None,
    agreed_on: dt.date | None = None,
    by: Practitioner,
) -> Action:
    """Add what somebody will do by a day; agreed at a meeting or on a day of its own."""
    require(can_write(by, outcome.episode))
    if agreed_at and agreed_at.episode_id != outcome.episode_id:
        raise ValidationError({"agreed_at": "Select a meeting about this family"})
    day = agreed_on or (agreed_at.held_on if agreed_at else None)
    if day is None:
        raise ValidationError({"agreed_on": "Enter when this was agreed, or select the meeting"})
    refuse_wrong_action(outcome, what, owner, owner_words, day, due_on)
    action = Action.record(
        by=by,
        outcome=outcome,
        what=what,
        owner=None if isinstance(owner, Person) else owner,
        owner_person=owner if isinstance(owner, Person) else None,
        owner_words=owner_words,
        agreed_at=agreed_at,
        agreed_on=day,
        due_on=due_on,
        position=outcome.actions.count(),
    )
    trail.record("action_added", subject_kind="action", subject_id=action.id, episode_id=outcome.episode_id)
    return action


@all_or_nothing
def record_progress(
    *,
    action: Action,
    said_on: dt.date,
    text: str,
    said_by: Practitioner | Person | None = None,
    by: Practitioner,
) -> ActionProgress:
    """Write a line of progress, said by who types unless somebody else is named."""
    require(can_update_action(by, action))
    refuse_wrong_day("said_on", said_on, "The date of the progress", action)
    if not text.strip():
        raise ValidationError({"text": "Enter how it is going"})
    who = said_by or by
    if isinstance(who, Person):
        refuse_strangers("said_by", [who], action.outcome.episode)
    line = ActionProgress.record(
        by=by,
        action=action,
        said_on=said_on,
        said_by=None if isinstance(who, Person) else who,
        said_by_person=who if isinstance(who, Person) else None,
        text=text,
    )
    if action.status == ActionStatus.AGREED:
        action.status = ActionStatus.IN_PROGRESS
        action.save(update_fields=["status"])
    record_step("progress_recorded", action)
    return line


@all_or_nothing
def close_action(
    *, action: Action, status: str, closed_on: dt.date, reason: str = "", by: Practitioner
) -> Action:
    """Close an action as done, not done or cancelled; the last two with the reason."""
    require(can_update_action(by, action))
    if action.closed_on:
        raise ValidationError("This action is closed already.")
    if status not in CLOSED_AS:
        raise ValidationError({"status": "Select done, not done or cancelled"})
    refuse_wrong_day("closed_on", closed_on, "The date this ended", action)
    if status in NEED_A_REASON and not reason.strip():
        raise ValidationError({"reason": "Enter why this was not done"})
    action.status, action.closed_on, action.reason = ActionStatus(status), closed_on, reason
    action.save(update_fields=["status", "closed_on", "reason"])
    record_step("action_closed", action)
    return action


@all_or_nothing
def reopen_action(*, action: Action, reopened_on: dt.date, reason: str, by: Practitioner) -> Action:
    """Open a closed action again; how it had been closed stays readable in its progress."""
    require(can_update_action(by, action))
    if action.closed_on is None:
        raise ValidationError("This action is open.")
    if not reason.strip():
        raise ValidationError({"reopen_reason": "Enter why this is opened again"})
    refuse_wrong_day("reopened_on", reopened_on, "The date of opening it again", action)
    before = f"{action.get_status_display().lower()} on {in_words(action.closed_on)}"
    why_before = f" ({action.reason})" if action.reason else ""
    ActionProgress.record(
        by=by,
        action=action,
        said_on=reopened_on,
        said_by=by,
        text=f"Opened again: {reason}\nIt had been closed as {before}{why_before}.",
    )
    action.status, action.closed_on, action.reason = ActionStatus.IN_PROGRESS, None, ""
    action.save(update_fields=["status", "closed_on", "reason"])
    record_step("action_reopened", action)
    return action


@all_or_nothing
def hand_action_on(*, action: Action, handed_to: str, by: Practitioner) -> Action:
    """Say who carries an open action on."""
    require(can_update_action(by, action))
    if action.closed_on:
        raise ValidationError("This action is closed. Only an open one can be handed on.")
    if not handed_to.strip():
        raise ValidationError({"handed_to": "Enter who carries this on"})
    action.handed_to = handed_to
    action.save(update_fields=["handed_to"])
    record_step("action_handed_on", action)
    return action


def record_step(name: str, action: Action) -> None:
    """Write on the trail what happened to an action."""
    trail.record(
        name,
        subject_kind="action",
        subject_id=action.id,
        episode_id=action.outcome.episode_id,
        status=action.status,
    )


def tie(outcome: Outcome, kind: str, codes: Sequence[str], by: Practitioner) -> None:
    """Tie an outcome to elements or to need tags."""
    OutcomeTie.objects.bulk_create(
        OutcomeTie(**signed(by), outcome=outcome, kind=kind, code=code) for code in codes
    )


def refuse_wrong_outcome(
    episode: Episode,
    wording: str,
    children: Sequence[Person],
    agreed_on: dt.date,
    target_on: dt.date | None,
) -> None:
    """Raise ValidationError for an outcome without words or children, or with impossible dates."""
    if not wording.strip():
        raise ValidationError({"wording": "Enter what should be different"})
    if not children or {child.id for child in children} - set(children_ids(episode)):
        raise ValidationError({"children": "Select at least one child whom this is about"})
    refuse_future("agreed_on", agreed_on, "The date this was agreed")
    refuse_before(
        "agreed_on", agreed_on, "The date this was agreed", earliest=episode.intended_on, event="the start"
    )
    refuse_before("target_on", target_on, "The target date", earliest=agreed_on, event="when it was agreed")


def refuse_wrong_action(
    outcome: Outcome,
    what: str,
    owner: Practitioner | Person | None,
    owner_words: str,
    agreed_on: dt.date,
    due_on: dt.date,
) -> None:
    """Raise ValidationError for an action without words or owner, or with impossible dates."""
    if not what.strip():
        raise ValidationError({"what": "Enter what will be done"})
    if owner is None and not owner_words.strip():
        raise ValidationError({"owner": "Select who will do it, or say who in words"})
    if isinstance(owner, Person):
        refuse_strangers("owner", [owner], outcome.episode)
    refuse_future("agreed_on", agreed_on, "The date this was agreed")
    began = outcome.episode.intended_on
    refuse_before("agreed_on", agreed_on, "The date this was agreed", earliest=began, event="the start")
    refuse_before("due_on", due_on, "The date it is due", earliest=agreed_on, event="when it was agreed")


def refuse_wrong_day(field: str, day: dt.date, label: str, action: Action) -> None:
    """Raise ValidationError for a day in the future or before the action was agreed."""
    refuse_future(field, day, label)
    refuse_before(field, day, label, earliest=action.agreed_on, event="when it was agreed")
