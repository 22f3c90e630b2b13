"""Grants given before they named an agency get the one where their holder worked then."""

import datetime as dt
import uuid
from importlib import import_module

from opencaf.access.models import Level
from opencaf.agencies.models import Agency, Post
from tests.architecture.one_case import NOW, OneCase, insert, one_case
from tests.databases import Databases

FILL = import_module("opencaf.access.migrations.0011_fill_where_access_was_given").FILL


def agency_after_filling(case: OneCase, who: uuid.UUID) -> uuid.UUID | None:
    """The agency of somebody's grant that named none."""
    case.grant(who, Level.FULL)
    with case.as_owner() as owner:
        owner.execute("update access_accessgrant set agency_id = null where practitioner_id = %s", [who])
        owner.execute(FILL)
        found = owner.execute(
            "select agency_id from access_accessgrant where practitioner_id = %s", [who]
        ).fetchone()
    assert found is not None
    agency_id: uuid.UUID | None = found[0]
    return agency_id


def test_a_grant_gets_the_agency_of_the_first_post_that_had_not_ended_then(databases: Databases) -> None:
    with one_case(databases) as case:
        stays, _ = case.stranger()
        left, _ = case.stranger(ended_on=NOW.date())
        gone, _ = case.stranger(ended_on=NOW.date() - dt.timedelta(days=90))
        mover, _ = case.stranger(ended_on=NOW.date() - dt.timedelta(days=90))
        with case.as_owner() as owner:
            hub = insert(owner, Agency, {"authority_id": case.authority_id})
            held = {"practitioner_id": mover, "agency_id": hub, "role": "practitioner"}
            insert(owner, Post, {"authority_id": case.authority_id, **held})

        found = [agency_after_filling(case, who) for who in (stays, left, gone, mover)]

    assert found == [case.ids[Agency], case.ids[Agency], None, hub]
