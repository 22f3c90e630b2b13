"""Feedback to who wrote and who leads, their answer, and the look after three months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.case_audit.models import Feedback, FeedbackTheme, SampledCase, Theme
from opencaf.case_audit.permissions import can_make_rounds, can_reply
from opencaf.case_audit.queries import items_of
from opencaf.case_audit.results import paper_result
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

THREE_MONTHS = dt.timedelta(weeks=13)


@all_or_nothing
def give_feedback(
    *, sampled: SampledCase, good: str, better: str, themes: Sequence[Theme] = (), by: Practitioner
) -> Feedback:
    """Tell who wrote an assessment, and who leads, what was good and what can be better; never a score."""
    require(can_make_rounds(by))
    if not good.strip():
        raise ValidationError({"good": "Enter what was good"})
    if not paper_result(sampled.paper, items_of(sampled.paper.round.form)).is_settled:
        raise ValidationError("Not every item of this case stands yet. Settle it first.")
    if Feedback.objects.filter(sampled=sampled).exists():
        raise ValidationError("Feedback was given already.")
    today = clock.today()
    feedback = Feedback.record(
        by=by,
        sampled=sampled,
        episode_id=sampled.episode_id,
        assessor_id=sampled.assessor_id,
        lead_id=sampled.lead_id,
        good=good.strip(),
        better=better.strip(),
        given_on=today,
        look_again_on=today + THREE_MONTHS,
    )
    for theme in themes:
        FeedbackTheme.record(by=by, feedback=feedback, theme=theme)
    record("audit_feedback_given", feedback)
    return feedback


@all_or_nothing
def reply_to_feedback(*, feedback: Feedback, words: str, by: Practitioner) -> None:
    """Answer feedback about one's own work."""
    require(can_reply(by, feedback))
    if not words.strip():
        raise ValidationError({"words": "Enter your answer"})
    feedback.reply, feedback.replied_on, feedback.replied_by = words.strip(), clock.today(), by
    feedback.save(update_fields=["reply", "replied_on", "replied_by"])
    record("audit_feedback_answered", feedback)


@all_or_nothing
def note_second_look(*, feedback: Feedback, words: str, by: Practitioner) -> None:
    """Note what was found when a case was looked at again."""
    require(can_make_rounds(by))
    if feedback.looked_on is not None:
        raise ValidationError("Somebody has looked at it again already.")
    if not words.strip():
        raise ValidationError({"words": "Enter what you found"})
    feedback.found_again, feedback.looked_on, feedback.looked_by = words.strip(), clock.today(), by
    feedback.save(update_fields=["found_again", "looked_on", "looked_by"])
    record("audit_looked_again", feedback)


def record(action: str, feedback: Feedback) -> None:
    """Write on the trail what became of feedback."""
    trail.record(
        action, subject_kind="audit_feedback", subject_id=feedback.id, episode_id=feedback.episode_id
    )
