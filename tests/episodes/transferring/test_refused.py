"""Packages and receipts that are not taken: each with a sentence, and nothing half done."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode, ReceivedTransfer, Transfer
from opencaf.episodes.operations.receiving import accept_package, decline_package, receive_package
from opencaf.episodes.operations.transferring import record_receipt, send_transfer, withdraw_transfer
from opencaf.episodes.transferring.archive import MANIFEST, pack, read_json, unpack
from opencaf.episodes.transferring.envelope import lock, new_words, unlock
from opencaf.episodes.transferring.reading import filled, ids_of, refuse_row
from opencaf.episodes.transferring.receipts import RECEIPT, SAID, read_receipt
from opencaf.episodes.transferring.sheets import BY_NAME, SHEETS
from opencaf.episodes.transferring.words import WORDS
from opencaf.people.models import Person
from tests.episodes.transferring.conftest import There
from tests.factories.transfer import acting_as, make_transfer

Sent = tuple[bytes, str]


def receive(there: There, content: bytes, words: str) -> ReceivedTransfer:
    with acting_as(there.coordinator):
        return receive_package(content=content, words=words, received_on=clock.today(), by=there.coordinator)


def changed(package: Sent, **parts: Any) -> bytes:
    """The package with other parts, packed and locked anew as a program of somebody else might."""
    content, words = package
    held = unpack(unlock(content, words))
    manifest = {name: value for name, value in held.manifest.items() if name != "parts"}
    manifest |= parts.pop("manifest", {})
    sheets = dict(held.parts) | {
        f"sheets/{name}.json": json.dumps(rows).encode() for name, rows in parts.items()
    }
    return lock(pack(manifest, sheets), words)


def test_wrong_words_open_nothing(package: Sent, there: There) -> None:
    with pytest.raises(ValidationError, match="does not open"):
        receive(there, package[0], new_words())


def test_words_may_be_typed_in_any_way(package: Sent, there: There) -> None:
    content, words = package

    received = receive(there, content, words.upper().replace(" ", " - "))

    assert received.state == "waiting"


@pytest.mark.parametrize("spoiled", ["cut", "turned", "line", "nothing", "other"])
def test_a_spoiled_file_says_what_to_do(spoiled: str, package: Sent, there: There) -> None:
    content, words = package
    spoilt = {
        "cut": content[:-100],
        "turned": content[:-1] + bytes([content[-1] ^ 1]),
        "line": content.replace(b'"n": 32768', b'"n": 16384'),
        "nothing": b"",
        "other": b"%PDF-1.7 something else",
    }[spoiled]

    with pytest.raises(ValidationError) as refused:
        receive(there, spoilt, words)

    assert refused.value.messages[0].endswith(("ask for it again", "the other authority sent"))


def test_a_newer_format_is_named_as_such(package: Sent, there: There) -> None:
    content, words = package
    newer = content.replace(b'"format_version": 1', b'"format_version": 2', 1)

    with pytest.raises(ValidationError, match="newer format"):
        receive(there, newer, words)


def test_a_part_that_is_not_as_the_manifest_says_is_refused(package: Sent) -> None:
    held = unlock(*package)
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["sheets/person.json"] = parts["sheets/person.json"].replace(b"Robin", b"Roban")
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    with pytest.raises(ValidationError, match="changed or is missing"):
        unpack(spoilt.getvalue())


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"{}")
        archive.writestr("sheets/person.json", b"0" * (100 * 1024 * 1024))

    with pytest.raises(ValidationError, match="too large when opened"):
        unpack(bomb.getvalue())


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        ("episode", "state", "flying"),
        ("episode", "intended_on", "yesterday"),
        ("mark", "value", "three"),
        ("mark", "child", "00000000-0000-7000-8000-000000000000"),
        ("story", "story", "nul \x00 sign"),
        ("person", "given_names", "x" * 201),
        ("person", "id", "not an id"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_at_once(
    sheet: str, column: str, value: object, package: Sent, there: There
) -> None:
    rows = unpack(unlock(*package)).sheet(sheet)
    rows[0][column] = value

    with pytest.raises(ValidationError, match="cannot be read"):
        receive(there, changed(package, **{sheet: rows}), package[1])
    with there.inside():
        assert ReceivedTransfer.objects.count() == 0


def test_what_the_database_refuses_leaves_nothing_half_done(package: Sent, there: There) -> None:
    rows = unpack(unlock(*package)).sheet("suspension")
    episode = unpack(unlock(*package)).sheet("episode")[0]
    wrong = {"id": str(new_id()), "episode": episode["id"], "started_on": "2026-01-02", "reason": "x"}
    rows += [{**wrong, "ended_on": "2026-01-01", "recorded_by": None, "on_behalf_of": None}]
    received = receive(there, changed(package, suspension=rows), package[1])

    with acting_as(there.coordinator):
        with pytest.raises(ValidationError, match="nothing of it was added"):
            accept_package(received=received, same={}, answered_on=clock.today(), by=there.coordinator)
        assert (Episode.objects.count(), Person.objects.count()) == (0, 0)
        assert ReceivedTransfer.objects.get().state == "waiting"


def test_a_package_without_a_case_is_refused(package: Sent, there: There) -> None:
    with pytest.raises(ValidationError, match="no case"):
        receive(there, changed(package, episode=[]), package[1])


def test_workers_do_not_receive(package: Sent, there: There) -> None:
    content, words = package
    with acting_as(there.worker), pytest.raises(PermissionDenied, match="Coordinators and managers"):
        receive_package(content=content, words=words, received_on=clock.today(), by=there.worker)


def test_a_declined_case_stays_open_where_it_is_and_can_be_sent_again(
    case: Episode, transfer: Transfer, package: Sent, there: There, coordinator: Practitioner
) -> None:
    received = receive(there, *package)
    with acting_as(there.coordinator):
        declined = decline_package(
            received=received, reason="They live elsewhere.", answered_on=clock.today(), by=there.coordinator
        )
        assert bytes(declined.held) == b""

    record_receipt(transfer=transfer, receipt=declined.receipt, closed_on=clock.today(), by=coordinator)

    case.refresh_from_db()
    transfer.refresh_from_db()
    assert (case.is_open, transfer.state) == (True, "declined")
    assert transfer.answer_reason == "They live elsewhere."
    assert make_transfer(case, by=coordinator).waits


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("accepted", "changed, or was not made"),
        ("perhaps", "not a receipt"),
    ],
)
def test_a_receipt_that_was_changed_closes_nothing(
    answer: str,
    sentence: str,
    case: Episode,
    transfer: Transfer,
    package: Sent,
    there: There,
    coordinator: Practitioner,
) -> None:
    received = receive(there, *package)
    with acting_as(there.coordinator):
        declined = decline_package(
            received=received, reason="No.", answered_on=clock.today(), by=there.coordinator
        )
    forged = declined.receipt.replace('"declined"', f'"{answer}"')

    with pytest.raises(ValidationError, match=sentence):
        record_receipt(transfer=transfer, receipt=forged, closed_on=clock.today(), by=coordinator)
    case.refresh_from_db()
    assert case.is_open


def test_a_withdrawn_transfer_takes_no_receipt(transfer: Transfer, coordinator: Practitioner) -> None:
    send_transfer(transfer=transfer, sent_on=clock.today(), by=coordinator)

    withdrawn = withdraw_transfer(
        transfer=transfer, withdrawn_on=clock.today(), why="They stay.", by=coordinator
    )

    assert (withdrawn.state, bytes(withdrawn.secrets)) == ("withdrawn", b"")
    with pytest.raises(ValidationError, match="withdrawn"):
        record_receipt(transfer=withdrawn, receipt="{}", closed_on=clock.today(), by=coordinator)


def test_there_are_256_words_unlike_each_other() -> None:
    assert len(set(WORDS)) == 256


@settings(max_examples=20, deadline=None)
@given(content=some.binary(max_size=500))
def test_whatever_is_locked_comes_out_again(content: bytes) -> None:
    words = new_words()

    assert unlock(lock(content, words), words) == content


@settings(max_examples=60, deadline=None)
@given(content=some.binary(max_size=300))
def test_whatever_is_no_package_gets_a_sentence(content: bytes) -> None:
    for read in (unpack, lambda given: unlock(given, "acorn")):
        with pytest.raises(ValidationError):
            read(content)


def declined_there(there: There, package: Sent) -> str:
    received = receive(there, *package)
    with acting_as(there.coordinator):
        return decline_package(
            received=received, reason="No.", answered_on=clock.today(), by=there.coordinator
        ).receipt


def test_the_receipt_of_another_package_closes_nothing(
    case: Episode, transfer: Transfer, package: Sent, there: There, coordinator: Practitioner
) -> None:
    of_the_first = declined_there(there, package)
    withdraw_transfer(transfer=transfer, withdrawn_on=clock.today(), why="Once more.", by=coordinator)
    second = make_transfer(case, by=coordinator)

    with pytest.raises(ValidationError, match="of another transfer"):
        record_receipt(transfer=second, receipt=of_the_first, closed_on=clock.today(), by=coordinator)
    second.refresh_from_db()
    assert (second.waits, second.answered_on) == (True, None)


def test_a_receipt_that_comes_twice_changes_nothing(
    transfer: Transfer, package: Sent, there: There, coordinator: Practitioner
) -> None:
    receipt = declined_there(there, package)
    record_receipt(transfer=transfer, receipt=receipt, closed_on=clock.today(), by=coordinator)

    with pytest.raises(ValidationError, match="is declined, and waits no longer"):
        record_receipt(transfer=transfer, receipt=receipt, closed_on=clock.today(), by=coordinator)


@pytest.mark.parametrize("text", ["", "[]", "7", '{"format": []}', '{"a": ' * 50, "\ud800"])
def test_whatever_is_no_receipt_gets_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError, match="not a receipt"):
        read_receipt(text, package="x", key="")


def test_a_receipt_with_a_half_sign_is_not_genuine() -> None:
    said = dict.fromkeys(SAID, "\\ud800") | {
        "package": "x",
        "answer": "declined",
        "answered_on": "2026-11-02",
    }
    text = json.dumps({"format": RECEIPT, "proof": "\\ud800", **said}).replace("\\\\", "\\")

    with pytest.raises(ValidationError, match="changed, or was not made"):
        read_receipt(text, package="x", key="")


ODD: list[Any] = [None, 7, 1.5, True, "", "7", "x" * 5000, "2026-13-40", [], {}, ["x"], {"name": 7}, 10**30]


def test_whatever_stands_in_a_column_gets_a_sentence_or_is_kept(whole_package: Sent) -> None:
    held = unpack(unlock(*whole_package))
    known = ids_of({name: held.sheet(name) for name in [*BY_NAME, "writer", "agency"]})

    for sheet in SHEETS:
        [row] = held.sheet(sheet.name)[:1]
        for column in sheet.columns:
            for value in ODD if column.name != "id" else ():
                try:
                    refuse_row(sheet, {**row, column.name: value}, known)
                except ValidationError as refused:
                    assert "cannot be read" in refused.messages[0]  # noqa: PT017 - some values are taken


def test_a_row_without_a_column_is_filled_or_refused(whole_package: Sent) -> None:
    held = unpack(unlock(*whole_package))
    refused = set()

    for sheet in SHEETS:
        [row] = held.sheet(sheet.name)[:1]
        for column in sheet.columns:
            try:
                found = filled(sheet, {name: value for name, value in row.items() if name != column.name})
                assert set(found) >= set(row) - {"id", "recorded_at"}
            except ValidationError:
                refused.add(f"{sheet.name}.{column.name}")

    assert {"episode_child.child", "consent.answered_on", "mark.element"} <= refused
    assert not {"story.family_words", "meeting.next_on", "episode_child.is_open"} & refused


@pytest.mark.parametrize("odd", ["id", "capital", "half"])
def test_ids_and_signs_that_cannot_be_kept_are_refused(odd: str, package: Sent, there: There) -> None:
    rows = unpack(unlock(*package)).sheet("person")
    changes: dict[str, Any] = {
        "id": {"id": 7},
        "capital": {"id": str(rows[0]["id"]).upper()},
        "half": {"note": "\ud800"},
    }
    rows[0] |= changes[odd]

    with pytest.raises(ValidationError, match="cannot be read"):
        receive(there, changed(package, person=rows), package[1])
    with there.inside():
        assert ReceivedTransfer.objects.count() == 0


def test_a_text_that_only_looks_like_such_a_sign_is_kept() -> None:
    assert read_json(json.dumps("\\u0000 as typed").encode()) == "\\u0000 as typed"
    with pytest.raises(ValidationError, match="cannot be kept"):
        read_json(json.dumps("\x00").encode())


def test_a_part_that_cannot_be_unpacked_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(list(range(500))))
    content = bytearray(held.getvalue())
    content[50:90] = b"\xff" * 40

    with pytest.raises(ValidationError, match="changed or is missing"):
        unpack(bytes(content))
