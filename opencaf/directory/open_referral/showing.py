"""What we show of a service's record: its columns here, worked out from what the feed says."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

from opencaf.directory.open_referral.shapes import Record

TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
BREAKS = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^>]*>", re.IGNORECASE)
SPACES = re.compile(r"[ \t]+")
DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
# What Open Referral UK has no field for: our own attributes of a service.
OURS = "opencaf_"
WAITING_WEEKS, WAITING_WORDS, PLACES = "opencaf_waiting_weeks", "opencaf_waiting_words", "opencaf_places_free"
NEED = "opencaf_need"


def has_markup(text: str | None) -> bool:
    """Whether a text has HTML in it."""
    return bool(text and TAG.search(text))


def plain(text: str | None) -> str:
    """Return the words of a text that may be HTML."""
    if not text:
        return ""
    bare = TAG.sub("", BREAKS.sub("\n", text)) if "<" in text else text
    lines = [SPACES.sub(" ", line).strip() for line in html.unescape(bare).replace("\r", "").split("\n")]
    return "\n".join(line for line in lines if line)


def columns_of(record: Record) -> dict[str, Any]:
    """Return the columns that a service's record fills."""
    return {
        "name": plain(record["name"]).replace("\n", " ")[:200] or "Service without a name",
        "description": plain(record.get("description")),
        "status": record["status"],
        "age_from": age(record.get("minimum_age")),
        "age_to": age(record.get("maximum_age")),
        "eligibility": plain(record.get("eligibility_description")) or who_it_is_for(record),
        "cost": cost_of(record),
        "locations": list(locations_of(record)),
        "times": "\n".join(line for one in listed(record, "schedules") if (line := time_of(one))),
        "languages": ", ".join(
            one.get("name") or one.get("code") or "" for one in listed(record, "languages")
        ),
        "terms": terms_of(record),
        "phone": phone_of(record)[:100],
        "email": (record.get("email") or contact_email(record))[:254],
        "website": record.get("url") or "",
        "checked_on": day(record.get("assured_date")),
    }


def told_here(record: Record) -> tuple[Record, dict[str, Any]]:
    """Return a record without our own attributes, and the columns that these fill."""
    attributes = listed(record, "attributes")
    ours = [one for one in attributes if str(one.get("link_type", "")).startswith(OURS)]
    if not ours:
        return record, {}
    rest = [one for one in attributes if one not in ours]
    bare = {name: value for name, value in record.items() if name != "attributes"}
    if rest:
        bare["attributes"] = rest
    told: dict[str, Any] = {"needs": [one["value"] for one in ours if one["link_type"] == NEED]}
    for one in ours:
        told |= told_by(one["link_type"], one.get("value") or "", day(one.get("label")))
    return bare, told


def told_by(kind: str, value: str, on: dt.date | None) -> dict[str, Any]:
    """Return what one of our own attributes says, where it can be read."""
    if on is None:
        return {}
    if kind == WAITING_WORDS:
        return {"waiting_words": value[:300], "waiting_on": on}
    number = int(value) if value.isdecimal() and len(value) < 5 else None
    if kind == WAITING_WEEKS and number is not None:
        return {"waiting_weeks": number, "waiting_on": on}
    if kind == PLACES and number is not None:
        return {"places_free": number, "places_on": on}
    return {}


def listed(record: Record, name: str) -> list[Record]:
    """Return a list of a record, where it has one."""
    return record.get(name) or []


def age(number: float | None) -> int | None:
    """Return an age in whole years."""
    return None if number is None else int(number)


def day(text: str | None) -> dt.date | None:
    """Return the day that a text begins with, if it does."""
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def who_it_is_for(record: Record) -> str:
    """Return the terms that say for whom a service is, where nothing else does."""
    links = ("eligibility", "service_eligibility", "circumstance")
    found = [term_of(one) for one in listed(record, "attributes") if one.get("link_type") in links]
    return ", ".join(term for term in found if term)


def cost_of(record: Record) -> str:
    """Return what a service costs, a line for each way of paying."""
    lines = []
    for one in listed(record, "cost_options"):
        amount = one.get("amount")
        parts = [one.get("option"), f"£{amount:,.2f}" if amount else None, one.get("amount_description")]
        lines.append(" ".join(plain(part) for part in parts if part) or ("Free" if amount == 0 else ""))
    return "\n".join(line for line in lines if line) or plain(record.get("fees"))


def locations_of(record: Record) -> Iterator[dict[str, str]]:
    """Yield where a service is given: a name, an address, a postcode."""
    for one in listed(record, "service_at_locations"):
        location = one.get("location") or {}
        address = next(iter(listed(location, "addresses")), {})
        parts = [address.get(name) for name in ("address_1", "address_2", "city")]
        found = {
            "name": plain(location.get("name")),
            "address": ", ".join(plain(part) for part in parts if part),
            "postcode": plain(address.get("postal_code")),
        }
        if any(found.values()):
            yield found


def time_of(schedule: Record) -> str:
    """Return when a service is given, in words."""
    if schedule.get("description"):
        return plain(schedule["description"])
    days = [DAYS.get(part.strip()[-2:], "") for part in (schedule.get("byday") or "").split(",")]
    words = ", ".join(name for name in days if name)
    opens, closes = (schedule.get("opens_at") or "")[:5], (schedule.get("closes_at") or "")[:5]
    hours = f"{opens} to {closes}" if opens and closes else opens
    return " ".join(part for part in (words, hours) if part)


def terms_of(record: Record) -> list[str]:
    """Return the terms under which a service stands, each once."""
    found = [term_of(one) for one in listed(record, "attributes")]
    return list(dict.fromkeys(term for term in found if term))


def term_of(attribute: Record) -> str:
    """Return the term of an attribute."""
    term = attribute.get("taxonomy_term") or {}
    return plain(term.get("name") or term.get("term") or attribute.get("label"))


def phone_of(record: Record) -> str:
    """Return the first telephone number of a service: its own, or its contacts'."""
    contacts = listed(record, "contacts")
    phones = listed(record, "phones") + [phone for one in contacts for phone in listed(one, "phones")]
    return plain(phones[0]["number"]) if phones else ""


def contact_email(record: Record) -> str:
    """Return the e-mail address of the first contact that has one."""
    return next((one["email"] for one in listed(record, "contacts") if one.get("email")), "")
