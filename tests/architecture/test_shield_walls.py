# ruff: noqa: S608 - only names of our own tables are put in
"""A shield hides every row about a case and its child from whoever is not on its list, by plain SQL too."""

import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from opencaf.access.models import Level, Shield, ShieldReader
from opencaf.agencies.models import Agency, Post
from opencaf.episodes.models import Episode
from opencaf.people.models import Person, SearchName
from tests.architecture.one_case import NOW, OneCase, insert, one_case, tables_about_a_case
from tests.databases import Databases

# who asked for a record, was let in, or looked in an emergency stays known to whoever judges that; minutes
# are figures about work; the trail is read through functions
STAYS = {
    "access_accessgrant",
    "access_accessrequest",
    "access_brokenglass",
    "access_dutyground",
    "costing_stopwatch",
    "costing_timeentry",
}
# the list itself is for those on it
ITS_LIST = {"access_shield", "access_shieldalert", "access_shieldreader"}
ABOUT_A_CASE = sorted(set(tables_about_a_case()) - STAYS - ITS_LIST)
Seen = dict[str, dict[str, int]]
Who = tuple[uuid.UUID, uuid.UUID]


@pytest.fixture(scope="module")
def seen(databases: Databases) -> Iterator[Seen]:
    """What two who are not on the list, and one who is, see before the case is shielded and after."""
    with one_case(databases) as case:
        reader, manager = case.stranger(role="manager"), case.stranger(role="manager")
        helper = case.stranger()
        case.grant(helper[0], Level.FULL)
        asking = {"helper": helper, "manager": manager, "reader": reader}
        before = {f"{name} before": case.seen(**case.asking(*who)) for name, who in asking.items()}
        with case.as_owner() as owner:
            shield(owner, case, reader[0])
        after = {name: case.seen(**case.asking(*who)) for name, who in asking.items()}
        with case.as_owner() as owner:
            moved = move(owner, case, reader)
        after["reader who moved"] = case.seen(**case.asking(reader[0], moved))
        with case.as_owner() as owner:
            move(owner, case, (reader[0], moved), back=True)
        after["reader who came back"] = case.seen(**case.asking(*reader))
        with case.as_owner() as owner:
            owner.execute("drop policy not_under_a_shield on episodes_mark")
        yield before | after | {"manager, where a policy fell": case.seen(**case.asking(*manager))}


def shield(owner: psycopg.Connection[Any], case: OneCase, reader: object) -> None:
    for record in (case.ids[Person], case.ids[Episode]):
        row = {"authority_id": case.authority_id, "practitioner_id": reader, "record_id": record}
        insert(owner, ShieldReader, {"shield_id": case.ids[Shield], **row})
    for model in (Episode, Person, SearchName):
        owner.execute(f"update {model._meta.db_table} set shielded = true")


def move(owner: psycopg.Connection[Any], case: OneCase, who: Who, *, back: bool = False) -> uuid.UUID:
    """Let somebody manage at another agency from now on, or again where they did; return the post's id."""
    held = Post._meta.db_table
    owner.execute(f"update {held} set ended_on = %s where id = %s", [NOW.date(), who[1]])
    if back:
        owner.execute(f"update {held} set ended_on = null where practitioner_id = %s and id <> %s", who)
        return who[1]
    inside = {"authority_id": case.authority_id}
    agency = insert(owner, Agency, inside)
    post = {"practitioner_id": who[0], "agency_id": agency, "role": "manager"}
    return insert(owner, Post, {**inside, **post})


@pytest.mark.parametrize("who", ["helper", "manager", "reader who moved"])
@pytest.mark.parametrize("table", ABOUT_A_CASE)
def test_a_shielded_case_has_no_row_for_who_is_not_on_its_list(table: str, who: str, seen: Seen) -> None:
    assert seen[who][table] == 0


@pytest.mark.parametrize("who", ["reader", "reader who came back"])
@pytest.mark.parametrize("table", ABOUT_A_CASE)
def test_who_is_on_the_list_sees_the_whole_shielded_case(table: str, who: str, seen: Seen) -> None:
    assert seen[who][table] == seen["reader before"][table]


def test_before_the_shield_both_saw_the_case(seen: Seen) -> None:
    shown = {table: seen["manager before"][table] for table in ABOUT_A_CASE}

    assert sum(1 for rows in shown.values() if rows) > 75
    assert seen["helper before"]["episodes_story"] == 1


def test_a_policy_that_fell_is_seen_by_the_guard(seen: Seen) -> None:
    assert seen["manager, where a policy fell"]["episodes_mark"] == 1
