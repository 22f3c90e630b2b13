"""Who may make rounds of audit, score, settle, and read what came of them."""

from __future__ import annotations

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner, Role
from opencaf.case_audit.models import AuditRound, Feedback, Scoring, Stage
from opencaf.core.rulings import Ruling, no, yes
from opencaf.people.permissions import WRITES_RECORDS

PREPARES = (*SEES_ALL, Role.TRAINING)


def can_prepare(practitioner: Practitioner) -> Ruling:
    """Whether somebody may write the audit form and the themes: they say nothing of any case."""
    if practitioner.has_role(*PREPARES):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Case audits are prepared by coordinators, managers and the training team.")


def can_make_rounds(practitioner: Practitioner) -> Ruling:
    """Whether somebody may draw cases, look papers through, settle and read results: who sees every case."""
    if not practitioner.has_role(*SEES_ALL):
        return no("Cases are drawn by coordinators and managers, who see every case. Ask one of them.")
    if practitioner.post.locality_id:
        return no("You coordinate one locality. Cases are drawn by who sees every case of the authority.")
    return yes("You see every case.")


def can_score_at_all(practitioner: Practitioner) -> Ruling:
    """Whether somebody may be asked to score: people who work with families."""
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    return no("Cases are scored by people who work with families.")


def can_score(practitioner: Practitioner, scoring: Scoring) -> Ruling:
    """Whether somebody may score a paper: who was asked to, until they finish or the round closes."""
    ruling = can_score_at_all(practitioner)
    if not ruling:
        return ruling
    if scoring.scorer_id != practitioner.id:
        return no("Somebody else was asked to score this paper.")
    if scoring.paper.round.stage != Stage.SCORING:
        return no("This round is not being scored any more.")
    if scoring.finished_at is not None:
        return no("You have finished this paper. What you answered stays as it is.")
    return yes("You were asked to score it.")


def can_settle(practitioner: Practitioner, audit_round: AuditRound) -> Ruling:
    """Whether somebody may settle where scorers differ."""
    ruling = can_make_rounds(practitioner)
    if not ruling:
        return ruling
    if audit_round.stage != Stage.SCORING:
        return no("This round is not being scored.")
    return yes("You see every case.")


def can_read_feedback(practitioner: Practitioner, feedback: Feedback) -> Ruling:
    """Whether somebody may read feedback: to whom it is, and who makes rounds."""
    if practitioner.id in (feedback.assessor_id, feedback.lead_id):
        return yes("It is about your work.")
    return can_make_rounds(practitioner)


def can_reply(practitioner: Practitioner, feedback: Feedback) -> Ruling:
    """Whether somebody may answer feedback: to whom it is, once."""
    if practitioner.id not in (feedback.assessor_id, feedback.lead_id):
        return no("Only who wrote the assessment, or leads the case, can answer.")
    if feedback.replied_on is not None:
        return no("It was answered already.")
    return yes("It is about your work.")
