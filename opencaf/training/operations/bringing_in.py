"""Bringing in a list of who took part: kept until unknown names are explained, then whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import How, Practitioner, Role
from opencaf.agencies.operations.practitioners import make_practitioner, place
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.training.lists import Entry
from opencaf.training.models import AttendanceList, CountedAttendance
from opencaf.training.operations.attending import Came, write_attendances
from opencaf.training.permissions import can_run_training
from opencaf.training.queries.understood import (
    Counted,
    Understood,
    Unknown,
    entries_of,
    understand,
)

NEW, LEFT_OUT = "new", "left_out"


@dataclass(frozen=True)
class Brought:
    """What bringing a list in did."""

    attendances: int
    people: int
    counts: int


@all_or_nothing
def keep_list(*, name: str, entries: Sequence[Entry], by: Practitioner) -> AttendanceList:
    """Keep a list that was read until it is brought in or thrown away."""
    require(can_run_training(by))
    if not entries:
        raise ValidationError({"file": "The list names nobody. Choose another one"})
    kept = AttendanceList.record(by=by, name=name[:150], rows=[entry.as_row() for entry in entries])
    trail.record(
        "attendance_list_read", subject_kind="attendance_list", subject_id=kept.id, lines=len(entries)
    )
    return kept


@all_or_nothing
def throw_list_away(*, waiting: AttendanceList, by: Practitioner) -> None:
    """Forget a list that waits; nothing of it was brought in."""
    require(can_run_training(by))
    end(waiting)
    trail.record("attendance_list_thrown_away", subject_kind="attendance_list", subject_id=waiting.id)


@all_or_nothing
def bring_list_in(
    *, waiting: AttendanceList, answers: Mapping[str, str | Practitioner], by: Practitioner
) -> Brought:
    """Bring a whole list in. The same list again adds nothing.

    answers: for each name that is unknown the person who it is, NEW or LEFT_OUT, by its key.
    """
    require(can_run_training(by))
    held = AttendanceList.objects.select_for_update().get(pk=waiting.pk)
    if held.ended_at:
        raise ValidationError("This list was brought in or thrown away already.")
    understood = understand(entries_of(held), by.authority_id)
    if understood.problems:
        raise ValidationError(understood.problems)
    rows = [Came(one.practitioner, one.agency, one.course, one.day) for one in understood.known]
    explained, made = explain(understood, answers, by)
    added = write_attendances([*rows, *explained], how=How.IMPORTED, by=by)
    counts = sum(write_count(one, by) for one in understood.counted)
    end(held)
    trail.record(
        "attendance_list_brought_in",
        subject_kind="attendance_list",
        subject_id=held.id,
        attendances=added,
        people=made,
        counts=counts,
    )
    return Brought(added, made, counts)


def explain(
    understood: Understood, answers: Mapping[str, str | Practitioner], by: Practitioner
) -> tuple[list[Came], int]:
    """Return the attendances of names that somebody explained, and how many people were new."""
    rows: list[Came] = []
    made = 0
    for unknown in understood.unknown:
        answer = answers.get(unknown.key)
        if answer is None:
            raise ValidationError(f"Select who {unknown.name} is")
        if answer == LEFT_OUT:
            continue
        if isinstance(answer, Practitioner):
            who = answer
        else:
            who, made = add_person(unknown, by), made + 1
        rows += [Came(who, who.agency, course, day) for _, course, day in understood.waiting[unknown.key]]
    return rows, made


def add_person(unknown: Unknown, by: Practitioner) -> Practitioner:
    """Add somebody without an account, whose name was on a list."""
    if unknown.agency is None:
        raise ValidationError(
            f"{unknown.agency_said or 'The agency'} of {unknown.name} is not known here, so that they cannot "
            "be added. Ask an administrator to add the agency, or leave them out"
        )
    given, _, family = unknown.name.rpartition(" ")
    email = unknown.key.rpartition("|")[2]
    who = make_practitioner(
        by.authority, given_name=given, family_name=family, phone="", email=email, account=None
    )
    place(who, unknown.agency, role=Role.PRACTITIONER)
    trail.record("practitioner_added", subject_kind="practitioner", subject_id=who.id, signs_in=False)
    return who


def write_count(one: Counted, by: Practitioner) -> int:
    """Note a counted line; return 0 where the same number is noted already."""
    if one.before == one.entry.number:
        return 0
    where = {"course": one.course, "counted_on": one.day, "label": one.entry.agency, "locality": one.locality}
    values = {"kind": one.kind, "sector": one.sector, "agency": one.agency, "number": one.entry.number}
    if one.before is None:
        CountedAttendance.record(by=by, recorded_how=How.IMPORTED, **where, **values)
    else:
        CountedAttendance.objects.filter(authority_id=by.authority_id, **where).update(**values)
    return 1


def end(waiting: AttendanceList) -> None:
    """Empty a list: nothing of its names is kept."""
    waiting.rows, waiting.name, waiting.ended_at = [], "", clock.now()
    waiting.save(update_fields=["rows", "name", "ended_at"])
