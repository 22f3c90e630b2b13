"""What goes with a request, in words: the same on the service's page and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opencaf.core.dates import in_words
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.codes import CONCERN_WORDS, NEED_TAGS, MarkState, OutcomeStatus
from opencaf.people.codes import Kinship
from opencaf.people.models import ContactPoint, Person
from opencaf.web.shared.case import age_in_words, join_words

Told = dict[str, Any]
NOT_REACHED = "No address or number is shown. Ask whoever leads."


@dataclass(frozen=True)
class Line:
    """A text, and what it is where that must be said."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its lines; of level 2 below one of level 1."""

    title: str
    lines: list[Line]
    level: int = 1


def sections_of(told: Told, lead_title: str) -> list[Section]:
    """Return everything that goes, in the order in which it is read."""
    return [
        Section("Why it is asked", list(why(told))),
        Section("Who it is for", [Line(person_in_words(one), name_of(one)) for one in told["people"]]),
        Section("How to reach the family", list(reached(told)) or [Line(NOT_REACHED)]),
        Section("Who leads", [lead_line(told["lead"], lead_title)]),
        *from_assessment(told),
        *([Section("What the plan wants to change", outcome_lines(told))] if told["outcomes"] else []),
        *([Section("What the family said", view_lines(told))] if told["views"] else []),
    ]


def asked_in_words(told: Told) -> str:
    """Return who asks whom for what, and since when, in a sentence."""
    asked, sent = (in_words(dt.date.fromisoformat(told[name])) for name in ("asked_on", "sent_on"))
    by = f" by {told['by']}" if told["by"] else ""
    return f"{told['agency']} was asked for {told['service']}{by} on {asked}. It was sent on {sent}."


def why(told: Told) -> Iterator[Line]:
    """Why the service is asked, and for which kind of need."""
    yield Line(told["reason"] or "No reason was written. Ask whoever sent it.")
    if told["need"]:
        yield Line(NEED_TAGS[told["need"]], "Kind of need")


def person_of(one: Told) -> Person:
    """Return somebody as a row that knows its names and ages."""
    return Person(
        given_names=one["given_names"],
        family_name=one["family_name"],
        born_on=day(one.get("born_on")),
        born_accuracy=one.get("born_accuracy") or "",
        expected_on=day(one.get("expected_on")),
        age_years=one.get("age_years"),
    )


def day(text: str | None) -> dt.date | None:
    """Return a day as JSON holds it."""
    return dt.date.fromisoformat(text) if text else None


def name_of(one: Told) -> str:
    """Return somebody's name as people say it."""
    return person_of(one).full_name


def names_of(told: Told) -> str:
    """Return for whom the service is asked."""
    return join_words([name_of(one) for one in told["people"]])


def person_in_words(one: Told) -> str:
    """Return when somebody was born, how old they are, and what they speak."""
    person = person_of(one)
    birth: PartialDate | None = person.birth
    born = f"Born {birth}, {age_in_words(person)}" if birth else age_in_words(person).capitalize()
    return ". ".join(filter(None, [born, *spoken(one)]))


def spoken(one: Told) -> list[str]:
    """Return which languages somebody speaks, and whether an interpreter is needed."""
    languages = ", ".join(filter(None, [one["first_language"], one.get("other_languages", "")]))
    return [
        f"Speaks {languages}" if languages else "",
        f"Interpreter: {one['interpreter']}" if one["interpreter"] else "",
    ]


def reached(told: Told) -> Iterator[Line]:
    """Where and how each of them, and who cares for a child, can be reached."""
    carers: set[str] = set()
    for one in told["people"]:
        if ways := [*one["homes"], *contacts(one)]:
            yield Line(". ".join(ways), name_of(one))
        for carer in one["carers"]:
            if name_of(carer) not in carers:
                carers.add(name_of(carer))
                yield carer_line(carer, one)


def carer_line(carer: Told, child: Told) -> Line:
    """Return how somebody who cares for a child is reached."""
    kin = f"{Kinship(carer['kinship']).label} of {person_of(child).first_name}"
    return Line(". ".join(filter(None, [kin, *spoken(carer), *contacts(carer)])), name_of(carer))


def contacts(one: Told) -> list[str]:
    """Return somebody's numbers and addresses of mail, each with what it is."""
    return [
        f"{ContactPoint.Kind(point['kind']).label}: {point['value']}"
        + (f" ({point['note']})" if point["note"] else "")
        for point in one["reached"]
    ]


def lead_line(lead: Told | None, lead_title: str) -> Line:
    """Return who leads, where they work and their telephone."""
    if lead is None:
        return Line(f"Nobody is {lead_title} yet. Ask whoever sent it.")
    return Line(
        ", ".join(filter(None, [lead["agency"], lead["phone"]])) or "No telephone is noted", lead["name"]
    )


def from_assessment(told: Told) -> Iterator[Section]:
    """The elements that go, each with its marks, its story and the family's words."""
    if not told["elements"]:
        return
    days = {in_words(dt.date.fromisoformat(one["completed_on"])) for one in told["elements"]}
    yield Section("From the assessment", [Line(f"Completed on {join_words(sorted(days))}")])
    names = {one["id"]: person_of(one).first_name for one in told["people"]}
    for element in told["elements"]:
        lines = [mark_line(mark, names, len(element["marks"])) for mark in element["marks"]]
        for box in element["boxes"]:
            lines += [Line(box["story"])] if box["story"] else []
            lines += [Line(box["family_words"], "In the family’s words")] if box["family_words"] else []
        yield Section(element["name"], lines or [Line("Nothing is written here.")], level=2)


def mark_line(mark: Told, names: dict[str, str], marks: int) -> Line:
    """Return the mark of a child, with its number and its word."""
    word = (
        f"{mark['value']} of 5. {CONCERN_WORDS[mark['value']]}"
        if mark["state"] == MarkState.MARKED
        else MarkState(mark["state"]).label
    )
    return Line(word, f"Concern, {names[mark['child']]}" if marks > 1 else "Concern")


def outcome_lines(told: Told) -> list[Line]:
    """Return what the plan wants to change, in whose words, and how far it is."""
    found = []
    for one in told["outcomes"]:
        by = f"by {in_words(dt.date.fromisoformat(one['target_on']))}" if one["target_on"] else ""
        how_far = ", ".join(filter(None, [OutcomeStatus(one["status"]).label, by]))
        found.append(Line(f"{one['wording']} ({how_far})", one["whose_words"]))
    return found


def view_lines(told: Told) -> list[Line]:
    """Return what the family said, who and when."""
    return [
        Line(
            one["text"],
            f"{name_of(one) if one['family_name'] or one['given_names'] else 'Parents and carers'}, "
            f"{in_words(dt.date.fromisoformat(one['said_on']))}",
        )
        for one in told["views"]
    ]
