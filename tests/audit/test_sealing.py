"""Whatever is done to sealed rows is named, even where a superuser has done it."""

import datetime as dt
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db.utils import InternalError, OperationalError, ProgrammingError

from opencaf.audit import sealing
from tests.databases import Databases

Run = Callable[..., Any]
Superuser = psycopg.Connection[Any]


@pytest.fixture
def sealed(write_events: Callable[[int], list[uuid.UUID]], as_worker: Run, as_superuser: Superuser) -> None:
    """Nine looks in three seals."""
    for _ in range(3):
        write_events(3)
        seal_everything(as_worker, as_superuser)


OPEN_ARE_YOUNGER = "select max(xid) < pg_snapshot_xmin(pg_current_snapshot()) from audit_event"


def seal_everything(as_worker: Run, superuser: Superuser) -> None:
    """Seal all that was written by one seal: once no transaction of another test is as old as it."""
    while superuser.execute(OPEN_ARE_YOUNGER).fetchone() != (True,):
        time.sleep(0.01)
    as_worker(sealing.seal_trail)


def event_of(superuser: Superuser, seal: int, place: int = 0) -> uuid.UUID:
    """The id of one of the rows of a seal, in their order."""
    query = """
        select event.id from audit_event event, audit_seal seal
        where seal.n = %s and event.xid >= seal.from_xid and event.xid < seal.to_xid
        order by event.id offset %s limit 1
    """
    row = superuser.execute(query, [seal, place]).fetchone()
    assert row
    return uuid.UUID(str(row[0]))


@pytest.mark.usefixtures("sealed")
def test_what_nobody_touched_is_whole(as_worker: Run, as_auditor: Run) -> None:
    assert as_worker(sealing.find_fault) is None
    assert as_auditor(sealing.find_fault) is None
    assert as_worker(sealing.state).sealed == 9


OTHER_VALUES = {
    "at": "at + interval '1 microsecond'",
    "authority_id": "gen_random_uuid()",
    "practitioner_id": "gen_random_uuid()",
    "post_id": "gen_random_uuid()",
    "on_behalf_of_id": "gen_random_uuid()",
    "action": "'listed'",
    "subject_kind": "'child'",
    "subject_id": "gen_random_uuid()",
    "episode_id": "gen_random_uuid()",
    "reason": "'other'",
    "detail": "'{}'",
    "request_id": "'other'",
}
MOVED_AWAY = {"id": "gen_random_uuid()", "xid": "'9223372036854775807'", "epoch": "7"}


def change(superuser: Superuser, event_id: uuid.UUID, column: str, value: str) -> None:
    superuser.execute(f"update audit_event set {column} = {value} where id = %s", [event_id])  # noqa: S608


def test_every_column_is_tried(as_superuser: Superuser) -> None:
    query = "select column_name from information_schema.columns where table_name = 'audit_event'"

    columns = {name for (name,) in as_superuser.execute(query)}

    assert columns == set(OTHER_VALUES) | set(MOVED_AWAY)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("column", OTHER_VALUES)
def test_a_changed_column_of_a_sealed_row_is_named(
    column: str, as_worker: Run, as_superuser: Superuser
) -> None:
    changed = event_of(as_superuser, seal=2)
    change(as_superuser, changed, column, OTHER_VALUES[column])

    fault = as_worker(sealing.find_fault)

    assert fault == sealing.Fault("altered", seal=2, event_id=changed, how_many=1)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("column", MOVED_AWAY)
def test_a_row_moved_out_of_its_seal_is_missed(column: str, as_worker: Run, as_superuser: Superuser) -> None:
    moved = event_of(as_superuser, seal=2, place=2)
    change(as_superuser, moved, column, MOVED_AWAY[column])

    fault = as_worker(sealing.find_fault)

    assert (fault.seal, fault.event_id) == (2, moved)
    assert fault.kind == "missing"


@pytest.mark.usefixtures("sealed")
def test_deleted_rows_are_counted_and_the_first_is_named(as_worker: Run, as_superuser: Superuser) -> None:
    first, second = event_of(as_superuser, seal=2), event_of(as_superuser, seal=2, place=1)
    as_superuser.execute("delete from audit_event where id = any(%s)", [[first, second]])

    fault = as_worker(sealing.find_fault)

    assert fault == sealing.Fault("missing", seal=2, event_id=first, how_many=2)
    assert str(fault) == f"Seal 2: 2 rows missing; the first is event {first}."


SLIP_IN = """
    insert into audit_event (id, at, action, subject_kind, reason, detail, request_id, xid, epoch)
    select gen_random_uuid(), at, action, subject_kind, reason, detail, request_id, xid, epoch + %s
    from audit_event where id = %s returning id
"""


@pytest.mark.usefixtures("sealed")
def test_a_row_slipped_behind_a_seal_is_named(as_worker: Run, as_superuser: Superuser) -> None:
    ((added,),) = as_superuser.execute(SLIP_IN, [0, event_of(as_superuser, seal=1)]).fetchall()

    fault = as_worker(sealing.find_fault)

    assert fault == sealing.Fault("added", seal=1, event_id=added, how_many=1)


@pytest.mark.usefixtures("sealed")
def test_a_row_slipped_into_a_time_before_all_seals_is_named(as_worker: Run, as_superuser: Superuser) -> None:
    ((added,),) = as_superuser.execute(SLIP_IN, [-1, event_of(as_superuser, seal=1)]).fetchall()

    fault = as_worker(sealing.find_fault)

    assert (fault.kind, fault.event_id) == ("stray", added)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("update audit_seal set leaves = leaves || leaves where n = 2", "seal_altered"),
        ("update audit_seal set to_xid = '99999999' where n = 2", "seal_altered"),
        ("update audit_seal set sealed_at = now() where n = 2", "seal_altered"),
        ("update audit_seal set previous = hash where n = 2", "seal_altered"),
        ("delete from audit_seal where n = 2", "seal_missing"),
    ],
)
def test_a_touched_seal_is_named(statement: str, kind: str, as_worker: Run, as_superuser: Superuser) -> None:
    as_superuser.execute(statement)

    fault = as_worker(sealing.find_fault)

    assert (fault.kind, fault.seal) == (kind, 2)


@pytest.mark.usefixtures("sealed")
def test_seals_written_anew_are_caught_by_the_anchor_alone(
    as_worker: Run, as_superuser: Superuser, anchor: Path
) -> None:
    as_worker(sealing.append_to_anchor, anchor)
    as_superuser.execute("delete from audit_event where id = %s", [event_of(as_superuser, seal=1)])
    as_superuser.execute("update audit_event set action = 'harmless'")
    as_superuser.execute("truncate audit_seal")
    as_worker(sealing.seal_trail)

    by_themselves, by_anchor = as_worker(sealing.find_fault), as_worker(sealing.find_fault, anchor)

    assert by_themselves is None
    assert by_anchor == sealing.Fault("not_the_anchored", 1)


@pytest.mark.usefixtures("sealed")
def test_seals_cut_off_at_the_end_are_caught_by_the_anchor(
    as_worker: Run, as_superuser: Superuser, anchor: Path
) -> None:
    as_worker(sealing.append_to_anchor, anchor)
    as_superuser.execute("delete from audit_event where xid >= (select from_xid from audit_seal where n = 3)")
    as_superuser.execute("delete from audit_seal where n = 3")

    assert as_worker(sealing.find_fault, anchor) == sealing.Fault("anchored_but_gone", 3)


@pytest.mark.usefixtures("sealed")
def test_the_anchor_makes_up_for_what_it_missed(as_worker: Run, anchor: Path) -> None:
    written = as_worker(sealing.append_to_anchor, anchor)
    again = as_worker(sealing.append_to_anchor, anchor)

    assert (written, again) == (3, 0)
    assert [seal.n for seal in sealing.anchored(anchor)] == [1, 2, 3]
    assert as_worker(sealing.find_fault, anchor) is None


@pytest.mark.parametrize(
    "statement",
    [
        "select audit_seal_events()",
        "select audit_check_seals(1, 2)",
        "select audit_seals_from(1, 2)",
        "select audit_begin_epoch()",
        "select * from audit_seal",
        "insert into audit_seal select * from audit_seal",
        "insert into audit_event (id, at, action, subject_kind, reason, detail, request_id, xid) "
        "values (gen_random_uuid(), now(), '', '', '', '{}', '', '3')",
        "insert into audit_event (id, at, action, subject_kind, reason, detail, request_id, epoch) "
        "values (gen_random_uuid(), now(), '', '', '', '{}', '', 3)",
    ],
)
def test_the_web_role_neither_seals_nor_chooses_where_a_row_stands(
    statement: str, databases: Databases, fresh_database: str
) -> None:
    with (
        psycopg.connect(databases.url("opencaf_web", fresh_database)) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["select * from audit_event", "update audit_event set action = 'x'", "delete from audit_seal"],
)
def test_the_worker_seals_without_reading_or_changing(
    statement: str, databases: Databases, fresh_database: str
) -> None:
    with (
        psycopg.connect(databases.url("opencaf_worker", fresh_database)) as worker,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        worker.execute(statement)


@pytest.mark.parametrize(
    "statement", ["update audit_seal set n = 7", "delete from audit_seal", "truncate audit_seal"]
)
@pytest.mark.usefixtures("sealed")
def test_the_owner_cannot_change_a_seal(statement: str, as_owner: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.Error, match="append-only"):
        as_owner.execute(statement)


# As rows of a busy server stand in the copy that a quiet one has restored.
FAR_AHEAD = """
    update audit_event set xid = '99999999' where xid >= (select to_xid from audit_seal where n = 3)
"""


@pytest.mark.usefixtures("sealed")
def test_a_new_epoch_seals_what_was_restored_and_counts_from_the_start(
    as_worker: Run,
    as_owner: psycopg.Connection[Any],
    as_superuser: Superuser,
    write_events: Callable[[int], list[uuid.UUID]],
) -> None:
    write_events(2)
    as_superuser.execute(FAR_AHEAD)

    epoch = as_owner.execute("select audit_begin_epoch()").fetchone()
    write_events(3)
    while as_worker(sealing.state).unsealed:
        as_worker(sealing.seal_trail)

    assert epoch == (2,)
    assert as_worker(sealing.find_fault) is None
    assert as_worker(sealing.state).sealed == 14
    rows = as_superuser.execute("select epoch, count(*) from audit_event group by 1 order by 1").fetchall()
    assert rows == [(1, 11), (2, 3)]


@pytest.mark.usefixtures("sealed")
def test_transaction_numbers_that_went_back_stop_sealing_with_a_reason(
    as_worker: Run, as_superuser: Superuser
) -> None:
    as_superuser.execute("update audit_seal set to_xid = '9999999999' where n = 3")

    with pytest.raises((InternalError, OperationalError, ProgrammingError), match="begin a new epoch"):
        as_worker(sealing.seal_trail)


OLD_ROW = """
    insert into audit_event (id, at, action, subject_kind, reason, detail, request_id)
    values (%s, now(), 'read', 'episode', '', '{}', '')
"""


def id_made(before: dt.timedelta) -> uuid.UUID:
    """An id as it was made a while ago."""
    moment = int((dt.datetime.now(dt.UTC) - before).timestamp() * 1000)
    return uuid.UUID(int=(moment << 80) | (7 << 76) | (2 << 62) | 5)


@pytest.mark.parametrize(("minutes", "is_overdue"), [(14, False), (16, True)])
def test_a_row_unsealed_for_more_than_a_quarter_of_an_hour_raises_an_alarm(
    minutes: int, is_overdue: bool, as_superuser: Superuser, as_worker: Run
) -> None:
    as_superuser.execute(OLD_ROW, [id_made(before=dt.timedelta(minutes=minutes))])

    assert as_worker(sealing.state).is_overdue is is_overdue
    if is_overdue:
        with pytest.raises(CommandError, match="the oldest for 16 minutes"):
            as_worker(call_command, "audit_verify", "--age")


@pytest.mark.usefixtures("sealed")
def test_the_commands_seal_and_verify(
    as_worker: Run,
    as_superuser: Superuser,
    write_events: Callable[[int], list[uuid.UUID]],
    anchor: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_events(1)
    as_worker(call_command, "audit_seal", f"--anchor={anchor}")
    as_worker(call_command, "audit_verify", f"--anchor={anchor}")
    as_superuser.execute(
        "update audit_event set action = 'x' where id = %s", [event_of(as_superuser, seal=3)]
    )

    with pytest.raises(CommandError, match="Seal 3: 1 row altered"):
        as_worker(call_command, "audit_verify")

    assert "rows are whole. The seals are those of the anchor." in capsys.readouterr().out


def test_the_commands_say_who_may(fresh_database: str) -> None:
    with pytest.raises(CommandError, match="Only the worker seals"):
        call_command("audit_seal")
    with pytest.raises(CommandError, match="Only the owner begins an epoch"):
        call_command("audit_seal", "--new-epoch")
