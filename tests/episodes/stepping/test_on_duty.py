"""What the social care duty team is told of a case that was sent to it, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.duty_ground import write_down_ground
from opencaf.episodes.operations.stepping import note_social_care_number, record_step_feedback, take_back_step
from opencaf.episodes.queries.duty import on_duty
from opencaf.outbox.models import Message
from opencaf.outbox.wording import MAILS, MailKind
from opencaf.people.models import Person
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.stepping import LATER, SENT_ON, make_answer, make_step_up

WHY = "The school sent us this case and we decide what happens next."
ActingAs = Callable[[Practitioner], Any]


@pytest.fixture
def sent(duty: Practitioner, alice: Practitioner, episode: Episode) -> ThresholdStep:
    """A case that Alice sent to the team in which Dora works."""
    return make_step_up(episode, by=alice)


@pytest.fixture
def child(episode: Episode) -> Person:
    return episode.episode_children.get().child


def test_the_team_is_told_whose_case_it_was_sent_and_by_whom(
    duty: Practitioner, sent: ThresholdStep, child: Person, acting_as: ActingAs
) -> None:
    with acting_as(duty):
        (one,) = on_duty(duty).sent

    assert (one.child.full_name, one.child) == (child.full_name, child)
    assert (one.sent_on, one.sent_by.split()[0]) == (SENT_ON, "Alice")
    assert one.answer_by > SENT_ON


def test_nobody_else_is_told(
    duty: Practitioner,
    sent: ThresholdStep,
    alice: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    elsewhere = AgencyFactory(name="Another duty team", kind="childrens_social_care")
    another_team = PractitionerFactory(post_worn__role="duty", post_worn__agency=elsewhere)
    worker = PractitionerFactory(post_worn__agency=sent.agency)

    for other in (alice, dave, coordinator, another_team, worker):
        with acting_as(other):
            assert on_duty(other).sent == []


def test_it_is_told_no_longer_once_it_was_answered_or_taken_back(
    duty: Practitioner, sent: ThresholdStep, alice: Practitioner, episode: Episode, acting_as: ActingAs
) -> None:
    make_answer(sent, "declined", by=alice)
    with acting_as(duty):
        answered = on_duty(duty).sent
    again = make_step_up(episode, by=alice, sent_on=LATER, again_after=sent)
    with acting_as(duty):
        sent_again = on_duty(duty).sent
    take_back_step(step=again, why="Mistake.", by=alice)
    with acting_as(duty):
        taken_back = on_duty(duty).sent

    assert (answered, len(sent_again), taken_back) == ([], 1, [])


def test_the_team_answers_itself_while_the_record_is_open_to_it(
    duty: Practitioner, sent: ThresholdStep, child: Person, alice: Practitioner, acting_as: ActingAs
) -> None:
    with pytest.raises(PermissionDenied):
        make_answer(sent, "accepted", by=duty)
    with acting_as(duty):
        write_down_ground(child=child, ground="contact", words=WHY, by=duty)
        (opened,) = on_duty(duty).opened
        step = ThresholdStep.objects.get(pk=sent.pk)
        make_answer(step, "declined", by=duty, reason="Below the threshold.")
        record_step_feedback(step=step, fed_back_on=LATER, feedback="Thank you.", by=duty)
        note_social_care_number(step=step, number="SC-1", by=duty)
        with pytest.raises(PermissionDenied):
            take_back_step(step=step, why="Mistake.", by=duty)

    sent.refresh_from_db()
    assert (opened.child.id, opened.ends_at > clock.now()) == (child.id, True)
    assert (sent.answer, sent.answer_reason, sent.feedback) == (
        "declined",
        "Below the threshold.",
        "Thank you.",
    )
    answered = Message.objects.filter(body__startswith=MAILS[MailKind.STEP_ANSWERED].words)
    assert {message.to for message in answered} == {alice.user.email}  # type: ignore[union-attr]


def test_another_team_does_not_answer_for_it(
    duty: Practitioner, sent: ThresholdStep, child: Person, acting_as: ActingAs
) -> None:
    elsewhere = AgencyFactory(name="Another duty team", kind="childrens_social_care")
    other = PractitionerFactory(post_worn__role="duty", post_worn__agency=elsewhere)

    with acting_as(other):
        write_down_ground(child=child, ground="contact", words=WHY, by=other)
        with pytest.raises(PermissionDenied):
            make_answer(ThresholdStep.objects.get(pk=sent.pk), "accepted", by=other)
