"""What others write for the assessment: asked by who writes it, written by themselves, and read."""

from __future__ import annotations

from opencaf.episodes.models import Contribution
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.reading import Entry


def contribute(at: Journey, key: str) -> None:
    """Ask somebody about the boxes that the file names, let them write, and read what they sent."""
    held = next(one for one in at.case["assessment"].rows("contributions") if one["by"] == key)
    ask(at, held)
    asker = at.hands.who
    write(at, held)
    at.hands.work_as(asker)
    read(at, held)


def ask(at: Journey, held: Entry) -> None:
    """Ask somebody to write, on the day on which they did."""
    at.open_case("episodes:assessment", "episodes:assessment_contributions", "episodes:assessment_ask")
    answers: Answers = {
        "somebody_else": at.name_of(held["by"]),
        "elements": list(held["elements"]),
        "children": [at.id_of(child) for child in whom(at, held)],
        "asked_on": held["on"],
    }
    at.hands.write(answers)
    at.hands.press("Ask")


def whom(at: Journey, held: Entry) -> list[str]:
    """Return about whom somebody writes: the children whom the file names, or all."""
    return list(held.get("for") or at.subjects)


def write(at: Journey, held: Entry) -> None:
    """Write in each box; who does not sign in says it, and who asked types it."""
    asked = asked_of(at, held)
    if at.signs_in(held["by"]):
        at.hands.work_as(at.email(held["by"]))
        at.hands.home()
        at.hands.walk("episodes:contribute", contribution_id=asked.id)
        button = "Send"
    else:
        at.hands.walk("episodes:assessment_contribution", episode_id=at.episode_id, contribution_id=asked.id)
        button = "Save as sent"
    at.hands.write({**words(at, held, asked), "note": held["text"], "sent_on": held["on"]})
    at.hands.press(button)


def words(at: Journey, held: Entry, asked: Contribution) -> Answers:
    """Return what stands in each box: what the file says somebody told there."""
    told = {
        entry["element"]: entry["story"]
        for entry in at.case.peek("assessment")["elements"]
        if entry["by"] == held.peek("by")
    }
    with at.inside():
        boxes = asked.boxes.select_related("question")
        return {f"text-{box.id}": told.get(box.question.code) for box in boxes}


def asked_of(at: Journey, held: Entry) -> Contribution:
    """Return what somebody was asked."""
    with at.inside():
        return Contribution.objects.get(
            episode_id=at.episode_id, practitioner_id=at.id_of(held["by"]), sent_on=None
        )


def read(at: Journey, held: Entry) -> None:
    """Read what somebody sent, and say so."""
    at.open_case("episodes:assessment", "episodes:assessment_contributions")
    at.hands.see(at.name_of(held["by"]))
    at.hands.see(held["text"])
    at.hands.press("I have read it")
