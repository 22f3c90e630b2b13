"""What somebody is asked outside the cases they see: to lead, to sit on a panel, to help; read at once."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, JSONObject

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.episodes.models import LeadOffer, Panel, PanelMember, ReceivedTransfer
from opencaf.episodes.permissions import can_receive
from opencaf.episodes.queries.requests_received import FIRST, RequestReceived
from opencaf.episodes.queries.requests_received import received_from as request_from
from opencaf.episodes.queries.work_rows import SOON

MOST = 50


@dataclass(frozen=True)
class OfferToLead:
    """A case that somebody is asked to lead, and has not answered."""

    id: uuid.UUID
    episode_id: uuid.UUID
    offered_by: str
    offered_on: dt.date
    is_handover: bool


@dataclass(frozen=True)
class PanelSoon:
    """A panel of the coming fortnight on which somebody sits."""

    id: uuid.UUID
    kind: str
    planned_for: dt.date
    starts_at: dt.time
    place: str


@dataclass(frozen=True)
class CaseReceived:
    """A case from another authority that waits to be accepted or declined."""

    id: uuid.UUID
    sender_name: str
    received_on: dt.date


@dataclass(frozen=True)
class Besides:
    """Offers of the lead, panels to come, cases that came, requests to the agency; the oldest first."""

    offers: list[OfferToLead]
    panels: list[PanelSoon]
    received: list[CaseReceived]
    requests: list[RequestReceived]


def besides(practitioner: Practitioner) -> Besides:
    """Return what somebody is asked outside the cases they see."""
    (row,) = asked(practitioner.id, clock.today(), clock.today() + SOON)
    came = row.received if can_receive(practitioner) else []
    return Besides(
        offers=[offer_from(one) for one in row.offers],
        panels=[panel_from(one) for one in row.panels],
        received=[received_from(one) for one in came],
        requests=[request_from(one) for one in row.requests],
    )


@composed_once
def asked(practitioner_id: uuid.UUID, today: dt.date, until: dt.date) -> QuerySet[Any]:
    """The row of somebody, with what they are asked."""
    name = Concat("offered_by__given_name", Value(" "), "offered_by__family_name")
    offer = JSONObject(id="id", case="episode_id", by=name, on="offered_on", why="why_changed")
    offers = LeadOffer.objects.filter(practitioner_id=practitioner_id, answer="")
    sits = PanelMember.objects.filter(panel=OuterRef("pk"), practitioner_id=practitioner_id)
    panel = JSONObject(id="id", kind="kind__name", on="planned_for", at="starts_at", place="place")
    panels = Panel.objects.filter(
        Q(chair_id=practitioner_id) | Exists(sits),
        cancelled=False,
        planned_for__gte=today,
        planned_for__lte=until,
    )
    case = JSONObject(id="id", sender="sender_name", on="received_on")
    came = ReceivedTransfer.objects.filter(
        authority_id=OuterRef("authority_id"), state=ReceivedTransfer.State.WAITING
    )
    return Practitioner.objects.filter(id=practitioner_id).annotate(
        requests=Func(Value(FIRST + 1), function="episodes_requests_received", output_field=JSONField()),
        received=ArraySubquery(came.order_by("received_on", "id").values(json=case)[:MOST]),
        offers=ArraySubquery(offers.order_by("offered_on", "id").values(json=offer)[:MOST]),
        panels=ArraySubquery(panels.order_by("planned_for", "starts_at", "id").values(json=panel)[:MOST]),
    )


def offer_from(told: dict[str, str]) -> OfferToLead:
    """Return an offer as the database told it."""
    return OfferToLead(
        id=uuid.UUID(told["id"]),
        episode_id=uuid.UUID(told["case"]),
        offered_by=told["by"],
        offered_on=dt.date.fromisoformat(told["on"]),
        is_handover=bool(told["why"]),
    )


def panel_from(told: dict[str, str]) -> PanelSoon:
    """Return a panel as the database told it."""
    return PanelSoon(
        id=uuid.UUID(told["id"]),
        kind=told["kind"],
        planned_for=dt.date.fromisoformat(told["on"]),
        starts_at=dt.time.fromisoformat(told["at"]),
        place=told["place"],
    )


def received_from(told: dict[str, str]) -> CaseReceived:
    """Return a case from another authority as the database told it."""
    return CaseReceived(uuid.UUID(told["id"]), told["sender"], dt.date.fromisoformat(told["on"]))
