"""The assessment from its start to its completion, after which it never changes; then the next version."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import Ruling, no, require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import MarkState
from opencaf.episodes.models import (
    Assessment,
    AssessmentForm,
    AssessmentVisit,
    Episode,
    LevelOfNeed,
    Meeting,
    Question,
    Story,
    StoryChild,
)
from opencaf.episodes.operations.contributions import end_contributions
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.marks import MarkFor, answered_areas, areas_of, write_marks
from opencaf.episodes.operations.quality import make_ready
from opencaf.episodes.operations.texts import SITUATION, keep_versions
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.queries.consent import agreed_to_assess
from opencaf.episodes.queries.forms import form_asked_on
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.reads import children_now
from opencaf.episodes.seen import settle
from opencaf.episodes.states import State


def can_start_assessment(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may start the assessment: who may write in it, once the family has agreed to it."""
    ruling = can_assess(practitioner, episode)
    if not ruling or agreed_to_assess(episode):
        return ruling
    return no(
        "The family has not agreed to an assessment, or no longer does. "
        "Record what they agreed to, then start the assessment."
    )


@all_or_nothing
def start_assessment(
    *,
    episode: Episode,
    started_on: dt.date,
    assessor: Practitioner | None = None,
    why_again: str = "",
    by: Practitioner,
) -> Assessment:
    """Start the assessment, or after a completed one its next version, with an empty box for each element.

    Children who were told together in the version before are together again; its words are not copied.
    """
    require(can_start_assessment(by, episode))
    refuse_future("started_on", started_on, "The date the assessment started")
    refuse_before(
        "started_on",
        started_on,
        "The date the assessment started",
        earliest=episode.intended_on,
        event="the day it was intended",
    )
    last = Assessment.objects.filter(episode=episode).order_by("-version").first()
    refuse_second_draft(last)
    if last and not why_again:
        raise ValidationError({"why_again": "Enter why the assessment is done again"})
    assessor = assessor or by
    refuse_who_may_not_see_all(assessor, by, episode)
    children = [row.child_id for row in children_now(episode.id)]
    grant_access(to=assessor, child_ids=children, episode_id=episode.id, basis=Basis.ASSESSOR, by=by)
    draft = Assessment.record(
        by=by,
        episode=episode,
        form=form_in_use(by, started_on),
        version=last.version + 1 if last else 1,
        started_on=started_on,
        assessor=assessor,
        why_again=why_again,
        on_behalf_of=assessor if assessor != by else None,
    )
    make_boxes(draft, children, last, by)
    if episode.state == State.INTENDED:
        episode.move_to(State.ASSESSING)
    trail.record(
        "assessment_started",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=episode.id,
        version=draft.version,
    )
    return draft


def refuse_who_may_not_see_all(assessor: Practitioner, by: Practitioner, episode: Episode) -> None:
    """Raise ValidationError where the family does not let the writer, or who starts it for them, see all."""
    if withheld_from(assessor, episode):
        raise ValidationError(
            {
                "assessor": f"The family has left parts out for {assessor.agency}. Ask the family first, or "
                "choose somebody who may see every part"
            }
        )
    if by != assessor and withheld_from(by, episode):
        raise ValidationError(
            f"The family has left parts out for {by.agency}, so you cannot start the assessment for "
            f"{assessor}. Ask them, or the coordinator, to start it"
        )


def refuse_second_draft(last: Assessment | None) -> None:
    """Raise ValidationError while a version is being written."""
    if last and last.state == Assessment.State.DRAFT:
        raise ValidationError(f"Version {last.version} of the assessment is being written already")


def form_in_use(by: Practitioner, day: dt.date) -> AssessmentForm:
    """Return the authority's form in use on a day, or the first one for days before it was adopted."""
    form = form_asked_on(day, by.authority_id)
    if form is None:
        raise ValidationError(
            "Your authority has no assessment form yet. Ask its administrator to adopt one."
        )
    return form


def make_boxes(
    draft: Assessment, children: Sequence[uuid.UUID], last: Assessment | None, by: Practitioner
) -> None:
    """Make the boxes of a version: one for each element and each group of children told together."""
    groups = groups_of(last, children) if last else {}
    stories, rows = [], []
    for question in Question.objects.filter(form_id=draft.form_id):
        for group in groups.get(question.code, [children]):
            story = Story(**signed(by), assessment=draft, question=question)
            stories.append(story)
            rows += [
                StoryChild(**signed(by), story=story, assessment=draft, question=question, child_id=child_id)
                for child_id in group
            ]
    Story.objects.bulk_create(stories)
    StoryChild.objects.bulk_create(rows)


def groups_of(last: Assessment, children: Sequence[uuid.UUID]) -> dict[str, list[list[uuid.UUID]]]:
    """Return for each element which children were told together; who is new joins the first group."""
    groups: dict[str, list[list[uuid.UUID]]] = {}
    for box in boxes_of(last):
        stayed = [child_id for child_id in box.child_ids if child_id in children]
        if stayed:
            groups.setdefault(box.question.code, []).append(stayed)
    for held in groups.values():
        told = {child_id for group in held for child_id in group}
        held[0] += [child_id for child_id in children if child_id not in told]
    return groups


@all_or_nothing
def set_reason_and_home(
    *,
    assessment: Assessment,
    reason: str,
    home_situation: str,
    people_present: str,
    seen: str = "",
    by: Practitioner,
) -> None:
    """Write why there is an assessment, how the family lives, and who was there."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    saved = [getattr(draft, name) for name in SITUATION]
    typed = [reason, home_situation, people_present]
    stands = settle(SITUATION, saved=saved, typed=typed, seen=seen)
    for name, text in stands.items():
        setattr(draft, name, text)
    draft.change_count += 1
    draft.save(update_fields=[*SITUATION, "change_count"])
    keep_versions(draft, before=dict(zip(SITUATION, saved, strict=True)), after=stands, by=by)
    record_step(draft, "situation_written")


@all_or_nothing
def record_visit(
    *,
    assessment: Assessment,
    visited_on: dt.date,
    visited_by: Practitioner | None = None,
    note: str = "",
    by: Practitioner,
) -> AssessmentVisit:
    """Record a visit to the family for the assessment."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("visited_on", visited_on, "The date of the visit")
    visit = AssessmentVisit.record(
        by=by, assessment=draft, visited_on=visited_on, visited_by=visited_by or by, note=note
    )
    record_step(draft, "visit_recorded", visited_on=visited_on)
    return visit


@all_or_nothing
def show_to_family(*, assessment: Assessment, shown_on: dt.date, by: Practitioner) -> None:
    """Note the day on which the family was shown what is written; also after it was completed."""
    require(can_assess(by, assessment.episode))
    refuse_future("shown_on", shown_on, "The date the family was shown it")
    refuse_before_start("shown_on", shown_on, "The date the family was shown it", assessment)
    assessment.shown_to_family_on = shown_on
    assessment.save(update_fields=["shown_to_family_on"])
    record_step(assessment, "assessment_shown_to_family", shown_on=shown_on)


@all_or_nothing
def complete_assessment(*, assessment: Assessment, completed_on: dt.date, by: Practitioner) -> None:
    """Mark a version as complete: from now on it stays as it is, and the one before it is superseded.

    Nothing has to be filled in; what has no mark is "not asked".
    """
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    episode = draft.episode
    refuse_future("completed_on", completed_on, "The date the assessment was completed")
    refuse_before_start("completed_on", completed_on, "The date the assessment was completed", draft)
    fill_blanks(draft, completed_on, by)
    others = Assessment.objects.filter(episode=episode, state=Assessment.State.COMPLETED)
    others.update(state=Assessment.State.SUPERSEDED)
    draft.state, draft.completed_on = Assessment.State.COMPLETED, completed_on
    draft.save(update_fields=["state", "completed_on"])
    end_contributions(draft, on=completed_on, by=by)
    note_level(draft, completed_on, by)
    if episode.state == State.ASSESSING:
        was_held = Meeting.objects.filter(episode=episode, status=Meeting.Status.HELD).exists()
        episode.move_to(State.SUPPORTING if was_held else State.PLANNING)
    record_step(draft, "assessment_completed", version=draft.version, completed_on=completed_on)
    make_ready(draft, on=completed_on, by=by)


def refuse_before_start(field: str, day: dt.date, label: str, assessment: Assessment) -> None:
    """Raise ValidationError for a day before the version was started."""
    refuse_before(field, day, label, earliest=assessment.started_on, event="the day it was started")


def fill_blanks(draft: Assessment, completed_on: dt.date, by: Practitioner) -> None:
    """Give every area without a mark the state "not asked", so that no blank is read as anything else."""
    answered = answered_areas(draft)
    areas = areas_of(StoryChild.objects.filter(assessment=draft))
    blanks = [MarkFor(child_id, code, MarkState.NOT_ASKED) for child_id, code in areas]
    open_ones = [mark for mark in blanks if (mark.child_id, mark.element) not in answered]
    write_marks(draft, open_ones, marked_on=completed_on, keep_blanks=True, by=by)


def note_level(draft: Assessment, completed_on: dt.date, by: Practitioner) -> None:
    """Add the level of need of the conclusions to the levels of the episode, unless it stands on that day."""
    there = draft.episode.levels.filter(level=draft.level_of_need, decided_on=completed_on)
    if draft.level_of_need is None or there.exists():
        return
    LevelOfNeed.record(
        by=by,
        episode=draft.episode,
        level=draft.level_of_need,
        decided_on=completed_on,
        decided_by_id=draft.assessor_id,
        reason=f"Assessment, version {draft.version}",
    )


def record_step(assessment: Assessment, action: str, **detail: Any) -> None:
    """Write a step of an assessment on the trail."""
    trail.record(
        action,
        subject_kind="assessment",
        subject_id=assessment.id,
        episode_id=assessment.episode_id,
        **detail,
    )
