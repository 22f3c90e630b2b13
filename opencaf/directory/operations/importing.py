"""Bringing a feed of Open Referral UK in: what is new is added, what is known brought up to date.

A service that left the feed is retired, not deleted. Written in sets: a feed may hold tens of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.sets import A_SET, write_rows
from opencaf.core.together import all_or_nothing
from opencaf.directory.models import Organisation, Service
from opencaf.directory.open_referral.reading import Feed
from opencaf.directory.open_referral.shapes import Record
from opencaf.directory.open_referral.showing import columns_of, has_markup, told_here
from opencaf.directory.permissions import can_keep_services

FROM_THE_FEED = (
    "organisation_id",
    "name",
    "description",
    "status",
    "active",
    "age_from",
    "age_to",
    "eligibility",
    "cost",
    "locations",
    "times",
    "languages",
    "terms",
    "phone",
    "email",
    "website",
    "checked_on",
    "record",
    "left_feed_on",
)
KEPT_HERE = ("needs", "waiting_weeks", "waiting_words", "waiting_on", "places_free", "places_on")


@dataclass
class Brought:
    """What becomes, or would become, of a feed."""

    added: list[Service] = field(default_factory=list)
    changed: list[Service] = field(default_factory=list)
    same: int = 0
    retired: list[Service] = field(default_factory=list)
    own: int = 0
    with_markup: int = 0
    rejects: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many services ended in which way."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "same": self.same,
            "retired": len(self.retired),
            "own": self.own,
            "with_markup": self.with_markup,
            "rejected": len(self.rejects),
        }


@all_or_nothing
def import_feed(*, feed: Feed, name: str, by: Practitioner) -> Brought:
    """Bring the services of a feed in under its name; sent again, the same feed changes nothing."""
    require(can_keep_services(by))
    if not name.strip():
        raise ValidationError({"name": "Enter a name for the feed"})
    organisations, brought = organisations_for(feed.services, name, by), compared(feed, name, by)
    for service in (*brought.added, *brought.changed):
        service.organisation_id = organisations[service.record["organization"]["id"]]
    write_rows(brought.added)
    write_rows(brought.changed, update=[*FROM_THE_FEED, *KEPT_HERE])
    gone = [service.id for service in brought.retired]
    Service.objects.filter(id__in=gone).update(active=False, left_feed_on=clock.today())
    trail.record("services_imported", subject_kind="directory", chosen=brought.counts)
    return brought


def compared(feed: Feed, name: str, by: Practitioner) -> Brought:
    """Return what would become of a feed, writing nothing."""
    require(can_keep_services(by))
    known = {
        service.source_id: service
        for service in Service.objects.filter(authority_id=by.authority_id, feed=name)
    }
    own = {
        str(key)
        for key in Service.objects.filter(authority_id=by.authority_id, feed="").values_list("id", flat=True)
    }
    brought = Brought(rejects=list(feed.rejects))
    for record in feed.services:
        brought.with_markup += has_markup(record.get("description"))
        if record["id"] in own:
            brought.own += 1
        else:
            sort_in(brought, record, known.pop(record["id"], None), name, by)
    brought.retired = [service for service in known.values() if not service.left_feed_on]
    return brought


def sort_in(brought: Brought, record: Record, known: Service | None, name: str, by: Practitioner) -> None:
    """Put a service of the feed where it belongs: new, changed or the same."""
    bare, told = told_here(record)
    if known and known.record == bare and not known.left_feed_on and not differs(known, told):
        brought.same += 1
        return
    service = known or Service(
        id=new_id(), authority_id=by.authority_id, feed=name, source_id=str(record["id"])
    )
    values: dict[str, Any] = {**columns_of(bare), **told, "record": bare, "left_feed_on": None}
    for column, value in values.items():
        setattr(service, column, value)
    service.active = service.can_be_asked()
    (brought.changed if known else brought.added).append(service)


def differs(service: Service, told: dict[str, Any]) -> bool:
    """Whether a feed tells a waiting time or places other than those that stand here."""
    return any(getattr(service, column) != value for column, value in told.items())


def organisations_for(services: Sequence[Record], name: str, by: Practitioner) -> dict[str, Any]:
    """Return the organisations of a feed by their ids there, after adding and renaming what is new."""
    named = {one["organization"]["id"]: one["organization"]["name"][:300] for one in services}
    Organisation.objects.bulk_create(
        (
            Organisation(id=new_id(), authority_id=by.authority_id, feed=name, source_id=key, name=title)
            for key, title in named.items()
        ),
        batch_size=A_SET,
        update_conflicts=True,
        unique_fields=["authority", "feed", "source_id"],
        update_fields=["name"],
    )
    found = Organisation.objects.filter(authority_id=by.authority_id, feed=name)
    return dict(found.values_list("source_id", "id"))
