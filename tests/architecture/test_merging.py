"""A merge moves every row that hangs on a person: no key to a person can be forgotten."""

import inspect
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from opencaf.people.models import Person

# Keys to a person that a merge does not move, and ids without a key; each with what becomes of it.
OTHERWISE = {
    "people_searchname.person_id": "the one record is filed anew, the other nowhere",
    "people_merge.keeping_id": "a merge stays with the two that it is about",
    "people_merge.losing_id": "a merge stays with the two that it is about",
    "access_accessgrant.child_id": "moved for whom the second person lets in, ended for others",
}
# Ids without a key that are no child's, or stay what they were.
BARE = {
    "access_accessgrant.episode_id": "a case",
    "access_accessrequest.episode_id": "a case",
    "access_shieldreader.record_id": "a live shield is lifted before a merge; an ended one says what it was",
    "agencies_signedoffalert.event_id": "a line of the trail",
    "audit_correction.record_id": "the row that was put right, which moves itself",
    "audit_correction.episode_id": "a case",
    "audit_correction.corrected_by_id": "a practitioner",
    "audit_event.practitioner_id": "the trail is never rewritten",
    "audit_event.post_id": "the trail is never rewritten",
    "audit_event.on_behalf_of_id": "the trail is never rewritten",
    "audit_event.subject_id": "the trail is never rewritten",
    "audit_event.episode_id": "the trail is never rewritten",
    "episodes_receivedtransfer.package_id": "the package of another authority",
    "episodes_transferredrow.original_id": "a row of another authority",
    "episodes_transferredrow.row_id": "what a row became on the day it came",
    "people_mergedrow.row_id": "what a merge did",
    "practice_street.street_id": "an authority of its own",
    "practice_street.post_id": "a post in that authority",
    "people_seal.record_id": "the part that is sealed, which moves itself",
    "people_sealreader.record_id": "the part that is sealed, which moves itself",
}


def moved() -> set[str]:
    """What a merge moves, as the database's own function finds it."""
    with connection.cursor() as cursor:
        cursor.execute("select kind || '.' || part from people_keys_of_people()")
        return {key for (key,) in cursor.fetchall()}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("opencaf.")]


def keys_to_people() -> set[str]:
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in ours()
        for field in model._meta.local_fields
        if field.related_model is Person
    }


def bare_ids() -> set[str]:
    """Ids that lead somewhere without a key."""
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, models.UUIDField) and not field.primary_key and field.column != "authority_id"
    }


@pytest.mark.django_db
def test_every_key_to_a_person_is_moved_or_named() -> None:
    assert keys_to_people() - moved() - set(OTHERWISE) == set()
    assert len(keys_to_people() & moved()) > 30


@pytest.mark.django_db
def test_every_id_without_a_key_is_moved_or_named() -> None:
    assert bare_ids() - moved() - set(OTHERWISE) - set(BARE) == set()


@pytest.mark.django_db
def test_every_exception_is_still_needed() -> None:
    assert set(OTHERWISE) - keys_to_people() - bare_ids() == set()
    assert set(BARE) - bare_ids() == set()
    assert moved() & {*OTHERWISE, *BARE} == set()


@pytest.mark.django_db
def test_nothing_points_to_people_by_a_list() -> None:
    found = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_many_to_many
        if field.related_model is Person
    ]

    assert found == []


def test_a_table_that_nobody_thought_of_is_moved_as_well(as_owner: psycopg.Connection[Any]) -> None:
    as_owner.execute(
        "create table made_up (id uuid, authority_id uuid, whose_id uuid, "
        "foreign key (authority_id, whose_id) references people_person (authority_id, id))"
    )

    assert "made_up.whose_id" in moved()


def test_a_key_that_the_database_does_not_know_is_seen(as_owner: psycopg.Connection[Any]) -> None:
    as_owner.execute("alter table people_identifier drop constraint people_identifier_person_id_in_auth")

    assert keys_to_people() - moved() - set(OTHERWISE) == {"people_identifier.person_id"}


@pytest.mark.django_db
@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.db_table)
def test_the_way_from_a_row_to_its_case_can_be_asked(model: type[models.Model]) -> None:
    """Every way that the function finds is a query that runs."""
    with connection.cursor() as cursor:
        cursor.execute("select people_way_to_case(%s)", [model._meta.db_table])
        [way] = cursor.fetchone()
        if way is not None:
            cursor.execute(f"select ({way}) from {model._meta.db_table} own limit 0")  # noqa: S608

    in_episodes = inspect.getmodule(model).__name__.startswith("opencaf.episodes")  # type: ignore[union-attr]
    assert way is None or in_episodes or model._meta.db_table.startswith("access_")
