"""Asking for a figure that takes minutes, and the steps of the job that works it out."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.models import Reckoning, Stage
from opencaf.costing.permissions import can_see_costs

GONE = "This figure was asked for anew, or is not wanted any more."


@all_or_nothing
def ask_for_figure(*, figure: str, chosen: str, by: Practitioner) -> Reckoning:
    """Ask for a figure in place of the one that was worked out before; a job begins with it once this holds."""
    require(can_see_costs(by))
    asked = Reckoning.objects.filter(practitioner=by, post=by.post, figure=figure, chosen=chosen)
    asked.select_for_update().delete()
    made = Reckoning.objects.create(
        authority_id=by.authority_id,
        practitioner=by,
        post=by.post,
        figure=figure,
        chosen=chosen,
        stage_at=clock.now(),
    )
    app.configure_task("work_out_figure", queue="figures").defer(
        reckoning_id=str(made.id), user_id=str(by.user_id), post_id=str(by.post.id)
    )
    trail.record("figure_asked", subject_kind="costing", reason=figure, chosen=chosen)
    return made


@all_or_nothing
def note_stage(*, reckoning_id: uuid.UUID, stage: str, answer: Any = None, by: Practitioner) -> Reckoning:
    """Note how far a figure is, or its answer."""
    require(can_see_costs(by))
    found = Reckoning.objects.select_for_update().filter(pk=reckoning_id, practitioner=by).first()
    if found is None:
        raise ValidationError(GONE)
    found.stage, found.answer, found.stage_at = stage, answer, clock.now()
    found.save(update_fields=["stage", "answer", "stage_at"])
    if stage in (Stage.DONE, Stage.FAILED):
        trail.record("figure_worked_out", subject_kind="costing", reason=found.figure, stage=stage)
    return found
