"""Services of a feed, as small as they may be and with one of each part."""

import json
import uuid
from typing import Any

PLAY_GROUP = {
    "age_from": 0,
    "age_to": 4,
    "needs": ["early_development"],
    "cost": "Free",
    "languages": "English, Welsh",
    "locations": [{"name": "Hall", "address": "1 High Street, Marlow", "postcode": "ZZ2 3CD"}],
}
"""What is known of a service that is kept here."""


def new_key() -> str:
    """An id as feeds have them."""
    return str(uuid.uuid4())


def make_record(**values: Any) -> dict[str, Any]:
    """A service of a charity, as a feed tells it."""
    return {
        "id": new_key(),
        "name": "Harbour bereavement support",
        "status": "active",
        "description": "Somebody to talk to after a death.",
        "minimum_age": 5,
        "maximum_age": 11,
        "assured_date": "2025-08-01",
        "organization": {
            "id": "0b0c2f0e-7a66-4a4e-8c5e-3e6d1f7c9a01",
            "name": "Harbour Trust",
            "description": "A charity.",
        },
        "cost_options": [
            {"id": new_key(), "option": "Under 11s", "amount": 3.5, "amount_description": "a session"}
        ],
        "schedules": [
            {"id": new_key(), "freq": "WEEKLY", "byday": "MO,TH", "opens_at": "16:00", "closes_at": "18:00"}
        ],
        "languages": [{"id": new_key(), "name": "English"}],
        "contacts": [{"id": new_key(), "phones": [{"id": new_key(), "number": "01632 960123"}]}],
        "service_at_locations": [
            {
                "id": new_key(),
                "location": {
                    "id": new_key(),
                    "location_type": "physical",
                    "name": "Harbour House",
                    "addresses": [
                        {
                            "id": new_key(),
                            "address_1": "2 Quay Lane",
                            "city": "Marlow",
                            "state_province": "",
                            "postal_code": "ZZ1 2AB",
                            "country": "GB",
                            "address_type": "physical",
                        }
                    ],
                },
            }
        ],
        "attributes": [
            {
                "id": new_key(),
                "link_type": "service_category",
                "taxonomy_term": {
                    "id": new_key(), "taxonomy": "needs", "name": "Bereavement support", "description": ""
                },
            }
        ],
        **values,
    }  # fmt: skip


def feed_text(*records: Any) -> str:
    """A page of a feed."""
    return json.dumps({"version": "HSDS-UK-3.0", "contents": list(records)})
