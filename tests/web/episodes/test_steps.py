"""The pages of the path to social care and back."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import note_social_care_number
from opencaf.episodes.operations.team import join_team
from tests.factories import make_episode
from tests.factories.meetings import make_action, make_meeting, make_outcome, make_parent
from tests.factories.stepping import (
    SENT_ON,
    WHAT_HAPPENED,
    make_answer,
    make_decision_to_share,
    make_step_down,
    make_step_up,
    social_care,
)
from tests.web.counting import at_most
from tests.web.shared.paper_read import read_paper

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def address(name: str, episode: Episode, *more: Any) -> str:
    return reverse(f"episodes:{name}", args=[episode.id, *more])


def day(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def words(response: Any) -> str:
    return str(response.content.decode())


def test_the_empty_path_says_so_and_how_to_begin(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)

    with at_most(12):
        page = words(client.get(address("steps", episode)))

    assert "has not been stepped up to social care" in page
    assert address("step_up", episode) in page
    assert address("steps", episode) in words(client.get(address("overview", episode)))


def test_a_step_up_is_sent_through_the_page(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    decision, parent = make_decision_to_share(episode, by=alice), make_parent(episode, by=alice)
    meeting = make_meeting(episode, by=alice)
    client = client_of(alice)
    with at_most(12):
        client.get(address("step_up", episode))

    with at_most(20):
        answer = client.post(
            address("step_up", episode),
            {
                "what_happened": WHAT_HAPPENED,
                "agency": str(social_care().id),
                **day("sent_on", SENT_ON),
                "agreed": [str(parent.id)],
                "with_plan": "yes",
                "meeting": str(meeting.id),
                "sharing_decision": str(decision.id),
            },
        )

    assert answer.status_code == 302
    page = words(client.get(answer["Location"]))
    assert WHAT_HAPPENED in page
    assert parent.full_name in page
    assert "Decision to share of 17 December 2025" in page
    assert "Feedback was due by 24 December 2025." in page


def test_what_is_missing_stands_at_its_field_and_nothing_is_lost(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    social_care()

    page = words(
        client_of(alice).post(
            address("step_up", episode), {"what_happened": WHAT_HAPPENED, "with_plan": "no"}
        )
    )

    assert "<title>Error: " in page
    assert "Select the team of social care" in page or "Enter the date it was sent" in page
    assert WHAT_HAPPENED in page


def test_where_no_agency_is_social_care_the_page_says_whom_to_ask(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = words(client_of(alice).get(address("step_up", episode)))

    assert "Ask an administrator to add it" in page


def test_what_becomes_of_a_step_is_noted_page_by_page(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step = make_step_up(episode, by=alice)
    client = client_of(alice)
    answer = {"answer": "declined", "would_have_helped": "The school’s view.", **day("answered_on", SENT_ON)}
    feedback = {"feedback": "Thank you.", **day("fed_back_on", SENT_ON)}

    with at_most(20):
        client.post(address("step_answer", episode, step.id), answer)
    client.post(address("step_feedback", episode, step.id), feedback)

    page = words(client.get(address("steps", episode)))
    assert "The school’s view." in page
    assert "Thank you." in page
    assert "Send it again" in page
    assert "Sent on 17 December 2025: declined" in words(client.get(address("step_up", episode)))


def test_a_step_and_an_answer_are_taken_back_with_a_reason(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step = make_answer(make_step_up(episode, by=alice), "declined", by=alice)
    client = client_of(alice)

    refused = words(client.post(address("step_answer_back", episode, step.id), {"why": ""}))
    client.post(address("step_answer_back", episode, step.id), {"why": "Another family."})
    client.post(address("step_take_back", episode, step.id), {"why": "Typed twice."})

    page = words(client.get(address("steps", episode)))
    assert "Enter why it is taken back" in refused
    assert "was “declined” until" in page
    assert "Another family." in page
    assert "Typed twice." in page
    assert address("step_answer", episode, step.id) not in page


def test_a_step_down_is_recorded_and_its_meeting_named_later(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)
    sent = {
        "agency": str(social_care().id),
        "reason": "Its plan has done its work.",
        "handed_over": "Single assessment\nSafety plan",
        **day("decided_on", dt.date(2025, 11, 1)),
    }
    with at_most(20):
        client.post(address("step_down", episode), sent)
    meeting = make_meeting(episode, by=alice)
    step = ThresholdStep.objects.get()

    client.post(address("step_meeting", episode, step.id), {"meeting": str(meeting.id)})

    page = words(client.get(address("steps", episode)))
    assert "Single assessment<br>Safety plan" in page
    assert address("meeting", episode, meeting.id) in page


def test_the_number_is_shown_to_the_coordinator_and_to_nobody_else_of_the_case(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step = make_step_up(episode, by=alice)
    join_team(episode=episode, who=bob, joined_on=SENT_ON, by=alice)
    note_social_care_number(step=step, number="SC-4711", by=coordinator)

    seen = {who: words(client_of(who).get(address("steps", episode))) for who in (alice, bob, coordinator)}

    assert ["SC-4711" in page for page in seen.values()] == [False, False, True]
    assert "Social care’s number" not in seen[alice]
    assert client_of(alice).get(address("step_number", episode, step.id)).status_code == 403
    assert "SC-4711" in words(client_of(coordinator).get(address("step_number", episode, step.id)))


def test_the_coordinator_notes_the_number(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step, client = make_step_up(episode, by=alice), client_of(coordinator)

    refused = words(client.post(address("step_number", episode, step.id), {"number": ""}))
    client.post(address("step_number", episode, step.id), {"number": "SC-4711"})

    assert "Enter social care’s number" in refused
    assert "SC-4711" in words(client.get(address("steps", episode)))


def packet_of(episode: Episode, alice: Practitioner) -> ThresholdStep:
    """A step up with everything that can go with it."""
    outcome = make_outcome(episode, by=alice)
    make_action(outcome, by=alice)
    meeting = make_meeting(episode, by=alice, decisions=["Visits from 28 weeks"])
    decision = make_decision_to_share(episode, by=alice)
    packet = Packet(with_plan=True, meeting=meeting, sharing_decision=decision)
    return make_step_up(episode, by=alice, packet=packet, agreed=[make_parent(episode, by=alice)])


def test_the_packet_is_taken_away_as_json_and_as_paper(
    alice: Practitioner, episode: Episode, client_of: ClientOf, owner_sees: Any
) -> None:
    cache.clear()
    step, client = packet_of(episode, alice), client_of(alice)

    with at_most(20):
        data = json.loads(client.get(address("step_packet", episode, step.id, "json")).content)
    paper = read_paper(client.get(address("step_packet", episode, step.id, "pdf")).content)

    assert (data["format"], data["format_version"]) == ("opencaf-step-up", 1)
    assert data["step_up"]["sent_on"] == "2025-12-17"
    assert data["step_up"]["agreed"] == ["Morgan " + step.people.get().person.family_name]
    assert data["plan"][0]["actions"][0]["due_on"] == "2025-11-21"
    assert data["meeting"]["decisions"] == ["Visits from 28 weeks"]
    assert data["sharing_decision"]["ground"] == "Likely harm to a child."
    assert data["assessment"] is None
    for text in (WHAT_HAPPENED, "Likely harm to a child.", "Visits from 28 weeks", "Go to the play group"):
        assert text in paper.text, text
    taken = owner_sees("select reason, detail from audit_event where action = 'taken' order by at", [])
    assert [row["reason"] for row in taken] == ["packet", "packet"]


def test_the_number_of_social_care_is_in_no_packet(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    cache.clear()
    step = packet_of(episode, alice)
    note_social_care_number(step=step, number="SC-4711", by=coordinator)

    data = client_of(coordinator).get(address("step_packet", episode, step.id, "json"))

    assert "SC-4711" not in words(data)


@pytest.mark.parametrize("way", ["csv", "exe"])
def test_a_packet_in_another_way_is_not_there(
    alice: Practitioner, episode: Episode, client_of: ClientOf, way: str
) -> None:
    step = make_step_up(episode, by=alice)

    assert client_of(alice).get(address("step_packet", episode, step.id, way)).status_code == 404


def test_a_step_down_has_no_packet(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    step = make_step_down(episode, by=alice)

    assert client_of(alice).get(address("step_packet", episode, step.id, "pdf")).status_code == 404


def test_a_late_feedback_is_the_next_step(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    make_step_up(episode, by=alice)

    page = words(client_of(alice).get(address("overview", episode)))

    assert "Ask social care what became of the step-up" in page
    assert "It was due by 24 December 2025." in page


def test_strangers_know_nothing_of_a_step(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step = make_step_up(episode, by=alice)
    client = client_of(dave)

    for name in ("steps", "step_up", "step_down"):
        assert client.get(address(name, episode)).status_code == 404
    for name in ("step_answer", "step_feedback", "step_meeting", "step_number", "step_take_back"):
        assert client.get(address(name, episode, step.id)).status_code == 404
    assert client.get(address("step_packet", episode, step.id, "pdf")).status_code == 404


def test_a_step_of_another_case_is_not_found(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    step = make_step_up(make_episode(by=alice), by=alice)

    assert client_of(alice).get(address("step_answer", episode, step.id)).status_code == 404
