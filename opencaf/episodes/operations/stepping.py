"""Stepping up to social care: sent, answered, fed back, sent again; stepping down; taking a step back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.audit import trail
from opencaf.audit.corrections import correct_field
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import StepAnswer, StepDirection
from opencaf.episodes.models import (
    Episode,
    Meeting,
    SocialCareNumber,
    ThresholdStep,
    ThresholdStepPerson,
)
from opencaf.episodes.operations.request_mail import tell_of_step
from opencaf.episodes.operations.step_rules import (
    DECIDED,
    Packet,
    refuse_before_sending,
    refuse_days_of_step_up,
    refuse_meeting,
    refuse_other_agency,
    refuse_out_of_turn,
    refuse_packet_of_another,
    refuse_unagreed,
    refuse_unless_up,
    required,
)
from opencaf.episodes.permissions_stepping import (
    can_answer_step,
    can_follow_step,
    can_see_social_care_number,
    can_step,
)
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.people.models import Person


@all_or_nothing
def step_up(
    *,
    episode: Episode,
    agency: Agency,
    what_happened: str,
    sent_on: dt.date,
    decided_on: dt.date | None = None,
    decided_by: Practitioner | None = None,
    sent_by: Practitioner | None = None,
    reason: str = "",
    agreed: Sequence[Person] = (),
    not_agreed: Sequence[Person] = (),
    packet: Packet | None = None,
    again_after: ThresholdStep | None = None,
    by: Practitioner,
) -> ThresholdStep:
    """Send a case to social care; the case itself goes on, whatever social care decides."""
    require(can_step(by, episode))
    packet, decided_on = packet or Packet(), decided_on or sent_on
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    refuse_days_of_step_up(episode, decided_on, sent_on)
    refuse_other_agency(agency)
    refuse_packet_of_another(episode, packet)
    refuse_unagreed(episode, agency, packet.sharing_decision)
    refuse_out_of_turn(episode, again_after, sent_on)
    step = ThresholdStep.record(
        by=by,
        episode=episode,
        direction=StepDirection.UP,
        agency=agency,
        what_happened=required("what_happened", what_happened, "Enter what happened"),
        reason=reason,
        decided_on=decided_on,
        decided_by=decided_by or sent_by or by,
        sent_on=sent_on,
        sent_by=sent_by or by,
        assessment=packet.assessment,
        with_plan=packet.with_plan,
        meeting=packet.meeting,
        sharing_decision=packet.sharing_decision,
        again_after=again_after,
    )
    note_who_agreed(step, agreed, not_agreed, by)
    record("stepped_up", step, on=sent_on, again=again_after is not None)
    return step


@all_or_nothing
def record_step_answer(
    *,
    step: ThresholdStep,
    answer: str,
    answered_on: dt.date,
    reason: str = "",
    would_have_helped: str = "",
    by: Practitioner,
) -> ThresholdStep:
    """Record what social care decided about a step up."""
    step = to_answer(step, by)
    if step.answer:
        raise ValidationError("Social care has answered this step-up. Take the answer back to record another")
    if answer not in StepAnswer.values:
        raise ValidationError({"answer": "Select what social care decided"})
    refuse_before_sending("answered_on", answered_on, "The date of the decision", step)
    step.answer, step.answered_on, step.answer_reason = answer, answered_on, reason
    if answer == StepAnswer.DECLINED and would_have_helped:
        step.would_have_helped = would_have_helped
    step.save(update_fields=["answer", "answered_on", "answer_reason", "would_have_helped"])
    tell_of_step(step, by)
    record("step_up_answered", step, on=answered_on, answer=answer)
    return step


@all_or_nothing
def record_step_feedback(
    *,
    step: ThresholdStep,
    fed_back_on: dt.date,
    feedback: str,
    would_have_helped: str = "",
    by: Practitioner,
) -> ThresholdStep:
    """Record what social care told whoever sent a step up, and the day it reached them."""
    step = to_answer(step, by)
    if step.fed_back_on:
        raise ValidationError("The feedback is recorded already. Correct it on the journey.")
    refuse_before_sending("fed_back_on", fed_back_on, "The date of the feedback", step)
    step.fed_back_on = fed_back_on
    step.feedback = required("feedback", feedback, "Enter what social care said")
    step.would_have_helped = would_have_helped or step.would_have_helped
    step.save(update_fields=["fed_back_on", "feedback", "would_have_helped"])
    tell_of_step(step, by)
    record("step_up_fed_back", step, on=fed_back_on)
    return step


@all_or_nothing
def step_down(
    *,
    episode: Episode,
    agency: Agency,
    decided_on: dt.date,
    reason: str,
    handed_over: str = "",
    agreed: Sequence[Person] = (),
    not_agreed: Sequence[Person] = (),
    meeting: Meeting | None = None,
    by: Practitioner,
) -> ThresholdStep:
    """Record that social care hands a family back; its decision may come before the CAF was intended."""
    require(can_step(by, episode))
    refuse_future("decided_on", decided_on, DECIDED)
    refuse_other_agency(agency)
    refuse_meeting(episode, meeting, decided_on)
    step = ThresholdStep.record(
        by=by,
        episode=episode,
        direction=StepDirection.DOWN,
        agency=agency,
        decided_on=decided_on,
        reason=required("reason", reason, "Enter why social care hands back"),
        handed_over=handed_over,
        meeting=meeting,
    )
    note_who_agreed(step, agreed, not_agreed, by)
    record("stepped_down", step, on=decided_on)
    return step


@all_or_nothing
def name_first_meeting(*, step: ThresholdStep, meeting: Meeting | None, by: Practitioner) -> ThresholdStep:
    """Say which meeting was social care's last and the team's first; none, where that was a mistake."""
    step = to_follow(step, by)
    if step.is_up:
        raise ValidationError("This is a step-up: its meeting is part of what was sent.")
    refuse_meeting(step.episode, meeting, step.decided_on)
    step.meeting = meeting
    step.save(update_fields=["meeting"])
    record("step_meeting_named", step, meeting=meeting.id if meeting else None)
    return step


@all_or_nothing
def note_social_care_number(*, step: ThresholdStep, number: str, by: Practitioner) -> SocialCareNumber:
    """Note social care's own number of the case; the trail says that it was noted, never what it is."""
    require(can_see_social_care_number(by, step.episode))
    number = required("number", number, "Enter social care’s number")
    held, _ = SocialCareNumber.objects.update_or_create(
        step=step, defaults={"number": number}, create_defaults={"number": number, **signed(by)}
    )
    record("social_care_number_noted", step)
    return held


@all_or_nothing
def take_back_step(*, step: ThresholdStep, why: str, by: Practitioner) -> ThresholdStep:
    """Take back a step that was recorded by mistake; it stays readable, with the reason."""
    step = to_follow(step, by)
    if step.sent_again.filter(taken_back_on=None).exists():
        raise ValidationError("It was sent again since. Take back what was sent again first.")
    step.taken_back_why = required("why", why, "Enter why it is taken back")
    step.taken_back_on, step.taken_back_by = clock.today(), by
    step.save(update_fields=["taken_back_on", "taken_back_why", "taken_back_by"])
    record("step_taken_back", step)
    return step


@all_or_nothing
def take_back_step_answer(*, step: ThresholdStep, why: str, by: Practitioner) -> ThresholdStep:
    """Take back an answer that was recorded by mistake; the step up waits again."""
    Episode.objects.select_for_update(of=("self",)).get(pk=step.episode_id)
    step = to_follow(step, by)
    if not step.answer:
        raise ValidationError("There is no answer to take back.")
    later = ThresholdStep.objects.filter(episode_id=step.episode_id, direction=StepDirection.UP)
    if later.filter(taken_back_on=None, answer="").exists():
        raise ValidationError("Another step-up waits for an answer. Take that back first.")
    why = required("why", why, "Enter why the answer is taken back")
    for field, empty in (("answer", ""), ("answered_on", None), ("answer_reason", "")):
        if getattr(step, field):
            correct_field(
                step,
                field,
                empty,
                reason=why,
                corrected_by_id=by.id,
                corrected_by_name=str(by),
                episode_id=step.episode_id,
            )
    record("step_answer_taken_back", step)
    return step


def to_follow(step: ThresholdStep, by: Practitioner) -> ThresholdStep:
    """Return a step, locked, to which somebody may add; refuse one that was taken back."""
    require(can_follow_step(by, step.episode))
    return held_for_change(step)


def to_answer(step: ThresholdStep, by: Practitioner) -> ThresholdStep:
    """Return a step up, locked, of which somebody may say what social care made of it."""
    require(can_answer_step(by, step))
    held = held_for_change(step)
    refuse_unless_up(held)
    return held


def held_for_change(step: ThresholdStep) -> ThresholdStep:
    """Return a step, locked; raises ValidationError for one that was taken back."""
    held = ThresholdStep.objects.select_for_update(of=("self",)).select_related("episode").get(pk=step.pk)
    if held.taken_back_on:
        raise ValidationError("This step was taken back.")
    return held


def note_who_agreed(
    step: ThresholdStep, agreed: Sequence[Person], not_agreed: Sequence[Person], by: Practitioner
) -> None:
    """Write who of the family agreed and who did not."""
    named = [(person, True) for person in agreed] + [(person, False) for person in not_agreed]
    people = [person for person, _ in named]
    if len(set(people)) < len(people):
        raise ValidationError({"agreed": "Somebody cannot agree and not agree. Select one answer for each"})
    if people and not set(people) <= set(people_who_may_answer(step.episode)):
        raise ValidationError({"agreed": "Select people of this family"})
    ThresholdStepPerson.objects.bulk_create(
        ThresholdStepPerson(**signed(by), step=step, person=person, agreed=answer) for person, answer in named
    )


def record(action: str, step: ThresholdStep, **detail: Any) -> None:
    """Write a step on the trail: days and codes, no words and no numbers."""
    trail.record(
        action, subject_kind="threshold_step", subject_id=step.id, episode_id=step.episode_id, **detail
    )
