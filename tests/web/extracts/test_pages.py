"""Pages of extracts: what each holds, asking, how far it is, the file, and whom an ID leads to."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.shielding import shield_record
from opencaf.extracts import jobs
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.keys import key_of
from opencaf.extracts.models import MadeExtract
from tests.extracts.reader import read_list_2
from tests.factories import ChildFactory, LocalityFactory, PractitionerFactory
from tests.factories.extracts import LAST, ask, make_extract
from tests.reports.world import World
from tests.signing_in import user_of
from tests.web.counting import at_most
from tests.web.episodes.test_looks import words

Sign = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
START = "/extracts/"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FIRST = dt.date(2026, 5, 2)


@pytest.fixture
def by(coordinator: Practitioner) -> Practitioner:
    user_of(coordinator)
    coordinator.refresh_from_db(fields=["user"])
    return coordinator


@pytest.fixture
def page(by: Practitioner, client_of: Sign) -> Client:
    return client_of(by)


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def sent() -> dict[str, str]:
    return {"submission_token": str(uuid.uuid4())}


def asked(**other: str) -> dict[str, str]:
    """The answers of somebody who asks for six months up to today."""
    days = {"from_on": FIRST, "to_on": LAST}
    boxes = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }
    return {
        **sent(),
        **boxes,
        "way": "csv",
        "purpose": "inspection",
        "words": "The visit of this week.",
        **other,
    }


def work_off(owner_sees: OwnerSees) -> None:
    """Do what the worker would do with the last extract that was asked for."""
    *_, job = owner_sees("select args from procrastinate_jobs where task_name = 'make_extract' order by id")
    jobs.make_extract(**job["args"])


def test_nothing_made_says_so_and_reports_lead_there(page: Client) -> None:
    said = words(page.get(START))

    assert "No extract has been made yet." in said
    assert all(one.title in said for one in EXTRACTS.values())
    assert "Files that others ask for" in words(page.get("/reports/"))


def test_an_extract_goes_all_the_way(page: Client, world: World, owner_sees: OwnerSees) -> None:
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))

    told = words(page.get(f"{START}annex-a-list-2/"))
    form = words(page.get(f"{START}annex-a-list-2/make/"))
    waiting = page.post(f"{START}annex-a-list-2/make/", asked(), follow=True)
    here = waiting.request["PATH_INFO"]
    work_off(owner_sees)
    ready = words(page.get(here))
    file = page.get(f"{here}file/")
    listed = words(page.get(START))

    assert "“u) UNKNOWN” is never written" in told
    assert "It is yours alone, stays here for seven days" in form
    assert "It waits for its turn." in words(waiting)
    assert "See how far it is" in words(waiting)
    assert "It can be downloaded until 9 November 2026" in ready
    assert "List 2 1 row" in ready
    assert "An inspection. The visit of this week." in ready
    assert file["Content-Disposition"] == 'attachment; filename="annex-a-list-2-2026-11-02.csv"'
    assert len(read_list_2(file.content, FIRST, LAST)) == 1
    assert "2 May 2026 to 2 November 2026. Ready. An inspection, asked for by Cosima" in listed


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": ""}, "Enter what the file is for"),
        ({"purpose": ""}, "Select what it is for"),
        ({"way": "zip"}, "Select the kind of file from the list"),
        ({"to_on_year": "2027"}, "The last day must be 2 November 2026 or earlier"),
        ({"from_on_year": "2025"}, "From must be 2 May 2026 or later"),
        ({"from_on_month": "13"}, "The first day must be a real date"),
    ],
)
def test_wrong_answers_are_said_at_their_field(page: Client, wrong: dict[str, str], sentence: str) -> None:
    answer = page.post(f"{START}annex-a-list-2/make/", asked(**wrong))

    assert f"There is a problem {sentence}" in words(answer)
    assert not MadeExtract.objects.exists()


def test_who_sees_no_cases_reads_what_there_is_and_makes_nothing(client_of: Sign, authority: Any) -> None:
    analyst = client_of(PractitionerFactory(post_worn__role="analyst"))

    said = words(analyst.get(START))
    told = words(analyst.get(f"{START}safeguarding-dataset/"))

    assert "They are made by coordinators and managers" in said
    assert "Made here" not in said
    assert "Have it made" not in told
    assert analyst.get(f"{START}safeguarding-dataset/make/").status_code == 403


def test_a_coordinator_of_one_locality_is_told_why_not(client_of: Sign, authority: Any) -> None:
    local = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=LocalityFactory())

    said = words(client_of(local).get(f"{START}annex-a-list-2/"))

    assert "You coordinate one locality." in said


def test_another_maker_sees_that_it_was_made_and_not_the_file(
    by: Practitioner, carol: Practitioner, client_of: Sign
) -> None:
    made = make_extract(by=by)
    other = client_of(carol)

    said = words(other.get(f"{START}made/{made.id}/"))

    assert "A file holds what its maker may see. Have one made for yourself." in said
    assert "Download the file" not in said
    for deed in ("file", "remove"):
        assert other.get(f"{START}made/{made.id}/{deed}/").status_code == 403
    for deed in ("stop", "again"):
        assert other.post(f"{START}made/{made.id}/{deed}/", sent()).status_code == 403


def test_stopping_making_again_and_removing(page: Client, by: Practitioner, owner_sees: OwnerSees) -> None:
    here = f"{START}made/{ask(by=by).id}/"

    stopped = words(page.post(f"{here}stop/", sent(), follow=True))
    again = words(page.post(f"{here}again/", sent(), follow=True))
    work_off(owner_sees)
    question = words(page.get(f"{here}remove/"))
    removed = words(page.post(f"{here}remove/", sent(), follow=True))
    late = words(page.get(f"{here}file/", follow=True))

    assert "It was stopped. There is no file." in stopped
    assert "It waits for its turn." in again
    assert "Copies that were downloaded are not reached from here." in question
    assert "The file is removed." in removed
    assert "There is no file any more. Have it made again." in late


def test_pages_say_how_it_ended(page: Client, by: Practitioner) -> None:
    made = ask(by=by)
    said = {}
    with acting_as(by):
        for stage in ("making", "refused", "failed", "removed"):
            made.stage, made.done, made.problem = stage, 0, "1 key stands twice."
            made.save()
            said[stage] = words(page.get(f"{START}made/{made.id}/"))

    assert "0 of 1 table is read." in said["making"]
    assert "1 key stands twice." in said["refused"]
    assert "The work broke off before its end." in said["failed"]
    assert "The file was removed." in said["removed"]


def test_who_is_shielded_is_counted_before_and_after(
    page: Client, world: World, by: Practitioner, carol: Practitioner
) -> None:
    child = ChildFactory()
    world.case(dt.date(2026, 6, 1), children=[child])
    with acting_as(carol):
        shield_record(child=child, why="refuge", words="Hiding.", readers=[], by=carol)
    made = make_extract(by=by)

    before, after = page.get(f"{START}annex-a-list-2/make/"), page.get(f"{START}made/{made.id}/")

    assert "Children of the authority who are shielded from you: 1." in words(before)
    assert "shielded from whoever made it: 1. None of them is in the file" in words(after)


def test_an_id_leads_to_the_child(page: Client, world: World, owner_sees: OwnerSees) -> None:
    child = ChildFactory()
    world.case(dt.date(2026, 6, 1), children=[child])

    found = page.post(f"{START}find/", {**sent(), "key": key_of(child.pk)})
    nobody = words(page.post(f"{START}find/", {**sent(), "key": "K1"}))

    assert found["Location"] == reverse("children:show", args=[child.pk])
    assert "No child whose record you may see has this ID." in nobody
    looks = owner_sees(
        "select subject_id from audit_event where action = 'extract_key_looked_up' order by at, id"
    )
    assert [one["subject_id"] for one in looks] == [str(child.pk), None]


def workbooks(page: Client, by: Practitioner) -> list[bytes]:
    """Every extract that is given as a workbook, and the tables of the study."""
    made = [make_extract(by=by, code=one.code, way="xlsx") for one in EXTRACTS.values() if "xlsx" in one.ways]
    files = [page.get(f"{START}made/{one.id}/file/").content for one in made]
    return [*files, page.get(f"{START}tables/download/?as=xlsx").content]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here.")
def test_workbooks_open_in_libreoffice(page: Client, world: World, by: Practitioner, tmp_path: Path) -> None:
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))
    for number, content in enumerate(workbooks(page, by)):
        book = tmp_path / f"{number}.xlsx"
        book.write_bytes(content)
        own = f"-env:UserInstallation=file://{tmp_path}/office"
        options = [own, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(book)]
        subprocess.run([str(OFFICE), *options], check=True, capture_output=True, timeout=120)

        assert book.with_suffix(".csv").read_text().strip()


def test_workbooks_hold_no_formula_link_or_macro(page: Client, world: World, by: Practitioner) -> None:
    by.agency.name = '=HYPERLINK("http://example.org")'
    with acting_as(by):
        by.agency.save()
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))
    files = workbooks(page, by)

    assert len(files) == 4
    for content in files:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = book.namelist()
            assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
            for name in names:
                if name.endswith((".xml", ".rels")):
                    part = ElementTree.fromstring(book.read(name))  # noqa: S314
                    tags = {one.tag.rpartition("}")[2] for one in part.iter()}
                    assert not tags & {"f", "hyperlink", "hyperlinks", "oleObject", "ddeLink"}, name


def test_tables_of_the_study_say_what_is_held_and_what_is_not(page: Client, by: Practitioner) -> None:
    authority = by.authority
    authority.team_function, authority.social_care_link = "Inside children’s social care", ""
    authority.data_entry, authority.scans_paper_forms = "coordinators", True
    with acting_as(by):
        authority.save()

    said = words(page.get(f"{START}tables/"))
    file = page.get(f"{START}tables/download/?as=csv").content.decode("utf-8-sig")

    assert "Type of team Inside children’s social care The authority’s settings" in said
    assert (
        "Staff structure 2 CAF coordinator Posts that have not ended" in said
    )  # Cosima, and who arranges tests
    assert "Link with social care’s system Not held Nobody has filled it in in the settings" in said
    assert "Closure entered by: CAF coordinators" in said
    assert "Process 3: multi-agency meetings Not held" in said
    assert f"{authority.name},1,Type of team,Inside children’s social care,The authority’s settings" in file


def test_lists_cost_few_questions(page: Client, by: Practitioner) -> None:
    for _ in range(3):
        ask(by=by)
    page.get(START)

    with at_most(14):
        page.get(START)
