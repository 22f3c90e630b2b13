"""Noting time in a case: start and stop a clock, or enter minutes after the deed; offered, never asked for."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.corrections import correct_field
from opencaf.core import clock
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.models import Mode, Respondent, Stopwatch, TimeEntry, TimeState
from opencaf.costing.permissions import can_correct_time, can_note_time
from opencaf.costing.queries.catalogue import ActivityNow, catalogue_of
from opencaf.costing.queries.times import respondent_of, running_for
from opencaf.episodes.models import Episode

MINUTES_OF_A_DAY = 1_440
LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"  # none that can be taken for another


def new_code(kind: str) -> str:
    """Return a code that names nobody: R for a person, G for a group."""
    return f"{kind}-{''.join(secrets.choice(LETTERS) for _ in range(6))}"


def respondent_for(by: Practitioner, role: str) -> Respondent:
    """Return the code somebody answers under, made the first time; it remembers the role they gave last."""
    found = next(iter(respondent_of(by.id)), None)
    if found is None:
        return Respondent.record(
            by=by, code=new_code("R"), practitioner=by, role=role, sector=by.agency.sector
        )
    if found.role != role:
        found.role = role
        found.save(update_fields=["role"])
    return found


def activity_in_use(by: Practitioner, code: str) -> ActivityNow:
    """Return an activity of the authority's catalogue, or refuse one that it does not have."""
    activity = catalogue_of(by.authority_id).activities.get(code)
    if activity is None or not activity.in_use:
        raise ValidationError({"activity": "Select what you did from the list"})
    return activity


@all_or_nothing
def start_clock(*, episode: Episode, activity: str, by: Practitioner) -> Stopwatch:
    """Start a clock for something that is being done now."""
    require(can_note_time(by, episode))
    activity_in_use(by, activity)
    if running_for(by.id):
        raise ValidationError("A clock of yours is running already. Stop it first, or drop it")
    watch = Stopwatch.record(
        by=by, practitioner=by, episode=episode, activity=activity, started_at=clock.now()
    )
    trail.record("clock_started", subject_kind="stopwatch", subject_id=watch.id, episode_id=episode.id)
    return watch


@all_or_nothing
def stop_clock(*, watch: Stopwatch, role: str, by: Practitioner) -> TimeEntry:
    """Stop a clock and note the minutes it ran, each begun minute in full."""
    require(can_note_time(by, watch.episode))
    seconds = (clock.now() - watch.started_at).total_seconds()
    minutes = max(1, -(-int(seconds) // 60))
    if minutes > MINUTES_OF_A_DAY:
        raise ValidationError(
            "This clock has run for more than 24 hours. Drop it, and enter the minutes it really took"
        )
    watch.stopped_at = clock.now()
    watch.save(update_fields=["stopped_at"])
    entry = write_time(
        watch.episode,
        activity_in_use(by, watch.activity),
        minutes=Decimal(minutes),
        happened_on=clock.today(),
        role=role,
        by=by,
    )
    trail.record("time_noted", subject_kind="time", subject_id=entry.id, episode_id=watch.episode_id)
    return entry


@all_or_nothing
def drop_clock(*, watch: Stopwatch, by: Practitioner) -> None:
    """Let a clock go without noting a time."""
    require(can_note_time(by, watch.episode))
    watch.stopped_at = clock.now()
    watch.save(update_fields=["stopped_at"])
    trail.record("clock_dropped", subject_kind="stopwatch", subject_id=watch.id, episode_id=watch.episode_id)


@all_or_nothing
def note_time(
    *,
    episode: Episode,
    activity: str,
    happened_on: dt.date,
    minutes: Decimal | None,
    role: str,
    by: Practitioner,
) -> TimeEntry:
    """Note how long something took; no minutes say that it was not done."""
    require(can_note_time(by, episode))
    refuse_future("happened_on", happened_on, "The day you did it")
    refuse_before(
        "happened_on",
        happened_on,
        "The day you did it",
        earliest=episode.intended_on,
        event="the day of the intention",
    )
    entry = write_time(
        episode,
        activity_in_use(by, activity),
        minutes=minutes,
        happened_on=happened_on,
        role=role,
        by=by,
    )
    trail.record("time_noted", subject_kind="time", subject_id=entry.id, episode_id=episode.id)
    return entry


def write_time(
    episode: Episode,
    activity: ActivityNow,
    *,
    minutes: Decimal | None,
    happened_on: dt.date,
    role: str,
    by: Practitioner,
) -> TimeEntry:
    """Write a time under the code of who did it."""
    respondent = respondent_for(by, role)
    refuse_more_than_a_day(respondent, happened_on, minutes or Decimal(0))
    return TimeEntry.record(
        by=by,
        respondent=respondent,
        activity=activity.code,
        process=activity.process,
        role=role,
        sector=by.agency.sector,
        recording_system=by.authority.recording_system,
        state=TimeState.NOT_DONE if minutes is None else TimeState.DONE,
        minutes=minutes,
        episode=episode,
        mode=Mode.EVENT_RECORD,
        happened_on=happened_on,
    )


def refuse_more_than_a_day(
    respondent: Respondent, on: dt.date, minutes: Decimal, *, but: TimeEntry | None = None
) -> None:
    """Raise ValidationError where somebody's minutes of one day would be more than a day has."""
    others = TimeEntry.objects.filter(respondent=respondent, happened_on=on)
    if but is not None:
        others = others.exclude(pk=but.pk)
    already = others.aggregate(minutes=Sum("minutes"))["minutes"] or Decimal(0)
    if minutes > MINUTES_OF_A_DAY or already + minutes > MINUTES_OF_A_DAY:
        noted = f" You have noted {already:.0f} minutes on that day already." if already else ""
        raise ValidationError(
            {"minutes": f"Minutes of one day must be {MINUTES_OF_A_DAY:,} or fewer.{noted}"}
        )


@all_or_nothing
def correct_time(*, entry: TimeEntry, minutes: Decimal, reason: str, by: Practitioner) -> None:
    """Put minutes right; the old figure stays readable with the reason."""
    require(can_correct_time(by, entry))
    if entry.minutes is None:
        raise ValidationError({"minutes": "This says that it was not done. Note the time anew instead"})
    if entry.minutes == minutes:
        raise ValidationError({"minutes": "Enter something other than what is recorded now"})
    if entry.happened_on:
        refuse_more_than_a_day(entry.respondent, entry.happened_on, minutes, but=entry)
    correct_field(
        entry,
        "minutes",
        minutes,
        reason=reason,
        corrected_by_id=by.id,
        corrected_by_name=entry.respondent.code,
        episode_id=entry.episode_id,
    )
    trail.record("time_corrected", subject_kind="time", subject_id=entry.id, episode_id=entry.episode_id)
