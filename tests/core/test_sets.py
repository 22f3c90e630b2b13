"""Rows written in sets are the rows that Django writes one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.ids import new_id
from opencaf.core.sets import A_SET, write_rows
from opencaf.directory.models import Organisation, Service

WORDS = "Says “come”, 'call' or \"write\"; 100 % \\ back\\slash, tab\t, line\nbreak, {braces}, 🎈, null"


@pytest.fixture
def organisation(authority: Authority) -> Organisation:
    return Organisation.objects.create(authority=authority, name="A charity", feed="county", source_id="1")


def made(organisation: Organisation, number: int, **values: Any) -> Service:
    """A service with something in every kind of column."""
    given: dict[str, Any] = {
        "name": f"Service {number}",
        "description": WORDS,
        "active": number % 2 == 0,
        "age_from": None,
        "age_to": 18,
        "needs": ["parenting"],
        "terms": [{"name": WORDS, "of": None}],
        "checked_on": dt.date(2026, 11, 2),
        "record": {"text": WORDS, "numbers": [1, 2.5, None, True]},
    }
    owner = {"authority_id": organisation.authority_id, "organisation": organisation}
    return Service(id=new_id(), source_id=str(number), feed="county", **owner, **(given | values))


def columns_of(row: models.Model) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.django_db
def test_every_column_comes_back_as_it_was(alice: Practitioner, organisation: Organisation) -> None:
    rows = [made(organisation, number) for number in range(3)]

    write_rows(rows)

    found = Service.objects.filter(feed="county").order_by("source_id")
    assert [columns_of(row) for row in found] == [columns_of(row) for row in rows]


@pytest.mark.django_db
def test_more_than_a_set_is_written_whole_and_none_is_none(
    alice: Practitioner, organisation: Organisation
) -> None:
    write_rows([])
    write_rows([made(organisation, number, record={}) for number in range(A_SET + 1)])

    assert Service.objects.count() == A_SET + 1


@pytest.mark.django_db
def test_only_what_is_named_is_changed(alice: Practitioner, organisation: Organisation) -> None:
    row = made(organisation, 1)
    write_rows([row])
    row.name, row.cost = "Renamed", "Free"

    write_rows([row], update=["name"])

    row.refresh_from_db()
    assert (row.name, row.cost) == ("Renamed", "")


@pytest.mark.django_db
def test_what_is_there_is_not_written_over_unless_asked(
    alice: Practitioner, organisation: Organisation
) -> None:
    row = made(organisation, 1)
    write_rows([row])

    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows([row])
