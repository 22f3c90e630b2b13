"""Panels of the demonstration: one that was held a fortnight ago, one that lies ahead with a place left.

It chooses by place alone, so that nothing else of the demonstration moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from opencaf.agencies.models import Practitioner, Role
from opencaf.core import clock
from opencaf.demo.authorities import MANY_CHILDREN
from opencaf.demo.days import on_or_after
from opencaf.demo.loading.papers import case_of, is_open
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Episode, Meeting, Panel
from opencaf.episodes.operations.meetings import Line, hold_meeting
from opencaf.episodes.operations.panel_turns import put_on_panel
from opencaf.episodes.operations.panels import plan_panel

PLANNED, HELD = 28, 14  # days before the last one on which anything is written
AHEAD = dt.timedelta(days=6)
REVIEWED_AFTER = dt.timedelta(days=42)
AT_HELD, AT_COMING, PLACES = 2, 4, 5
STARTS_AT = dt.time(13, 30)
DECISIONS = (
    "The family support worker visits every week until half-term",
    "The school finds a place at the breakfast club",
)


def sit_as_panels(world: World) -> None:
    """Let the authority's panel sit twice: what was decided then, and who is on the list now."""
    with sitting(world.overseer, world.plan.eve):
        told = [one for one in cases_told(world) if is_open(one.case) and not one.is_shown]
    old = [one for one in told if one.case.course.intended_on < days_before(world, PLANNED)]
    held, coming = old[-AT_HELD:], old[-AT_HELD - AT_COMING : -AT_HELD]
    if not coming:
        return
    hold(world, held)
    plan(world, coming, on_or_after(world.plan.eve + AHEAD), on=world.plan.eve)


def plan(world: World, told: Sequence[Told], planned_for: dt.date, *, on: dt.date) -> list[Meeting]:
    """Plan a panel with the turns of some cases."""
    by = world.overseer
    with sitting(by, on):
        panel: Panel = plan_panel(
            kind=world.kinds[MANY_CHILDREN],
            planned_for=planned_for,
            starts_at=STARTS_AT,
            chair=by,
            members=those_who_sit(world),
            place="The family hub",
            places=PLACES,
            by=by,
        )
        return [put_on_panel(panel=panel, episode=case_of(one.child), by=by) for one in told]


def hold(world: World, told: Sequence[Told]) -> None:
    """Let a panel have been held: each turn ends with a decision and when it is looked at again."""
    held_on = days_before(world, HELD)
    turns = plan(world, told, held_on, on=days_before(world, PLANNED))
    with sitting(world.overseer, held_on):
        for turn, decision in zip(turns, DECISIONS, strict=False):
            write_down(turn, decision, world.overseer, those_who_sit(world))


def write_down(turn: Meeting, decision: str, by: Practitioner, sat: Sequence[Practitioner]) -> None:
    """Write a turn down; the parent was told of it and chose not to come."""
    hold_meeting(
        episode=Episode.objects.get(pk=turn.episode_id),
        meeting=turn,
        place=turn.place,
        held_on=clock.today(),
        attendance=[
            Line(one, AttendanceState.PRESENT) for one in {who.id: who for who in (by, *sat)}.values()
        ],
        why_without_family="They were told of the panel and asked their lead to speak for them.",
        chair=by,
        minutes_by=by,
        decisions=[decision],
        next_on=on_or_after(clock.today() + REVIEWED_AFTER),
        by=by,
    )


def those_who_sit(world: World) -> list[Practitioner]:
    """Return those who sit on the panel: the coordinators, the duty team."""
    people = [one for one in world.plan.people if one.role in (Role.COORDINATOR, Role.DUTY)]
    return [world.row_of(one) for one in people[:3]]
