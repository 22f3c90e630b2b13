"""The sweep's model of what families leave out, and of what is kept for a list."""

import uuid
from typing import Any

import psycopg
import pytest

from bench.sweep.agreement import Agreement, Answer, Row
from bench.sweep.facts import Facts, Family, Grant, Somebody, read_facts
from bench.sweep.rules import may_see
from bench.sweep.words import Kind, Unit, Word

HERE, CHILD, CASE = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
MOTHER, FATHER = uuid.uuid4(), uuid.uuid4()
AGENCY, OTHER = uuid.uuid4(), uuid.uuid4()
UNIT = Unit("A", "c", 7)
TOLD = Word(UNIT, Kind.CASE, 0)
STREET = Word(UNIT, Kind.PERSON, 1)
PART = (CASE, CHILD, "identity")
ALL = Row("everything", "", frozenset(), frozenset())
ALL_BUT_IDENTITY = Row("part", "except", frozenset({"identity"}), frozenset())
NONE = Row("nothing", "", frozenset(), frozenset())


def answer(giver: uuid.UUID, *, given: bool = True, withdrawn: bool = False, **rows: Row) -> Answer:
    named = {AGENCY: rows["here"]} if "here" in rows else {}
    return Answer(giver, given, withdrawn, frozenset(), named)


def agreement(*latest_first: Answer) -> Agreement:
    return Agreement({CASE: list(latest_first)})


@pytest.mark.parametrize(
    ("answers", "sees"),
    [
        ((), True),
        ((answer(MOTHER, here=ALL),), True),
        ((answer(MOTHER),), False),
        ((answer(MOTHER, here=ALL_BUT_IDENTITY),), False),
        ((answer(MOTHER, here=ALL, withdrawn=True),), False),
        ((answer(MOTHER, given=False), answer(MOTHER, here=ALL)), False),
        ((answer(MOTHER, here=ALL), answer(MOTHER, given=False)), True),
        ((answer(MOTHER, here=ALL), answer(FATHER, here=NONE)), False),
        ((answer(CHILD, here=ALL), answer(FATHER, here=NONE)), True),
    ],
)
def test_what_an_agency_sees_follows_from_the_answers(answers: tuple[Answer, ...], sees: bool) -> None:
    assert agreement(*answers).lets_see(AGENCY, PART) == sees


def somebody(role: str = "practitioner", agency: uuid.UUID = AGENCY) -> Somebody:
    return Somebody(uuid.uuid4(), uuid.uuid4(), "dave@example.org", HERE, "Authority A", role, None, agency)


def facts(who: Somebody, basis: str = "team", **more: Any) -> Facts:
    grants = {who.id: [Grant(CHILD, CASE, 3, basis)]}
    return Facts({UNIT: Family(HERE, {CHILD}, {CASE: None})}, grants, [], **more)


@pytest.mark.parametrize(
    ("role", "basis", "agency", "sees"),
    [
        ("practitioner", "team", AGENCY, False),
        ("practitioner", "lead", AGENCY, False),
        ("practitioner", "team", OTHER, False),
        ("practitioner", "assessor", AGENCY, True),
        ("practitioner", "glass", AGENCY, True),
        ("manager", "team", AGENCY, True),
    ],
)
def test_a_word_of_a_part_left_out_is_a_leak_to_that_agency(
    role: str, basis: str, agency: uuid.UUID, sees: bool
) -> None:
    who = somebody(role, agency)
    told = facts(who, basis, agreement=agreement(answer(MOTHER, here=ALL_BUT_IDENTITY)), parts={TOLD: {PART}})

    assert may_see(told, who, TOLD, "episodes:assessment_show") == sees


def test_a_box_about_two_children_is_shown_where_it_may_be_for_one() -> None:
    who, sister = somebody(), uuid.uuid4()
    asked = agreement(Answer(MOTHER, True, False, frozenset({CHILD}), {AGENCY: ALL_BUT_IDENTITY}))
    told = facts(who, agreement=asked, parts={TOLD: {PART, (CASE, sister, "identity")}})

    assert may_see(told, who, TOLD, "episodes:assessment_show")


def test_a_sealed_street_is_for_its_list_whatever_role_asks() -> None:
    listed, manager = somebody("manager"), somebody("manager")
    told = facts(manager, kept={STREET: frozenset({listed.id})})

    assert may_see(told, listed, STREET, "children:show")
    assert not may_see(told, manager, STREET, "children:show")


def test_who_judges_an_emergency_reads_its_words_and_no_more() -> None:
    auditor = somebody("auditor")
    told = Facts({UNIT: Family(HERE, {CHILD}, {CASE: None})}, {}, [], written={TOLD: frozenset({auditor.id})})

    assert may_see(told, auditor, TOLD, "oversight:judge")
    assert not may_see(told, auditor, Word(UNIT, Kind.CASE, 1), "oversight:judge")


def test_the_facts_are_read_from_the_tables_as_they_are(as_owner: psycopg.Connection[Any]) -> None:
    found = read_facts(as_owner)

    assert (found.families, found.parts, found.kept, found.written) == ({}, {}, {}, {})
