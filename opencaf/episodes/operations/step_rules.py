"""What a step up or down may hold: its days, its agency, its packet, and when it may be sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, AgencyType
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.episodes.codes import SharingChoice, StepAnswer, StepDirection
from opencaf.episodes.models import Assessment, Episode, Meeting, SharingDecision, ThresholdStep
from opencaf.episodes.queries.consent import agencies_shared_with

SENT = "The date it was sent"
DECIDED = "The date it was decided"


@dataclass(frozen=True)
class Packet:
    """What goes to social care with a step up."""

    assessment: Assessment | None = None
    with_plan: bool = False
    meeting: Meeting | None = None
    sharing_decision: SharingDecision | None = None


def refuse_unless_up(step: ThresholdStep) -> None:
    """Raise ValidationError for a step down, which nobody answers."""
    if not step.is_up:
        raise ValidationError("This is a step-down: social care has decided it already.")


def required(field: str, text: str, sentence: str) -> str:
    """Return a text without blanks around it, or raise ValidationError where there is none."""
    if not text.strip():
        raise ValidationError({field: sentence})
    return text.strip()


def refuse_days_of_step_up(episode: Episode, decided_on: dt.date, sent_on: dt.date) -> None:
    """Raise ValidationError for days in the future, before the intention or the wrong way round."""
    refuse_future("sent_on", sent_on, SENT)
    intended_on = episode.intended_on
    refuse_before("decided_on", decided_on, DECIDED, earliest=intended_on, event="the day of the intention")
    if sent_on < decided_on:
        sentence = f"{DECIDED} must be on or before {in_words(sent_on)}, when it was sent"
        raise ValidationError({"decided_on": sentence})


def refuse_before_sending(field: str, day: dt.date, label: str, step: ThresholdStep) -> None:
    """Raise ValidationError at the field for a day in the future or before a step up was sent."""
    refuse_future(field, day, label)
    refuse_before(field, day, label, earliest=step.sent_on, event="when it was sent")


def refuse_other_agency(agency: Agency) -> None:
    """Raise ValidationError for an agency that is not social care."""
    if agency.kind != AgencyType.CHILDRENS_SOCIAL_CARE:
        raise ValidationError({"agency": "Select a team of children’s social care"})


def refuse_packet_of_another(episode: Episode, packet: Packet) -> None:
    """Raise ValidationError for papers of another case, or a meeting that was not held."""
    papers = {
        "assessment": packet.assessment,
        "meeting": packet.meeting,
        "sharing_decision": packet.sharing_decision,
    }
    for name, paper in papers.items():
        if paper and paper.episode_id != episode.pk:
            raise ValidationError({name: "Select one of this family"})
    if packet.meeting and packet.meeting.held_on is None:
        raise ValidationError({"meeting": "Select a meeting that was held"})
    if packet.sharing_decision and packet.sharing_decision.decision != SharingChoice.SHARE:
        raise ValidationError({"sharing_decision": "Select a decision to share"})


def refuse_unagreed(episode: Episode, agency: Agency, decision: SharingDecision | None) -> None:
    """Raise ValidationError where neither the family's agreement nor a decision lets anything be sent."""
    if decision and decision.agency_id not in (None, agency.id):
        raise ValidationError({"sharing_decision": f"Select a decision to share with {agency.name}"})
    if decision is None and agency.id not in agencies_shared_with(episode):
        raise ValidationError(
            {
                "sharing_decision": f"The family has not agreed to share with {agency.name}. "
                "Record their agreement, or a decision to share without it, on the page Sharing first"
            }
        )


def refuse_out_of_turn(episode: Episode, again_after: ThresholdStep | None, sent_on: dt.date) -> None:
    """Raise ValidationError while another step up waits, or where there is nothing to send again."""
    live = ThresholdStep.objects.filter(episode=episode, direction=StepDirection.UP, taken_back_on=None)
    if live.filter(answer="").exists():
        raise ValidationError("A step-up waits for social care’s answer already. Record the answer first.")
    if again_after is None:
        return
    came_back = live.filter(pk=again_after.pk).exclude(answer=StepAnswer.ACCEPTED).first()
    if came_back is None:
        raise ValidationError("Only a step-up that social care sent back can be sent again.")
    refuse_before("sent_on", sent_on, SENT, earliest=came_back.answered_on, event="when it came back")


def refuse_meeting(episode: Episode, meeting: Meeting | None, decided_on: dt.date) -> None:
    """Raise ValidationError for a meeting of another case, or one before social care decided."""
    if meeting is None:
        return
    if meeting.episode_id != episode.pk:
        raise ValidationError({"meeting": "Select a meeting of this family"})
    day = meeting.held_on or meeting.planned_for
    if day and day < decided_on:
        sentence = f"The meeting must be on or after {in_words(decided_on)}, when social care decided"
        raise ValidationError({"meeting": sentence})
