"""Where people live: addresses, homes left before, and moves on their days."""

from __future__ import annotations

from opencaf.people.models import HouseholdMember
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.reading import Entry


def home_of_child(at: Journey, one: Entry) -> Answers:
    """Return the address of the first child; an unborn baby has none yet."""
    if one.peek("stages"):
        return {}
    house = now_of(at, one)
    assert house is not None
    return {**address_of(house), "lives_from_on": since(house, one)}


def now_of(at: Journey, one: Entry) -> Entry | None:
    """Return the household in which somebody lives on the day of the intention."""
    today = at.case.peek("intention")["on"]
    for house in at.case.rows("households"):
        for member in house.parts("members"):
            is_theirs = member.peek("person") == one.peek("id")
            if is_theirs and member.peek("from") <= today < (member.peek("to") or "9999"):
                return house  # type: ignore[no-any-return]
    return None


def since(house: Entry, one: Entry) -> str:
    """Return since when somebody lives in a household."""
    members = house["members"]
    return str(next(row["from"] for row in members if row["person"] == one.peek("id")))


def address_of(house: Entry) -> Answers:
    """Return an address as the forms ask it."""
    answers = {part: house["address"].get(part) for part in ("line1", "line2", "city", "postcode")}
    return {**answers, "tenure": house.get("tenure")}


def where(at: Journey, one: Entry) -> Answers:
    """Return where somebody lives: with somebody recorded already, elsewhere, or not known."""
    house = now_of(at, one)
    offered = any(control["name"] == "lives" for control in at.hands.controls())
    if house is None:
        return {"lives": "not_known"} if offered else {}
    with at.inside():
        stays = HouseholdMember.objects.filter(household__line1=house["address"]["line1"])
        held = stays.values_list("household_id", flat=True).first()
    here = {"lives_from_on": since(house, one)}
    known = str(held) if held else ""
    if known and known in [control["value"] for control in at.hands.controls() if control["name"] == "lives"]:
        return {"lives": known, **here}
    return {"lives": "elsewhere" if offered else None, **address_of(house), **here}


def add_other_homes(at: Journey) -> None:
    """Add the homes that the family had left before the case began."""
    today = at.case.peek("intention")["on"]
    for house in at.case.parts("households"):
        members = house.parts("members")
        if not all((one.peek("to") or "9999") <= today for one in members):
            continue
        at.open_child("children:add_household")
        at.hands.write(
            {
                **address_of(house),
                "people": [at.id_of(one["person"]) for one in members],
                "from_on": members[0]["from"],
                "to_on": members[0]["to"],
                "before": "past",
            }
        )
        at.hands.send()


def move(at: Journey, found: tuple[Entry, Entry]) -> None:
    """Say that somebody moved, to an address known already or a new one."""
    house, member = found
    with at.inside():
        stays = HouseholdMember.objects.filter(household__line1=house["address"]["line1"])
        held = stays.values_list("household_id", flat=True).first()
    who = at.id_of(member["person"])
    if held:
        at.open_child("children:move_home")
        at.hands.write(
            {"people": [who], "household": str(held), "moved_on": member["from"], "before": "moved"}
        )
    else:
        at.open_child("children:add_household")
        at.hands.write({**address_of(house), "people": [who], "from_on": member["from"], "before": "moved"})
    at.hands.send()
