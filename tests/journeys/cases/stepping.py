"""Stepping up to social care and down from it, entered and found again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.urls import reverse

from opencaf.core.dates import in_words
from opencaf.episodes.models import SharingDecision, ThresholdStep
from tests.journeys.cases.hands import Answers, flat
from tests.journeys.cases.journey import COORDINATOR, Journey, day
from tests.journeys.cases.meeting import id_of as meeting_id
from tests.journeys.cases.reading import Entry
from tests.web.shared.paper_read import read_paper, without_foot

NUMBER = "social_care_case"


def act(at: Journey, what: str) -> None:
    """Take the step of the timeline that is called so."""
    {"send": send, "accepted": answer, "feedback to the sender": feed_back, "decided": step_down}[what](at)


def who_acts(at: Journey, what: str) -> str:
    """Who takes it: whoever sent it, else the coordinator, to whom social care speaks."""
    return str(at.case.parts("step_up")[0].peek("sent_by")) if what == "send" else COORDINATOR


def send(at: Journey) -> None:
    """Send the case to social care."""
    held = at.case.parts("step_up")[0]
    at.open_case("episodes:overview", "episodes:steps", "episodes:step_up")
    who = held["sent_by"]
    at.hands.write(
        {
            "what_happened": held["what_happened"],
            "agency": at.id_of(held["to"]),
            "sent_on": held["sent_on"],
            "sent_by": None if at.hands.who == at.email(who) else at.email(who),
            "agreed": [at.id_of(one) for one in held["agreed_by"]],
            "not_agreed": [at.id_of(one) for one in held["not_agreed_by"]],
            **papers(at, held["packet"]),
        }
    )
    at.hands.send()


def papers(at: Journey, packet: str) -> Answers:
    """Return what goes with it, out of the words of the file."""
    found: Answers = {"with_plan": "no"}
    for part in packet.split(", "):
        if part.startswith("assessment version"):
            found["assessment"] = part.removeprefix("assessment ").capitalize()
        elif part == "plan":
            found["with_plan"] = "yes"
        elif part.startswith("meeting of"):
            found["meeting"] = str(meeting_id(at, meeting_on(at, part.removeprefix("meeting of "))))
        else:
            found["sharing_decision"] = decision_id(at, part.split()[-1])
    return found


def meeting_on(at: Journey, words: str) -> str:
    """Return the meeting of the file on a day without a year."""
    held = [one for one in at.case.parts("meetings") if one.peek("on")]
    return str(next(one.peek("id") for one in held if in_words(day(one.peek("on"))).startswith(words)))


def decision_id(at: Journey, key: str) -> str:
    """Return the id of a decision of the file in the program."""
    held = next(one for one in at.case.parts("sharing_decisions") if one.peek("id") == key)
    with at.inside():
        found = SharingDecision.objects.get(episode_id=at.episode_id, decided_on=held.peek("on"))
        return str(found.id)


def open_step(at: Journey, page: str, direction: str) -> None:
    """Go to a page about the one step of a direction."""
    with at.inside():
        step = ThresholdStep.objects.get(episode_id=at.episode_id, direction=direction)
    at.open_case("episodes:overview", "episodes:steps", page, step_id=step.id)


def answer(at: Journey) -> None:
    """Say what social care decided, and note its number."""
    held = at.case.parts("step_up")[0]
    open_step(at, "episodes:step_answer", "up")
    at.hands.write({"answer": held["decision"], "answered_on": held["decided_on"], "reason": held["reason"]})
    at.hands.send()
    note_number(at, held, "up")


def feed_back(at: Journey) -> None:
    """Say what whoever sent it was told."""
    held = at.case.parts("step_up")[0]
    open_step(at, "episodes:step_feedback", "up")
    at.hands.write({"fed_back_on": held["feedback_to_sender_on"], "feedback": held["feedback"]})
    at.hands.send()


def step_down(at: Journey) -> None:
    """Say what social care hands back, and note its number."""
    held = at.case.parts("step_down")[0]
    at.open_case("episodes:overview", "episodes:steps", "episodes:step_down")
    at.hands.write(
        {
            "agency": at.id_of(held["by"]),
            "decided_on": held["decided_on"],
            "reason": held["reason"],
            "handed_over": "\n".join(held["handed_over"]),
            "agreed": [at.id_of(one) for one in held["agreed_by"]],
        }
    )
    at.hands.send()
    note_number(at, held, "down")


def name_meeting(at: Journey) -> None:
    """Say which meeting was social care's last and the team's first."""
    held = at.case.parts("step_down")[0]
    open_step(at, "episodes:step_meeting", "down")
    at.hands.write({"meeting": str(meeting_id(at, held["meeting"]))})
    at.hands.send()


def note_number(at: Journey, held: Entry, direction: str) -> None:
    """Note social care's number, where the file says that the coordinator has it."""
    if held.peek(NUMBER):
        open_step(at, "episodes:step_number", direction)
        at.hands.write({"number": held[NUMBER]})
        at.hands.send()


def title_and_words(at: Journey, what: str) -> tuple[str, str]:
    """Return how the journey names a step, and its words there."""
    held = at.case.held["step_up" if what.startswith("step up") else "step_down"][0]
    team = at.place.agencies[held.get("to") or held["by"]].name
    named = {
        "step up: send": (f"Stepped up: sent to {team}", "what_happened"),
        "step up: accepted": (f"{team} accepted the step-up", "reason"),
        "step up: feedback to the sender": (f"Feedback from {team}", "feedback"),
        "step down: decided": (f"Stepped down: {team} hands back", "reason"),
    }
    title, words = named[what]
    return title, held[words]


def check_steps(at: Journey) -> None:
    """The path says all that the file says; social care's number is shown to the coordinator alone."""
    ups, downs = at.case.held.get("step_up", []), at.case.held.get("step_down", [])
    if not [*ups, *downs]:
        return
    at.open_case("episodes:overview", "episodes:steps")
    says = at.hands.text()
    for held in [*ups, *downs]:
        for words in words_of(at, held):
            assert flat(words) in says, words
    if ups:
        check_packet(at, ups[0])
    numbers = [held[NUMBER] for held in [*ups, *downs] if NUMBER in held]
    assert all(number in says for number in numbers)
    at.work_as(at.lead)
    at.open_case("episodes:overview", "episodes:steps")
    assert not [number for number in numbers if number in at.hands.text()]
    at.work_as(COORDINATOR)


def words_of(at: Journey, held: dict[str, Any]) -> list[str]:
    """Return everything that the file says of a step, as the page says it."""
    names = ("what_happened", "reason", "feedback")
    people = [*held["agreed_by"], *held.get("not_agreed_by", [])]
    days = [held[name] for name in ("sent_on", "decided_on", "feedback_to_sender_on") if name in held]
    return [
        *(held[name] for name in names if name in held),
        *held.get("handed_over", []),
        *(at.name_of(one) for one in people),
        *(in_words(day(one)) for one in days),
    ]


def check_packet(at: Journey, held: dict[str, Any]) -> None:
    """What is taken away for social care holds what was chosen for it, on paper and as JSON."""
    with at.inside():
        step = ThresholdStep.objects.get(episode_id=at.episode_id, direction="up")
    paper = without_foot(read_paper(taken(at, step, "pdf")).text)
    data = json.loads(taken(at, step, "json"))
    assert flat(held["what_happened"]) in paper
    assert data["step_up"]["what_happened"] == held["what_happened"]
    assert data["step_up"]["sent_on"] == held["sent_on"]
    assert data["assessment"]["version"] == 1
    assert data["plan"]
    assert data["meeting"]["held_on"] == "2025-11-19"
    assert held[NUMBER] not in json.dumps(data)
    stories = [box["story"] for box in at.case.held["assessment"]["elements"] if box.get("story")]
    told = {box["story"] for box in data["assessment"]["elements"]}
    assert set(stories) <= told
    assert all(flat(story) in paper for story in stories)


def taken(at: Journey, step: ThresholdStep, way: str) -> bytes:
    """Click on a download of the packet, and return the file that comes."""
    arguments = {"episode_id": at.episode_id, "step_id": step.id, "way": way}
    link = at.hands.page.locator(f'a[href="{reverse("episodes:step_packet", kwargs=arguments)}"]')
    with at.hands.page.expect_download() as coming:
        link.click()
    return Path(coming.value.path()).read_bytes()
