"""Tables of times and estimates of groups: faulty lines are named, good ones wait."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import ImportLine, Respondent, TimeEntry, TimeImport
from opencaf.costing.operations.estimates import record_estimates
from opencaf.costing.operations.importing import drop_import, take_over
from opencaf.costing.queries.imports import faulty_lines, import_with
from tests.costing.own_times.given import TABLE
from tests.factories.costing import bring_in, survey_of, take_in


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
