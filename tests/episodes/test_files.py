"""Files of a case: kept sealed and made anew, hidden as the case is, held back until they are scanned."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from opencaf.access.models import ShieldReader
from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes import jobs
from opencaf.episodes.codes import Scan
from opencaf.episodes.jobs import scan_file
from opencaf.episodes.models import CaseFile, Episode
from opencaf.episodes.operations.files import Sent, content_of, put_back_file, remove_file
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.files import files_of
from opencaf.files.models import StoredFile
from tests.factories import DAY, make_episode
from tests.factories.files import make_file
from tests.files import making
from tests.files.scanning import Scanner, listening
from tests.web.episodes.test_withheld import child, draft, episode  # noqa: F401 - fixtures

Owner = Callable[..., list[dict[str, Any]]]
PRIVATE, OPEN = "identity", "general_health"


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    found = Scanner()
    settings.CLAMD = found.address
    with listening(found):
        yield found


def actions(owner_sees: Owner, file: CaseFile) -> list[str]:
    rows = owner_sees("select action from audit_event where subject_id = %s order by id", [file.id])
    return [row["action"] for row in rows]


def scan(file: CaseFile) -> CaseFile:
    """Do the job as the worker does: for the authority, and for nobody in particular."""
    with acting_for(Asking()):
        scan_file(file_id=str(file.id), authority_id=str(file.authority_id))
    file.refresh_from_db()
    return file


def test_a_drawing_is_kept_sealed_and_opens_as_it_was_made_anew(
    alice: Practitioner, case: Episode, owner_sees: Owner
) -> None:
    file = make_file(case, by=alice, file=Sent("home.jpg", making.picture_with_place()))

    content = content_of(file, way="whole")

    assert content.startswith(b"\xff\xd8")
    assert b"script" not in content
    sealed = StoredFile.objects.get(pk=file.stored_id)
    assert content not in bytes(sealed.sealed)
    assert (file.scan, file.quarantined_id, sealed.name) == (Scan.NOT_ASKED, None, "drawing")
    read = owner_sees("select detail from audit_event where action = 'file_read'")
    assert read[0]["detail"] == {"way": "whole", "case_file": str(file.id)}


def test_a_stranger_may_not_add_or_remove(dave: Practitioner, alice: Practitioner, case: Episode) -> None:
    file = make_file(case, by=alice)

    for act in (
        lambda: make_file(case, by=dave),
        lambda: remove_file(file=file, reason="No.", by=dave),
        lambda: put_back_file(file=file, by=dave),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"description": ""}, "description"),
        ({"happened_on": DAY.replace(year=2027)}, "happened_on"),
        ({"kind": "voice"}, "file"),
        ({"file": Sent("talk.wav", making.sound())}, "file"),
        ({"file": Sent("empty.png", b"")}, "file"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_is_kept(
    alice: Practitioner, case: Episode, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_file(case, by=alice, **values)

    assert list(refusal.value.message_dict) == [field]
    assert not CaseFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_is_removed_with_a_reason_and_put_back(
    alice: Practitioner, case: Episode, owner_sees: Owner
) -> None:
    file = make_file(case, by=alice)

    with pytest.raises(ValidationError, match="Enter why"):
        remove_file(file=file, reason="", by=alice)
    remove_file(file=file, reason="Of another family.", by=alice)
    with pytest.raises(PermissionDenied):
        content_of(file, way="whole")
    put_back_file(file=file, by=alice)

    assert content_of(file, way="whole")
    assert actions(owner_sees, file) == ["file_added", "file_removed", "file_put_back"]


def test_rows_and_bytes_are_hidden_from_who_does_not_see_the_case(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, case: Episode, acting_as: Any
) -> None:
    make_file(case, by=alice)
    join_team(episode=case, who=bob, joined_on=DAY, by=alice)
    seen = {}

    for who in (alice, bob, dave):
        with acting_as(who):
            seen[who.given_name] = (CaseFile.objects.count(), StoredFile.objects.count())

    assert seen == {"Alice": (1, 2), "Bob": (1, 2), "Dave": (0, 0)}


def test_a_shield_hides_rows_and_bytes(
    alice: Practitioner, coordinator: Practitioner, carol: Practitioner, case: Episode, acting_as: Any
) -> None:
    make_file(case, by=alice)
    with acting_as(coordinator):
        child = case.episode_children.get().child
        shield_record(child=child, why="staff", words="Hers.", readers=[], by=coordinator)
        assert ShieldReader.objects.exists()
        assert StoredFile.objects.count() == 2

    with acting_as(carol):
        assert (CaseFile.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_may_tell_of_a_part_left_out_is_hidden_with_its_bytes(
    alice: Practitioner,
    bob: Practitioner,
    episode: Episode,  # noqa: F811
    child: Any,  # noqa: F811
    acting_as: Any,
) -> None:
    for title, values in {
        "private part": {"child": child, "element": PRIVATE},
        "open part": {"child": child, "element": OPEN},
        "any part": {"child": child},
        "whole family, open part": {"element": OPEN},
        "whole family": {},
    }.items():
        make_file(episode, by=alice, title=title, **values)

    with acting_as(bob):
        titles = {file.title for file in files_of(episode)}
        assert StoredFile.objects.count() == 4

    assert titles == {"open part", "whole family, open part"}


def test_nobody_adds_what_they_could_not_see(bob: Practitioner, episode: Episode) -> None:  # noqa: F811
    with pytest.raises(ValidationError, match="not shared with your agency"):
        make_file(episode, by=bob)

    assert make_file(episode, by=bob, element=OPEN).pk


def test_a_file_waits_for_the_scanner_and_then_opens(
    alice: Practitioner, case: Episode, scanner: Scanner, owner_sees: Owner
) -> None:
    sent = making.picture_with_place()
    file = make_file(case, by=alice, file=Sent("home.jpg", sent))
    assert ProcrastinateJob.objects.filter(task_name="scan_file", args__file_id=str(file.id)).exists()
    for way in ("preview", "whole"):
        with pytest.raises(PermissionDenied):
            content_of(file, way=way)

    scan(file)

    assert scanner.asked == [sent]
    assert (file.scan, file.quarantined_id) == (Scan.PASSED, None)
    assert content_of(file, way="whole")
    assert StoredFile.objects.count() == 2
    assert actions(owner_sees, file) == ["file_added", "file_scanned"]


def test_what_the_scanner_stops_loses_every_byte(
    alice: Practitioner, case: Episode, scanner: Scanner
) -> None:
    infected = making.picture() + making.EICAR.encode()
    file = make_file(case, by=alice, file=Sent("home.jpg", infected))

    scan(file)

    assert (file.scan, file.stored_id, file.preview_id) == (Scan.STOPPED, None, None)
    assert not StoredFile.objects.exists()


def test_a_scanner_that_is_away_lets_a_file_wait(
    alice: Practitioner, case: Episode, scanner: Scanner
) -> None:
    file = make_file(case, by=alice)
    scanner.says = b"stream: down ERROR\0"

    with pytest.raises(OSError, match="no verdict"):
        scan(file)
    file.refresh_from_db()
    assert file.scan == Scan.WAITING

    scanner.says = b""
    assert scan(file).scan == Scan.PASSED
    assert scan(file).scan == Scan.PASSED


def test_no_person_and_no_other_authority_reads_or_ends_a_quarantine(
    alice: Practitioner, case: Episode, scanner: Scanner
) -> None:
    file = make_file(case, by=alice)

    for who in (
        Asking(practitioner_id=alice.id, post_id=alice.post.id, authority_id=alice.authority_id),
        Asking(authority_id=uuid.uuid4()),
    ):
        with acting_for(who):
            assert jobs.quarantined(str(file.id)) is None
            assert not jobs.end_quarantine(str(file.id), True)
