"""The turns of a panel: each is a meeting of the case it is about."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, Meeting, Panel
from opencaf.episodes.operations.meetings import cancel_meeting, plan_meeting
from opencaf.episodes.operations.panels import follow_panel, locked, who_sits
from opencaf.episodes.permissions import can_plan_panels, can_write
from opencaf.episodes.queries.panels import agenda_of, places_taken


@all_or_nothing
def put_on_panel(*, panel: Panel, episode: Episode, by: Practitioner) -> Meeting:
    """Plan a meeting of a case at the first free place of a panel, with who sits there invited.

    They have the mail about the panel and get none about the turn. It opens no record to them.
    """
    require(can_write(by, episode))
    panel = locked(panel)
    if panel.turns.filter(episode=episode, status=Meeting.Status.PLANNED).exists():
        raise ValidationError(f"{episode.reference} is on this panel already.")
    position = first_free_place(panel)
    turn = plan_meeting(
        episode=episode,
        kind=panel.kind,
        planned_for=panel.planned_for,
        planned_time=panel.time_of(position),
        place=panel.place,
        lasts_minutes=panel.minutes_each,
        invited=who_sits(panel),
        by=by,
    )
    turn.panel, turn.panel_position = panel, position
    turn.save(update_fields=["panel", "panel_position"])
    trail.record(
        "put_on_panel", subject_kind="meeting", subject_id=turn.id, episode_id=episode.id, panel=panel.id
    )
    return turn


@all_or_nothing
def take_off_panel(*, turn: Meeting, why_cancelled: str, by: Practitioner) -> Meeting:
    """Take a case off a panel with the reason; its place is free for another."""
    require(can_write(by, turn.episode))
    cancel_meeting(meeting=turn, why_cancelled=why_cancelled, by=by)
    trail.record(
        "taken_off_panel",
        subject_kind="meeting",
        subject_id=turn.id,
        episode_id=turn.episode_id,
        panel=turn.panel_id,
    )
    return turn


@all_or_nothing
def move_on_panel(*, turn: Meeting, earlier: bool, by: Practitioner) -> Meeting:
    """Let a turn change places with the one before or after it; the times stay with the places."""
    require(can_plan_panels(by))
    if turn.panel is None:
        raise ValidationError("This meeting is not on a panel.")
    panel = locked(turn.panel)
    coming = [one.meeting for one in agenda_of(panel, by).turns if one.is_to_come and one.is_open]
    here = next((index for index, one in enumerate(coming) if one.id == turn.id), None)
    if here is None:
        raise ValidationError("Only a turn that is still to come can be moved.")
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(coming):
        raise ValidationError(f"It is the {'first' if earlier else 'last'} turn already.")
    change_places(panel, coming[here], coming[there], by)
    trail.record(
        "moved_on_panel",
        subject_kind="meeting",
        subject_id=turn.id,
        episode_id=turn.episode_id,
        panel=panel.id,
    )
    return coming[here]


def change_places(panel: Panel, one: Meeting, other: Meeting, by: Practitioner) -> None:
    """Let two turns change their places, and their times with them."""
    to = {one: other.panel_position, other: one.panel_position}
    Meeting.objects.filter(pk=one.pk).update(panel=None, panel_position=None)  # two never stand at one place
    for turn in (other, one):
        turn.panel_position = to[turn]
        Meeting.objects.filter(pk=turn.pk).update(panel=panel, panel_position=turn.panel_position)
    follow_panel(panel, [one, other], by)


def first_free_place(panel: Panel) -> int:
    """Return the first place that nobody has; raise ValidationError where all are taken."""
    taken = set(places_taken(panel.id))
    free = [position for position in range(1, panel.places + 1) if position not in taken]
    if not free:
        raise ValidationError({"panel": f"All {panel.places} places of this panel are taken"})
    return free[0]
