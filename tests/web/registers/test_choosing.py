"""Pages of old registers: choosing a file, from the first upload to what it became."""

from __future__ import annotations

import pytest
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.registers.models import Import, WaitingRegister
from tests.factories.registers import JACK, LEAH, NOBODY, as_csv, make_tried, make_waiting
from tests.web.episodes.test_looks import words
from tests.web.registers.pages import SENT, START, OwnerSees, file, work_off


def test_nothing_brought_in_says_so(page: Client) -> None:
    said = words(page.get(START))

    assert "No register has been brought in yet." in said
    assert "Waiting for you" not in said


def test_a_register_goes_all_the_way(page: Client, owner_sees: OwnerSees) -> None:
    chosen = page.post(f"{START}choose/", {"file": file(as_csv(LEAH, JACK, NOBODY))}, follow=True)
    here = chosen.request["PATH_INFO"]
    being_read = words(chosen)
    listed = words(page.get(START))
    work_off(owner_sees, "try_waiting_register")
    tried = words(page.get(here))
    asked = words(page.get(f"{here}bring-in/"))
    writing = words(page.post(f"{here}bring-in/", SENT, follow=True))
    work_off(owner_sees, "bring_in_waiting_register")
    done = page.get(here, follow=True)

    assert "The register is being read." in being_read
    assert "See how far it is" in being_read
    assert "Old CAFs Being read" in listed
    assert "3 rows Become a CAF 2 Are left out, with a reason 1" in tried
    assert "Not a child row: no name: 1" in tried
    assert "A date that no calendar has, or that cannot be read: left empty 1" in tried
    assert "Bring “Old CAFs” in?" in asked
    assert "being read and compared with the records" in writing
    assert "Cases that it added 2" in words(done)
    assert "Children that it added 2" in words(done)
    assert "Done: 3 of 3 rows written, by Cosima" in words(page.get(START))
    assert Episode.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is not a spreadsheet."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The file has a password.",
        ),
        (b"x" * (20 * 1024 * 1024 + 1), "The file must be 20 MB or smaller."),
    ],
)
def test_a_bad_file_is_refused_at_its_field(page: Client, content: bytes, sentence: str) -> None:
    answer = page.post(f"{START}choose/", {"file": file(content, "register.xlsx")})

    assert f"There is a problem {sentence}" in words(answer)
    assert not WaitingRegister.objects.exists()


def test_no_file_is_said_at_the_field(page: Client) -> None:
    assert "Choose the register" in words(page.post(f"{START}choose/", SENT))


def test_a_file_that_cannot_be_read_says_why(page: Client, owner_sees: OwnerSees) -> None:
    chosen = page.post(f"{START}choose/", {"file": file(b"milk,bread\n1,2\n")}, follow=True)
    work_off(owner_sees, "try_waiting_register")

    said = words(page.get(chosen.request["PATH_INFO"]))

    assert "No row of headings was found." in said
    assert "Choose another file" in said


def test_a_register_is_given_up(page: Client, by: Practitioner) -> None:
    here = f"{START}waiting/{make_tried(by=by).id}/"

    asked = words(page.get(f"{here}give-up/"))
    done = words(page.post(f"{here}give-up/", SENT, follow=True))

    assert "Give “Old CAFs” up?" in asked
    assert "its file is removed" in done
    with acting_as(by):
        assert not WaitingRegister.objects.exists()
    assert page.get(here).status_code == 404


def test_stop_and_try_again_say_when_they_cannot(page: Client, by: Practitioner) -> None:
    tried = make_tried(by=by)
    waiting = make_waiting(LEAH, by=by)

    stopped = words(page.post(f"{START}waiting/{tried.id}/stop/", follow=True))
    again = words(page.post(f"{START}waiting/{waiting.id}/try/", follow=True))

    assert "This register is not being brought in any more." in stopped
    assert "The register is being worked on." in again


def test_progress_and_stopping(page: Client, by: Practitioner) -> None:
    waiting = make_tried(by=by)
    here = f"{START}waiting/{waiting.id}/"
    page.post(f"{here}bring-in/", SENT)
    with acting_as(by):
        Import.record(by=by, name="Old CAFs", digest=waiting.digest, size=1, kind="cases", rows=3, written=2)

    shown = words(page.get(here))
    stopping = words(page.post(f"{here}stop/", follow=True))

    assert "2 of 3 rows are written." in shown
    assert "It stops after the rows that are being written now." in stopping
