"""Cases that move: what was sent of a case, what came from other authorities."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from opencaf.agencies.models import How, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Consent, Episode, ReceivedTransfer, Transfer

UNREAD = ("secrets",)
MOST_SHOWN = 100


@composed_once
def transfers_of(episode: Episode) -> QuerySet[Transfer]:
    """The transfers of a case, the latest first."""
    found = episode.transfers.select_related("agreed_by", "recorded_by").defer(*UNREAD)
    return found.order_by("-prepared_on", "-id")


def transfer_to_open(episode: Episode, transfer_id: uuid.UUID) -> list[Transfer]:
    """Return one transfer of a case, if it is one of its own."""
    return list(episode.transfers.filter(pk=transfer_id).select_related("agreed_by", "recorded_by"))


def received_by(practitioner: Practitioner) -> list[ReceivedTransfer]:
    """Return what came from other authorities, what waits first."""
    found = ReceivedTransfer.objects.filter(authority_id=practitioner.authority_id).defer("held")
    rows = found.select_related("episode", "answered_by").order_by("-received_on", "-id")[:MOST_SHOWN]
    return sorted(rows, key=lambda one: one.state != ReceivedTransfer.State.WAITING)


def received_to_open(practitioner: Practitioner, received_id: uuid.UUID) -> list[ReceivedTransfer]:
    """Return one package that came."""
    found = ReceivedTransfer.objects.filter(authority_id=practitioner.authority_id, pk=received_id)
    return list(found.select_related("episode", "answered_by", "recorded_by"))


@composed_once
def waiting_here(authority_id: uuid.UUID) -> QuerySet[ReceivedTransfer]:
    """What waits to be accepted or declined."""
    found = ReceivedTransfer.objects.filter(authority_id=authority_id, state=ReceivedTransfer.State.WAITING)
    return found.defer("held").order_by("received_on", "id")


@composed_once
def came_without_agreement(episode_id: uuid.UUID) -> QuerySet[ReceivedTransfer]:
    """The transfer by which a case came, as long as nobody has asked the family anew for agreement."""
    asked = Consent.objects.filter(episode=OuterRef("episode")).exclude(recorded_how=How.IMPORTED)
    return ReceivedTransfer.objects.filter(~Exists(asked), episode=episode_id).defer("held")
