"""What a file says is sealed: sealed through the pages, and afterwards hidden from whoever was not named."""

from __future__ import annotations

import uuid

from opencaf.people.models import ContactPoint, Household, Seal
from tests.journeys.cases.hands import address
from tests.journeys.cases.journey import COORDINATOR, Journey
from tests.journeys.cases.reading import Entry

WHY = {"why": "refuge", "words": "The family hides from somebody. Ask before you write or ring."}


def seal_what_is_sealed(at: Journey) -> None:
    """Seal the addresses and numbers of the file for whoever types and the coordinator."""
    parts = [*sealed_homes(at), *sealed_numbers(at)]
    for kind, record_id in parts:
        at.open_child("children:seal", kind=kind, record_id=record_id)
        named = [] if typist(at) == COORDINATOR else [at.name_of(COORDINATOR)]
        at.hands.write({**WHY, **({"readers": named} if named else {})})
        at.hands.send()
        at.hands.see("It is sealed")


def typist(at: Journey) -> str:
    """Who sits at the browser, by the file's id."""
    people = at.place.practitioners.items()
    return next(key for key, one in people if one.email == at.hands.who)


def sealed_homes(at: Journey) -> list[tuple[str, uuid.UUID]]:
    """Return the addresses that are sealed in the file."""
    houses = [house for house in at.case.parts("households") if house.peek("sealed") and house["sealed"]]
    with at.inside():
        return [("address", home_of(house)) for house in houses]


def home_of(house: Entry) -> uuid.UUID:
    """Return the id of an address of the file; to be asked inside."""
    return Household.objects.get(line1=house.peek("address")["line1"]).id


def sealed_numbers(at: Journey) -> list[tuple[str, uuid.UUID]]:
    """Return the telephone numbers and mail addresses that are sealed in the file."""
    people = [
        one
        for one in at.case.parts("people")
        if (one.peek("contact") or {}).get("sealed") and one["contact"]["sealed"]
    ]
    with at.inside():
        held = ContactPoint.objects.filter(person_id__in=[at.people[one.peek("id")] for one in people])
        return [("contact", record_id) for record_id in held.values_list("id", flat=True)]


def check_sealed(at: Journey) -> None:
    """Look with the eyes of the list, and of somebody who works with the family and was not named."""
    homes = [house for house in at.case.parts("households") if house.peek("sealed")]
    if not homes:
        return
    with at.inside():
        seals = list(Seal.objects.filter(opened_on=None).select_related("recorded_by"))
    numbers = [one for one in at.case.parts("people") if (one.peek("contact") or {}).get("sealed")]
    words = [house.peek("address")["line1"] for house in homes]
    words += [one.peek("contact")["mobile"] for one in numbers]
    who_sealed = seals[0].recorded_by
    show = address("children:show", {"child_id": at.child_id})

    at.hands.work_as(who_sealed.email)
    at.open_child()
    assert show in at.hands.page.url
    assert [one for one in words if one not in at.hands.text()] == []

    at.hands.work_as(at.email(not_named(at, who_sealed.email)))
    at.open_child()
    assert [one for one in words if one in at.hands.text()] == []
    at.hands.see(f"Sealed Ask {who_sealed}")


def not_named(at: Journey, who_sealed: str) -> str:
    """Return somebody who works with the family and is on no list."""
    listed = {who_sealed, at.email(COORDINATOR)}
    return next(key for key in sorted(at.let_in) if at.signs_in(key) and at.email(key) not in listed)
