"""The family: looked for, recorded, related, housed; moves and a birth on their days."""

from __future__ import annotations

import uuid
from typing import Any

from opencaf.people.models import Person, Relationship
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.homes import add_other_homes, home_of_child, where
from tests.journeys.cases.journey import Journey, day
from tests.journeys.cases.reading import Entry
from tests.journeys.cases.sealing import seal_what_is_sealed

SAME = {
    "ethnicity": "ethnicity",
    "ethnicity_words": "ethnicity_own_words",
    "first_language": "first_language",
    "interpreter": "interpreter",
    "religion": "religion",
    "disability": "disability",
    "special_requirements": "special_requirements",
    "nhs_number": "nhs_number",
    "upn": "upn",
    "school_note": "setting_note",
    "note": "note",
}
SIBLINGS = ("brother", "sister")


def search(at: Journey) -> None:
    """Look for every spelling of the file before a record is started."""
    check = at.case["intention"]["existing_record_check"]
    at.hands.home()
    at.hands.follow("/children/")
    for words in check["searched_for"]:
        at.hands.write(sought(words))
        at.hands.press("Find")
        at.hands.see("No record was found")


def sought(words: str) -> Answers:
    """Return what is typed into the search: a name, a name with a year, or a date of birth."""
    if "/" in words:
        return dict(zip(("born_day", "born_month", "born_year"), words.split("/"), strict=True))
    *name, last = words.split()
    return {"name": " ".join(name), "born_year": last} if last.isdigit() else {"name": words}


def record_family(at: Journey) -> None:
    """Record the children, then everybody else, each related to the first child."""
    at.hands.press("Start a record")
    first, *others = at.case.parts("people")
    at.hands.write({**about(at, first), **home_of_child(at, first)})
    at.hands.send()
    remember(at, first)
    siblings = [one for one in others if kin_to(at, one, at.subjects[0]) in SIBLINGS or is_subject(one)]
    for one in [*siblings, *(one for one in others if one not in siblings)]:
        add_relative(at, one)
    relate_the_rest(at)
    add_other_homes(at)
    seal_what_is_sealed(at)


def is_subject(one: Entry) -> bool:
    """Whether the case is about somebody."""
    return bool(one["role"] == "subject child")


def about(at: Journey, one: Entry) -> Answers:
    """Return what the form asks about a person."""
    stage: Entry = one["stages"][0] if one.peek("stages") else one
    answers: Answers = {name: one.get(key) for name, key in SAME.items() if not held_later(one, key)}
    contact = one.get("contact")
    return {
        **answers,
        **birth_of(one, stage),
        "given_names": stage.get("given_names", ""),
        "family_name": stage["family_name"],
        "sex": {"unknown": "U"}.get(stage["sex"], stage["sex"]),
        "known_as": ", ".join(one.rows("known_as")),
        "previous_family_names": ", ".join(one.rows("previous_family_names")),
        "other_languages": ", ".join(one.rows("other_languages")),
        "young_carer": "yes" if one.get("young_carer") else None,
        "school": at.id_of(one["setting"]) if one.peek("setting") else None,
        **special_needs(one),
        "mobile": contact.get("mobile") if contact else None,
        "email": contact.get("email") if contact else None,
        "reaching_words": contact.get("prefers") if contact else None,
        **({"note": stage["recorded_as"]} if stage is not one else {}),
    }


def held_later(one: Entry, key: str) -> bool:
    """Whether something becomes known only at the birth."""
    return key == "nhs_number" and bool(one.peek("nhs_number_from"))


def birth_of(one: Entry, stage: Entry) -> Answers:
    """Return the date of birth, or the expected one."""
    if stage is not one:
        assert stage["expected_date"] == one["expected_date"]
        return {"birth": "expected", "expected_on": stage["expected_date"]}
    return {"birth": "born", "born_on": one["date_of_birth"]} if one.peek("date_of_birth") else {}


def special_needs(one: Entry) -> Answers:
    """Return special educational needs as a code and in the file's words."""
    words = one.get("sen")
    if words is None:
        return {}
    return {"special_needs": "N" if words.startswith("none") else "K", "special_needs_words": words}


def kin_to(at: Journey, one: Entry, child: str) -> str:
    """Return what somebody is to a child in the file's words; empty where it says nothing."""
    row = tie(at, one.peek("id"), child)
    return str(row.peek("relationship")) if row else ""


def tie(at: Journey, of: str, to: str) -> Entry | None:
    """Return the file's row on how one is related to the other."""
    rows = at.case.parts("relationships")
    return next((row for row in rows if (row.peek("of"), row.peek("to")) == (of, to)), None)


def add_relative(at: Journey, one: Entry) -> None:
    """Record somebody of the family, related to the first child and alike to the others."""
    at.open_child("children:add_relative")
    first = at.subjects[0]
    row = tie(at, one.peek("id"), first)
    answers = {**about(at, one), **where(at, one)}
    if row is None:
        kinship = "sister" if one.peek("sex") == "F" else "brother"
    else:
        kinship = row["relationship"]
        answers |= responsibility(row)
        answers["also_of"] = [at.id_of(other) for other in alike(at, one, kinship)] or None
    at.hands.write({**answers, "kinship": kinship, "relationship_note": note_on(one, row)})
    at.hands.send()
    remember(at, one)


def responsibility(row: Entry) -> Answers:
    """Return parental responsibility, if it is there already, and the note."""
    if row.peek("from"):
        return {"parental_responsibility": "no" if row.peek("note") else "dont_know"}
    says = {True: "yes", False: "no"}.get(row.get("parental_responsibility", ""))
    return {"parental_responsibility": says}


def note_on(one: Entry, row: Entry | None) -> str:
    """Return what the kinship alone does not say: on whose side, and how contact goes."""
    side = one["role"] if "grand" in one["role"] else ""
    return "; ".join(words for words in (side, contact_words(row) if row else "") if words)


def contact_words(row: Entry) -> str:
    """Return how contact goes, in a note."""
    return f"Contact: {row['contact']}" if row.peek("contact") else ""


def alike(at: Journey, one: Entry, kinship: str) -> list[str]:
    """Return the other children recorded already to whom somebody is the same."""
    rows = [row for row in at.case.rows("relationships") if row["of"] == one.peek("id")]
    others = [row["to"] for row in rows if row["relationship"] == kinship and row["to"] != at.subjects[0]]
    return [other for other in others if other in at.people and is_child(at, other)]


def is_child(at: Journey, key: str) -> bool:
    """Whether somebody is one of the children."""
    return at.person(key).peek("role") in ("subject child", "sibling")


def remember(at: Journey, one: Entry) -> None:
    """Keep the id that the program gave somebody."""
    stage: dict[str, Any] = (one.peek("stages") or [one.held])[0]
    names = {"given_names": stage["given_names"] or "", "family_name": stage["family_name"]}
    with at.inside():
        at.people[one.peek("id")] = Person.objects.get(**names).id


def relate_the_rest(at: Journey) -> None:
    """Say every relationship of the file that is not there yet, in one direction or the other."""
    for row in at.case.rows("relationships"):
        of, to = at.people[row["of"]], at.people[row["to"]]
        if is_related(at, of, to, row):
            continue
        at.open_child("children:relate")
        at.hands.write(
            {
                "of": str(of),
                "kinship": row["relationship"],
                "to": str(to),
                "parental_responsibility": responsibility(row).get("parental_responsibility"),
                "note": contact_words(row),
            }
        )
        at.hands.send()


def is_related(at: Journey, of: uuid.UUID, to: uuid.UUID, row: Entry) -> bool:
    """Whether two people are related already; brothers and sisters count from either side."""
    with at.inside():
        held = Relationship.objects.filter(of_id=of, to_id=to).exists()
        back = Relationship.objects.filter(of_id=to, to_id=of).exists()
    return held or (back and row["relationship"] in SIBLINGS)


def later_events(at: Journey) -> list[tuple[str, str, Any]]:
    """Return moves, and parental responsibility that begins, after the intention, with their days."""
    today = at.case.peek("intention")["on"]
    moves = [
        (one.peek("from"), "move", (house, one))
        for house in at.case.parts("households")
        for one in house.parts("members")
        if one.peek("from") > today
    ]
    begins = [
        (row.peek("from"), "responsibility", row)
        for row in at.case.parts("relationships")
        if row.peek("from")
    ]
    return [*moves, *begins]


def begin_responsibility(at: Journey, row: Entry) -> None:
    """Say that somebody has parental responsibility from a day."""
    with at.inside():
        held = Relationship.objects.get(of_id=at.people[row["of"]], to_id=at.people[row["to"]], to_on=None)
    at.open_child("children:change_relationship", relationship_id=held.id)
    at.hands.write(
        {
            "what": "responsibility",
            "parental_responsibility": "yes" if row["parental_responsibility"] else "no",
            "changed_on": row["from"],
            "note": row.get("note"),
        }
    )
    at.hands.send()


def record_birth(at: Journey, key: str) -> None:
    """Record that the baby was born: the same record gets name and date of birth."""
    one = at.person(key)
    unborn, born = one["stages"]
    assert unborn["until"] == born["from"] == born["date_of_birth"]
    at.open_child("children:record_birth")
    at.hands.write(
        {
            "given_names": born["given_names"],
            "family_name": born["family_name"],
            "born_on": born["date_of_birth"],
            "sex": born["sex"],
            "nhs_number": one["nhs_number"] if day(one["nhs_number_from"]) <= day(born["from"]) else None,
        }
    )
    at.hands.send()
