"""Writing a feed: every service as Open Referral UK 3.0, always in the same order and the same letters."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from opencaf.directory.models import Service, ServiceStatus
from opencaf.directory.open_referral.reading import VERSION
from opencaf.directory.open_referral.shapes import Record
from opencaf.directory.open_referral.showing import NEED, PLACES, WAITING_WEEKS, WAITING_WORDS


def feed_of(services: Iterable[Service]) -> str:
    """Return services as one page of the interface's `/services`, by id."""
    contents = sorted((record_of(service) for service in services), key=lambda record: str(record["id"]))
    page = {
        "contents": contents,
        "empty": not contents,
        "first_page": True,
        "last_page": True,
        "page_number": 1,
        "size": len(contents),
        "total_items": len(contents),
        "total_pages": 1,
        "version": VERSION,
    }
    return json.dumps(page, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def record_of(service: Service) -> Record:
    """Return a service as a record: what its feed said, or what we know, and what is kept here."""
    record = dict(service.record) if service.is_of_a_feed else own_record(service)
    if not service.active and record["status"] == ServiceStatus.ACTIVE:
        record["status"] = str(ServiceStatus.INACTIVE)
    kept = attributes_of(service, str(record["id"]))
    if kept:
        record["attributes"] = [*(record.get("attributes") or []), *kept]
    return record


def own_record(service: Service) -> Record:
    """Return the record of a service that is kept here; what is not known is left out."""
    agency = service.agency
    key = str(service.id)
    found: dict[str, Any] = {
        "id": key,
        "name": service.name,
        "status": str(service.status),
        "organization": {"id": str(service.agency_id), "name": str(agency), "description": str(agency)},
        "organization_id": str(service.agency_id),
        "description": service.description,
        "eligibility_description": service.eligibility,
        "minimum_age": service.age_from,
        "maximum_age": service.age_to,
        "assured_date": service.checked_on.isoformat() if service.checked_on else None,
        "url": service.website,
        "email": service.email,
        "cost_options": [{"id": part_id(key, "cost"), "option": service.cost}] if service.cost else [],
        "schedules": [{"id": part_id(key, "times"), "description": service.times}] if service.times else [],
        "languages": [
            {"id": part_id(key, f"language{place}"), "name": name.strip()}
            for place, name in enumerate(service.languages.split(","))
            if name.strip()
        ],
        "phones": [{"id": part_id(key, "phone"), "number": service.phone}] if service.phone else [],
        "service_at_locations": [at_location(key, n, where) for n, where in enumerate(service.locations)],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def at_location(key: str, place: int, where: dict[str, str]) -> Record:
    """Return where a service is given as Open Referral UK says it."""
    location: Record = {"id": part_id(key, f"location{place}"), "location_type": "physical"}
    if where.get("name"):
        location["name"] = where["name"]
    if where.get("address") and where.get("postcode"):
        *lines, town = [part.strip() for part in where["address"].split(",")]
        address = {
            "id": part_id(key, f"address{place}"),
            "address_1": ", ".join(lines) or town,
            "city": town,
            "state_province": "",
            "postal_code": where["postcode"],
            "country": "GB",
            "address_type": "physical",
        }
        location["addresses"] = [address]
    return {"id": part_id(key, f"at{place}"), "location": location}


def attributes_of(service: Service, key: str) -> list[Record]:
    """Return what is kept here and has no field there: waiting time, free places and kinds of need."""
    waited = service.waiting_on.isoformat() if service.waiting_on else ""
    told = [
        (WAITING_WEEKS, service.waiting_weeks, waited),
        (WAITING_WORDS, service.waiting_words or None, waited),
        (PLACES, service.places_free, service.places_on.isoformat() if service.places_on else ""),
        *((NEED, code, "") for code in service.needs),
    ]
    return [
        {
            "id": part_id(key, f"{kind}{value if kind == NEED else ''}"),
            "label": label,
            "link_entity": "service",
            "link_id": key,
            "link_type": kind,
            "value": str(value),
        }
        for kind, value, label in told
        if value is not None
    ]


def part_id(key: str, part: str) -> str:
    """Return the id of a part of a record: the same at every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{key}/{part}"))
