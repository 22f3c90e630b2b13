"""Time noted in a case: a clock or minutes afterwards, under a code, corrected with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core import clock
from opencaf.costing.models import Respondent, Stopwatch, TimeEntry
from opencaf.costing.operations.diary import (
    correct_time,
    drop_clock,
    start_clock,
    stop_clock,
)
from opencaf.costing.queries.times import own_times, times_of
from opencaf.episodes.models import Episode
from tests.costing.own_times.given import note
from tests.factories import DAY
from tests.fixtures import TODAY


def test_minutes_are_noted_after_the_deed_under_a_code(case: Episode, alice: Practitioner) -> None:
    entry = note(case, alice)

    assert entry.process == "assessment"
    assert entry.mode == "event_record"
    assert entry.respondent.code.startswith("R-")
    assert entry.respondent.practitioner == alice
    [record] = times_of(alice.authority_id)
    assert record["respondent"] == entry.respondent.code
    assert not {"Alice", alice.family_name} & set(map(str, record.values()))


def test_one_person_has_one_code(case: Episode, alice: Practitioner) -> None:
    note(case, alice)
    note(case, alice, None)

    assert Respondent.objects.count() == 1
    assert [one.state for one in own_times(alice.id, case.id)] == ["not_done", "done"]


def test_a_clock_is_started_and_stopped(case: Episode, alice: Practitioner) -> None:
    with clock.at(TODAY):
        watch = start_clock(episode=case, activity="A402", by=alice)
    with clock.at(TODAY + dt.timedelta(minutes=24, seconds=10)):
        entry = stop_clock(watch=watch, role="Inclusion lead", by=alice)

    assert entry.minutes == 25
    assert entry.process == "ongoing_support"
    assert Stopwatch.objects.get().stopped_at is not None


def test_one_clock_runs_at_a_time_and_can_be_dropped(case: Episode, alice: Practitioner) -> None:
    watch = start_clock(episode=case, activity="A402", by=alice)
    with pytest.raises(ValidationError, match="running already"):
        start_clock(episode=case, activity="A205", by=alice)

    drop_clock(watch=watch, by=alice)
    start_clock(episode=case, activity="A205", by=alice)

    assert not TimeEntry.objects.exists()


def test_a_clock_forgotten_overnight_is_not_counted(case: Episode, alice: Practitioner) -> None:
    watch = start_clock(episode=case, activity="A402", by=alice)

    with clock.at(TODAY + dt.timedelta(days=2)), pytest.raises(ValidationError, match="more than 24 hours"):
        stop_clock(watch=watch, role="Inclusion lead", by=alice)


def test_a_stranger_notes_nothing(case: Episode, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        note(case, dave)
    with pytest.raises(PermissionDenied):
        start_clock(episode=case, activity="A402", by=dave)


def test_a_day_has_no_more_than_its_minutes(case: Episode, alice: Practitioner) -> None:
    note(case, alice, "1400")

    with pytest.raises(ValidationError, match="You have noted 1400 minutes on that day already"):
        note(case, alice, "41")


def test_a_day_before_the_intention_or_ahead_is_refused(case: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="day of the intention"):
        note(case, alice, on=DAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        note(case, alice, on=TODAY.date() + dt.timedelta(days=1))
    assert "happened_on" in refused.value.message_dict


def test_an_activity_of_no_catalogue_is_refused(case: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="from the list"):
        start_clock(episode=case, activity="Z9", by=alice)


def test_minutes_are_corrected_with_a_reason_by_who_noted_them(
    case: Episode, alice: Practitioner, carol: Practitioner
) -> None:
    entry = note(case, alice, "45")

    correct_time(entry=entry, minutes=Decimal(54), reason="Figures swapped", by=alice)

    entry.refresh_from_db()
    correction = Correction.objects.get()
    assert entry.minutes == 54
    assert (correction.old_value, correction.reason) == ("45", "Figures swapped")
    with pytest.raises(ValidationError, match="other than what is recorded"):
        correct_time(entry=entry, minutes=Decimal(54), reason="Again", by=alice)
    with pytest.raises(PermissionDenied, match="Only the person who noted"):
        correct_time(entry=entry, minutes=Decimal(60), reason="I know better", by=carol)


def test_what_was_not_done_has_no_minutes_to_correct(case: Episode, alice: Practitioner) -> None:
    entry = note(case, alice, None)

    with pytest.raises(ValidationError, match="Note the time anew"):
        correct_time(entry=entry, minutes=Decimal(5), reason="It was", by=alice)
