"""Who may do what with a step, and who sees social care’s number."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.episodes.models import Episode, SocialCareNumber, ThresholdStep
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import (
    name_first_meeting,
    note_social_care_number,
    record_step_feedback,
    take_back_step,
    take_back_step_answer,
)
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.stepping import path_of
from tests.factories import PractitionerFactory
from tests.factories.stepping import LATER, SENT_ON, make_answer, make_step_down, make_step_up, social_care


def test_a_stranger_does_nothing_with_a_step(
    alice: Practitioner, dave: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)
    with pytest.raises(PermissionDenied):
        make_step_up(episode, by=dave, packet=packet)
    with pytest.raises(PermissionDenied):
        make_step_down(episode, by=dave)
    with pytest.raises(PermissionDenied):
        make_answer(waiting, "accepted", by=dave)
    with pytest.raises(PermissionDenied):
        record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Thank you.", by=dave)
    with pytest.raises(PermissionDenied):
        take_back_step(step=waiting, why="Mistake.", by=dave)
    with pytest.raises(PermissionDenied):
        take_back_step_answer(step=waiting, why="Mistake.", by=dave)
    with pytest.raises(PermissionDenied):
        name_first_meeting(step=waiting, meeting=None, by=dave)


def test_a_closed_case_is_not_stepped_up_but_its_feedback_is_noted(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)
    make_answer(waiting, "accepted", by=alice)
    close_episode(
        episode=episode,
        closed_on=LATER,
        reason="stepped_up_csc",
        outcome_level="none",
        views_missing_why="Asked by social care.",
        by=coordinator,
    )
    episode.refresh_from_db()

    record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Thank you.", by=coordinator)

    with pytest.raises(PermissionDenied, match="is closed"):
        make_step_up(episode, by=alice, packet=packet)


def test_social_care_s_number_is_for_the_coordinator_and_social_care(
    alice: Practitioner,
    coordinator: Practitioner,
    social_worker: Practitioner,
    episode: Episode,
    waiting: ThresholdStep,
) -> None:
    with pytest.raises(PermissionDenied, match="kept for the coordinator and social care"):
        note_social_care_number(step=waiting, number="SC-1", by=alice)
    with pytest.raises(ValidationError, match="Enter social care’s number"):
        note_social_care_number(step=waiting, number=" ", by=coordinator)
    note_social_care_number(step=waiting, number="SC-1", by=coordinator)

    note_social_care_number(step=waiting, number="SC-2", by=social_worker)

    assert path_of(episode, alice.authority, with_numbers=True)[0].number == "SC-2"


def numbers_seen_by(practitioner: Practitioner) -> list[str]:
    with acting_for(asking_as(practitioner)):
        return list(SocialCareNumber.objects.values_list("number", flat=True))


def test_the_database_shows_the_number_to_nobody_else(
    alice: Practitioner,
    bob: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    social_worker: Practitioner,
    episode: Episode,
    waiting: ThresholdStep,
) -> None:
    join_team(episode=episode, who=bob, joined_on=SENT_ON, by=alice)
    elsewhere = PractitionerFactory(given_name="Ola", post_worn__agency=social_care())

    note_social_care_number(step=waiting, number="SC-1", by=coordinator)

    people = (alice, bob, carol, coordinator, social_worker, elsewhere)
    assert [numbers_seen_by(one) for one in people] == [[], [], ["SC-1"], ["SC-1"], ["SC-1"], []]


def test_who_leads_cannot_write_a_number_past_the_program(
    alice: Practitioner, waiting: ThresholdStep
) -> None:
    with (
        acting_for(asking_as(alice)),
        pytest.raises(Exception, match="for_coordinators_and_social_care"),
        transaction.atomic(),
    ):
        SocialCareNumber.record(by=alice, step=waiting, number="SC-1")


def test_the_trail_holds_no_words_and_no_number(
    alice: Practitioner, coordinator: Practitioner, waiting: ThresholdStep, owner_sees: Any
) -> None:
    make_answer(waiting, "declined", reason="Not now.", by=alice)
    note_social_care_number(step=waiting, number="SC-1", by=coordinator)

    rows = owner_sees("select action, detail::text from audit_event where subject_id = %s", [waiting.id])

    assert [row["action"] for row in rows] == ["stepped_up", "step_up_answered", "social_care_number_noted"]
    told = " ".join(row["detail"] for row in rows)
    assert "declined" in told
    assert "SC-1" not in told
    assert "Not now" not in told
