"""`manage.py find`: the page's answers for scripts, with one practitioner's rights."""

import json
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from opencaf.access.models import AccessGrant, Level
from opencaf.agencies.models import Authority, Practitioner
from opencaf.people.models import Person
from tests.databases import rows_as_owner
from tests.factories.people import make_child

Find = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def find(dave: Practitioner, monkeypatch: pytest.MonkeyPatch) -> Find:
    """Ask the command, as Dave where nobody else is named."""

    def run(*asked: Any, address: str = "", refused: str = "") -> list[dict[str, Any]]:
        lines = [one if isinstance(one, str) else json.dumps(one) for one in asked]
        monkeypatch.setattr(sys, "stdin", StringIO("\n".join(lines)))
        out = StringIO()
        if refused:
            with pytest.raises(CommandError, match=refused):
                call_command("find", address=address or dave.email, stdout=out)
        else:
            call_command("find", address=address or dave.email, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    return make_child(by=alice)


def test_each_line_is_answered_with_hits_and_milliseconds(find: Find, yusuf: Person) -> None:
    answers = find(
        {"name": "Yusuf Nur", "date_of_birth": "2022-07-11"},
        "",
        {"family_name": "Nowhere", "date_of_birth": "2001"},
    )

    assert [sorted(answer) for answer in answers] == [["hits", "milliseconds"]] * 2
    first = answers[0]["hits"][0]
    assert sorted(first) == ["band", "child", "reference", "score", "why"]
    assert (first["child"], first["band"], first["reference"]) == (str(yusuf.id), "likely", "")
    assert first["why"]
    assert answers[1]["hits"] == []
    assert answers[0]["milliseconds"] > 0


def test_it_searches_with_that_persons_rights_and_on_the_trail(
    find: Find, yusuf: Person, dave: Practitioner
) -> None:
    find({"given_names": "Yusuf", "family_name": "Nur"})

    grants = AccessGrant.objects.filter(practitioner=dave, child_id=yusuf.id)
    assert [grant.level for grant in grants] == [Level.EXISTENCE]
    rows = rows_as_owner(connection, "select practitioner_id from audit_event where action = 'searched'")
    assert rows == [{"practitioner_id": str(dave.id)}]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Yusuf Nur", "The line is not JSON."),
        ("[]", "The line must be keys and values in braces"),
        ({"name": 5}, "name must be text in quotation marks."),
        ({"name": "Yu\u0000suf"}, "name must be text in quotation marks."),
        ('{"name": "\\ud800"}', "name must be text in quotation marks."),
        ({"colour": "red"}, "colour is not one of"),
        ({"date_of_birth": "2015-02-31"}, "date_of_birth must be a real date"),
        ({}, "Enter a name"),
    ],
)
def test_a_line_that_cannot_be_asked_is_answered_with_a_sentence(
    find: Find, yusuf: Person, line: Any, sentence: str
) -> None:
    wrong, right = find(line, {"name": "Yusuf Nur"}, refused="1 of the lines could not be asked")

    assert wrong["error"].startswith(sentence)
    assert wrong["hits"] == []
    assert right["hits"]


def test_who_sees_no_records_is_refused(find: Find, erin: Practitioner, yusuf: Person) -> None:
    (answer,) = find({"name": "Yusuf Nur"}, address=erin.email, refused="1 of the lines")

    assert answer["error"].startswith("Looking for children is for people who work with families.")
    assert answer["hits"] == []


def test_nobody_searches_without_an_account(find: Find, authority: Authority) -> None:
    assert find({"name": "Yusuf Nur"}, address="nobody@example.org", refused="Nobody signs in") == []
