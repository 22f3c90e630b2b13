"""What is given away holds every field that the published schemas of HSDS 3.0 require.

Source: the JSON schemas of openreferral/specification, `schema/*.json`, lists `required`.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.directory.operations.exporting import export_feed
from opencaf.directory.operations.keeping import add_service, keep_waiting
from tests.directory.feeds import PLAY_GROUP
from tests.factories import AgencyFactory

REQUIRED = {
    "contents": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "service_at_locations": {"id"},
    "location": {"id", "location_type"},
    "addresses": {
        "id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    },
    "phones": {"id", "number"},
    "schedules": {"id"},
    "languages": {"id"},
    "cost_options": {"id"},
    "attributes": {"id"},
}


def parts_of(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record within a page of a feed, with the name it stands under."""
    if isinstance(value, list):
        for one in value:
            yield from parts_of(one, name)
    elif isinstance(value, dict):
        yield name, value
        for inner, one in value.items():
            yield from parts_of(one, inner)


def missing_in(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Which required fields are missing, or empty of any value at all, in which kind of record."""
    return [
        (name, field)
        for name, record in parts_of(page)
        for field in sorted(REQUIRED.get(name, ()))
        if record.get(field) is None
    ]


@pytest.fixture
def page(coordinator: Practitioner) -> dict[str, Any]:
    """The export of one service of which everything is known."""
    service = add_service(
        agency=AgencyFactory(),
        name="Play group",
        details={**PLAY_GROUP, "times": "Mondays at ten", "phone": "01632 960 123"},
        by=coordinator,
    )
    keep_waiting(service=service, weeks=6, words="", as_of=clock.today(), by=coordinator)
    found: dict[str, Any] = json.loads(export_feed(by=coordinator))
    return found


def test_no_required_field_is_missing(page: dict[str, Any]) -> None:
    assert {name for name, _ in parts_of(page)} >= REQUIRED.keys()
    assert missing_in(page) == []


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in REQUIRED for field in REQUIRED[name]])
def test_a_missing_field_is_seen(page: dict[str, Any], name: str, field: str) -> None:
    next(record for kind, record in parts_of(page) if kind == name).pop(field)

    assert missing_in(page)[0] == (name, field)
