"""The assessment: begun, visited, written box by box, shown, completed; and its later versions."""

from __future__ import annotations

from typing import Any

from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Story
from opencaf.people.models import Person
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.reading import Entry

TEXTS = ("story", "family_words", "strengths", "needs", "evidence")
DOMAIN_OF = {element.code: str(element.domain) for element in ELEMENTS}
DOMAINS = tuple(dict.fromkeys(DOMAIN_OF.values()))


def version(at: Journey, number: str) -> Entry:
    """Return a version of the file."""
    if number == "1":
        return at.case["assessment"]  # type: ignore[no-any-return]
    return next(one for one in at.case["assessment_versions"] if str(one["version"]) == number)


def start(at: Journey, number: str) -> None:
    """Start a version, and write what is known already: the situation and the services."""
    held = version(at, number)
    assert str(held["version"]) == number
    at.open_case("episodes:assessment", "episodes:assessment_start")
    at.hands.write(
        {
            "started_on": held["started_on"],
            "assessor": at.id_of(held["by"]) if at.typist(held["by"]) != held["by"] else None,
            "why_again": held.get("why"),
        }
    )
    at.hands.send()


def take_over(at: Journey, held: Entry) -> None:
    """Say on which other assessment the version rests."""
    reused = held.get("reused")
    if reused is None:
        return
    at.open_case("episodes:assessment", "episodes:assessment_situation", "episodes:assessment_reuse")
    agreed = [at.id_of(person) for person in reused["agreed_by"]]
    at.hands.write({"what": reused["what"], "made_on": reused["of"], "agreed_by": agreed})
    at.hands.send()


def visit(at: Journey, on: str) -> None:
    """Note a visit."""
    held = at.case["assessment"]
    assert on in held["visits"]
    at.open_case("episodes:assessment", "episodes:assessment_situation", "episodes:assessment_visit")
    by = held["by"]
    at.hands.write({"visited_on": on, "visited_by": at.id_of(by) if at.typist(by) != by else None})
    at.hands.send()


def complete(at: Journey, number: str) -> None:
    """Write everything that is in the file, and mark the version as complete."""
    held = version(at, number)
    write_all(at, held)
    at.open_case("episodes:assessment", "episodes:assessment_complete")
    at.hands.write({"completed_on": held["completed_on"]})
    at.hands.send()


def write_all(at: Journey, held: Entry) -> None:
    """Write the situation, the boxes of the three domains, the services and the conclusions."""
    take_over(at, held)
    write_situation(at, held)
    for domain in DOMAINS:
        write_domain(at, held, domain)
    for service in held.rows("services"):
        add_service(at, service)
    write_conclusions(at, held)


def write_situation(at: Journey, held: Entry) -> None:
    """Write the reason, the home, and who was there."""
    at.open_case("episodes:assessment", "episodes:assessment_situation")
    present = [
        at.name_of(one) if one in (*at.people, *at.place.practitioners) else one
        for one in held["people_present"]
    ]
    at.hands.write(
        {
            "reason": held.get("reason"),
            "home_situation": held.get("home_situation"),
            "people_present": "\n".join(present),
        }
    )
    at.hands.send()


def write_domain(at: Journey, held: Entry, domain: str) -> None:
    """Write every box of a domain, after telling children apart where the file does."""
    at.open_case("episodes:assessment")
    at.hands.walk("episodes:assessment_domain", episode_id=at.episode_id, domain=domain)
    entries = [one for one in held["elements"] if DOMAIN_OF[one["element"]] == domain]
    while apart := tell_apart(at, entries):
        at.hands.write(apart)
        at.hands.press("Save and stay here")
    answers: Answers = {}
    for entry in entries:
        answers |= answers_of(at, entry, box_of(at, entry))
    at.hands.key_by_key = domain == at.hands.types_domain
    at.hands.write(answers)
    at.hands.key_by_key = False
    at.hands.send()


def boxes(at: Journey) -> list[tuple[str, str, frozenset[str]]]:
    """Return the boxes of the draft: id, element, children."""
    with at.inside():
        stories = Story.objects.filter(assessment__episode_id=at.episode_id, assessment__completed_on=None)
        return [
            (
                str(story.id),
                story.question.code,
                frozenset(str(row.child_id) for row in story.children.all()),
            )
            for story in stories.select_related("question").prefetch_related("children")
        ]


def children_of(at: Journey, entry: Entry) -> frozenset[str]:
    """Return the children whom a box is about."""
    return frozenset(at.id_of(child) for child in entry["children"])


def tell_apart(at: Journey, entries: list[Entry]) -> Answers:
    """Return which children to take out of which boxes, one group a box at a time."""
    answers: Answers = {}
    for box, element, children in boxes(at):
        wanted = [children_of(at, entry) for entry in entries if entry["element"] == element]
        group = next((one for one in wanted if one < children), None)
        if group and children not in wanted:
            answers[f"apart-{box}"] = sorted(group)
    return answers


def box_of(at: Journey, entry: Entry) -> str:
    """Return the id of the box that holds what the file says of some children."""
    whom = children_of(at, entry)
    return next(
        box for box, element, children in boxes(at) if (element, children) == (entry["element"], whom)
    )


def answers_of(at: Journey, entry: Entry, box: str) -> Answers:
    """Return the words, the author and the marks of a box."""
    answers: Answers = {f"{name}-{box}": entry.get(name) for name in TEXTS}
    answers[f"written_by-{box}"] = at.name_of(entry["by"]) if at.hands.who != at.email(entry["by"]) else None
    for child, mark in entry["marks"].items():
        answers[f"mark-{entry['element']}-{at.id_of(child)}"] = str(mark)
    return answers


def add_service(at: Journey, held: Entry) -> None:
    """Add a service that helps already."""
    at.open_case("episodes:assessment", "episodes:assessment_services", "episodes:assessment_service_add")
    who = held["who"]
    at.hands.write(
        {
            "agency": at.id_of(held["agency"]),
            "who": at.name_of(who) if who in at.place.practitioners else who,
            "contributed": "yes" if held["contributed"] else "no",
            "whom_for": [full_name(at, one) for one in held["for"]],
        }
    )
    at.hands.send()


def full_name(at: Journey, key: str) -> str:
    """Return the name of somebody of the family as the program says it now."""
    with at.inside():
        return Person.objects.get(pk=at.people[key]).full_name


def write_conclusions(at: Journey, held: Entry) -> None:
    """Write what was found together, the goals, and what the family says."""
    found = held["conclusions"]
    at.open_case("episodes:assessment", "episodes:assessment_conclusions")
    answers: Answers = {
        "summary": found["summary"],
        "strengths": "\n".join(found["strengths"]),
        "needs": "\n".join(found["needs"]),
        "worries": "\n".join(found["worries"]),
        "how_we_will_know": found["how_we_will_know"],
        "level_of_need": str(found["level_of_need"]),
        "differences_of_view": held.get("differences_of_view"),
        "parent_view": held.get("parent_comment"),
        **child_views(at, held, "child_comment"),
    }
    for number, goal in enumerate(found["goals"]):
        answers[f"goal_{number}"], answers[f"whose_{number}"] = goal["text"], at.id_of(goal["by"])
    at.hands.write(answers)
    at.hands.send()


def child_views(at: Journey, held: Entry, key: str) -> Answers:
    """Return what each child says."""
    views: Any = held.get(f"{key}s")
    if views is None:
        return {f"child_view-{at.child_id}": held.get(key)}
    return {f"child_view-{at.id_of(child)}": text for child, text in views.items()}


def show(at: Journey) -> None:
    """Note that the family was shown it."""
    at.open_case("episodes:assessment", "episodes:assessment_shown")
    at.hands.write({"shown_on": at.case["assessment"]["shown_to_family_on"]})
    at.hands.send()
