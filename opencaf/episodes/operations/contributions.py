"""Asking others to write for an assessment, and what becomes of it: reminded, withdrawn, read."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from opencaf.access.models import Basis, Level, ShieldReader
from opencaf.access.operations import end_access, grant_access
from opencaf.agencies.models import Agency, How, Practitioner, signed
from opencaf.agencies.operations.accounts import invite_contributor
from opencaf.agencies.operations.practitioners import add_contributor
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import (
    Assessment,
    ConsentContributor,
    Contribution,
    ContributionBox,
    ContributionChild,
    Episode,
    Question,
)
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.withholding import refuse_withheld, write_withheld
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.consent import agencies_shared_with
from opencaf.episodes.reads import children_now
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

NOT_AGREED = (
    "The family has not agreed that {who} of {agency} writes here. Talk with them, record what they say "
    "under Sharing, then ask"
)
SHIELDED = "This record is shielded. Put {who} on the list of those who may know of it, then ask"


@all_or_nothing
def ask_to_contribute(
    *,
    assessment: Assessment,
    practitioner: Practitioner,
    elements: Sequence[str],
    child_ids: Sequence[uuid.UUID],
    question: str = "",
    asked_on: dt.date,
    answer_by: dt.date,
    email: str = "",
    by: Practitioner,
) -> Contribution:
    """Ask a practitioner to write about some elements of some children until the end of a day.

    They see these questions and nothing else of the case. With an e-mail address, somebody without an
    account is sent a link to one that can do nothing but answer.
    """
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_days(draft, asked_on, answer_by)
    refuse_who_cannot(draft, practitioner, by)
    asked = wanted(draft, elements, child_ids)
    areas = [(child_id, one.code) for child_id in child_ids for one in asked]
    refuse_withheld(areas, draft.episode, by)
    refuse_without_agreement(draft.episode, practitioner)
    refuse_shielded(child_ids, practitioner)
    let_answer(draft.episode, practitioner, child_ids, answer_by, by)
    contribution = Contribution.record(
        by=by,
        episode=draft.episode,
        assessment=draft,
        practitioner=practitioner,
        question=question,
        asked_on=asked_on,
        answer_by=answer_by,
    )
    ContributionChild.objects.bulk_create(
        ContributionChild(**signed(by), contribution=contribution, child_id=child_id)
        for child_id in child_ids
    )
    ContributionBox.objects.bulk_create(
        ContributionBox(**signed(by), contribution=contribution, question=one) for one in asked
    )
    tell(contribution, email, by)
    record_step(contribution, "contribution_asked", elements=len(asked), children=len(child_ids))
    return contribution


@all_or_nothing
def ask_newcomer(
    *,
    assessment: Assessment,
    given_name: str,
    family_name: str,
    agency: Agency,
    job_title: str = "",
    email: str,
    by: Practitioner,
    **asked: Any,
) -> Contribution:
    """Ask somebody of an agency whom the directory does not know yet; they are sent a link."""
    require(can_assess(by, assessment.episode))
    if agency.id not in agencies_shared_with(assessment.episode):
        who = f"{given_name} {family_name}"
        raise ValidationError({"newcomer_agency": NOT_AGREED.format(who=who, agency=agency)})
    newcomer = add_contributor(
        given_name=given_name, family_name=family_name, agency=agency, job_title=job_title, by=by
    )
    trail.record("contributor_named", subject_kind="practitioner", subject_id=newcomer.id)
    return ask_to_contribute(assessment=assessment, practitioner=newcomer, email=email, **asked, by=by)


@all_or_nothing
def remind_contributor(*, contribution: Contribution, answer_by: dt.date, by: Practitioner) -> None:
    """Ask again, until another day; somebody whose link ran out is sent a new one."""
    require(can_assess(by, contribution.episode))
    held = lock_contribution(contribution)
    refuse_ended(held)
    if answer_by < clock.today():
        raise ValidationError({"answer_by": "The last day must be today or in the future"})
    refuse_without_agreement(contribution.episode, held.practitioner)
    end_access(of=held.practitioner, episode_id=held.episode_id, basis=Basis.CONTRIBUTES, by=by)
    children = list(held.children.values_list("child_id", flat=True))
    let_answer(contribution.episode, held.practitioner, children, answer_by, by)
    held.answer_by, held.reminded_on = answer_by, clock.today()
    held.save(update_fields=["answer_by", "reminded_on"])
    waiting = held.practitioner.invitations.order_by("-recorded_at").first()
    tell(held, waiting.email if waiting else "", by)
    record_step(held, "contribution_reminded")


@all_or_nothing
def withdraw_contribution(*, contribution: Contribution, withdrawn_on: dt.date, by: Practitioner) -> None:
    """Take a question back; what was written stays, and the asked one can write no more."""
    require(can_assess(by, contribution.episode))
    held = lock_contribution(contribution)
    refuse_ended(held)
    refuse_future("withdrawn_on", withdrawn_on, "The day")
    refuse_before("withdrawn_on", withdrawn_on, "The day", earliest=held.asked_on, event="when it was asked")
    end(held, Contribution.Ended.WITHDRAWN, withdrawn_on, by)
    record_step(held, "contribution_withdrawn")


@all_or_nothing
def note_contribution_read(*, contribution: Contribution, by: Practitioner) -> None:
    """Note that what somebody wrote was read, so that it no longer waits in My work."""
    require(can_assess(by, contribution.episode))
    held = lock_contribution(contribution)
    if held.sent_on is None:
        raise ValidationError("This has not been sent yet")
    held.read_on = clock.today()
    held.save(update_fields=["read_on"])
    record_step(held, "contribution_read")


def end_contributions(draft: Assessment, *, on: dt.date, by: Practitioner) -> None:
    """End what is still asked for a version that is being completed."""
    for one in draft.contributions.filter(ended_on=None).select_related("practitioner"):
        end(one, Contribution.Ended.COMPLETED, max(on, one.asked_on), by)


def end(contribution: Contribution, why: str, on: dt.date, by: Practitioner) -> None:
    """Write why and when a contribution ended; with it ends what the asked one could see."""
    contribution.ended_on, contribution.ended_why = on, why
    contribution.save(update_fields=["ended_on", "ended_why"])
    end_access(
        of=contribution.practitioner, episode_id=contribution.episode_id, basis=Basis.CONTRIBUTES, by=by
    )


def let_answer(
    episode: Episode,
    practitioner: Practitioner,
    child_ids: Sequence[uuid.UUID],
    answer_by: dt.date,
    by: Practitioner,
) -> None:
    """Let the asked one know of the record until the end of the day, which opens no page of it."""
    grant_access(
        to=practitioner,
        child_ids=child_ids,
        episode_id=episode.id,
        level=Level.EXISTENCE,
        basis=Basis.CONTRIBUTES,
        ends_at=clock.noon(answer_by) + dt.timedelta(hours=12),
        by=by,
    )
    write_withheld(episode=episode, by=by)


def tell(contribution: Contribution, email: str, by: Practitioner) -> None:
    """Mail the asked one: who has an account that something waits, anybody else a link to one."""
    who = contribution.practitioner
    if who.user_id is None and email:
        invite_contributor(practitioner=who, email=email, by=by)
    elif who.user_id and who.email:
        queue_message(
            kind=MailKind.CONTRIBUTION_ASKED,
            to=[who.email],
            authority_id=by.authority_id,
            path=f"episodes/contributions/{contribution.id}/",
        )


def lock_contribution(contribution: Contribution) -> Contribution:
    """Return a contribution as it stands now, held until the transaction ends."""
    return (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("practitioner")
        .get(pk=contribution.pk)
    )


def refuse_ended(contribution: Contribution) -> None:
    """Raise ValidationError for a question that was taken back, or whose assessment is complete."""
    if contribution.ended_on:
        why = contribution.get_ended_why_display()
        raise ValidationError(f"{why} on {in_words(contribution.ended_on)}. Nothing can be changed any more.")


def refuse_days(draft: Assessment, asked_on: dt.date, answer_by: dt.date) -> None:
    """Raise ValidationError for days that cannot be."""
    refuse_future("asked_on", asked_on, "The day you asked")
    refuse_before(
        "asked_on", asked_on, "The day you asked", earliest=draft.started_on, event="the assessment started"
    )
    if answer_by < asked_on:
        raise ValidationError({"answer_by": "The last day to answer must be after the day you asked"})


def refuse_who_cannot(draft: Assessment, practitioner: Practitioner, by: Practitioner) -> None:
    """Raise ValidationError for who writes the assessment anyway, and for who was asked already."""
    if practitioner.id in (by.id, draft.assessor_id):
        raise ValidationError({"who": f"{practitioner} writes the assessment. Choose somebody else to ask"})
    if draft.contributions.filter(practitioner=practitioner, ended_on=None).exists():
        raise ValidationError(
            {"who": f"{practitioner} was asked already. Remind them, or withdraw that first"}
        )


def wanted(draft: Assessment, elements: Sequence[str], child_ids: Sequence[uuid.UUID]) -> list[Question]:
    """Return the questions of the elements; raises ValidationError for none, or for other children."""
    found = list(Question.objects.filter(form_id=draft.form_id, code__in=elements).order_by("position"))
    if not found:
        raise ValidationError({"elements": "Select at least one part to ask about"})
    if not child_ids or set(child_ids) - {row.child_id for row in children_now(draft.episode_id)}:
        raise ValidationError({"children": "Select whom you ask about"})
    return found


def refuse_without_agreement(episode: Episode, practitioner: Practitioner) -> None:
    """Raise ValidationError where the family agreed neither to this writer nor to sharing with the agency."""
    named = ConsentContributor.objects.filter(
        Q(consent__replaced_by=None),
        consent__episode=episode,
        consent__given=True,
        consent__withdrawn_on=None,
        practitioner=practitioner,
    ).exclude(consent__recorded_how=How.IMPORTED)
    agencies = set(practitioner.posts.filter(ended_on=None).values_list("agency_id", flat=True))
    if not (agencies & agencies_shared_with(episode).keys() or named.exists()):
        words = NOT_AGREED.format(who=practitioner, agency=practitioner.agency)
        raise ValidationError({"who": words})


def refuse_shielded(
    child_ids: Sequence[uuid.UUID], practitioner: Practitioner, *, field: str = "who"
) -> None:
    """Raise ValidationError for a shielded record of which the practitioner may not know."""
    shielded = set(
        ShieldReader.objects.filter(record_id__in=child_ids, ended_at=None).values_list(
            "record_id", flat=True
        )
    )
    listed = ShieldReader.objects.live().filter(record_id__in=shielded, practitioner=practitioner)
    if shielded - set(listed.values_list("record_id", flat=True)):
        raise ValidationError({field: SHIELDED.format(who=practitioner)})


def record_step(contribution: Contribution, action: str, **detail: Any) -> None:
    """Write a step of a contribution on the trail."""
    trail.record(
        action,
        subject_kind="contribution",
        subject_id=contribution.id,
        episode_id=contribution.episode_id,
        **detail,
    )
