"""Putting a field right while the old value stays readable."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models

from opencaf.audit.models import Correction


def correct_field(
    record: models.Model,
    field: str,
    value: Any,
    *,
    reason: str,
    corrected_by_id: uuid.UUID,
    corrected_by_name: str,
    episode_id: uuid.UUID | None = None,
) -> Correction:
    """Set one field of a saved record to a new value and keep the old one with the reason."""
    correction = keep_correction(
        record,
        field,
        was=as_words(getattr(record, field)),
        now=as_words(value),
        reason=reason,
        corrected_by_id=corrected_by_id,
        corrected_by_name=corrected_by_name,
        episode_id=episode_id,
    )
    setattr(record, field, value)
    record.save(update_fields=[record._meta.get_field(field).attname])  # type: ignore[union-attr]
    return correction


def keep_correction(
    record: models.Model,
    field: str,
    *,
    was: str,
    now: str,
    reason: str,
    corrected_by_id: uuid.UUID,
    corrected_by_name: str,
    episode_id: uuid.UUID | None = None,
) -> Correction:
    """Keep what something of a record said, in words, beside what it says from now on, with the reason."""
    return Correction.objects.create(
        authority_id=getattr(record, "authority_id"),  # noqa: B009 - every record of an authority has it
        record_kind=record._meta.label_lower,
        record_id=record.pk,
        episode_id=episode_id,
        field=field,
        old_value=was,
        new_value=now,
        reason=reason,
        corrected_by_id=corrected_by_id,
        corrected_by_name=corrected_by_name,
    )


def as_words(value: Any) -> str:
    """Return a value as it is kept in a correction."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    return str(value)
