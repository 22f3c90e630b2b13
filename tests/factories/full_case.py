"""A row in every table of a case that can go to another authority, with something in every column."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes import models as case
from opencaf.episodes.models import Assessment, Consent, Episode
from opencaf.episodes.transferring.sheets import BY_NAME, CASE, Sheet
from opencaf.people.models import Person

DAY = dt.date(2025, 11, 20)
MOMENT = dt.datetime(2025, 11, 20, 9, 30, tzinfo=dt.UTC)
# What a completed version takes no more.
WITH_THE_DRAFT = ("finding", "service_involved", "family_view")
OPEN: dict[str, Any] = {"ended_on": None, "why_ended": ""}
# Columns that must fit one another, or stay as they are in a case that goes on.
FITTING: dict[str, dict[str, Any]] = {
    "action_progress": {"said_by_person": None},
    "closure": {"reopened_on": DAY, "closed_on": DAY},
    "closure_result": {
        "element": "general_health",
        "mark_at_start": 3,
        "mark_at_end": 1,
        "highest_mark": 4,
    },
    "contribution": {"ended_on": DAY, "ended_why": "completed", "asked_on": DAY, "answer_by": DAY},
    "coordination": {"person": None, "ended_on": DAY},
    "family_view": {"review": None, "closure": None},
    "lead_offer": {"answer": "declined", "lead": None},
    "missing_service": {"need": "loss_bereavement"},
    "outcome_tie": {"kind": "element", "code": "general_health"},
    "person_left_out_element": {"element": "identity"},
    "consent_agency_element": {"element": "identity"},
    "consent_agency": {"share": "part", "parts": "only"},
    "service_decision": {"decision": "waiting"},
    "text_version": {"number": 1},
}


def fill_draft(assessment: Assessment, *, by: Practitioner) -> None:
    """Write what has to stand in a version before it is complete."""
    for name in WITH_THE_DRAFT:
        fill(BY_NAME[name], assessment.episode, by)


def fill_rest(episode: Episode, *, by: Practitioner) -> None:
    """Write one row of every table of which the case has none, under an agreement that was withdrawn."""
    Consent.record(
        by=by,
        episode=episode,
        kind="share",
        given=True,
        answered_on=DAY,
        given_by=episode.consents.all()[0].given_by,
        capacity="parent",
        method="verbal",
        explained_by=by,
        withdrawn_on=DAY,
        withdrawal_words="They changed their mind.",
    )
    for sheet in CASE:
        if not rows_of(sheet, episode).exists():
            fill(sheet, episode, by)
    who = episode.consents.all()[0].given_by_id
    case.TextVersion.record(
        by=by, assessment=episode.assessments.get(), name=f"parent_view-{who}", number=1, text="She said so."
    )


def rows_of(sheet: Sheet, episode: Episode) -> models.QuerySet[Any]:
    """The rows of a sheet about a case; of consents the last, which is withdrawn."""
    return sheet.model._default_manager.filter(**{sheet.path: episode.pk}).order_by("-recorded_at", "-id")


def fill(sheet: Sheet, episode: Episode, by: Practitioner) -> None:
    """Write one row with something in every column."""
    given = FITTING.get(sheet.name, {})
    values = {
        field.name: given.get(field.name, value_of(field, episode, by))
        for field in sheet.columns
        if field.name not in ("id", "recorded_at", "recorded_by", "on_behalf_of")
    }
    sheet.model.record(by=by, **(values | given))  # type: ignore[attr-defined]


def value_of(field: Any, episode: Episode, by: Practitioner) -> Any:
    """Return something that a column takes."""
    if field.related_model is not None:
        return whom(field.related_model, field.model, episode, by)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value)
    match field:
        case models.DateTimeField():
            return MOMENT
        case models.DateField():
            return DAY
        case models.TimeField():
            return dt.time(9, 30)
        case models.BooleanField():
            return True
        case models.IntegerField():
            return 2
    return f"Words of {field.name}"[: field.max_length or None]


def whom(target: Any, model: Any, episode: Episode, by: Practitioner) -> Any:
    """Return whom or what of the case a key leads to; none to a row of its own kind."""
    if target is model:
        return None
    if target is Episode:
        return episode
    if target is Practitioner:
        return by
    if target is Agency:
        return by.agency
    if target is Person:
        return episode.episode_children.all()[0].child
    if target is case.Question:
        return episode.assessments.get().form.questions.get(code="general_health")
    sheet = next(one for one in CASE if one.model is target)
    return rows_of(sheet, episode).first()
