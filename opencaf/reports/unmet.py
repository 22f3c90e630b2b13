"""Which needs are not met? The register of what families were refused, could not find or wait for.

Who is in: of CAFs that the reader sees, whatever came of them,
- declined: requests whose last decision is that the service declined, in the month of that decision;
- missing: services noted as given by nobody, and requests with a need noted as not met, in the month it was
  known;
- waiting: requests asked at least twelve weeks ago that neither started nor were declined, in the month
  they were asked.
Who is out: what was recalled or taken back, and requests that started. A request stands in the first of
these that it fits: not met, declined, waiting. As the records stand now.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import NEED_TAGS, RequestDecision
from opencaf.episodes.models import Episode, MissingService, ServiceDecision, ServiceRequest
from opencaf.reports.periods import month_of

LONG = dt.timedelta(weeks=12)
KINDS = {"declined": "Declined", "missing": "No such service", "waiting": "Waiting 12 weeks or more"}
AXES = {"need": "Kind of need", "service": "Service", "locality": "Locality", "month": "Month"}
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Unmet:
    """One need that is not met; each of its places in the table is a code and its words."""

    kind: str
    episode: Episode
    on: dt.date
    need: str
    service: str
    locality: tuple[str, str]

    def place(self, axis: str) -> tuple[str, str]:
        """Return where it is counted: what sorts and chooses it, and its words."""
        if axis == "need":
            return self.need, NEED_TAGS.get(self.need, NOT_SAID)
        if axis == "service":
            return code_of(self.service), self.service or "No such service"
        if axis == "locality":
            return self.locality
        return f"{month_of(self.on):%Y-%m}", f"{self.on:%B %Y}"


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register: its place, and how many of each kind."""

    code: str
    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many of all kinds."""
        return sum(self.counts.values())


def code_of(words: str) -> str:
    """Return what stands for typed words in an address, which must not hold them."""
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def unmet_needs(practitioner: Practitioner, *, since: dt.date) -> list[Unmet]:
    """Return what is not met in the cases that somebody sees, from a day on, the latest first."""
    found = [*from_requests(practitioner), *from_missing(practitioner)]
    return sorted(
        (one for one in found if one.on >= since), key=lambda one: (one.on, one.episode.id), reverse=True
    )


def lines_of_register(rows: Sequence[Unmet], axis: str) -> list[RegisterLine]:
    """Return the table of a register: the places with most first, months with the latest first."""
    labels = dict(row.place(axis) for row in rows)
    counts = Counter((row.place(axis)[0], row.kind) for row in rows)
    lines = [
        RegisterLine(code, label, {kind: counts[code, kind] for kind in KINDS})
        for code, label in labels.items()
    ]
    if axis == "month":
        return sorted(lines, key=lambda line: line.code, reverse=True)
    return sorted(lines, key=lambda line: (-line.total, line.label))


def from_requests(practitioner: Practitioner) -> list[Unmet]:
    """Return the requests that were declined, met no need, or wait long."""
    last = ServiceDecision.objects.filter(request=OuterRef("pk")).order_by("-decided_on", "-id")
    rows: QuerySet[ServiceRequest] = ServiceRequest.objects.filter(
        episode__in=Episode.objects.visible_to(practitioner), recalled_on=None
    )
    rows = rows.annotate(
        last_decision=Subquery(last.values("decision")[:1]),
        last_decided_on=Subquery(last.values("decided_on")[:1]),
    )
    rows = rows.filter(
        Q(unmet_recorded_on__isnull=False)
        | Q(started_on=None, last_decision=RequestDecision.DECLINED)
        | Q(started_on=None, asked_on__lte=clock.today() - LONG)
    )
    return [from_request(row) for row in rows.select_related("episode__locality")]


def from_request(request: ServiceRequest) -> Unmet:
    """Return a request as one line of the register."""
    kind, on = "waiting", request.asked_on
    if request.unmet_recorded_on:
        kind, on = "missing", request.unmet_recorded_on
    elif request.last_decision == RequestDecision.DECLINED:  # type: ignore[attr-defined]
        kind, on = "declined", request.last_decided_on  # type: ignore[attr-defined]
    return Unmet(kind, request.episode, on, request.need, request.service_name, place_of(request.episode))


def from_missing(practitioner: Practitioner) -> list[Unmet]:
    """Return the services that were noted as given by nobody."""
    rows = MissingService.objects.filter(
        episode__in=Episode.objects.visible_to(practitioner), taken_back_on=None
    )
    return [
        Unmet("missing", row.episode, row.noted_on, row.need, "", place_of(row.episode))
        for row in rows.select_related("episode__locality")
    ]


def place_of(episode: Episode) -> tuple[str, str]:
    """Return the locality of a case."""
    return str(episode.locality_id or ""), episode.locality.name if episode.locality else "No locality"
