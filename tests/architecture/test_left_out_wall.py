"""What a family left out for an agency is read by nobody there, not by plain SQL either (docs/adr/0018)."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models

from opencaf.access.models import Level
from opencaf.agencies.models import Agency
from opencaf.episodes.left_out_wall import POLICY
from tests.architecture.one_case import OneCase, insert, one_case, tables_about_a_case
from tests.databases import Databases

# Tables that name an element of a child, and are no part of what is told.
SAYS_WHAT_IS_LEFT_OUT = {"episodes_withheld"}
PARTS = [
    "episodes_mark",
    "episodes_closureresult",
    "episodes_casefile",
    "episodes_chronologyevent",
    "episodes_qualityremark",
    "episodes_chronologyperson",
    "episodes_storychild",
    "episodes_story",
    "episodes_storyrevision",
    "episodes_contributionbox",
    "episodes_contributionversion",
]
# Versions stand behind what they are versions of.
BEHIND_ANOTHER = {
    "episodes_chronologyperson",
    "episodes_contributionversion",
    "episodes_storyrevision",
}
CONCLUSIONS = [
    "episodes_finding",
    "episodes_familyview",
    "episodes_textversion",
    "episodes_assessmentvisit",
    "episodes_reusedassessment",
    "registers_importedoriginal",
]


@pytest.fixture(scope="module")
def left_out(databases: Databases) -> Iterator[OneCase]:
    """The one part of the one child is left out for the agency of everybody who asks."""
    with one_case(databases) as made:
        with made.as_owner() as owner:
            for table, column in [
                *((table, "element") for table in PARTS[:5]),
                ("episodes_withheld", "element"),
            ]:
                owner.execute(f"update {table} set {column} = 'identity'")  # noqa: S608 - tables named below
            owner.execute("update episodes_question set code = 'identity'")
        yield made


def with_grant(case: OneCase, basis: str = "team", **post: Any) -> dict[str, object]:
    """The settings of somebody who is let in for a reason."""
    who, worn = case.stranger(**post)
    case.grant(who, Level.FULL)
    with case.as_owner() as owner:
        owner.execute("update access_accessgrant set basis = %s where practitioner_id = %s", [basis, who])
    return case.asking(who, worn)


@pytest.mark.parametrize("table", PARTS + CONCLUSIONS)
def test_a_part_left_out_is_read_by_nobody_of_that_agency(table: str, left_out: OneCase) -> None:
    sees = {
        who: left_out.seen(**settings)[table]
        for who, settings in {
            "helper": with_grant(left_out),
            "lead": with_grant(left_out, "lead"),
            "helper of another agency": with_grant(left_out, agency_id=other_agency(left_out)),
            "writer": with_grant(left_out, "assessor"),
            "in an emergency": with_grant(left_out, "glass"),
            "manager": left_out.asking(*left_out.stranger(role="manager")),
        }.items()
    }

    assert sees == {
        "helper": 0,
        "lead": 0,
        "helper of another agency": 1,
        "writer": 1,
        "in an emergency": 1,
        "manager": 1,
    }


def test_who_wears_no_post_reads_nothing_that_is_left_out(left_out: OneCase) -> None:
    settings = {**with_grant(left_out, agency_id=other_agency(left_out)), "post": ""}

    seen = left_out.seen(**settings)

    assert {table: seen[table] for table in PARTS} == dict.fromkeys(PARTS, 0)


def other_agency(case: OneCase) -> uuid.UUID:
    with case.as_owner() as owner:
        return insert(owner, Agency, {"authority_id": case.authority_id})


def names_a_part(model: type[models.Model]) -> bool:
    columns = {str(field.column) for field in model._meta.local_fields}
    return "child_id" in columns and bool({"element", "question_id"} & columns)


@pytest.mark.django_db
def test_every_table_with_parts_hides_those_left_out() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_policies where policyname = %s", [POLICY])
        hidden = {table for (table,) in cursor.fetchall()}

    with_parts = {table for table, model in tables_about_a_case().items() if names_a_part(model)}

    assert with_parts - hidden == SAYS_WHAT_IS_LEFT_OUT
    assert hidden == {*PARTS, *CONCLUSIONS} - BEHIND_ANOTHER
