"""Panels: planned, changed and cancelled; their turns are meetings (operations/panel_turns.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import MeetingKind, Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Attendance, Meeting, Panel, PanelMember
from opencaf.episodes.operations.invitations import shift_meeting
from opencaf.episodes.operations.meetings import Line, cancel_meeting, write_lines
from opencaf.episodes.operations.panel_mail import tell
from opencaf.episodes.permissions import can_plan_panels
from opencaf.episodes.queries.panels import agenda_of, members_of
from opencaf.outbox.wording import MailKind

A_DAY = 24 * 60
WHEN = ("planned_for", "starts_at", "minutes_each", "places", "place")


@all_or_nothing
def plan_panel(
    *,
    kind: MeetingKind,
    planned_for: dt.date,
    starts_at: dt.time,
    chair: Practitioner,
    members: Sequence[Practitioner] = (),
    place: str = "",
    minutes_each: int = 15,
    places: int = 6,
    by: Practitioner,
) -> Panel:
    """Plan a sitting with places for several children; who sits on it gets one mail for the whole of it."""
    require(can_plan_panels(by))
    refuse_wrong_time(planned_for, starts_at, minutes_each, places)
    panel = Panel.record(
        by=by,
        kind=kind,
        planned_for=planned_for,
        starts_at=starts_at,
        chair=chair,
        place=place,
        minutes_each=minutes_each,
        places=places,
    )
    name_members(panel, members, by)
    tell(panel, who_sits(panel), MailKind.PANEL_CALLED)
    trail.record("panel_planned", subject_kind="panel", subject_id=panel.id, planned_for=planned_for)
    return panel


@all_or_nothing
def change_panel(
    *,
    panel: Panel,
    planned_for: dt.date,
    starts_at: dt.time,
    chair: Practitioner,
    members: Sequence[Practitioner],
    place: str,
    minutes_each: int,
    places: int,
    by: Practitioner,
) -> Panel:
    """Let a panel be at another time or place, or with others; every turn to come goes with it."""
    require(can_plan_panels(by))
    panel = locked(panel)
    refuse_wrong_time(planned_for, starts_at, minutes_each, places)
    turns = turns_to_come(panel, places, by)
    before, sat = [getattr(panel, name) for name in WHEN], who_sits(panel)
    for name, value in zip(WHEN, (planned_for, starts_at, minutes_each, places, place), strict=True):
        setattr(panel, name, value)
    is_moved = before != [getattr(panel, name) for name in WHEN]
    panel.chair = chair
    panel.sequence += 1
    panel.save()
    name_members(panel, members, by)
    change_invited(panel, turns, sat, by)
    if is_moved:
        follow_panel(panel, turns, by)
    tell_of_change(panel, sat, is_moved=is_moved)
    trail.record("panel_changed", subject_kind="panel", subject_id=panel.id, planned_for=planned_for)
    return panel


@all_or_nothing
def cancel_panel(*, panel: Panel, why_cancelled: str, by: Practitioner) -> Panel:
    """Cancel a panel with the reason; every turn to come is cancelled with it."""
    require(can_plan_panels(by))
    panel = locked(panel)
    if not why_cancelled.strip():
        raise ValidationError({"why_cancelled": "Enter why the panel does not take place"})
    for turn in turns_to_come(panel, panel.places, by):
        cancel_meeting(meeting=turn, why_cancelled=why_cancelled, by=by)
    panel.cancelled, panel.why_cancelled = True, why_cancelled
    panel.sequence += 1
    panel.save(update_fields=["cancelled", "why_cancelled", "sequence"])
    tell(panel, who_sits(panel), MailKind.PANEL_CANCELLED)
    trail.record("panel_cancelled", subject_kind="panel", subject_id=panel.id)
    return panel


def locked(panel: Panel) -> Panel:
    """Return a panel to come as it is now, locked; raise ValidationError for one that is over."""
    panel = Panel.objects.select_for_update(of=("self",)).select_related("chair").get(pk=panel.pk)
    if panel.cancelled:
        raise ValidationError("This panel is cancelled already.")
    if panel.planned_for < clock.today():
        raise ValidationError("This panel is over. Plan the next one.")
    return panel


def refuse_wrong_time(planned_for: dt.date, starts_at: dt.time, minutes_each: int, places: int) -> None:
    """Raise ValidationError for a day that has passed, or turns that go on after midnight."""
    if planned_for < clock.today():
        raise ValidationError({"planned_for": "The date of the panel must be today or in the future"})
    if minutes_each < 1 or places < 1:
        raise ValidationError({"places": "A panel has at least one place of at least one minute"})
    if starts_at.hour * 60 + starts_at.minute + minutes_each * places >= A_DAY:
        raise ValidationError({"places": "The panel must end before midnight. Plan fewer or shorter turns"})


def turns_to_come(panel: Panel, places: int, by: Practitioner) -> list[Meeting]:
    """Return the turns that lie ahead; raise ValidationError where some are not open to who asks."""
    agenda = agenda_of(panel, by)
    if agenda.hidden:
        raise ValidationError(
            "Some turns of this panel are of cases that are not open to you, so you cannot change it. "
            "Ask a coordinator who sees them."
        )
    if agenda.taken and max(agenda.taken) > places:
        raise ValidationError(
            {"places": f"Place {max(agenda.taken)} is taken. Enter at least {max(agenda.taken)}"}
        )
    return [turn.meeting for turn in agenda.turns if turn.is_to_come and turn.is_open]


def follow_panel(panel: Panel, turns: Sequence[Meeting], by: Practitioner) -> None:
    """Let every turn to come be when and where its place on the panel is."""
    for turn in turns:
        shift_meeting(
            turn,
            panel.planned_for,
            panel.time_of(turn.panel_position or 1),
            place=panel.place,
            lasts_minutes=panel.minutes_each,
            by=by,
        )


def who_sits(panel: Panel) -> list[Practitioner]:
    """Return the chair and the members, each once."""
    return [panel.chair, *(one for one in members_of(panel) if one.id != panel.chair_id)]


def name_members(panel: Panel, members: Sequence[Practitioner], by: Practitioner) -> None:
    """Let exactly these be the members."""
    panel.members.exclude(practitioner__in=members).delete()
    there = set(panel.members.values_list("practitioner", flat=True))
    new = {one.id: one for one in members if one.id not in there}
    PanelMember.objects.bulk_create(
        PanelMember(**signed(by), panel=panel, practitioner=one) for one in new.values()
    )


def change_invited(
    panel: Panel, turns: Sequence[Meeting], sat: Sequence[Practitioner], by: Practitioner
) -> None:
    """Invite to the turns to come who is new on the panel; take off their lists who is no longer on it."""
    sits = who_sits(panel)
    new, gone = apart(sits, sat), apart(sat, sits)
    for turn in turns:
        there = set(turn.attendances.values_list("practitioner", flat=True))
        write_lines(turn, [Line(one, AttendanceState.INVITED) for one in new if one.id not in there], by)
    invited = Attendance.objects.filter(meeting__in=turns, state=AttendanceState.INVITED, answered_at=None)
    invited.filter(practitioner__in=gone, links=None).delete()


def apart(some: Sequence[Practitioner], others: Sequence[Practitioner]) -> list[Practitioner]:
    """Return those of some who are not among the others."""
    known = {one.id for one in others}
    return [one for one in some if one.id not in known]


def tell_of_change(panel: Panel, sat: Sequence[Practitioner], *, is_moved: bool) -> None:
    """Mail who is new and who is no longer on the panel, and the rest where it was moved."""
    sits = who_sits(panel)
    tell(panel, apart(sits, sat), MailKind.PANEL_CALLED)
    tell(panel, apart(sat, sits), MailKind.PANEL_CANCELLED)
    if is_moved:
        tell(panel, apart(sits, apart(sits, sat)), MailKind.PANEL_CHANGED)
