"""A register is written into the records: again adds nothing, a broken one goes on, undone leaves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import ContactNote, Episode, EpisodeChild, Meeting
from opencaf.episodes.operations.support import add_note
from opencaf.people.models import DuplicatePair, Household, Identifier, Person
from opencaf.people.operations.finding import find_children
from opencaf.people.sought import Sought
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import Import, ImportedOriginal, ImportedRow
from opencaf.registers.operations import importing
from opencaf.registers.operations.importing import Result, bring_in_register
from opencaf.registers.operations.undoing import undo_import
from opencaf.registers.queries.undoing import import_called
from tests.factories import LocalityFactory, MeetingKindFactory
from tests.factories.assessment import national_form
from tests.registers.counting import rows_of_tables
from tests.registers.registers import DATA, HEADINGS, written

LEAH = (
    "D0001",
    "MARSH, Leah",
    "9/5/2001",
    "F",
    "12 Kiln Road, Marlbeck",
    "ZD4 2QP",
    "",
    "Karen Marsh (mum)",
    "12/5/2008",
    "1/9/2008",
    "Needs met",
)
TOTAL = ("", "TOTAL May 2008", "1", "", "", "", "", "", "", "", "")
JACK = (
    "D0002",
    "OWEN, Jack",
    "1/2/1999",
    "M",
    "Women's refuge, 3 Mill Lane",
    "ZD9 1AA",
    "",
    "Ruth Owen (mum)",
    "March 2010",
    "",
    "",
)
NEW = ("D0003", "OWEN, Mia", "4/4/2003", "F", "", "ZD9 1AA", "", "Ruth Owen (mum)", "3/4/2010", "", "")
MORE = (*HEADINGS, "TAC 1", "TAC 2", "Notes")


@pytest.fixture
def by(coordinator: Practitioner) -> Iterator[Practitioner]:
    """Somebody who sees every case brings the register in; the authority holds meetings and has a form."""
    MeetingKindFactory(code="tac")
    national_form(coordinator)
    with acting_as(coordinator):
        yield coordinator


def bring(file: Path, by: Practitioner, **options: Any) -> Result:
    """Bring a register in."""
    return bring_in_register(file, Mapping(), by=by, **options)


def case_of(name: str) -> Episode:
    """Return the case of a child."""
    return Episode.objects.get(episode_children__child__given_names=name)


def test_a_row_becomes_a_case_of_then(by: Practitioner, tmp_path: Path) -> None:
    result = bring(written(tmp_path, LEAH, TOTAL), by)

    assert result.brought_in
    assert (result.brought_in.state, result.brought_in.written) == ("done", 2)
    case, leah = case_of("Leah"), Person.objects.get(given_names="Leah")
    assert (case.state, str(case.intended), str(case.closed)) == ("closed", "12 May 2008", "1 September 2008")
    assert case.closures.get().reason == "needs_met_universal"
    assert case.told == "Old register register, 1"
    assert case.recorded_how == "imported"
    assert leah.born_on
    assert leah.born_on.isoformat() == "2001-05-09"
    assert Identifier.objects.get(person=leah).value == "D0001"
    assert leah.kin.get().of.full_name == "Karen Marsh"
    assert [row.ended for row in ImportedRow.objects.all()] == ["written", "left_out"]
    assert ImportedOriginal.objects.get(episode=case).cells["DOB"] == "9/5/2001"


def test_a_child_is_found_at_once(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH), by)

    found = find_children(sought=Sought(given_names="Lea", family_name="Marsh", postcode="ZD4 2QP"), by=by)

    numbered = find_children(sought=Sought(identifier="d 0001"), by=by)
    assert [hit.child.given_names for hit in found] == ["Leah"]
    assert [hit.child.given_names for hit in numbered] == ["Leah"]


def test_a_month_stays_a_month_and_a_refuge_is_sealed(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH, JACK, NEW), by)

    case = case_of("Jack")
    assert str(case.intended) == "March 2010"
    assert Household.objects.filter(sealed=True).count() == 1
    sealed = ImportedOriginal.objects.get(sealed=True)
    assert set(sealed.cells) == {"Address", "Postcode"}
    assert not set(sealed.cells) & set(ImportedOriginal.objects.get(sealed=False, row=sealed.row).cells)


def test_whoever_is_not_on_the_list_reads_nothing_of_a_refuge(
    by: Practitioner, carol: Practitioner, tmp_path: Path
) -> None:
    bring(written(tmp_path, JACK), by)

    with acting_as(carol):
        seen = list(ImportedOriginal.objects.all())

    assert [one.sealed for one in seen] == [False]
    assert not any("Mill Lane" in str(one.cells) for one in seen)


def test_meetings_are_held_planned_or_cancelled(by: Practitioner, tmp_path: Path) -> None:
    later = (*NEW, "", "", "")
    file = written(tmp_path, (*LEAH, "20/6/2008", "canc", "=1+1"), later, headings=MORE)

    bring(file, by)

    assert sorted(Meeting.objects.values_list("status", flat=True)) == ["cancelled", "held"]
    assert "=1+1" in ContactNote.objects.get().text


def test_the_same_file_again_adds_nothing(by: Practitioner, tmp_path: Path) -> None:
    file = written(tmp_path, LEAH, TOTAL, JACK)
    bring(file, by)
    before = rows_of_tables()

    again = bring(file, by)

    assert (again.known, again.brought_in) == (3, None)
    assert rows_of_tables() == before
    assert Import.objects.count() == 1


def test_a_later_copy_adds_what_is_new_and_tells_what_changed(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH, JACK), by)
    changed = (*JACK[:9], "1/7/2010", "Moved away")

    result = bring(written(tmp_path, LEAH, changed, NEW), by)

    assert (result.known, result.changed) == (1, 1)
    row = ImportedRow.objects.get(ended="changed")
    assert row.stands_for
    assert row.stands_for.place == "2"
    assert row.episode == case_of("Jack")
    assert case_of("Jack").state != "closed"
    assert Person.objects.filter(given_names="Mia").count() == 1
    assert Episode.objects.count() == 3


def test_what_was_broken_off_goes_on(
    by: Practitioner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importing.portions
    monkeypatch.setattr(importing, "portions", lambda lines: whole(lines, 1))
    file = written(tmp_path, LEAH, TOTAL, JACK)

    def die(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(file, by, say=die)
    assert (Import.objects.get().state, Episode.objects.count()) == ("writing", 1)
    result = bring(file, by, resume=True)

    assert result.known == 1
    assert (Import.objects.get().state, Import.objects.get().written) == ("done", 3)
    assert sorted(Person.objects.filter(kin__isnull=False).values_list("given_names", flat=True)) == [
        "Jack",
        "Leah",
    ]


def test_another_register_waits_for_the_one_that_was_begun(
    by: Practitioner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(written(tmp_path, LEAH), by, say=die)

    with pytest.raises(ValidationError, match="is not brought in to its end"):
        bring(written(tmp_path, JACK), by)


def test_there_may_be_nothing_to_go_on_with(by: Practitioner, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="No import of this file waits"):
        bring(written(tmp_path, LEAH), by, resume=True)


def test_undone_it_leaves_nothing(by: Practitioner, tmp_path: Path) -> None:
    before = rows_of_tables()
    brought_in = bring(written(tmp_path, LEAH, TOTAL, JACK), by).brought_in
    assert brought_in

    undo_import(brought_in=brought_in, by=by)

    assert rows_of_tables() == before
    assert Import.objects.get().state == "undone"
    assert import_called("register", by.authority_id) is None
    with pytest.raises(ValidationError, match="undone already"):
        undo_import(brought_in=Import.objects.get(), by=by)


def test_what_people_worked_on_is_not_undone(by: Practitioner, tmp_path: Path) -> None:
    brought_in = bring(written(tmp_path, LEAH, JACK), by).brought_in
    assert brought_in
    case = case_of("Jack")
    with clock.at(clock.now().replace(hour=23)):
        add_note(episode=case, kind="note", happened_on=clock.today(), text="Rang his school.", by=by)
    before = rows_of_tables()

    with pytest.raises(ValidationError, match=case.reference):
        undo_import(brought_in=brought_in, by=by)

    assert rows_of_tables() == before


def test_a_child_who_is_here_gets_a_case_of_the_same_record(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH), by)
    later = ("E0009", "Leah Marsh", *LEAH[2:8], "3/2/2010", "", "")
    other = tmp_path / "another"
    other.mkdir()

    bring(written(other, later), by)

    assert Person.objects.filter(given_names="Leah").count() == 1
    assert EpisodeChild.objects.filter(child__given_names="Leah").count() == 2


def test_a_child_who_is_likely_here_is_proposed(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH), by)
    moved = ("E0009", *LEAH[1:4], "3 Mill Lane", "ZD9 1AA", "", "", "3/2/2010", "", "")
    other = tmp_path / "another"
    other.mkdir()

    bring(written(other, moved), by)

    assert Person.objects.filter(given_names="Leah").count() == 2
    assert DuplicatePair.objects.count() == 1


def test_the_same_caf_in_another_file_is_the_same_case(by: Practitioner, tmp_path: Path) -> None:
    bring(written(tmp_path, LEAH), by)
    other = tmp_path / "another"
    other.mkdir()

    result = bring(written(other, (*LEAH[:7], "Mrs Karen Marsh", *LEAH[8:])), by)

    assert result.joined == 1
    assert Episode.objects.count() == 1
    assert list(ImportedRow.objects.values_list("ended", flat=True)) == ["written", "joined"]


def test_events_become_cases_and_are_undone(by: Practitioner, tmp_path: Path) -> None:
    for name in ("authority-c-some-events.csv", "authority-c-codes.csv"):
        shutil.copy(DATA / name, tmp_path)
    before = rows_of_tables()

    result = bring(tmp_path / "authority-c-some-events.csv", by)

    assert result.brought_in
    ended = list(ImportedRow.objects.values_list("disposition", "ended"))
    assert len(ended) == result.rows
    assert {one for disposition, one in ended if disposition == "import"} <= {"written", "left_out"}
    assert ImportedOriginal.objects.count() >= result.rows
    assert Episode.objects.count() >= 45
    undo_import(brought_in=result.brought_in, by=by)
    assert rows_of_tables() == before


def test_whoever_coordinates_one_locality_may_only_try(by: Practitioner, tmp_path: Path) -> None:
    by.post.locality = LocalityFactory()
    by.post.save()

    with pytest.raises(PermissionDenied, match="one locality"):
        bring(written(tmp_path, LEAH), by)
