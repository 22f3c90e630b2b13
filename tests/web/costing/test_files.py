"""Times brought in from a file: the same checks as the pasted table, and nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import ImportLine, TimeImport
from tests.factories.costing import bring_in, survey_of

SignIn = Callable[[Practitioner], Client]
TABLE = survey_of("Zoë,Teacher,schools,A205,60", "Sam,Teacher,schools,A205,")


def send(client: Client, content: bytes, **answers: Any) -> str:
    """The page that follows when a file is chosen."""
    chosen = SimpleUploadedFile("times.csv", content, "text/csv")
    given = {"name": "Autumn", "mode": "survey", "table": "", "file": chosen, **answers}
    page: str = client.post(reverse("costing:bring_in"), given, follow=True).content.decode()
    return page


@pytest.mark.parametrize(
    "content",
    [TABLE.encode(), TABLE.encode("utf-8-sig"), TABLE.replace("\n", "\r\n").replace(",", ";").encode()],
)
def test_a_file_is_looked_at_line_by_line(carol: Practitioner, client_of: SignIn, content: bytes) -> None:
    page = send(client_of(carol), content)

    assert "1 line can be used, 1 must be put right." in page or "1 lines can be used" in page
    assert "<strong>Line 3</strong>: minutes: Say what Sam answered" in page
    assert ImportLine.objects.get(number=2).cells[0] == "Zoë"


def test_a_file_that_was_pasted_before_is_the_same_table(carol: Practitioner, client_of: SignIn) -> None:
    bring_in(TABLE, by=carol)

    page = send(client_of(carol), TABLE.replace("\n", "\r\n").encode("utf-8-sig"))

    assert page.count("This table has been brought in already") == 2
    assert TimeImport.objects.count() == 1


def test_what_a_refused_file_says_stands_in_the_box(carol: Practitioner, client_of: SignIn) -> None:
    page = send(client_of(carol), b"who,what\nMina,y")

    assert page.count("These are missing: respondent, role") == 2
    assert "Mina,y</textarea>" in page
    assert 'value="Autumn"' in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TABLE.encode("latin-1"), "The file must be CSV in the encoding UTF-8"),
        (TABLE.encode("utf-16"), "The file must be CSV in the encoding UTF-8"),
        (b"PK\x03\x04 a workbook", "The file is a workbook and not CSV"),
        (b"", "The file is empty"),
        (b"x" * 1_000_001, "The file must be 1 MB or smaller"),
    ],
)
def test_a_file_that_is_no_table_is_said_at_its_field(
    carol: Practitioner, client_of: SignIn, content: bytes, sentence: str
) -> None:
    page = send(client_of(carol), content)

    assert page.count(sentence) == 2
    assert 'value="Autumn"' in page
    assert not TimeImport.objects.exists()


def test_one_of_both_is_asked_for(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)

    both = send(client, TABLE.encode(), table=TABLE)
    neither = send(client, b"", file="")

    assert both.count("Choose a file or paste the table, not both") == 2
    assert "Zoë,Teacher" in both
    assert neither.count("Choose a CSV file or paste the table, the heads of its columns first") == 2
    assert 'enctype="multipart/form-data"' in neither
