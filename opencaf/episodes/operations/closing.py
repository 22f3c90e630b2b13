"""Closing an episode and reopening it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.db.models.functions import Greatest

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Agency, ClosureCategory, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ClosureReason, MarkState, Occasion, Rater
from opencaf.episodes.models import (
    Closure,
    ClosureResult,
    Episode,
    FamilyView,
    LevelOfNeed,
    Mark,
    Meeting,
    Outcome,
    RemainingNeed,
    TeamMember,
)
from opencaf.episodes.operations.leading import end_lead
from opencaf.episodes.operations.withholding import refuse_withheld
from opencaf.episodes.permissions import can_close, can_reopen
from opencaf.episodes.queries.closing import marks_at_start
from opencaf.episodes.queries.existence import open_episodes
from opencaf.episodes.states import State
from opencaf.people.models import Person


@dataclass(frozen=True)
class Result:
    """How far an outcome was met for one child and element, with the mark agreed at the end."""

    child: Person
    element: str
    status: str
    outcome: Outcome | None = None
    state_at_end: str = ""
    mark_at_end: int | None = None
    highest_mark: int | None = None
    text: str = ""


@dataclass(frozen=True)
class View:
    """What a child, parent or carer says at the end, or why they were not asked."""

    whose: str
    person: Person | None = None
    text: str = ""
    not_asked_why: str = ""


@dataclass(frozen=True)
class Remaining:
    """A need that remains, and who holds it from now on."""

    need: str
    held_by: str = ""


@all_or_nothing
def close_episode(
    *,
    episode: Episode,
    closed_on: dt.date,
    reason: str,
    outcome_level: str,
    meeting: Meeting | None = None,
    category: ClosureCategory | None = None,
    reason_words: str = "",
    level_of_need: int | None = None,
    single_agency: Agency | None = None,
    results: Sequence[Result] = (),
    views: Sequence[View] = (),
    views_missing_why: str = "",
    remaining: Sequence[Remaining] = (),
    keeping_it_going: str = "",
    look_back_on: dt.date | None = None,
    by: Practitioner,
) -> Closure:
    """Close an episode: why, how far each outcome was met, what the family says, what remains.

    Open actions stay as they are, with who carries them on; the lead and the team end with the episode.
    """
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    require(can_close(by, episode))
    refuse_wrong_day(episode, closed_on)
    if reason == ClosureReason.NEEDS_MET_SINGLE_AGENCY and single_agency is None:
        raise ValidationError({"single_agency": "Select the agency that carries on alone"})
    refuse_before(
        "look_back_on", look_back_on, "The date to look back", earliest=closed_on, event="when it closes"
    )
    closure = Closure.record(
        by=by,
        episode=episode,
        meeting=meeting,
        closed_on=closed_on,
        state_before=episode.state,
        reason=reason,
        category=category,
        reason_words=reason_words,
        outcome_level=outcome_level,
        level_of_need=level_of_need,
        single_agency=single_agency,
        keeping_it_going=keeping_it_going,
        look_back_on=look_back_on,
        views_missing_why=views_missing_why,
    )
    write_results(closure, results, by)
    write_views(closure, views, by)
    RemainingNeed.objects.bulk_create(
        RemainingNeed(**signed(by), closure=closure, need=one.need, held_by=one.held_by) for one in remaining
    )
    settle_level(closure, by)
    end_everything_open(episode, closed_on, by)
    trail.record(
        "episode_closed",
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        reason=reason,
        on=closed_on,
        outcome_level=outcome_level,
    )
    return closure


def refuse_wrong_day(episode: Episode, closed_on: dt.date) -> None:
    """Raise ValidationError for a closing in the future or before what it must follow."""
    label = "The date it closed"
    refuse_future("closed_on", closed_on, label)
    refuse_before(
        "closed_on", closed_on, label, earliest=episode.intended_on, event="the day of the intention"
    )
    days = Episode.objects.filter(pk=episode.pk).aggregate(
        lead=Max("lead_professionals__started_on"),
        work=Max("coordinations__started_on"),
        meeting=Max("meetings__held_on"),
        rest=Max("suspensions__started_on"),
        taken_up=Max("suspensions__ended_on"),
        reopened=Max("closures__reopened_on"),
    )
    events = {
        "lead": "when the last lead began",
        "work": "when somebody began to do the work without the title",
        "meeting": "the day of the last meeting",
        "rest": "when it was suspended",
        "taken_up": "when it was taken up again",
        "reopened": "when it was reopened",
    }
    for name, event in events.items():
        refuse_before("closed_on", closed_on, label, earliest=days[name], event=event)


def write_results(closure: Closure, results: Sequence[Result], by: Practitioner) -> None:
    """Write what came of each outcome, with the marks of the first assessment, and the marks at closing."""
    refuse_withheld(((result.child.id, result.element) for result in results), closure.episode, by)
    start = marks_at_start(closure.episode)
    seen: dict[tuple[uuid.UUID, str], tuple[str, int | None]] = {}
    rows = []
    for result in results:
        state, value = start.get((result.child.id, result.element), ("", None))
        rows.append(
            ClosureResult(
                **signed(by),
                closure=closure,
                outcome=result.outcome,
                child=result.child,
                element=result.element,
                status=result.status,
                state_at_start=state,
                mark_at_start=value,
                state_at_end=result.state_at_end,
                mark_at_end=result.mark_at_end,
                highest_mark=result.highest_mark,
                text=result.text,
            )
        )
        if result.element and result.state_at_end:
            ended = (result.state_at_end, result.mark_at_end)
            if seen.setdefault((result.child.id, result.element), ended) != ended:
                raise ValidationError(
                    {
                        "results": f"{result.child.full_name} has two different marks at the end for "
                        "the same area. Give the same mark in both places"
                    }
                )
    refuse_repeated(rows)
    refuse_low_peaks(rows)
    ClosureResult.objects.bulk_create(rows)
    Mark.objects.bulk_create(
        Mark(
            **signed(by),
            episode=closure.episode,
            closure=closure,
            occasion=Occasion.CLOSE,
            child_id=child_id,
            element=element,
            state=state,
            value=value,
            rater=Rater.TEAM,
            marked_on=closure.closed_on,
        )
        for (child_id, element), (state, value) in seen.items()
        if state != MarkState.NOT_ASKED
    )


def refuse_repeated(rows: Sequence[ClosureResult]) -> None:
    """Raise ValidationError when an outcome has two results for one child and area."""
    keys = [(row.outcome_id, row.child_id, row.element) for row in rows]
    if len(set(keys)) < len(keys):
        sentence = "An outcome has two results for the same child and area. Leave one of them out"
        raise ValidationError({"results": sentence})


def refuse_low_peaks(rows: Sequence[ClosureResult]) -> None:
    """Raise ValidationError where the highest concern in between is said to be below the start or the end."""
    for row in rows:
        ends = [mark for mark in (row.mark_at_start, row.mark_at_end) if mark is not None]
        if row.highest_mark is not None and row.highest_mark < max(ends, default=0):
            sentence = (
                f"The highest concern about {row.child.full_name} in between must not be lower than at "
                "the start or at the end. Leave it empty if it was never higher"
            )
            raise ValidationError({"results": sentence})


def write_views(closure: Closure, views: Sequence[View], by: Practitioner) -> None:
    """Write what each member of the family says at the end."""
    FamilyView.objects.bulk_create(
        FamilyView(
            **signed(by),
            episode=closure.episode,
            closure=closure,
            whose=view.whose,
            person=view.person,
            said_on=closure.closed_on,
            text=view.text,
            not_asked_why=view.not_asked_why,
        )
        for view in views
    )


def settle_level(closure: Closure, by: Practitioner) -> None:
    """Write the level of need at closing, unless the same was recorded for that day."""
    level, day = closure.level_of_need, closure.closed_on
    if level and not closure.episode.levels.filter(level=level, decided_on=day).exists():
        LevelOfNeed.record(by=by, episode=closure.episode, level=level, decided_on=day, decided_by=by)


def end_everything_open(episode: Episode, closed_on: dt.date, by: Practitioner) -> None:
    """End the lead, the team, a running suspension and the children's part in the episode on that day.

    Who worked with the family can still read the closed record, so their access is not taken here.
    """
    episode.move_to(State.CLOSED, closed_on=closed_on)
    episode.team_members.filter(left_on=None).update(left_on=Greatest("joined_on", closed_on))
    episode.suspensions.filter(ended_on=None).update(ended_on=closed_on)
    episode.episode_children.update(is_open=False)
    end_lead(episode=episode, ended_on=closed_on, why="Closed", by=by)


@all_or_nothing
def reopen_episode(*, episode: Episode, reopened_on: dt.date, reason: str, by: Practitioner) -> Episode:
    """Reopen a closed episode where it stood; what was said at closing stays readable."""
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    require(can_reopen(by, episode))
    closure = episode.closures.select_for_update(of=("self",)).get(reopened_on=None)
    label = "The date it is reopened"
    refuse_future("reopened_on", reopened_on, label)
    refuse_before("reopened_on", reopened_on, label, earliest=closure.closed_on, event="when it closed")
    returning = episode.episode_children.filter(left_on=None)
    refuse_other_open_episode(episode, by)
    closure.reopened_on, closure.reopened_reason = reopened_on, reason
    closure.save(update_fields=["reopened_on", "reopened_reason"])
    back_to = State.SUPPORTING if closure.state_before == State.SUSPENDED else closure.state_before
    episode.move_to(back_to)
    returning.update(is_open=True)
    bring_team_back(episode, closure.closed_on, reopened_on, by)
    trail.record(
        "episode_reopened",
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        on=reopened_on,
    )
    return episode


def bring_team_back(episode: Episode, closed_on: dt.date, reopened_on: dt.date, by: Practitioner) -> None:
    """Let those be in the team again who left it with the closing; who leads is agreed anew.

    Not a practitioner who had left on that very day before: what they saw by the team has ended.
    """
    left = episode.team_members.filter(left_on=Greatest("joined_on", closed_on))
    given = AccessGrant.objects.filter(episode_id=episode.id, basis=Basis.TEAM)
    ended = given.exclude(practitioner__in=given.live().values("practitioner")).values("practitioner")
    back = left.exclude(practitioner__in=ended)
    each = ("practitioner_id", "person_id")
    TeamMember.objects.bulk_create(
        TeamMember(
            **signed(by),
            episode=episode,
            practitioner_id=member.practitioner_id,
            person_id=member.person_id,
            agency_id=member.agency_id,
            role=member.role,
            joined_on=reopened_on,
        )
        for member in back.order_by(*each, "-id").distinct(*each)
    )


def refuse_other_open_episode(episode: Episode, by: Practitioner) -> None:
    """Raise ValidationError when one of the children has another open episode, saying whom to contact."""
    rows = episode.episode_children.filter(left_on=None, second_open_reason="").select_related("child")
    returning = {row.child_id: row.child for row in rows}
    others = [one for one in open_episodes(returning) if not one.is_second and one.episode_id != episode.id]
    if not others:
        return
    other, short = others[0], by.authority.short_name
    raise ValidationError(
        f"{returning[other.child_id].full_name} has another open {short} ({other.reference}). "
        f"Contact {other.contact_words(by.authority)}."
    )
