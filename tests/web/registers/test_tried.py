"""Pages of old registers: the rows of one that was tried, taken away and corrected."""

from __future__ import annotations

import pytest
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.registers import jobs
from opencaf.registers.models import WaitingRegister
from opencaf.web.registers.views import rows
from tests.factories.registers import LEAH, as_csv, make_tried
from tests.web.episodes.test_looks import words
from tests.web.registers.pages import START, brought_in, file


def headings() -> tuple[str, ...]:
    """The headings of the small register."""
    return ("Ref", "Name", "DOB", "Sex", "Address", "Postcode", "CAF date", "Closed", "Outcome")


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
