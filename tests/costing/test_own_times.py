"""Times noted in a case, brought in from tables, and estimated by groups; unit costs made from them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core import clock
from opencaf.costing.models import ImportLine, Respondent, Stopwatch, TimeEntry, TimeImport
from opencaf.costing.operations.catalogue import add_activity
from opencaf.costing.operations.diary import (
    correct_time,
    drop_clock,
    note_time,
    start_clock,
    stop_clock,
)
from opencaf.costing.operations.estimates import record_estimates
from opencaf.costing.operations.importing import drop_import, take_over
from opencaf.costing.queries.imports import faulty_lines, import_with
from opencaf.costing.queries.times import own_times, times_of
from opencaf.costing.queries.unit_costs import own_unit_costs
from opencaf.episodes.models import Episode
from tests.factories import DAY, make_episode
from tests.factories.costing import bring_in, make_rate, survey_of, survey_of_all_processes, take_in
from tests.fixtures import TODAY


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def note(case: Episode, by: Practitioner, minutes: str | None = "45", on: dt.date = DAY) -> TimeEntry:
    """A time noted after the deed."""
    return note_time(
        episode=case,
        activity="A205",
        happened_on=on,
        minutes=None if minutes is None else Decimal(minutes),
        role="Inclusion lead",
        by=by,
    )


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


TABLE = survey_of(
    "p1,Teacher,schools,A205,60",
    "p2,Teacher,Schools and learning,A205,not_done",
    "p3,Teacher,schools,A205,",
    "p4,Teacher,schools,A205,2000",
    "p5,Teacher,the moon,A205,30",
    "p6,Teacher,schools,A999,30",
    "p7,Teacher,schools,A205,half an hour",
    "p8,Teacher,schools,A205,30,extra",
    "p9,Teacher,schools,A205,missing",
)


def test_faulty_lines_are_named_and_good_ones_wait(carol: Practitioner) -> None:
    batch = bring_in(TABLE, by=carol)

    found = import_with(carol.authority_id, batch.id)
    faults = {line.number: line.problems[0] for line in faulty_lines(batch)}

    assert found is not None
    assert (found.good, found.faulty) == (3, 6)
    assert not TimeEntry.objects.exists()
    assert set(faults) == {4, 5, 6, 7, 8, 9}
    assert "a blank is none" in faults[4]
    assert "enter 0 to 1,440" in faults[5]
    assert "“the moon” is no sector" in faults[6]
    assert "A999 is no activity of the catalogue" in faults[7]
    assert "half an hour" in faults[8]
    assert "6 cells, but there are 5 heads" in faults[9]


def test_good_lines_are_taken_over_and_the_others_stay(carol: Practitioner) -> None:
    batch = bring_in(TABLE, by=carol)

    taken = take_over(batch=batch, by=carol)

    assert taken == 3
    assert sorted(TimeEntry.objects.values_list("state", flat=True)) == ["done", "missing", "not_done"]
    assert len(faulty_lines(batch)) == 6
    assert TimeEntry.objects.get(state="not_done").sector == "schools"
    with pytest.raises(ValidationError, match="taken over already"):
        take_over(batch=batch, by=carol)


def test_the_word_for_a_respondent_is_not_kept_but_known_again(carol: Practitioner) -> None:
    take_in(survey_of("Jo Bell,Teacher,schools,A205,60"), by=carol)
    take_in(survey_of("jo bell,Teacher,schools,A204,10"), by=carol)

    kept = [cell for line in ImportLine.objects.all() for cell in line.cells]

    assert Respondent.objects.count() == 1
    assert not any("bell" in cell.lower() for cell in kept)
    assert Respondent.objects.get().code in kept


def test_the_same_table_comes_in_once_unless_it_was_dropped(carol: Practitioner) -> None:
    batch = bring_in(TABLE, by=carol)
    with pytest.raises(ValidationError, match="brought in already"):
        bring_in(TABLE, by=carol)

    drop_import(batch=batch, by=carol)
    again = bring_in(TABLE, by=carol)

    assert [TimeImport.objects.get(pk=one.pk).state for one in (batch, again)] == ["dropped", "waiting"]
    assert ImportLine.objects.filter(batch=batch).count() == 9


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "first line the heads"),
        ("who,what\nx,y", "missing: respondent, role"),
        ("respondent,role,activity\np,r,A205", "Add a column minutes"),
        ("respondent,role,activity,minutes,colour\np,r,A205,5,red", "Take out or rename: colour"),
        ("respondent,role,activity,minutes,Minutes\np,r,A205,5,5", "Name each column once"),
        ("respondent,role,activity,minutes", "no line below the heads"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(carol: Practitioner, table: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        bring_in(table, by=carol)

    assert sentence in refused.value.message_dict["table"][0]


def test_rows_copied_from_a_spreadsheet_are_read(carol: Practitioner) -> None:
    table = "respondent\trole\tactivity\tminutes\r\np1\tTeacher\tA205\t60\r\n\r\np2\tTeacher\tA205\t30\r\n"

    batch = bring_in(table, by=carol)

    assert [line.number for line in batch.lines.all()] == [2, 4]


def test_only_who_brought_a_table_in_takes_it_over(carol: Practitioner, coordinator: Practitioner) -> None:
    batch = bring_in(TABLE, by=carol)

    with pytest.raises(PermissionDenied, match="Only the person who brought"):
        take_over(batch=batch, by=coordinator)


def test_a_group_estimates_person_by_person(carol: Practitioner) -> None:
    entries = record_estimates(
        activity="A304",
        role="Health visitor",
        sector="health",
        estimates="30 45 90\n\n30, 60; 120\n20 30 40",
        by=carol,
    )

    assert [one.most_likely for one in entries] == [45, 60, 30]
    assert len({one.respondent.code for one in entries}) == 3
    assert all(one.respondent.practitioner_id is None for one in entries)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30 45", "Line 1: enter three figures"),
        ("30 45 90\n90 45 30", "Line 2: put the figures in order"),
        ("a b c", "Line 1: enter figures only"),
        ("1 2 3000", "Line 1: minutes must be 0 to 1,440"),
        (" ", "Enter three figures for each person"),
    ],
)
def test_estimates_that_say_nothing_are_named_by_their_line(
    carol: Practitioner, text: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        record_estimates(activity="A304", role="Teacher", sector="schools", estimates=text, by=carol)

    assert sentence in refused.value.message_dict["estimates"][0]
    assert not TimeEntry.objects.exists()


def test_unit_costs_are_times_by_rates(carol: Practitioner) -> None:
    # PV10: 120, not done, not done, missing, 90 is a mean of 52.5 minutes; at £30 an hour £26.25
    make_rate(by=carol, hourly="30")
    said = ["120", "not_done", "not_done", "missing", "90"]
    take_in(survey_of(*[f"p{n},Teacher,schools,A205,{word}" for n, word in enumerate(said)]), by=carol)

    found = own_unit_costs(carol.authority_id)

    [assessment] = found.processes
    assert assessment.amount == Decimal("26.25")
    assert assessment.basis == "indicative"
    assert "W02" in {one.code for one in found.warnings}
    assert found.cells[0].lines[0]["mean_minutes"] == Decimal("52.5")


def test_two_respondents_are_hidden(carol: Practitioner) -> None:
    make_rate(by=carol)
    take_in(survey_of_all_processes(people=2), by=carol)

    found = own_unit_costs(carol.authority_id)

    assert {one.amount for one in found.processes} == {None}
    assert {cell.amount for cell in found.cells} == {None}


def test_a_role_without_a_rate_is_said_and_nothing_is_shown(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol)
    take_in(survey_of_all_processes(people=3, role="Midwife"), by=carol)

    found = own_unit_costs(carol.authority_id)

    assert found.processes == []
    assert found.errors[0].code == "E13"
    assert "There is no rate for Midwife / schools" in found.errors[0].sentence


def test_times_without_any_rate_name_the_roles_that_need_one(carol: Practitioner) -> None:
    take_in(survey_of_all_processes(people=3, role="Midwife"), by=carol)

    [error] = own_unit_costs(carol.authority_id).errors

    assert error.sentence == "There is no rate yet. Add one for each role: Midwife."


def test_one_diary_does_not_hide_what_a_survey_says(
    case: Episode, alice: Practitioner, carol: Practitioner
) -> None:
    make_rate("Inclusion lead", by=carol, hourly="30")
    rows = [f"p{n},Inclusion lead,schools,A205,60" for n in range(3)]
    take_in(survey_of(*rows), by=carol)
    note(case, alice, "600")

    [assessment] = own_unit_costs(carol.authority_id).processes

    assert assessment.amount == 30
    assert assessment.respondents == 3


def test_an_own_activity_done_besides_is_added_in_full(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol, hourly="60")
    make_rate("Clerk", by=carol, hourly="12")
    add_activity(code="X1", process="assessment", name="Interpret", each=True, by=carol)
    rows = [f"t{n},Teacher,schools,A205,60" for n in range(3)]
    rows += [f"c{n},Clerk,schools,X1,10" for n in range(3)]
    take_in(survey_of(*rows), by=carol)

    [assessment] = own_unit_costs(carol.authority_id).processes

    assert assessment.amount == 62  # £60 of who leads, and £2 besides; shared among leads it would be £31


def test_nothing_collected_is_no_error(carol: Practitioner) -> None:
    found = own_unit_costs(carol.authority_id)

    assert not found.has_times
    assert found.errors == []
