"""Filing everybody anew in bulk gives what the operations gave one by one."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.core.roles import OWNER
from opencaf.people.details import Extras
from opencaf.people.models import NameWord, SearchName
from opencaf.people.operations.rebuilding import file_everybody
from tests.databases import Databases
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.people import make_child, make_mother, make_unborn

COLUMNS = [
    *("person_id", "given", "family", "given_code", "family_code", "given_letters", "family_letters"),
    *("day", "postcode", "is_child", "shielded"),
]
YUSUF = Extras(known_as=("Yuyu",), previous_family_names=("Marsh",))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anybody(transactional_db: None, today: dt.date) -> Iterator[Practitioner]:
    """Somebody of an authority whose records are committed."""
    with acting_in(new_id()):
        with transaction.atomic():
            AuthorityFactory()
            somebody = PractitionerFactory()
        yield somebody


@transaction.atomic
def filed() -> set[tuple[Any, ...]]:
    return set(SearchName.objects.values_list(*COLUMNS))


@transaction.atomic
def words() -> set[tuple[str, str, str]]:
    return set(NameWord.objects.exclude(word="").values_list("key", "word", "code"))


def test_everybody_is_filed_as_the_operations_file_them(
    anybody: Practitioner, as_owner: psycopg.Connection[Any]
) -> None:
    child = make_child("Anne-Marie", "Smith-Jones", extras=YUSUF, by=anybody)
    make_mother(child, by=anybody)
    make_unborn(by=anybody)
    before = filed(), words()

    count = file_everybody(as_owner)

    assert count == len(before[0])
    assert (filed(), words()) == before


def test_who_was_never_filed_is_a_child_unless_they_bring_somebody_up(
    anybody: Practitioner, as_owner: psycopg.Connection[Any]
) -> None:
    child = make_child(by=anybody)
    mother = make_mother(child, by=anybody)
    as_owner.execute("truncate people_searchname")

    file_everybody(as_owner)

    assert {row[0]: row[-2] for row in filed()} == {child.id: True, mother.id: False}


def test_children_who_bear_a_name_are_counted(
    anybody: Practitioner, as_owner: psycopg.Connection[Any]
) -> None:
    child = make_child("Robin", "Nur", by=anybody)
    make_child("Amira", "Nur", by=anybody)
    make_mother(child, by=anybody)

    file_everybody(as_owner)

    with transaction.atomic():
        counts = {row.word: (row.given, row.family) for row in NameWord.objects.filter(key=F("word"))}
    assert counts["nur"] == (0, 2)
    assert counts["robin"] == (1, 0)
    assert counts["hodan"] == (0, 0)
    assert counts[""] == (2, 0)


def test_the_command_files_everybody(
    anybody: Practitioner,
    as_owner: psycopg.Connection[Any],
    databases: Databases,
    fresh_database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_child("Robin", "Nur", by=anybody)
    as_owner.execute("truncate people_searchname")
    monkeypatch.setenv("DATABASE_OWNER_URL", databases.url(OWNER, fresh_database))

    call_command("file_everybody")

    assert capsys.readouterr().out == "Filed 1 names.\n"
    assert {row[1:3] for row in filed()} == {("robin", "nur")}


def test_the_command_asks_for_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)

    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
        call_command("file_everybody")
