"""A request asks what a permission rests on once, and again after anything was written."""

import uuid

import pytest
from django.db import connection, transaction

from opencaf.agencies.models import Agency, Authority
from opencaf.core.asked import Kept, asked_once, forget, remembering
from opencaf.core.composed import composed_once
from tests.factories import AgencyFactory, LocalityFactory
from tests.web.counting import statements


@asked_once("agencies_agency")
@composed_once
def agencies_of(authority_id: uuid.UUID):
    return Agency.objects.filter(authority_id=authority_id).order_by("name")


def test_a_read_is_asked_once_in_a_request(authority: Authority) -> None:
    AgencyFactory(name="Ash House")

    with remembering(), statements() as asked:
        first, second = agencies_of(authority.id), agencies_of(authority.id)

    assert len(asked) == 1
    assert [row.name for row in first] == [row.name for row in second]


def test_what_one_part_changes_in_a_row_no_other_part_sees(authority: Authority) -> None:
    AgencyFactory(name="Ash House")

    with remembering():
        agencies_of(authority.id)[0].name = "Changed in memory only"
        assert agencies_of(authority.id)[0].name == "Ash House"


def test_after_a_row_was_written_it_is_asked_again(authority: Authority) -> None:
    with remembering():
        before = len(agencies_of(authority.id))
        AgencyFactory(name="Elm House")
        assert len(agencies_of(authority.id)) == before + 1


def test_what_is_written_elsewhere_changes_nothing(authority: Authority) -> None:
    with remembering():
        agencies_of(authority.id)
        LocalityFactory(name="Elm Valley")
        with statements() as asked:
            agencies_of(authority.id)

    assert asked == []


def test_what_was_undone_is_not_remembered(authority: Authority) -> None:
    with remembering():
        before = len(agencies_of(authority.id))
        with transaction.atomic():
            AgencyFactory(name="Elm House")
            assert len(agencies_of(authority.id)) == before + 1
            transaction.set_rollback(True)
        assert len(agencies_of(authority.id)) == before


def test_outside_a_request_everything_is_asked_each_time(authority: Authority) -> None:
    with statements() as asked:
        agencies_of(authority.id)
        agencies_of(authority.id)

    assert len(asked) == 2


def test_the_next_request_asks_for_itself(authority: Authority) -> None:
    with statements() as asked:
        for _ in range(2):
            with remembering():
                agencies_of(authority.id)

    assert len(asked) == 2


@pytest.mark.parametrize(
    ("sql", "keeps"),
    [
        ("SELECT 1", True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ('SAVEPOINT "x"', True),
        ("\ninsert into audit_event (id) values (%s)", True),
        ("\nwith written as (\ninsert into audit_event (id) values (%s))\nselect 1", True),
        ('INSERT INTO "episodes_mark" VALUES (1)', True),
        ('INSERT INTO "access_accessgrant" VALUES (1)', False),
        ('UPDATE "access_accessgrant" SET "ends_at" = now()', False),
        ("update access_accessgrant set ends_at = now()", False),
        ("delete from access_accessgrant", False),
        ('ROLLBACK TO SAVEPOINT "x"', False),
        ("with gone as (delete from access_accessgrant returning id) select * from gone", False),
        ("call something()", False),
    ],
)
def test_only_what_may_change_an_answer_forgets_it(sql: str, keeps: bool) -> None:
    kept = {"a read": Kept(rows=(), rests_on=frozenset({"access_accessgrant"}))}

    forget(kept, sql)

    assert bool(kept) is keeps


def test_every_connection_forgets(authority: Authority) -> None:
    assert any(wrapper.__name__ == "forget_after" for wrapper in connection.execute_wrappers)
