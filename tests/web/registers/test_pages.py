"""Pages of old registers: choosing, what was tried, bringing in, what came of it, and undoing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.support import add_note
from opencaf.people.models import Person
from opencaf.registers import jobs
from opencaf.registers.interpreting.answers import read_ending
from opencaf.registers.models import Import, WaitingRegister
from opencaf.registers.operations.waiting import bring_in_waiting
from opencaf.web.registers.forms import ENDINGS
from opencaf.web.registers.views import rows
from tests.factories import LocalityFactory, MeetingKindFactory, make_episode
from tests.factories.registers import JACK, LEAH, NOBODY, as_csv, make_import, make_tried, make_waiting
from tests.signing_in import user_of
from tests.web.counting import at_most
from tests.web.episodes.test_looks import words

Sign = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
START = "/registers/"


@pytest.fixture
def by(coordinator: Practitioner) -> Practitioner:
    """Somebody with an account who sees every case; the authority holds meetings."""
    MeetingKindFactory(code="tac")
    user_of(coordinator)
    coordinator.refresh_from_db(fields=["user"])
    return coordinator


@pytest.fixture
def page(by: Practitioner, client_of: Sign) -> Client:
    return client_of(by)


def file(content: bytes, name: str = "Old CAFs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


SENT = {"submission_token": str(uuid.uuid4())}


def seen_anew(waiting: WaitingRegister, by: Practitioner) -> WaitingRegister:
    """The same register as it is now."""
    with acting_as(by):
        waiting.refresh_from_db()
    return waiting


def brought_in(by: Practitioner, *rows: Any) -> Import:
    """A register that was chosen, tried and brought in."""
    waiting = make_tried(*rows, by=by)
    with acting_as(by):
        waiting = bring_in_waiting(waiting=waiting, by=by)
        jobs.write_rows(waiting.id, waiting.turn, by)
        waiting.refresh_from_db()
    assert waiting.brought_in
    return waiting.brought_in


def work_off(owner_sees: OwnerSees, task: str) -> None:
    """Do what the worker would do with the last job of a kind."""
    *_, job = owner_sees("select args from procrastinate_jobs where task_name = %s order by id", [task])
    getattr(jobs, task)(**job["args"])


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


def test_rows_are_listed_with_their_own_words(page: Client, by: Practitioner) -> None:
    here = f"{START}waiting/{make_tried(by=by).id}/rows/"

    rejects = words(page.get(f"{here}rejects/"))
    doubts = words(page.get(f"{here}doubts/?kind=date_invalid"))
    others = words(page.get(f"{here}doubts/?kind=nhs_check_digit"))

    assert "Rows that are left out: 1" in rejects
    assert "Is left out: Not a child row: no name" in rejects
    assert "D0003" in rejects
    assert "Rows to look at: 1" in doubts
    assert "DOB: a date that no calendar has, or that cannot be read: left empty" in doubts
    assert "31/02/1999" in doubts
    assert "There is no such row." in others
    assert page.get(f"{here}nothing/").status_code == 404


def test_a_list_that_is_longer_than_its_file_says_so(
    page: Client, by: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = f"{START}waiting/{make_tried(by=by).id}/rows/all/"

    before = words(page.get(every))
    monkeypatch.setattr(rows, "MOST_IN_A_FILE", 1)

    assert "A file holds the first" not in before
    assert "A file holds the first 1 of them." in words(page.get(every))


def test_rejects_are_taken_away_in_the_registers_own_shape(page: Client, by: Practitioner) -> None:
    here = f"{START}waiting/{make_tried(by=by).id}/rows/rejects/file/"

    csv = page.get(here).content.decode("utf-8-sig")
    book = page.get(f"{here}?as=xlsx")

    assert csv.splitlines() == [
        ",".join((*headings(), "Row in the register", "What it becomes", "Why so", "To be looked at")),
        "D0003,,,,,,3/4/2010,,,3,Is left out,Not a child row: no name,",
    ]
    assert book.content.startswith(b"PK")


def test_corrected_rejects_are_a_register_of_their_own(page: Client, by: Practitioner) -> None:
    nina = ("D0003", "MARSH, Nina", "4/4/2003", "F", "12 Kiln Road", "ZD4 2QP", "3/4/2010", "", "")
    wrong = (nina[0], "", *nina[2:3], "", "", "", *nina[6:])
    brought_in(by, LEAH, wrong)
    again = (*nina, "2", "Is left out", "Not a child row: no name", "")
    told = ("Row in the register", "What it becomes", "Why so", "To be looked at")
    waiting = make_tried(by=by)

    answer = page.post(
        f"{START}choose/",
        {"file": file(as_csv(again, headings=(*headings(), *told)), "corrected.csv")},
        follow=True,
    )
    with acting_as(by):
        corrected = WaitingRegister.objects.exclude(pk=waiting.pk).latest("id")
        jobs.try_rows(corrected.id, corrected.turn, by)
    said = words(page.get(answer.request["PATH_INFO"]))

    assert "1 row Become a CAF 1" in said


def headings() -> tuple[str, ...]:
    """The headings of the small register."""
    return ("Ref", "Name", "DOB", "Sex", "Address", "Postcode", "CAF date", "Closed", "Outcome")


def test_what_was_understood_is_put_right(page: Client, by: Practitioner) -> None:
    waiting = make_tried(by=by)
    here = f"{START}waiting/{waiting.id}/understood/"

    shown = words(page.get(here))
    answers = {f"column_{number}": field for number, field in enumerate(FIELDS)}
    answer = page.post(here, {**answers, "column_3": "", "month_first": "KB, JT"})

    seen_anew(waiting, by)
    assert "The headings stand in row 1." in shown
    assert "Such as “MARSH, Leah”, “OWEN, Jack”" in shown
    assert answer.status_code == 302
    assert waiting.mapping["columns"] == {"Sex": "leave"}
    assert waiting.mapping["month_first"] == ["KB", "JT"]
    assert waiting.stage == WaitingRegister.Stage.READING
    taken = page.get(f"{START}waiting/{waiting.id}/mapping/")
    assert taken.json()["columns"] == {"Sex": "leave"}


FIELDS = (
    "caf_number",
    "child_name",
    "dob",
    "sex",
    "address",
    "postcode",
    "started_on",
    "closed_on",
    "closure",
)


def test_words_that_were_not_understood_are_chosen_from_what_there_is(page: Client, by: Practitioner) -> None:
    waiting = make_tried((*LEAH[:-1], "Went fishing"), by=by)
    here = f"{START}waiting/{waiting.id}/understood/"
    answers = {f"column_{number}": field for number, field in enumerate(FIELDS)}

    shown = words(page.get(here))
    unknown = words(page.post(here, {**answers, "word_0": "Something else"}))
    page.post(here, {**answers, "word_0": "Moved out of area"})

    seen_anew(waiting, by)
    assert "How did it end where the register says “Went fishing”? In 1 row" in shown
    assert "from the list" in unknown
    assert waiting.mapping["endings"] == {"Went fishing": "Moved out of area"}
    assert waiting.mapping["columns"] == {}


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in ENDINGS])
def test_each_outcome_that_is_offered_is_understood(phrase: str) -> None:
    assert read_ending(phrase).state != "unclear"


def test_a_mapping_of_another_register_counts(page: Client, by: Practitioner) -> None:
    waiting = make_tried(by=by)
    here = f"{START}waiting/{waiting.id}/understood/"

    wrong = words(page.post(here, {"given": file(b'{"colums": {}}', "map.json")}))
    no_day = words(page.post(here, {"last_updated": "31/3/2011"}))
    page.post(here, {"given": file(b'{"endings": {"Fine": "Needs met"}}', "map.json")})

    seen_anew(waiting, by)
    assert "The mapping is wrong at “colums”." in wrong
    assert "The day up to which the register goes must be a date such as 2011-03-31" in no_day
    assert waiting.mapping["endings"] == {"Fine": "Needs met"}


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


def test_rows_of_an_import_lead_to_their_cases(page: Client, by: Practitioner) -> None:
    here = f"{START}imports/{brought_in(by).id}/rows/"

    answer = page.get(f"{here}all/")
    rejects = words(page.get(f"{here}rejects/"))
    same = words(page.get(f"{here}same/"))

    case = Episode.objects.get(episode_children__child__given_names="Leah")
    assert f"/episodes/{case.id}/" in answer.content.decode()
    assert "Became a CAF, or part of one" in words(answer)
    assert "D0003" in rejects
    assert "There is no such row." in same
    assert b"31/02/1999" in page.get(f"{here}doubts/file/").content
    assert page.get(f"{here}nothing/").status_code == 404


def test_an_import_is_undone(page: Client, by: Practitioner) -> None:
    here = f"{START}imports/{brought_in(by).id}/"

    asked = words(page.get(f"{here}undo/"))
    done = words(page.post(f"{here}undo/", SENT, follow=True))

    assert "2 cases with their meetings, notes and dates" in asked
    assert "2 children’s records that it added" in asked
    assert "“Old CAFs” is undone: everything that it wrote is gone." in done
    assert "Undone by Cosima" in done
    assert "Nothing that it wrote is left." in words(page.get(here))
    assert page.get(f"{here}undo/").status_code == 404
    assert not Person.objects.filter(given_names="Leah").exists()


def test_undoing_is_refused_with_who_has_worked_on_what(
    page: Client, by: Practitioner, carol: Practitioner, today: Any
) -> None:
    here = f"{START}imports/{brought_in(by).id}/"
    case = Episode.objects.get(episode_children__child__given_names="Jack")
    with acting_as(carol):
        add_note(episode=case, kind="note", happened_on=today, text="Rang.", with_whom="", by=carol)

    asked = words(page.get(f"{here}undo/"))
    refused = words(page.post(f"{here}undo/", SENT))

    sentence = f"{carol} has worked on what it wrote since: {case.reference}. Nothing was undone."
    assert sentence in asked
    assert "Undo the whole import" not in asked
    assert sentence in refused


def test_a_case_and_a_child_say_what_stood_in_the_register(page: Client, by: Practitioner) -> None:
    brought_in(by)
    case = Episode.objects.get(episode_children__child__given_names="Jack")
    child = Person.objects.get(given_names="Jack")

    overview = page.get(f"/episodes/{case.id}/").content.decode()
    journey = words(page.get(f"/episodes/{case.id}/journey/"))
    row = words(page.get(f"{START}cases/{case.id}/"))
    of_child = words(page.get(f"{START}children/{child.id}/"))

    assert f"{START}cases/{case.id}/" in overview
    assert f"{START}children/{child.id}/" in page.get(f"/children/{child.id}/").content.decode()
    assert "Brought in from the register “Old CAFs” on" in journey
    assert "Old register Old CAFs, 2" in row
    assert "DOB 31/02/1999" in row
    assert "31/02/1999" in of_child


def test_a_case_that_came_from_none_says_nothing_of_it(page: Client, alice_s_case: Episode) -> None:
    overview = page.get(f"/episodes/{alice_s_case.id}/").content.decode()
    shown = words(page.get(f"{START}cases/{alice_s_case.id}/"))

    assert "As it stood in the register" not in overview
    assert "Nothing of an old register can be shown here." in shown


@pytest.fixture
def alice_s_case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_who_coordinates_one_locality_tries_and_does_not_write(by: Practitioner, client_of: Sign) -> None:
    waiting = make_tried(by=by)
    by.post.locality = LocalityFactory()
    by.post.save(update_fields=["locality"])
    page = client_of(by)

    listed = words(page.get(START))
    shown = words(page.get(f"{START}waiting/{waiting.id}/"))

    assert "You coordinate one locality." in listed
    assert "Registers are brought in by who sees every case." in shown
    assert page.get(f"{START}waiting/{waiting.id}/bring-in/").status_code == 403


@pytest.mark.parametrize("role", ["alice", "erin", "auditor"])
def test_others_are_refused(
    by: Practitioner, client_of: Sign, request: pytest.FixtureRequest, role: str
) -> None:
    waiting, old = make_tried(by=by), make_import(by=by)
    somebody = client_of(request.getfixturevalue(role))
    addresses = (
        START,
        f"{START}choose/",
        f"{START}waiting/{waiting.id}/",
        f"{START}waiting/{waiting.id}/rows/all/",
        f"{START}imports/{old.id}/",
        f"{START}imports/{old.id}/undo/",
        f"{START}imports/{old.id}/rows/all/",
    )

    assert {somebody.get(address).status_code for address in addresses} == {403}


def test_anothers_register_is_not_known(by: Practitioner, carol: Practitioner, client_of: Sign) -> None:
    waiting = make_tried(by=by)

    assert client_of(carol).get(f"{START}waiting/{waiting.id}/").status_code == 404


def test_looks_at_rows_are_on_the_trail(page: Client, by: Practitioner, owner_sees: OwnerSees) -> None:
    waiting, old = make_tried(by=by), brought_in(by, LEAH)

    page.get(f"{START}waiting/{waiting.id}/rows/all/")
    page.get(f"{START}imports/{old.id}/rows/all/")
    page.get(f"{START}imports/{old.id}/rows/all/file/")

    events = owner_sees(
        "select action, subject_id, detail from audit_event "
        "where action in ('listed', 'downloaded') order by at"
    )
    assert [(one["action"], one["subject_id"]) for one in events] == [
        ("listed", str(waiting.id)),
        ("listed", str(old.id)),
        ("downloaded", str(old.id)),
    ]
    assert "MARSH" not in str(events)


def test_pages_keep_to_their_queries(page: Client, by: Practitioner) -> None:
    waiting, old = make_tried(by=by), brought_in(by)
    case = Episode.objects.first()
    assert case

    for address in (
        START,
        f"{START}waiting/{waiting.id}/",
        f"{START}waiting/{waiting.id}/rows/all/",
        f"{START}imports/{old.id}/",
        f"{START}imports/{old.id}/rows/all/",
        f"{START}cases/{case.id}/",
    ):
        with at_most(20):
            page.get(address)
