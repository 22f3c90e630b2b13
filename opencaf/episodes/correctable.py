"""What can be put right later: every date of the process and a few texts, each with its rule.

A kind is the word of a record in addresses. NOT_CORRECTABLE names the dates that are left out, and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models

from opencaf.episodes.models import (
    Action,
    ActionProgress,
    Assessment,
    AssessmentVisit,
    CaseFile,
    Checklist,
    Closure,
    Consent,
    ContactNote,
    Contribution,
    Coordination,
    DifferenceOfView,
    Episode,
    EpisodeChild,
    FamilyView,
    LeadProfessional,
    LevelOfNeed,
    Meeting,
    MissingService,
    Outcome,
    QualityCheck,
    ReceivedTransfer,
    RecordCheck,
    ReusedAssessment,
    Review,
    ServiceDecision,
    ServiceRequest,
    SharingDecision,
    Suspension,
    TeamMember,
    ThresholdStep,
    Transfer,
)

INTENDED = ("episode.intended_on", "the day of the intention")


@dataclass(frozen=True)
class Correctable:
    """A field that can be corrected.

    after and before name the dates (as seen from the record) that it may not precede or follow, each with
    what happened then. may_be_added: a date that was forgotten can be given afterwards; the others are
    the days of steps, which are recorded as such.
    """

    kind: str
    model: type[models.Model]
    field: str
    label: str
    to_episode: str = "episode"
    may_lie_ahead: bool = False
    may_be_added: bool = False
    after: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()

    @property
    def is_date(self) -> bool:
        """Whether a date is corrected, rather than words."""
        return isinstance(self.model._meta.get_field(self.field), models.DateField)

    @property
    def may_be_empty(self) -> bool:
        """Whether something can be put right where nothing stands yet."""
        return self.may_be_added or not self.is_date


# fmt: off
DATES = (
    Correctable("episode", Episode, "intended_on", "The date of the intention", "pk", before=(("closed_on", "when it closed"),)),
    Correctable("child", EpisodeChild, "joined_on", "The date the child joined", after=(INTENDED,), before=(("left_on", "when the child left"),)),
    Correctable("child", EpisodeChild, "left_on", "The date the child left", after=(("joined_on", "when the child joined"),)),
    Correctable("check", RecordCheck, "checked_on", "The date of the look for a record"),
    Correctable("checklist", Checklist, "filled_in_on", "The date of the checklist"),
    Correctable("consent", Consent, "answered_on", "The date of the answer", before=(("withdrawn_on", "when it was withdrawn"),)),
    Correctable("consent", Consent, "withdrawn_on", "The date of the withdrawal", after=(("answered_on", "when it was given"),)),
    Correctable("consent", Consent, "review_by", "The date to ask again", may_lie_ahead=True, may_be_added=True, after=(("answered_on", "when it was given"),)),
    Correctable("consent", Consent, "competence_judged_on", "The date competence was judged"),
    Correctable("sharing", SharingDecision, "decided_on", "The date of the decision"),
    Correctable("assessment", Assessment, "started_on", "The date the assessment started", after=(INTENDED,), before=(("completed_on", "when it was completed"), ("shown_to_family_on", "when the family saw it"))),
    Correctable("assessment", Assessment, "completed_on", "The date the assessment was completed", after=(("started_on", "when it started"),)),
    Correctable("assessment", Assessment, "shown_to_family_on", "The date the family saw the assessment", after=(("started_on", "when it started"),)),
    Correctable("contribution", Contribution, "asked_on", "The date somebody was asked to write", after=(INTENDED,), before=(("sent_on", "when it was written"), ("answer_by", "the day by which an answer was asked"))),
    Correctable("contribution", Contribution, "sent_on", "The date it was written", after=(("asked_on", "when it was asked"),)),
    Correctable("other_view", DifferenceOfView, "noted_on", "The date another view was noted", "story__assessment__episode", after=(("story.assessment.episode.intended_on", "the day of the intention"),)),
    Correctable("visit", AssessmentVisit, "visited_on", "The date of the visit", "assessment__episode", after=(("assessment.episode.intended_on", "the day of the intention"),)),
    Correctable("reused", ReusedAssessment, "made_on", "The date of the assessment that was taken over", "assessment__episode"),
    Correctable("quality", QualityCheck, "ready_on", "The date it was ready to be looked at", after=(("assessment.started_on", "when it started"),), before=(("look_by", "the day by which to look"), ("looked_on", "when it was looked at"))),
    Correctable("quality", QualityCheck, "look_by", "The date by which to look at it", may_lie_ahead=True, after=(("ready_on", "when it was ready"),)),
    Correctable("quality", QualityCheck, "looked_on", "The date it was looked at", after=(("ready_on", "when it was ready"),)),
    Correctable("meeting", Meeting, "held_on", "The date of the meeting", after=(INTENDED,), before=(("next_on", "the date of the next meeting"),)),
    Correctable("meeting", Meeting, "planned_for", "The date the meeting is planned for", may_lie_ahead=True),
    Correctable("meeting", Meeting, "next_on", "The date of the next meeting", may_lie_ahead=True, may_be_added=True, after=(("held_on", "the day of this meeting"),)),
    Correctable("review", Review, "reviewed_on", "The date of the review"),
    Correctable("lead", LeadProfessional, "started_on", "The date from which they lead", after=(INTENDED,), before=(("ended_on", "when they stopped leading"),)),
    Correctable("lead", LeadProfessional, "ended_on", "The date until which they led", after=(("started_on", "when they began to lead"),)),
    Correctable("lead", LeadProfessional, "handover_met_on", "The date of the handover", after=(INTENDED,)),
    Correctable("work", Coordination, "started_on", "The date from which they did the work", after=(INTENDED,), before=(("ended_on", "when they stopped"),)),
    Correctable("work", Coordination, "ended_on", "The date until which they did the work", after=(("started_on", "when they began"),)),
    Correctable("team", TeamMember, "joined_on", "The date of joining the team", after=(INTENDED,), before=(("left_on", "when they left"),)),
    Correctable("team", TeamMember, "left_on", "The date of leaving the team", after=(("joined_on", "when they joined"),), before=(("episode.closed_on", "when it closed"),)),
    Correctable("outcome", Outcome, "agreed_on", "The date the outcome was agreed", after=(INTENDED,), before=(("target_on", "the date to reach it by"),)),
    Correctable("outcome", Outcome, "target_on", "The date to reach the outcome by", may_lie_ahead=True, may_be_added=True, after=(("agreed_on", "when it was agreed"),)),
    Correctable("action", Action, "agreed_on", "The date the action was agreed", "outcome__episode", before=(("due_on", "when it is due"), ("closed_on", "when it was closed"))),
    Correctable("action", Action, "due_on", "The date the action is due", "outcome__episode", may_lie_ahead=True, may_be_added=True, after=(("agreed_on", "when it was agreed"),)),
    Correctable("action", Action, "closed_on", "The date the action was closed", "outcome__episode", after=(("agreed_on", "when it was agreed"),)),
    Correctable("progress", ActionProgress, "said_on", "The date of this news", "action__outcome__episode"),
    Correctable("note", ContactNote, "happened_on", "The date it happened"),
    Correctable("request", ServiceRequest, "asked_on", "The date the service was asked", after=(INTENDED,), before=(("sent_on", "when the request was sent"), ("started_on", "when the service started"))),
    Correctable("request", ServiceRequest, "sent_on", "The date the request was sent", after=(("asked_on", "when the service was asked"),)),
    Correctable("request", ServiceRequest, "started_on", "The date the service started", after=(("asked_on", "when the service was asked"),), before=(("ended_on", "when it ended"),)),
    Correctable("request", ServiceRequest, "ended_on", "The date the service ended", after=(("started_on", "when it started"),)),
    Correctable("request", ServiceRequest, "unmet_recorded_on", "The date the unmet need was recorded", after=(("asked_on", "when the service was asked"),)),
    Correctable("request", ServiceRequest, "recalled_on", "The date the request was recalled", after=(("asked_on", "when the service was asked"),)),
    Correctable("missing", MissingService, "noted_on", "The date it was noted that there is no such service", after=(INTENDED,)),
    Correctable("decision", ServiceDecision, "decided_on", "The date of the service's decision", "request__episode", after=(("request.asked_on", "when the service was asked"),)),
    Correctable("level", LevelOfNeed, "decided_on", "The date the level of need was agreed", after=(INTENDED,)),
    Correctable("suspension", Suspension, "started_on", "The date the rest began", after=(INTENDED,), before=(("ended_on", "when it was taken up again"),)),
    Correctable("suspension", Suspension, "ended_on", "The date it was taken up again", after=(("started_on", "when the rest began"),)),
    Correctable("transfer", Transfer, "prepared_on", "The date the move was prepared", after=(INTENDED,), before=(("sent_on", "when it was sent"), ("answered_on", "when it was answered"), ("withdrawn_on", "when it was withdrawn"))),
    Correctable("transfer", Transfer, "moves_on", "The date of the move", may_lie_ahead=True, may_be_added=True),
    Correctable("transfer", Transfer, "agreed_on", "The date the family agreed to the move", may_be_added=True),
    Correctable("transfer", Transfer, "sent_on", "The date the package was sent", after=(("prepared_on", "when it was prepared"),), before=(("answered_on", "when it was answered"), ("withdrawn_on", "when it was withdrawn"))),
    Correctable("transfer", Transfer, "answered_on", "The date the other authority answered", after=(("sent_on", "when it was sent"),), before=(("episode.closed_on", "when it closed"),)),
    Correctable("transfer", Transfer, "withdrawn_on", "The date the move was withdrawn", after=(("prepared_on", "when it was prepared"),)),
    Correctable("received", ReceivedTransfer, "received_on", "The date the package arrived", before=(("answered_on", "when it was answered"),)),
    Correctable("received", ReceivedTransfer, "moves_on", "The date of the move", may_lie_ahead=True, may_be_added=True),
    Correctable("received", ReceivedTransfer, "answered_on", "The date the case was taken over", after=(("received_on", "when it arrived"),)),
    Correctable("step", ThresholdStep, "decided_on", "The date the step was decided", before=(("sent_on", "when it was sent"),)),
    Correctable("step", ThresholdStep, "sent_on", "The date the step-up was sent", after=(("decided_on", "when it was decided"),), before=(("answered_on", "when social care decided"), ("fed_back_on", "when feedback came"))),
    Correctable("step", ThresholdStep, "answered_on", "The date social care decided", after=(("sent_on", "when it was sent"),)),
    Correctable("step", ThresholdStep, "fed_back_on", "The date the feedback came", after=(("sent_on", "when it was sent"),)),
    Correctable("file", CaseFile, "happened_on", "The date of what the file shows"),
    Correctable("view", FamilyView, "said_on", "The date it was said"),
    Correctable("closure", Closure, "closed_on", "The date it closed", after=(INTENDED, ("meeting.held_on", "the day of the closing meeting")), before=(("reopened_on", "when it was reopened"), ("look_back_on", "the date to look back"))),
    Correctable("closure", Closure, "look_back_on", "The date to look back", may_lie_ahead=True, may_be_added=True, after=(("closed_on", "when it closed"),)),
    Correctable("closure", Closure, "reopened_on", "The date it was reopened", after=(("closed_on", "when it closed"),)),
)

TEXTS = (
    Correctable("episode", Episode, "why", "Why it was started", "pk"),
    Correctable("note", ContactNote, "text", "What happened"),
    Correctable("note", ContactNote, "with_whom", "With whom"),
    Correctable("reused", ReusedAssessment, "what", "Which assessment was taken over", "assessment__episode"),
    Correctable("progress", ActionProgress, "text", "What was said", "action__outcome__episode"),
    Correctable("request", ServiceRequest, "reason", "Why the service was asked"),
    Correctable("request", ServiceRequest, "sent_what", "What was sent"),
    Correctable("request", ServiceRequest, "delivered", "What the service has given"),
    Correctable("request", ServiceRequest, "unmet_need", "The need that nobody meets"),
    Correctable("request", ServiceRequest, "recalled_why", "Why the request was recalled"),
    Correctable("missing", MissingService, "wanted", "The service that nobody gives"),
    Correctable("decision", ServiceDecision, "reason", "The service's reason", "request__episode"),
    Correctable("level", LevelOfNeed, "reason", "Why this level of need"),
    Correctable("suspension", Suspension, "reason", "Why it was suspended"),
    Correctable("transfer", Transfer, "why", "Why the case moves"),
    Correctable("transfer", Transfer, "agreed_words", "What the family agreed to share"),
    Correctable("transfer", Transfer, "withdrawn_why", "Why the move was withdrawn"),
    Correctable("step", ThresholdStep, "reason", "Why this step"),
    Correctable("step", ThresholdStep, "what_happened", "What happened before the step"),
    Correctable("step", ThresholdStep, "handed_over", "What was handed over"),
    Correctable("step", ThresholdStep, "answer_reason", "Social care's reason"),
    Correctable("step", ThresholdStep, "feedback", "Social care's feedback"),
    Correctable("step", ThresholdStep, "would_have_helped", "What would have helped"),
    Correctable("lead", LeadProfessional, "why_ended", "Why the lead ended"),
    Correctable("lead", LeadProfessional, "handover_note", "The handover's note"),
    Correctable("work", Coordination, "why", "Why they did the work"),
    Correctable("work", Coordination, "why_ended", "Why they stopped doing the work"),
    Correctable("sharing", SharingDecision, "items", "What was to be shared"),
    Correctable("sharing", SharingDecision, "ground", "The ground of the decision"),
    Correctable("sharing", SharingDecision, "rationale", "Why it was decided so"),
    Correctable("sharing", SharingDecision, "advice_from", "Who gave advice"),
    Correctable("sharing", SharingDecision, "asked_words", "Whether they were asked, in words"),
    Correctable("sharing", SharingDecision, "family_told_words", "Whether the family was told, in words"),
    Correctable("closure", Closure, "reason_words", "Why it closed, in words"),
    Correctable("closure", Closure, "keeping_it_going", "What keeps it going"),
    Correctable("closure", Closure, "reopened_reason", "Why it was reopened"),
)
# fmt: on

CORRECTABLE = {(one.kind, one.field): one for one in (*DATES, *TEXTS)}
LABELS = {(one.model._meta.label_lower, one.field): one for one in (*DATES, *TEXTS)}

NOT_CORRECTABLE = {
    "casefile.removed_on": "the day on which somebody removed the file; it can be put back",
    "chronologyevent.happened_on": "is put right on the event's own page, with what is known of the day",
    "chronologyevent.removed_on": "the day on which somebody took the event out",
    "contribution.reminded_on": "the day on which the program asked again",
    "contribution.read_on": "the day on which somebody pressed that they have read it",
    "contribution.ended_on": "the day on which the question was taken back or the assessment completed",
    "differenceofview.gone_on": "the day on which a view was taken out; it stays in the record",
    "helprequest.asked_on": "the day on which the question was typed and sent",
    "helprequest.answered_on": "the day on which the answer was typed and sent",
    "leadoffer.offered_on": "the day on which the offer was typed and sent",
    "leadoffer.answered_on": "the day on which the answer was typed and sent",
    "servicerequestpart.removed_on": "the day on which a part was taken off a request; it can go again",
    "missingservice.taken_back_on": "the day on which it was taken back; it stays in the record",
    "panel.planned_for": "is changed on the panel's own page, with every turn to come",
    **{
        f"standing.{name}": "follows the rows from which the database keeps it"
        for name in ("agreed_next_on", "first_completed_on", "help_asked_on", "intended_on", "offered_on")
    },
    "thresholdstep.taken_back_on": "the day on which a step was taken back; it stays in the record",
    "storyrevision.written_on": "says what stood in a box when it was saved; the box is corrected, not its past",
    "episode.closed_on": "follows its closure, and is corrected with it",
    "mark.marked_on": "follows the assessment, review or closing at which the mark was given",
    "story.written_on": "goes with the box: it changes while the assessment is written and is fixed after",
}


def what_can_be_corrected(kind: str, field: str) -> Correctable | None:
    """Return the rule of a field, or None where it is not on the list."""
    return CORRECTABLE.get((kind, field))


def seen_from(record: models.Model, path: str) -> dt.date | None:
    """Return the date at the end of a path such as episode.intended_on, or None where the way ends."""
    here: object = record
    for name in path.split("."):
        here = getattr(here, name) if here is not None else None
    return here if isinstance(here, dt.date) else None
