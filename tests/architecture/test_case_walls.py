# ruff: noqa: S608 - only names of our own tables are put in
"""The second wall by grants stands around every table that says something of a case or a child."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, models

from opencaf.access.models import AccessGrant, Level, Shield, ShieldReader
from opencaf.agencies.models import Locality
from opencaf.episodes.models import Episode
from opencaf.people.models import ContactPoint, Household, Person, Schooling, Seal, SealReader, SearchName
from tests.architecture.one_case import NOW, OneCase, count, insert, one_case, tables_about_a_case
from tests.databases import Databases

# Tables that lead to a case or a person, and have no wall by grants.
WITHOUT_CASE_WALL = {
    "audit_event": "the web role may insert and not read; functions read it for who may (docs/adr/0005)",
    "people_searchname": "finding out that a record exists is for everybody who works with families",
}
SUMMARY = {
    "episodes_episode",
    "episodes_episodechild",
    "episodes_leadprofessional",
    "episodes_teammember",
    "people_person",
}
WALLED = sorted(set(tables_about_a_case()) - set(WITHOUT_CASE_WALL))


def tables_with_a_case_wall() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_policies where permissive = 'RESTRICTIVE' "
            # those hide flagged rows, or parts left out, and show all the others
            "and policyname not like '%_for_a_list' "
            "and policyname not in ('not_left_out', 'not_under_a_shield')"
        )
        return {table for (table,) in cursor.fetchall()}


def tables_open_to_strangers() -> set[str]:
    return set(tables_about_a_case()) - tables_with_a_case_wall()


@pytest.mark.django_db
def test_every_table_about_a_case_has_its_wall_or_is_listed() -> None:
    assert tables_open_to_strangers() == set(WITHOUT_CASE_WALL)
    assert len(WALLED) > 45


def test_a_table_whose_wall_fell_is_seen_by_the_guard(as_owner: psycopg.Connection[Any]) -> None:
    as_owner.execute("drop policy within_a_case on episodes_mark")

    assert "episodes_mark" in tables_open_to_strangers()


@pytest.fixture(scope="module")
def case(databases: Databases) -> Iterator[OneCase]:
    with one_case(databases) as made:
        yield made


Seen = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def seen(case: OneCase) -> Seen:
    """What each of these people sees, table by table, by plain SQL as the web role."""
    stranger, helper, reader, finder, gone, later = (case.stranger() for _ in range(6))
    manager = case.stranger(role="manager")
    manager_here = case.stranger(role="manager", locality_id=case.ids[Locality])
    elsewhere = other_locality(case)
    manager_elsewhere = case.stranger(role="manager", locality_id=elsewhere)
    left = case.stranger(role="manager", ended_on=NOW.date())
    case.grant(helper[0], Level.FULL)
    case.grant(reader[0], Level.SUMMARY)
    case.grant(finder[0], Level.EXISTENCE)
    case.grant(gone[0], Level.FULL, ends_at=NOW - dt.timedelta(seconds=1))
    begins_tomorrow(case, later[0])
    foreign = {**case.asking(*helper), "authority": uuid.uuid4()}
    borrowed = case.asking(stranger[0], manager[1])
    return {
        "owner": case.there_is(),
        "nobody": case.seen(),
        "only the authority": case.seen(authority=case.authority_id, now=NOW.isoformat()),
        "without a moment": case.seen(**{**case.asking(*helper), "now": ""}),
        "stranger": case.seen(**case.asking(*stranger)),
        "stranger with a post that is not theirs": case.seen(**borrowed),
        "access has ended": case.seen(**case.asking(*gone)),
        "access begins tomorrow": case.seen(**case.asking(*later)),
        "of another authority": case.seen(**foreign),
        "finder": case.seen(**case.asking(*finder)),
        "manager who left": case.seen(**case.asking(*left)),
        "reader of the summary": case.seen(**case.asking(*reader)),
        "helper": case.seen(**case.asking(*helper)),
        "manager": case.seen(**case.asking(*manager)),
        "manager of the locality": case.seen(**case.asking(*manager_here)),
        "manager of another locality": case.seen(**case.asking(*manager_elsewhere)),
    }


def other_locality(case: OneCase) -> uuid.UUID:
    with case.as_owner() as owner:
        return insert(owner, Locality, {"authority_id": case.authority_id})


def begins_tomorrow(case: OneCase, practitioner_id: uuid.UUID) -> None:
    case.grant(practitioner_id, Level.FULL)
    with case.as_owner() as owner:
        owner.execute(
            f"update {AccessGrant._meta.db_table} set starts_at = %s where practitioner_id = %s",
            [NOW + dt.timedelta(days=1), practitioner_id],
        )


OUTSIDE = (
    "nobody",
    "only the authority",
    "without a moment",
    "stranger",
    "stranger with a post that is not theirs",
    "access has ended",
    "access begins tomorrow",
    "of another authority",
    "finder",
    "manager who left",
)


# a grant is seen by whoever it was given to
OWN = {"access_accessgrant"}
# why a record is shielded, who may know of it and who met it are for those on its list alone
# whom a coordinator asks who works with no case of theirs, and which answers came of it
KEPT_APART = {"voices_asked", "voices_replytie"}
FOR_A_LIST = {"access_shield", "access_shieldalert", "access_shieldreader"}
# what may be of one child, what was merged, social care's number and the rows of old registers is for those
# who look after all cases; what was typed in such a row is hidden whole where a part is left out, as here
FOR_WHO_COORDINATES = {
    "episodes_socialcarenumber",
    "registers_importedoriginal",
    "registers_importedperson",
    "registers_importedrow",
    "people_duplicatepair",
    "people_merge",
    "people_mergedrow",
    "people_mergedvalue",
}
# what was noted about a child, not about a case
OF_A_CHILD = {"access_brokenglass", "access_dutyground", "linkage_registerlink"}


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("table", WALLED)
def test_nobody_outside_sees_a_row_by_plain_sql(table: str, who: str, seen: Seen) -> None:
    assert seen["owner"][table] >= 1, "a table without a row proves nothing"

    assert seen[who][table] <= (2 if table in OWN else 0)


@pytest.mark.parametrize("who", ["helper", "manager", "manager of the locality"])
@pytest.mark.parametrize("table", WALLED)
def test_who_works_with_the_case_sees_its_row(table: str, who: str, seen: Seen) -> None:
    shut = FOR_A_LIST | KEPT_APART | (FOR_WHO_COORDINATES if who == "helper" else set())
    expected = 0 if table in shut else seen["owner"][table]

    assert seen[who][table] == expected


@pytest.mark.parametrize("table", WALLED)
def test_a_summary_is_made_of_the_rows_of_its_tables_alone(table: str, seen: Seen) -> None:
    expected = 1 if table in SUMMARY | OWN else 0

    assert seen["reader of the summary"][table] == expected


@pytest.mark.parametrize("table", WALLED)
def test_a_manager_of_another_locality_sees_people_and_no_case(table: str, seen: Seen) -> None:
    sees = seen["manager of another locality"][table] > 0

    assert sees == (table.startswith("people_") or table in OF_A_CHILD)


def test_access_that_ends_hides_the_case_at_the_next_statement(case: OneCase) -> None:
    who, post = case.stranger()
    case.grant(who, Level.FULL)
    with case.as_web(**case.asking(who, post)) as web:
        before = web.execute("select count(*) from episodes_mark").fetchone()
        web.execute("update access_accessgrant set ends_at = %s where practitioner_id = %s", [NOW, who])
        after = web.execute("select count(*) from episodes_mark").fetchone()

    assert (before, after) == ((1,), (0,))


@pytest.mark.parametrize("table", ["episodes_mark", "episodes_meeting", "people_contactpoint"])
def test_a_stranger_changes_and_removes_nothing(table: str, case: OneCase) -> None:
    with case.as_web(**case.asking(*case.stranger())) as web:
        changed = web.execute(f"update {table} set recorded_at = now()").rowcount
        removed = web.execute(f"delete from {table}").rowcount

    assert (changed, removed) == (0, 0)


def test_a_stranger_writes_nothing_into_the_case(case: OneCase) -> None:
    with (
        case.as_web(**case.asking(*case.stranger())) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="within_a_case"),
    ):
        web.execute(
            "insert into episodes_suspension (id, recorded_at, recorded_how, authority_id, episode_id, "
            "started_on, reason) values (gen_random_uuid(), now(), 'typed', %s, %s, now(), 'x')",
            [case.authority_id, case.ids[Episode]],
        )


def listed(case: OneCase, reader: type[models.Model], **values: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """Somebody who manages, and stands on a list."""
    who, post = case.stranger(role="manager")
    with case.as_owner() as owner:
        insert(owner, reader, {"authority_id": case.authority_id, "practitioner_id": who, **values})
    return who, post


def flagged(case: OneCase, model: type[models.Model], flag: str, who: tuple[uuid.UUID, uuid.UUID]) -> int:
    """How many rows somebody sees of a table whose every row is flagged."""
    table = model._meta.db_table
    with case.as_owner() as owner:
        owner.execute(f"update {table} set {flag} = true")
        owner.commit()
    with case.as_web(**case.asking(*who)) as web:
        seen_rows = count(web, table)
    with case.as_owner() as owner:
        owner.execute(f"update {table} set {flag} = false")
    return seen_rows


@pytest.mark.parametrize("model", [Episode, Person, SearchName])
def test_a_shielded_row_is_for_its_list_even_by_plain_sql(model: type[models.Model], case: OneCase) -> None:
    record = case.ids[Person if model is SearchName else model]
    on_the_list = listed(case, ShieldReader, shield_id=case.ids[Shield], record_id=record)
    manager = case.stranger(role="manager")

    try:
        assert flagged(case, model, "shielded", on_the_list) == 1
        assert flagged(case, model, "shielded", manager) == 0
    finally:
        with case.as_owner() as owner:
            owner.execute("delete from access_shieldreader where practitioner_id = %s", [on_the_list[0]])


@pytest.mark.parametrize("model", [Household, ContactPoint, Schooling])
def test_a_sealed_row_is_for_its_list_even_by_plain_sql(model: type[models.Model], case: OneCase) -> None:
    on_the_list = listed(case, SealReader, seal_id=case.ids[Seal], record_id=case.ids[model])
    manager = case.stranger(role="manager")

    assert flagged(case, model, "sealed", on_the_list) == 1
    assert flagged(case, model, "sealed", manager) == 0


def test_nobody_puts_themselves_on_the_list_of_a_shield(case: OneCase) -> None:
    who, post = case.stranger()
    with (
        case.as_web(**case.asking(who, post)) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="for_its_list"),
    ):
        web.execute(
            "insert into access_shieldreader (id, recorded_at, authority_id, shield_id, record_id, "
            "practitioner_id) values (gen_random_uuid(), now(), %s, %s, %s, %s)",
            [case.authority_id, case.ids[Shield], case.ids[Person], who],
        )
