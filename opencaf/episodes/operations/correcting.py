"""Putting a date or a text right, with a reason, while the old value stays readable.

Dates that state one thing twice move together: a closing and the end of its lead, a meeting and its review.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.corrections import correct_field
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.partial_dates import EXACT
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.correctable import CORRECTABLE, DATES, INTENDED, Correctable, seen_from
from opencaf.episodes.models import Closure, Coordination, Episode, EpisodeChild, LeadProfessional, Review
from opencaf.episodes.operations.in_turn import refuse_what_cannot_be
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_correct
from opencaf.episodes.queries.same_day import lasting, marks_of_the_day, stating_the_same_day, stopped_on


@all_or_nothing
def correct_date(
    *,
    episode: Episode,
    kind: str,
    record_id: uuid.UUID,
    field: str,
    value: dt.date,
    reason: str,
    by: Practitioner,
) -> None:
    """Correct one date of an episode's record, and those that say the same."""
    require(can_correct(by, episode))
    rule = CORRECTABLE[kind, field]
    record: Any = find_record(rule, record_id, episode)
    if isinstance(record, Review):
        rule, record = CORRECTABLE["meeting", "held_on"], record.meeting
    refuse_unchanged(rule, getattr(record, rule.field), value)
    refuse_out_of_order(rule, record, value)
    changed = stating_the_same_day(record, rule.field)
    refuse_what_cannot_be(changed, value, episode)
    marks_of_the_day(record, rule.field).update(marked_on=value)
    for same, name in changed:
        correct(same, name, value, reason=reason, episode=episode, by=by)
    if kind == "consent":
        write_withheld(episode=episode, by=by)
    trail.record(
        "date_corrected", subject_kind=kind, subject_id=record_id, episode_id=episode.id, field=field
    )


@all_or_nothing
def correct_text(
    *,
    episode: Episode,
    kind: str,
    record_id: uuid.UUID,
    field: str,
    value: str,
    reason: str,
    by: Practitioner,
) -> None:
    """Correct one text of an episode's record."""
    require(can_correct(by, episode))
    rule = CORRECTABLE[kind, field]
    record: Any = find_record(rule, record_id, episode)
    refuse_unchanged(rule, getattr(record, field), value)
    correct(record, field, value, reason=reason, episode=episode, by=by)
    trail.record(
        "text_corrected", subject_kind=kind, subject_id=record_id, episode_id=episode.id, field=field
    )


def find_record(rule: Correctable, record_id: uuid.UUID, episode: Episode) -> models.Model:
    """Return the record of this episode that is corrected, locked."""
    rows = rule.model._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=record_id).get(**{rule.to_episode: episode.pk})


def refuse_unchanged(rule: Correctable, old: Any, value: Any) -> None:
    """Raise ValidationError where there is nothing to put right."""
    if not old and not rule.may_be_empty:
        raise ValidationError("There is no date to correct yet. Record the step first.")
    if old == value:
        raise ValidationError({"value": "Enter something other than what is recorded now"})


def refuse_out_of_order(rule: Correctable, record: Any, value: dt.date) -> None:
    """Raise ValidationError for a day in the future or out of order with the days around it."""
    if not rule.may_lie_ahead:
        refuse_future("value", value, rule.label)
    for path, event in rule.after:
        refuse_before("value", value, rule.label, earliest=seen_from(record, path), event=event)
    for path, event in rule.before:
        refuse_after(value, rule.label, seen_from(record, path), event)
    if isinstance(record, Episode):
        refuse_after(value, rule.label, first_step(record), "the first step that followed")
    if isinstance(record, Closure) and rule.field == "closed_on":
        refuse_closing_before_lead(record, value)
    if isinstance(record, LeadProfessional) and rule.field in ("started_on", "ended_on"):
        refuse_leading_out_of_turn(record, rule.field, value)
    if isinstance(record, Coordination):
        refuse_working_out_of_turn(record, rule, value)


def refuse_after(value: dt.date, label: str, latest: dt.date | None, event: str) -> None:
    """Raise ValidationError when a day comes after the event that must follow it."""
    if latest and value > latest:
        raise ValidationError({"value": f"{label} must be on or before {in_words(latest)}, {event}"})


def first_step(episode: Episode) -> dt.date | None:
    """Return the day of the first step that must follow the intention; with it come its first children."""
    days = [
        rule.model._default_manager.filter(**{rule.to_episode: episode.pk}).order_by().values_list(rule.field)
        for rule in DATES
        if INTENDED in rule.after and rule.model is not EpisodeChild
    ]
    joined = episode.episode_children.filter(joined_on__gt=episode.intended_on).order_by()
    found = joined.values_list("joined_on").union(*days)
    return min((day for (day,) in found if day), default=None)


def refuse_closing_before_lead(closure: Closure, value: dt.date) -> None:
    """Raise ValidationError when the closing would come before what happened last before it."""
    episode = closure.episode
    leads = episode.lead_professionals.filter(started_on__lte=closure.closed_on)
    last = leads.order_by("-started_on").first()
    label = CORRECTABLE["closure", "closed_on"].label
    refuse_before(
        "value", value, label, earliest=last.started_on if last else None, event="when the last lead began"
    )
    met = episode.meetings.filter(held_on__lte=closure.closed_on).aggregate(last=Max("held_on"))["last"]
    refuse_before("value", value, label, earliest=met, event="the day of the last meeting")
    later = episode.closures.exclude(pk=closure.pk).filter(closed_on__lte=closure.closed_on)
    reopened = later.order_by("-reopened_on").first()
    earliest = reopened.reopened_on if reopened else None
    refuse_before("value", value, label, earliest=earliest, event="when it was reopened before")


def refuse_leading_out_of_turn(lead: LeadProfessional, field: str, value: dt.date) -> None:
    """Raise ValidationError when a lead would overlap another, or end apart from what ended it."""
    others = lasting(lead.episode.lead_professionals.exclude(pk=lead.pk))
    label = CORRECTABLE["lead", field].label
    if field == "started_on":
        earlier = others.filter(started_on__lte=lead.started_on).order_by("-started_on").first()
        earliest = earlier.ended_on if earlier else None
        if earlier and earliest == lead.started_on and not stopped_on(lead.episode, lead.started_on):
            earliest = earlier.started_on
        refuse_before("value", value, label, earliest=earliest, event="the time of the lead before")
        return
    if what := ended_by(lead):
        raise ValidationError({"value": f"This lead ended with the {what}. Correct that date instead"})
    later = others.filter(started_on__gte=lead.ended_on).order_by("started_on").first()
    if later and later.started_on == lead.ended_on:
        refuse_after(value, label, later.ended_on, "when the next lead ended")
    elif later:
        refuse_after(value, label, later.started_on, "when the next lead began")


def refuse_working_out_of_turn(work: Coordination, rule: Correctable, value: dt.date) -> None:
    """Raise ValidationError when two would do the work without the title at once."""
    others = work.episode.coordinations.exclude(pk=work.pk)
    if rule.field == "started_on":
        before = others.filter(started_on__lte=work.started_on).order_by("-started_on").first()
        earliest = before.ended_on if before else None
        refuse_before("value", value, rule.label, earliest=earliest, event="when the one before stopped")
        return
    after = others.filter(started_on__gte=work.started_on).order_by("started_on").first()
    refuse_after(value, rule.label, after.started_on if after else None, "when the next one began")


def ended_by(lead: LeadProfessional) -> str:
    """Return what ended a lead, where it was not a handover."""
    return stopped_on(lead.episode, lead.ended_on) if lead.ended_on else ""


def correct(
    record: models.Model, field: str, value: Any, *, reason: str, episode: Episode, by: Practitioner
) -> None:
    """Set a field and keep what it was."""
    correct_field(
        record,
        field,
        value,
        reason=reason,
        corrected_by_id=by.id,
        corrected_by_name=str(by),
        episode_id=episode.id,
    )
    make_exact(record, field)


def make_exact(record: models.Model, field: str) -> None:
    """Note that a day which was known in part is known now that somebody has put it right."""
    accuracy = field.removesuffix("_on") + "_accuracy"
    if getattr(record, accuracy, EXACT) != EXACT:
        setattr(record, accuracy, EXACT)
        record.save(update_fields=[accuracy])
