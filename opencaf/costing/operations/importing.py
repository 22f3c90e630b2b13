"""Bringing tables of times in: looked at line by line, then taken over or dropped. Nothing is lost."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from opencaf.agencies.models import How, Practitioner, Sector, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.catalogue import ACTIVITIES
from opencaf.costing.models import ImportLine, Respondent, TimeEntry, TimeImport, TimeState
from opencaf.costing.operations.diary import new_code
from opencaf.costing.permissions import can_set_costs, can_take_over
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.reading_times import ReadLine, TableError, heads_of, read_line, read_lines
from opencaf.costing.times import TimeRecord

MOST_LINES = 5_000
SECTORS = {
    **{str(value): str(value) for value in Sector.values},
    **{str(label).lower(): str(value) for value, label in Sector.choices},
}


@all_or_nothing
def bring_in_times(*, name: str, mode: str, table: str, by: Practitioner) -> TimeImport:
    """Read a table of times and keep every line with what is wrong in it; nothing counts until taken over."""
    require(can_set_costs(by))
    mark = hashlib.sha256(table.encode()).hexdigest()
    same = TimeImport.objects.filter(authority_id=by.authority_id, sha256=mark)
    if same.exclude(state=TimeImport.State.DROPPED).exists():
        raise ValidationError({"table": "This table has been brought in already"})
    try:
        heads = heads_of(table)
        lines = [with_sector_checked(line) for line in read_lines(table, mode, own_processes(by))]
    except TableError as fault:
        raise ValidationError({"table": str(fault)}) from None
    if not lines:
        raise ValidationError({"table": "There is no line below the heads. Enter the times too"})
    if len(lines) > MOST_LINES:
        raise ValidationError({"table": f"Bring in {MOST_LINES:,} lines or fewer at a time"})
    batch = TimeImport.record(by=by, name=name, mode=mode, heads=heads, sha256=mark)
    ImportLine.objects.bulk_create(
        ImportLine(**signed(by), batch=batch, number=line.number, cells=line.cells, problems=line.problems)
        for line in lines
    )
    faulty = sum(bool(line.problems) for line in lines)
    trail.record(
        "times_read", subject_kind="time_import", subject_id=batch.id, lines=len(lines), faulty=faulty
    )
    return batch


def own_processes(by: Practitioner) -> dict[str, str]:
    """Return the activities that only this authority has, with their process."""
    activities = catalogue_of(by.authority_id).activities
    return {code: one.process for code, one in activities.items() if code not in ACTIVITIES}


def with_sector_checked(line: ReadLine) -> ReadLine:
    """Return a line that names a sector we know, or the same with what is wrong."""
    if line.record is None or not line.record.agency or sector_of(line.record):
        return line
    problem = f"agency: “{line.record.agency[:60]}” is no sector. Use one of: {', '.join(Sector.values)}."
    return ReadLine(line.number, line.cells, problems=[problem])


def sector_of(record: TimeRecord) -> str:
    """Return the sector that a line names, by code or in words; nothing where it is not known."""
    return SECTORS.get(record.agency.strip().lower(), "")


@all_or_nothing
def take_over(*, batch: TimeImport, by: Practitioner) -> int:
    """Take the lines without a fault over as times; those with one stay to be put right and brought in anew."""
    require(can_take_over(by, batch))
    refuse_decided(batch)
    own = own_processes(by)
    codes: dict[str, Respondent] = {}
    place = batch.heads.index("respondent")
    taken, entries = [], []
    for line in batch.lines.filter(problems=[]):
        record = read_line(line.number, line.cells, batch.heads, batch.mode, own).record
        if record is None:
            raise ValidationError(f"Line {line.number} can no longer be read. Bring the table in anew")
        word = record.respondent.strip().lower()
        if word not in codes:
            codes[word] = respondent_named(word, record, by)
        respondent = codes[word]
        line.cells[place] = respondent.code  # the word of the file is not kept once it is counted
        taken.append(line)
        entries.append(entry_of(record, line, respondent, own, by))
    if not entries:
        raise ValidationError("There is no line to take over. Put the lines right and bring them in anew")
    TimeEntry.objects.bulk_create(entries)
    ImportLine.objects.bulk_update(taken, ["cells"])
    decide(batch, TimeImport.State.TAKEN)
    trail.record("times_taken_over", subject_kind="time_import", subject_id=batch.id, lines=len(entries))
    return len(entries)


def respondent_named(word: str, record: TimeRecord, by: Practitioner) -> Respondent:
    """Return the code for a word of a file; the same word of a later file has the same code."""
    message = f"{by.authority_id}/{word}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
    found = Respondent.objects.filter(authority_id=by.authority_id, origin_digest=digest).first()
    return found or Respondent.record(
        by=by,
        code=new_code("R"),
        origin_digest=digest,
        role=record.role[:120],
        sector=sector_of(record) or Sector.UNKNOWN,
    )


def entry_of(
    record: TimeRecord, line: ImportLine, respondent: Respondent, own: dict[str, str], by: Practitioner
) -> TimeEntry:
    """Return the time that a line says."""
    shipped = ACTIVITIES.get(record.activity)
    values: dict[str, Any] = {
        "low": record.low,
        "most_likely": record.most_likely,
        "high": record.high,
        "state": TimeState.DONE,
    }
    if isinstance(record.minutes, str):
        values = {"state": record.minutes}
    elif record.minutes is not None:
        values = {"state": TimeState.DONE, "minutes": record.minutes}
    return TimeEntry(
        **signed(by),
        recorded_how=How.IMPORTED,
        respondent=respondent,
        activity=record.activity[:12],
        process=shipped.process if shipped else own.get(record.activity, record.process),
        role=record.role[:120],
        sector=sector_of(record) or Sector.UNKNOWN,
        recording_system=record.recording_system or by.authority.recording_system,
        cases=max(1, int(record.n_cases)),
        need_group=record.need_group[:60],
        mode=record.mode,
        happened_on=record.on,
        line=line,
        **values,
    )


@all_or_nothing
def drop_import(*, batch: TimeImport, by: Practitioner) -> None:
    """Drop a table that was read; it stays readable and counts for nothing."""
    require(can_take_over(by, batch))
    refuse_decided(batch)
    decide(batch, TimeImport.State.DROPPED)
    trail.record("times_dropped", subject_kind="time_import", subject_id=batch.id)


def refuse_decided(batch: TimeImport) -> None:
    """Raise ValidationError where a table was taken over or dropped before."""
    if batch.state != TimeImport.State.WAITING:
        raise ValidationError(f"This table is {batch.get_state_display().lower()} already")


def decide(batch: TimeImport, state: str) -> None:
    """Say what became of a table."""
    batch.state, batch.decided_at = state, clock.now()
    batch.save(update_fields=["state", "decided_at"])
