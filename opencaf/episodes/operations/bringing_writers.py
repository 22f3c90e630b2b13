"""Who wrote elsewhere, by the names they had there: people and agencies that never sign in here."""

from __future__ import annotations

import uuid

from django.db import models

from opencaf.agencies.models import Agency, AgencyType, Post, Practitioner, Sector
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import ReceivedTransfer, TransferredRow
from opencaf.episodes.transferring.sheets import Row

LONGEST_NAME = 150
Ids = dict[tuple[type[models.Model], str], uuid.UUID]


def bring_writers(
    writers: list[Row], agencies: list[Row], *, received: ReceivedTransfer, by: Practitioner
) -> Ids:
    """Return who stands here for each writer and agency: who is known by that id, else a new one.

    Nobody is taken for another because of a name. New ones are offered nowhere and have no account.
    """
    ids: Ids = {(Agency, str(row["id"])): agency_for(row, received, by) for row in agencies}
    known = known_writers([str(row["id"]) for row in writers], by)
    for row in writers:
        original = str(row["id"])
        ids[Practitioner, original] = known.get(original) or new_writer(
            row, ids[Agency, str(row["agency"])], by
        )
    return ids


def known_writers(originals: list[str], by: Practitioner) -> dict[str, uuid.UUID]:
    """Return who is known here by the sender's id: one of ours, or brought in before."""
    ours = Practitioner.objects.filter(authority_id=by.authority_id, pk__in=originals)
    before = TransferredRow.objects.filter(
        authority_id=by.authority_id, sheet="writer", original_id__in=originals
    )
    found = {str(row.original_id): row.row_id for row in before}
    return found | {str(one.id): one.id for one in ours}


def agency_for(row: Row, received: ReceivedTransfer, by: Practitioner) -> uuid.UUID:
    """Return the agency that stands for one of the sender's, by its name with the sender's behind it."""
    name = f"{row['name']}, {received.sender_name}"[:LONGEST_NAME]
    kind = next((one for one in AgencyType if one == row.get("kind")), AgencyType.UNKNOWN)
    sector = next((one for one in Sector if one == row.get("sector")), Sector.UNKNOWN)
    agency, _ = Agency.objects.get_or_create(
        authority_id=by.authority_id, name=name, defaults={"kind": kind, "sector": sector, "active": False}
    )
    return agency.id


def new_writer(row: Row, agency_id: uuid.UUID, by: Practitioner) -> uuid.UUID:
    """Write somebody who worked elsewhere, with a post that has ended here."""
    writer = Practitioner.objects.create(
        id=new_id(),
        authority_id=by.authority_id,
        given_name=str(row["given_name"])[:100],
        family_name=str(row["family_name"])[:100],
    )
    Post.objects.create(
        authority_id=by.authority_id,
        practitioner=writer,
        agency_id=agency_id,
        job_title=str(row["job_title"])[:120],
        ended_on=clock.today(),
    )
    return writer.id
