"""A register between its upload and its end: kept sealed, tried, brought in, stopped, given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import shield_record
from opencaf.files.models import StoredFile
from opencaf.people.models import Person
from opencaf.registers import jobs
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import Import, ImportedRow, TriedRow, WaitingRegister
from opencaf.registers.operations import importing
from opencaf.registers.operations import waiting as operations
from opencaf.registers.operations.undoing import undo_import
from opencaf.registers.operations.waiting import (
    ask_to_stop,
    bring_in_waiting,
    choose_register,
    give_up,
    name_of,
    try_again,
)
from opencaf.registers.reading import refusals
from tests.factories import ChildFactory, LocalityFactory, MeetingKindFactory
from tests.factories.registers import HEADINGS, JACK, LEAH, NOBODY, as_csv, make_tried, make_waiting
from tests.registers.registers import DATA
from tests.signing_in import user_of

OwnerSees = Callable[..., list[dict[str, Any]]]
Stage = WaitingRegister.Stage
MIA = ("D0004", "OWEN, Mia", "4/4/2003", "F", "", "ZD9 1AA", "3/4/2010", "", "")


@pytest.fixture
def by(coordinator: Practitioner) -> Iterator[Practitioner]:
    """Somebody with an account who sees every case; the authority holds meetings."""
    MeetingKindFactory(code="tac")
    user_of(coordinator)
    coordinator.refresh_from_db(fields=["user"])
    with acting_as(coordinator):
        yield coordinator


def bring(waiting: WaitingRegister, by: Practitioner) -> WaitingRegister:
    """Bring a register in as its job does."""
    waiting = bring_in_waiting(waiting=waiting, by=by)
    jobs.write_rows(waiting.id, waiting.turn, by)
    waiting.refresh_from_db()
    return waiting


@pytest.fixture
def _row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importing.portions
    monkeypatch.setattr(importing, "portions", lambda lines: whole(lines, 1))


def stop_after_the_first(monkeypatch: pytest.MonkeyPatch, waiting: WaitingRegister, by: Practitioner) -> None:
    """Let somebody ask to stop while the first row is written."""
    told = jobs.stop_where_asked

    def say(waiting_id: Any, turn: int, done: int, rows: int) -> None:
        if done == 1:
            ask_to_stop(waiting=waiting, by=by)
        told(waiting_id, turn, done, rows)

    monkeypatch.setattr(jobs, "stop_where_asked", say)


def test_a_chosen_register_is_kept_sealed_and_tried(by: Practitioner, owner_sees: OwnerSees) -> None:
    waiting = make_waiting(by=by)

    stored = waiting.stored
    assert stored
    assert b"MARSH" not in bytes(stored.sealed)
    assert (waiting.name, waiting.ending, waiting.stage) == ("Old CAFs", ".csv", Stage.READING)
    jobs_waiting = owner_sees("select args from procrastinate_jobs where task_name = 'try_waiting_register'")
    assert [set(one["args"]) for one in jobs_waiting] == [{"waiting_id", "turn", "user_id", "post_id"}]


def test_a_try_says_what_becomes_of_each_row_and_writes_nothing(by: Practitioner) -> None:
    waiting = make_tried(by=by)

    assert (waiting.stage, waiting.rows) == (Stage.TRIED, 3)
    assert waiting.counts["ends"] == {"import": 2, "reject": 1}
    assert waiting.counts["doubts"]["date_invalid"] == 1
    left_out = TriedRow.objects.get(disposition="reject")
    assert (left_out.place, left_out.reason) == ("3", "not a child row: no name")
    assert left_out.cells == [["Ref", "D0003"], ["CAF date", "3/4/2010"]]
    assert not Person.objects.exists()
    assert not Episode.objects.exists()


def test_a_job_does_it_as_whoever_asked(by: Practitioner, owner_sees: OwnerSees) -> None:
    waiting = make_waiting(by=by)

    (job,) = owner_sees("select args from procrastinate_jobs where task_name = 'try_waiting_register'")
    jobs.try_waiting_register(**job["args"])

    waiting.refresh_from_db()
    assert waiting.stage == Stage.TRIED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", refusals.OTHER_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), refusals.LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusals.OLD_KIND),
        (b"PK\x03\x04 and nothing", refusals.BROKEN),
        (b"", refusals.EMPTY),
    ],
)
def test_what_is_no_spreadsheet_is_refused_at_once(by: Practitioner, content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        choose_register(file=("register.xlsx", content), by=by)

    assert refused.value.message_dict == {"file": [sentence]}
    assert not WaitingRegister.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_code_list_that_is_none_is_refused_at_its_field(by: Practitioner) -> None:
    with pytest.raises(ValidationError) as refused:
        choose_register(file=("a.csv", as_csv(LEAH)), codes=("codes.pdf", b"%PDF"), by=by)

    assert refused.value.message_dict == {"codes": [refusals.OTHER_KIND]}


def test_a_register_without_headings_is_refused_in_its_own_words(by: Practitioner) -> None:
    waiting = choose_register(file=("register.csv", b"milk,bread\n1,2\n"), by=by)

    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert (waiting.stage, waiting.problem) == (Stage.REFUSED, refusals.NO_HEADINGS)


def test_a_register_of_events_is_read_with_its_code_list(by: Practitioner) -> None:
    events, codes = ((DATA / f"authority-c-{name}.csv").read_bytes() for name in ("some-events", "codes"))

    waiting = choose_register(file=("events.csv", events), codes=("codes.csv", codes), by=by)
    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert waiting.stage == Stage.TRIED
    assert waiting.understood["is_events"]
    assert waiting.counts["ends"]["import"] > waiting.counts["doubts"].get("code_unknown", 0)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Register 2010.XLSX", ("Register 2010", ".xlsx")),
        ("C:\\Office\\list.ods", ("list", ".ods")),
        ("../../etc/passwd", ("passwd", "")),
        ("..", ("register", "")),
        ("名" * 200 + ".csv", ("名" * 66, ".csv")),
        ("a.verylongending", ("a", "")),
    ],
)
def test_a_name_is_taken_from_the_file(given: str, name: tuple[str, str]) -> None:
    assert name_of(given) == name


def test_a_register_is_brought_in_and_its_file_removed(by: Practitioner) -> None:
    waiting = bring(make_tried(by=by), by)

    assert waiting.stage == Stage.DONE
    assert waiting.brought_in
    assert waiting.brought_in.state == Import.State.DONE
    assert waiting.brought_in.name == "Old CAFs"
    assert Episode.objects.count() == 2
    assert not StoredFile.objects.exists()
    assert not TriedRow.objects.exists()


def test_a_copy_with_nothing_new_says_so(by: Practitioner) -> None:
    bring(make_tried(by=by), by)

    again = bring(make_tried(by=by), by)

    assert (again.stage, again.brought_in, again.counts["known"]) == (Stage.DONE, None, 3)
    assert Import.objects.count() == 1


@pytest.mark.usefixtures("_row_by_row")
def test_it_is_stopped_and_gone_on_with(by: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = make_tried(LEAH, JACK, MIA, by=by)
    with monkeypatch.context() as patched:
        stop_after_the_first(patched, waiting, by)
        waiting = bring(waiting, by)
    begun = Import.objects.get()
    stopped = (waiting.stage, begun.state, begun.written, Episode.objects.count())

    waiting = bring(waiting, by)

    assert stopped == (Stage.STOPPED, Import.State.STOPPED, 1, 1)
    assert waiting.stage == Stage.DONE
    assert waiting.brought_in == begun
    assert Episode.objects.count() == 3
    assert ImportedRow.objects.count() == 3


@pytest.mark.usefixtures("_row_by_row")
def test_what_is_half_in_is_not_given_up_until_it_is_undone(
    by: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = make_tried(LEAH, JACK, MIA, by=by)
    stop_after_the_first(monkeypatch, waiting, by)
    waiting = bring(waiting, by)

    for refused in (partial(give_up, waiting=waiting, by=by), partial(try_again, waiting=waiting, by=by)):
        with pytest.raises(ValidationError, match="Some of its rows are written"):
            refused()
    undo_import(brought_in=Import.objects.get(), by=by)
    give_up(waiting=waiting, by=by)

    assert not WaitingRegister.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Episode.objects.exists()


def test_another_register_waits_its_turn(by: Practitioner) -> None:
    waiting = make_tried(by=by)
    Import.record(by=by, name="Another", digest="1" * 64, size=1, kind="cases")

    with pytest.raises(ValidationError, match="“Another” is not brought in to its end"):
        bring_in_waiting(waiting=waiting, by=by)


def test_only_what_was_tried_is_brought_in(by: Practitioner) -> None:
    with pytest.raises(ValidationError, match="being worked on"):
        bring_in_waiting(waiting=make_waiting(by=by), by=by)
    refused = choose_register(file=("register.csv", b"milk,bread\n1,2\n"), by=by)
    jobs.try_rows(refused.id, refused.turn, by)
    with pytest.raises(ValidationError, match="Only a register that was tried"):
        bring_in_waiting(waiting=refused, by=by)


def test_a_mapping_that_is_put_right_is_tried_anew(by: Practitioner) -> None:
    headings = (*HEADINGS, "Quux")
    waiting = choose_register(file=("a.csv", as_csv((*LEAH, "White Brit?"), headings=headings)), by=by)
    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting = try_again(waiting=waiting, mapping=Mapping(columns={"Quux": "ethnicity"}), by=by)
    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert waiting.understood["sheets"][0]["columns"][-1]["field"] == "ethnicity"
    assert waiting.understood["words"] in ({}, {"ethnicities": [["White Brit?", 1]]})
    assert waiting.rows == 1


def test_what_was_said_of_the_last_register_is_proposed_where_its_headings_stand(by: Practitioner) -> None:
    said = {"columns": {"Sex": "leave"}, "endings": {"Fine": "Needs met"}}
    done = Import.State.DONE
    Import.record(by=by, name="a", digest="1" * 64, size=1, kind="cases", mapping=said, state=done)

    same = make_tried(by=by)
    other = choose_register(file=("b.csv", b"Name,DOB,Closed\nLeah Marsh,9/5/2001,\n"), by=by)
    jobs.try_rows(other.id, other.turn, by)

    other.refresh_from_db()
    assert same.mapping["columns"] == {"Sex": "leave"}
    assert same.mapping["endings"] == {"Fine": "Needs met"}
    assert other.mapping["columns"] == {}


def test_an_earlier_turn_writes_nothing(by: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = make_waiting(by=by)
    monkeypatch.setattr(operations, "LEFT_LYING", -clock.dt.timedelta(minutes=1))
    try_again(waiting=waiting, by=by)

    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert (waiting.stage, waiting.turn) == (Stage.READING, 2)
    assert not TriedRow.objects.exists()


def test_a_try_that_was_killed_begins_anew(by: Practitioner) -> None:
    waiting = make_waiting(by=by)
    TriedRow.objects.create(
        authority_id=by.authority_id, waiting=waiting, number=0, place="1", disposition="import"
    )

    jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert (waiting.stage, waiting.rows, TriedRow.objects.count()) == (Stage.TRIED, 3, 3)


def test_what_breaks_off_is_noted(by: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = make_waiting(by=by)

    def fail(*arguments: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "try_register", fail)
    with pytest.raises(RuntimeError):
        jobs.try_rows(waiting.id, waiting.turn, by)

    waiting.refresh_from_db()
    assert waiting.stage == Stage.FAILED


def test_it_is_of_whoever_chose_it_alone(by: Practitioner, carol: Practitioner) -> None:
    waiting = make_tried(by=by)

    with acting_as(carol):
        seen = (WaitingRegister.objects.count(), TriedRow.objects.count())
        with pytest.raises(ValidationError, match="was given up"):
            give_up(waiting=waiting, by=carol)

    assert seen == (0, 0)


def test_only_who_sees_every_case_writes(by: Practitioner) -> None:
    waiting = make_tried(by=by)
    by.post.locality = LocalityFactory()

    with pytest.raises(PermissionDenied, match="You coordinate one locality"):
        bring_in_waiting(waiting=waiting, by=by)


def test_others_choose_none(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="coordinate or manage"):
        choose_register(file=("a.csv", as_csv(NOBODY)), by=alice)


def test_somebody_from_whom_a_child_is_shielded_brings_a_register_in(
    by: Practitioner, carol: Practitioner, owner_sees: OwnerSees
) -> None:
    with acting_as(carol):
        shield_record(child=ChildFactory(), why="refuge", words="Hiding.", readers=[], by=carol)

    with acting_as(by):
        given_up = make_tried(JACK, by=by)
        give_up(waiting=given_up, by=by)
        done = bring(make_tried(LEAH, by=by), by)

    assert done.stage == Stage.DONE
    assert Person.objects.filter(family_name=LEAH[1].split(",")[0].title()).exists()
    assert owner_sees("select id from files_storedfile") == []
