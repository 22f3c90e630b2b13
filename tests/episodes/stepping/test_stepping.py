"""Stepping up to social care, what comes back, stepping down, and taking back."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import (
    name_first_meeting,
    record_step_feedback,
)
from opencaf.episodes.queries.stepping import path_of
from tests.factories import AgencyFactory, make_episode
from tests.factories.meetings import child_of, make_meeting, make_parent, make_planned_meeting
from tests.factories.stepping import (
    ANSWERED_ON,
    LATER,
    SENT_ON,
    make_answer,
    make_decision_to_share,
    make_step_down,
    make_step_up,
    social_care,
    titles,
)


def test_a_step_up_says_who_agreed_who_did_not_and_who_sent_it(alice: Practitioner, episode: Episode) -> None:
    agreed, refused = make_parent(episode, by=alice), make_parent(episode, by=alice, given_names="Kai")

    make_step_up(episode, by=alice, agreed=[agreed], not_agreed=[refused])

    step = path_of(episode, alice.authority, with_numbers=False)[0].step
    assert (step.agreed, step.not_agreed) == ([agreed.full_name], [refused.full_name])  # type: ignore[attr-defined]
    assert (step.sent_by, step.decided_by, step.decided_on) == (alice, alice, SENT_ON)


def test_the_case_goes_on_and_the_journey_names_every_day_once(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    make_answer(waiting, "accepted", reason="Pre-birth assessment.", by=alice)

    record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Thank you.", by=alice)

    team = social_care().name
    assert titles(episode, alice) == [
        (SENT_ON, f"Stepped up: sent to {team}"),
        (ANSWERED_ON, f"{team} accepted the step-up"),
        (LATER, f"Feedback from {team}"),
    ]
    episode.refresh_from_db()
    assert episode.state == "intended"


def test_a_step_up_that_came_back_is_sent_again_and_accepted(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)
    make_answer(waiting, "declined", would_have_helped="The school’s view.", by=alice)
    second = make_step_up(episode, by=alice, packet=packet, again_after=waiting, sent_on=LATER)
    make_answer(second, "more_information", answered_on=LATER, by=alice)
    third = make_step_up(episode, by=alice, packet=packet, again_after=second, sent_on=LATER)

    make_answer(third, "accepted", answered_on=LATER, by=alice)

    path = path_of(episode, alice.authority, with_numbers=False)
    assert [one.step.answer for one in path] == ["accepted", "more_information", "declined"]
    assert not any(one.can_be_sent_again for one in path)
    assert path[2].step.would_have_helped == "The school’s view."
    assert [title.split(":")[0] for _, title in titles(episode, alice)].count("Stepped up again") == 2


def test_one_step_up_waits_at_a_time(alice: Practitioner, episode: Episode, waiting: ThresholdStep) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)

    with pytest.raises(ValidationError, match="waits for social care’s answer already"):
        make_step_up(episode, by=alice, packet=packet)


def test_the_database_lets_one_wait_too(alice: Practitioner, waiting: ThresholdStep) -> None:
    values = {
        name: getattr(waiting, name)
        for name in ("episode", "direction", "agency", "decided_on", "sent_on", "sent_by")
    }

    with pytest.raises(IntegrityError, match="one_step_up_waits_for_an_answer"), transaction.atomic():
        ThresholdStep.record(by=alice, **values)


def test_only_what_came_back_is_sent_again(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)
    make_answer(waiting, "accepted", by=alice)

    with pytest.raises(ValidationError, match="Only a step-up that social care sent back"):
        make_step_up(episode, by=alice, packet=packet, again_after=waiting, sent_on=LATER)


def test_it_is_not_sent_again_before_it_came_back(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    packet = Packet(sharing_decision=waiting.sharing_decision)
    make_answer(waiting, "declined", by=alice)

    with pytest.raises(ValidationError, match="19 December 2025, when it came back"):
        make_step_up(episode, by=alice, packet=packet, again_after=waiting)


def test_nothing_is_sent_without_agreement_or_a_decision(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="has not agreed to share with") as refused:
        make_step_up(episode, by=alice, packet=Packet())

    assert "sharing_decision" in refused.value.message_dict


def test_a_decision_to_share_with_others_is_not_enough(alice: Practitioner, episode: Episode) -> None:
    police = AgencyFactory(name="Police", kind="police", sector="police_justice")
    decision = make_decision_to_share(episode, by=alice, agency=police)

    with pytest.raises(ValidationError, match="Select a decision to share with"):
        make_step_up(episode, by=alice, packet=Packet(sharing_decision=decision))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"what_happened": " "}, "Enter what happened"),
        ({"sent_on": dt.date(2026, 11, 3)}, "must be today or in the past"),
        ({"decided_on": dt.date(2025, 9, 1)}, "24 September 2025, the day of the intention"),
        ({"decided_on": dt.date(2025, 12, 18)}, "17 December 2025, when it was sent"),
    ],
)
def test_a_wrong_answer_is_refused_in_words(
    alice: Practitioner, episode: Episode, values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        make_step_up(episode, by=alice, **values)


def test_it_goes_to_social_care_alone(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="Select a team of children’s social care"):
        make_step_up(episode, by=alice, agency=AgencyFactory())


def test_papers_of_another_family_do_not_go_with_it(alice: Practitioner, episode: Episode) -> None:
    other = make_meeting(make_episode(by=alice), by=alice)
    planned = make_planned_meeting(episode, by=alice)

    with pytest.raises(ValidationError, match="Select one of this family"):
        make_step_up(episode, by=alice, packet=Packet(meeting=other))
    with pytest.raises(ValidationError, match="Select a meeting that was held"):
        make_step_up(episode, by=alice, packet=Packet(meeting=planned))


def test_somebody_agrees_or_does_not(alice: Practitioner, episode: Episode) -> None:
    parent, stranger = make_parent(episode, by=alice), child_of(make_episode(by=alice))

    with pytest.raises(ValidationError, match="cannot agree and not agree"):
        make_step_up(episode, by=alice, agreed=[parent], not_agreed=[parent])
    with pytest.raises(ValidationError, match="people of this family"):
        make_step_up(episode, by=alice, agreed=[stranger])


def test_it_is_answered_once_after_it_was_sent(alice: Practitioner, waiting: ThresholdStep) -> None:
    with pytest.raises(ValidationError, match="17 December 2025, when it was sent"):
        make_answer(waiting, "accepted", answered_on=dt.date(2025, 12, 1), by=alice)
    with pytest.raises(ValidationError, match="Select what social care decided"):
        make_answer(waiting, "perhaps", by=alice)
    make_answer(waiting, "accepted", by=alice)

    with pytest.raises(ValidationError, match="has answered this step-up"):
        make_answer(waiting, "declined", by=alice)


def test_feedback_comes_once_and_in_words(alice: Practitioner, waiting: ThresholdStep) -> None:
    with pytest.raises(ValidationError, match="Enter what social care said"):
        record_step_feedback(step=waiting, fed_back_on=LATER, feedback=" ", by=alice)
    record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Thank you.", by=alice)

    with pytest.raises(ValidationError, match="recorded already"):
        record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Again.", by=alice)


def test_feedback_is_due_after_working_days(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    alice.authority.feedback_within = 3

    before = path_of(episode, alice.authority, with_numbers=False)[0]
    record_step_feedback(step=waiting, fed_back_on=LATER, feedback="Thank you.", by=alice)
    after = path_of(episode, alice.authority, with_numbers=False)[0]

    # Wednesday 17 December: Thursday, Friday, Monday 22
    assert (before.answer_due_on, before.is_late) == (dt.date(2025, 12, 22), True)
    assert (after.answer_due_on, after.is_late) == (None, False)


def test_a_step_down_may_be_decided_before_the_caf_was_intended(
    alice: Practitioner, episode: Episode
) -> None:
    step = make_step_down(episode, by=alice, decided_on=dt.date(2025, 9, 1))

    assert titles(episode, alice) == [(step.decided_on, f"Stepped down: {social_care().name} hands back")]


def test_the_last_meeting_of_social_care_is_the_first_of_the_team(
    alice: Practitioner, episode: Episode
) -> None:
    step = make_step_down(episode, by=alice, decided_on=dt.date(2025, 11, 1))
    meeting = make_meeting(episode, by=alice)

    name_first_meeting(step=step, meeting=meeting, by=alice)

    step.refresh_from_db()
    assert step.meeting == meeting
    assert "5 November 2025" in path_of(episode, alice.authority, with_numbers=False)[0].meeting
    name_first_meeting(step=step, meeting=None, by=alice)
    step.refresh_from_db()
    assert step.meeting is None


def test_the_first_meeting_is_this_family_s_and_not_before_the_decision(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    step = make_step_down(episode, by=alice)
    other = make_meeting(make_episode(by=alice), by=alice)
    early = make_meeting(episode, by=alice)

    with pytest.raises(ValidationError, match="Select a meeting of this family"):
        name_first_meeting(step=step, meeting=other, by=alice)
    with pytest.raises(ValidationError, match="15 April 2026, when social care decided"):
        name_first_meeting(step=step, meeting=early, by=alice)
    with pytest.raises(ValidationError, match="its meeting is part of what was sent"):
        name_first_meeting(step=waiting, meeting=early, by=alice)


def test_nobody_answers_a_step_down(alice: Practitioner, episode: Episode) -> None:
    step = make_step_down(episode, by=alice)

    with pytest.raises(ValidationError, match="decided it already"):
        make_answer(step, "accepted", by=alice)


def test_a_step_down_says_why(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="Enter why social care hands back"):
        make_step_down(episode, by=alice, reason=" ")
