"""Looking at a completed assessment, where the authority wants it: ready, agreed or sent back (ADR 0033)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Greatest

from opencaf.agencies.models import AssessmentChecker, Post, Practitioner, Role, signed
from opencaf.agencies.queries import addresses_of_role
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future, working_days_after
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, QualityCheck, QualityRemark, Question
from opencaf.episodes.permissions import can_assess, can_check_assessment
from opencaf.episodes.queries.quality import has_written_in
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

Verdict = QualityCheck.Verdict
BY_HAND = (Verdict.AGREED, Verdict.SENT_BACK)


def make_ready(version: Assessment, *, on: dt.date, by: Practitioner) -> None:
    """Let a version that was just completed wait for a look; one that waited before it waits no longer."""
    if not by.authority.checks_assessments:
        return
    before = QualityCheck.objects.filter(episode_id=version.episode_id, verdict="")
    before.update(verdict=Verdict.REPLACED, looked_on=Greatest("ready_on", Value(on)))
    wait_for_look(version, on=on, by=by)


def wait_for_look(version: Assessment, *, on: dt.date, by: Practitioner) -> QualityCheck:
    """Write that a version waits for a look, and mail those who look."""
    agency_id = agency_of_manager(version, by)
    check = QualityCheck.record(
        by=by,
        episode_id=version.episode_id,
        assessment=version,
        agency_id=agency_id,
        ready_on=on,
        look_by=working_days_after(on, by.authority.check_within),
    )
    role = Role.MANAGER if agency_id else Role.COORDINATOR
    to = addresses_of_role(by.authority_id, role, agency_id=agency_id)
    queue_message(kind=MailKind.LOOK_ASKED, to=to, authority_id=by.authority_id)
    record_look(check, "assessment_ready")
    return check


def agency_of_manager(version: Assessment, by: Practitioner) -> uuid.UUID | None:
    """Return the agency whose manager looks; None where a coordinator does, or no other manager is there."""
    if by.authority.assessments_checked_by != AssessmentChecker.MANAGER:
        return None
    agency_id = version.assessor.post.agency_id
    managers = Post.objects.filter(agency_id=agency_id, role=Role.MANAGER, ended_on=None)
    return agency_id if managers.exclude(practitioner=version.assessor_id).exists() else None


@all_or_nothing
def check_assessment(
    *,
    check: QualityCheck,
    verdict: str,
    looked_on: dt.date,
    words: str = "",
    remarks: Mapping[str, str],
    by: Practitioner,
) -> None:
    """Agree to a completed version, or send it back; remarks by element, words for the whole.

    It stays as it is either way: what is to be changed is written in the next version.
    """
    require(can_check_assessment(by, check.assessment, has_written=has_written_in(check.assessment, by)))
    held = QualityCheck.objects.select_for_update().get(pk=check.pk)
    refuse_looked_at(held)
    if verdict not in BY_HAND:
        raise ValidationError({"verdict": "Select whether you agree or send it back"})
    refuse_future("looked_on", looked_on, "The day you looked")
    refuse_before(
        "looked_on",
        looked_on,
        "The day you looked",
        earliest=held.ready_on,
        event="it was ready for it",
    )
    said = {element: text.strip() for element, text in {"": words, **remarks}.items() if text.strip()}
    if verdict == Verdict.SENT_BACK and not said:
        raise ValidationError({"words": "Enter what is to be done, here or beside a part"})
    refuse_unknown_parts(said, check.assessment)
    held.verdict, held.looked_on, held.looked_by = verdict, looked_on, by
    held.save(update_fields=["verdict", "looked_on", "looked_by"])
    QualityRemark.objects.bulk_create(
        QualityRemark(
            **signed(by), episode_id=held.episode_id, quality_check=held, element=element, text=text
        )
        for element, text in said.items()
    )
    tell_writer(check.assessment, by)
    record_look(held, "assessment_looked_at", reason=verdict, remarks=len(said))


@all_or_nothing
def look_again(*, check: QualityCheck, ready_on: dt.date, by: Practitioner) -> QualityCheck:
    """Ask for another look at a version that was sent back: what was to be done needed no other words."""
    require(can_assess(by, check.episode))
    version = Assessment.objects.select_for_update().get(pk=check.assessment_id)
    version.episode = check.episode
    refuse_future("ready_on", ready_on, "The day it was ready")
    if not by.authority.checks_assessments:
        raise ValidationError("Your authority asks nobody to look at completed assessments any more.")
    newest = QualityCheck.objects.filter(episode_id=version.episode_id).order_by("-ready_on", "-id").first()
    if version.state != Assessment.State.COMPLETED or newest != check or check.verdict != Verdict.SENT_BACK:
        raise ValidationError(
            "This version was not sent back, or another has followed it. Read it once more."
        )
    refuse_before(
        "ready_on", ready_on, "The day", earliest=check.looked_on or ready_on, event="it was sent back"
    )
    return wait_for_look(version, on=ready_on, by=by)


def refuse_looked_at(held: QualityCheck) -> None:
    """Raise ValidationError for a version at which somebody has looked already."""
    if held.verdict == Verdict.REPLACED:
        raise ValidationError("A later version was completed meanwhile. Look at that one.")
    if held.verdict:
        raise ValidationError(
            f"{held.looked_by} has looked at it already. Your words are still here to copy."
        )


def refuse_unknown_parts(said: Mapping[str, str], version: Assessment) -> None:
    """Raise ValidationError for a remark about something that the version does not ask."""
    asked = set(Question.objects.filter(form_id=version.form_id).values_list("code", flat=True))
    if set(said) - asked - {""}:
        raise ValidationError("Your words are about a part that is not in this version")


def tell_writer(version: Assessment, by: Practitioner) -> None:
    """Mail whoever wrote the assessment that it was looked at."""
    writer = version.assessor
    if writer.user and writer.id != by.id:
        queue_message(kind=MailKind.LOOK_DONE, to=[writer.user.email], authority_id=by.authority_id)


def record_look(check: QualityCheck, action: str, **detail: Any) -> None:
    """Write a step of a look on the trail."""
    trail.record(
        action,
        subject_kind="quality_check",
        subject_id=check.id,
        episode_id=check.episode_id,
        **detail,
    )
