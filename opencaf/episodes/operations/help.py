"""Asking a coordinator for help, and answering."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.queries import addresses_of_role
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, HelpRequest
from opencaf.episodes.permissions import can_answer_help, can_write
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


@all_or_nothing
def ask_for_help(*, episode: Episode, question: str, element: str = "", by: Practitioner) -> HelpRequest:
    """Ask the coordinator about a case; the question stands on the board until it is answered.

    element: the question of the form beside which it was asked.
    """
    require(can_write(by, episode))
    if not question.strip():
        raise ValidationError({"question": "Enter what you need help with"})
    Episode.objects.select_for_update().get(pk=episode.pk)
    if HelpRequest.objects.filter(episode=episode, answered_on=None).exists():
        raise ValidationError("A question about this family waits for an answer already.")
    asked = HelpRequest.record(
        by=by,
        episode=episode,
        asked_by=by,
        asked_on=clock.today(),
        question=question,
        element=element,
    )
    to = addresses_of_role(by.authority_id, Role.COORDINATOR)
    queue_message(kind=MailKind.HELP_ASKED, to=to, authority_id=by.authority_id)
    trail.record("help_asked", subject_kind="help_request", subject_id=asked.id, episode_id=episode.id)
    return asked


@all_or_nothing
def answer_help(*, asked: HelpRequest, answer: str, by: Practitioner) -> HelpRequest:
    """Answer somebody who asked for help; they are told that there is an answer."""
    require(can_answer_help(by, asked.episode))
    if asked.answered_on:
        raise ValidationError("This question is answered already.")
    if not answer.strip():
        raise ValidationError({"answer": "Enter your answer"})
    asked.answer, asked.answered_by, asked.answered_on = answer, by, clock.today()
    asked.save(update_fields=["answer", "answered_by", "answered_on"])
    if asked.asked_by.user:
        to = [asked.asked_by.user.email]
        queue_message(kind=MailKind.HELP_ANSWERED, to=to, authority_id=by.authority_id)
    trail.record(
        "help_answered", subject_kind="help_request", subject_id=asked.id, episode_id=asked.episode_id
    )
    return asked
