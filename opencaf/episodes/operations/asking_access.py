"""Asking to see a record that one has found, and answering: never without a reason, never without an end."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.exceptions import ValidationError

from opencaf.access.models import AccessRequest, Basis, Level
from opencaf.access.operations import end_access, grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import practitioner_of
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words, working_days_after
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_answer_request, can_end_given_access
from opencaf.episodes.queries.existence import KnownEpisode, latest_episode_of
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person
from opencaf.people.permissions import can_ask_for_access

LONGEST = dt.timedelta(days=366)


@all_or_nothing
def ask_for_access(*, child: Person, purpose: str, by: Practitioner) -> AccessRequest:
    """Ask who leads the child's open or latest case, or else who started or recorded it, to see it."""
    require(can_ask_for_access(by, child))
    if not purpose.strip():
        raise ValidationError({"purpose": "Enter why you need to see this record"})
    refuse_second_request(child, by)
    episode = latest_episode_of(child.id)
    asked_of = who_answers(child, episode, by)
    request = AccessRequest.record(
        by=by,
        asked_by=by,
        asked_of=asked_of,
        child_id=child.id,
        episode_id=episode.episode_id if episode else None,
        purpose=purpose,
        asked_on=clock.today(),
        answer_by=working_days_after(clock.today(), by.authority.answer_access_within),
    )
    if asked_of and asked_of.user:
        queue_message(kind=MailKind.ACCESS_ASKED, to=[asked_of.user.email], authority_id=by.authority_id)
    trail.record(
        "access_asked",
        subject_kind="child",
        subject_id=child.id,
        episode_id=request.episode_id,
        asked=request.id,
    )
    return request


@all_or_nothing
def give_access(
    *,
    request: AccessRequest,
    level: int = Level.FULL,
    until: dt.date,
    reason: str = "",
    by: Practitioner,
) -> None:
    """Let who asked see the summary, or the record and the case, until the end of a day."""
    require(can_answer_request(by, request))
    locked = lock_open(request)
    if level not in (Level.SUMMARY, Level.FULL):
        raise ValidationError({"level": "Select how much they may see"})
    if until < clock.today():
        raise ValidationError({"until": "The last day must be today or in the future"})
    latest = clock.today() + LONGEST
    if until > latest:
        raise ValidationError({"until": f"The last day must be {in_words(latest)} or earlier"})
    child_ids = children_of_request(locked)
    grant_access(
        to=locked.asked_by,
        child_ids=child_ids,
        episode_id=locked.episode_id,
        level=level,
        basis=Basis.ASKED,
        ends_at=clock.noon(until) + dt.timedelta(hours=12),
        by=by,
    )
    if locked.episode_id:
        write_withheld(episode=Episode.objects.get(pk=locked.episode_id), by=by)
    locked.level = level
    answer(locked, AccessRequest.Answer.GIVEN, until=until, reason=reason, by=by)
    trail.record("access_request_granted", subject_kind="access_request", subject_id=locked.id)


@all_or_nothing
def refuse_access(*, request: AccessRequest, reason: str, by: Practitioner) -> None:
    """Say no, with the reason, which who asked will read."""
    require(can_answer_request(by, request))
    locked = lock_open(request)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why access is not given"})
    answer(locked, AccessRequest.Answer.REFUSED, until=None, reason=reason, by=by)
    trail.record("access_request_refused", subject_kind="access_request", subject_id=locked.id)


@all_or_nothing
def end_given_access(*, request: AccessRequest, by: Practitioner) -> None:
    """End what was given before its last day; who had asked can ask again."""
    require(can_end_given_access(by, request))
    rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("asked_by")
    locked = rows.get(pk=request.pk)
    if locked.ended_on:
        raise ValidationError(f"This ended already on {in_words(locked.ended_on)}.")
    end_access(
        of=locked.asked_by,
        episode_id=locked.episode_id,
        basis=Basis.ASKED,
        child_ids=children_of_request(locked),
        by=by,
    )
    locked.ended_on, locked.ended_by = clock.today(), by
    locked.save(update_fields=["ended_on", "ended_by"])
    trail.record("given_access_ended", subject_kind="access_request", subject_id=locked.id)


def refuse_second_request(child: Person, by: Practitioner) -> None:
    """Raise ValidationError while an earlier request of the same person waits."""
    waiting = AccessRequest.objects.filter(asked_by=by, child_id=child.id, answer="").first()
    if waiting:
        raise ValidationError(f"You asked on {in_words(waiting.asked_on)}. The answer is still to come.")


def who_answers(child: Person, episode: KnownEpisode | None, by: Practitioner) -> Practitioner | None:
    """Return who is asked: the lead professional, else who started the case, else who recorded the child."""
    if episode:
        return practitioner_of(by.authority, episode.contact_id)
    recorder: Practitioner | None = child.recorded_by
    return recorder


def lock_open(request: AccessRequest) -> AccessRequest:
    """Return the request, locked; raises ValidationError where it was answered meanwhile."""
    rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("asked_by__user")
    locked = rows.get(pk=request.pk)
    if locked.answer:
        raise ValidationError(f"This was answered already: {locked.get_answer_display().lower()}.")
    return locked


def children_of_request(request: AccessRequest) -> list[uuid.UUID]:
    """Return the ids of the children whom an answer is about: all of the case, or the one."""
    if request.episode_id is None:
        return [request.child_id]
    children = EpisodeChild.objects.filter(episode_id=request.episode_id)
    return list({request.child_id, *children.values_list("child_id", flat=True)})


def answer(
    request: AccessRequest,
    kind: AccessRequest.Answer,
    *,
    until: dt.date | None,
    reason: str,
    by: Practitioner,
) -> None:
    """Write the answer and let who asked know that there is one."""
    request.answer, request.until, request.reason = kind, until, reason
    request.answered_on, request.answered_by = clock.today(), by
    request.save(update_fields=["answer", "until", "reason", "level", "answered_on", "answered_by"])
    account = request.asked_by.user
    if account:
        queue_message(kind=MailKind.ACCESS_ANSWERED, to=[account.email], authority_id=by.authority_id)
