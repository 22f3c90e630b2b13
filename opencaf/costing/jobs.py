"""Working out figures of many CAFs: as whoever asked, seeing what they may see and nothing else."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.agencies.on_behalf import do_as
from opencaf.costing.models import Figure, Reckoning, Stage
from opencaf.costing.operations.reckoning import note_stage
from opencaf.costing.queries.capacity import last_twelve_months, volumes_of
from opencaf.costing.queries.dates_read import read_dates
from opencaf.costing.queries.groups import costs_of_year, read_year
from opencaf.costing.queries.reckoned import VOLUMES, YEAR_COSTS, year_chosen

log = logging.getLogger(__name__)
Work = Callable[[], Any]


@app.task(name="work_out_figure", queue="figures")
def work_out_figure(reckoning_id: str, user_id: str, post_id: str) -> None:
    """Work out one figure, step by step, so that a page can say how far it is."""
    do_as(user_id, post_id, partial(work_out, uuid.UUID(reckoning_id)))


def work_out(reckoning_id: uuid.UUID, by: Practitioner) -> None:
    """Read in one transaction, work out without one, and note the answer; or that there is none."""
    try:
        with transaction.atomic():
            asked = note_stage(reckoning_id=reckoning_id, stage=Stage.READING, by=by)
        with transaction.atomic():
            work = work_on(asked, by)
        with transaction.atomic():
            note_stage(reckoning_id=reckoning_id, stage=Stage.COSTING, by=by)
        answer = work()
        with transaction.atomic():
            note_stage(reckoning_id=reckoning_id, stage=Stage.DONE, answer=answer, by=by)
    except ValidationError:
        log.info("A figure was asked for anew before it was worked out")
    except Exception:
        with transaction.atomic():
            note_stage(reckoning_id=reckoning_id, stage=Stage.FAILED, by=by)
        raise


def work_on(asked: Reckoning, by: Practitioner) -> Work:
    """Read what a figure is made of; return the work that is left."""
    if asked.figure == Figure.YEAR:
        year, ways, base = year_chosen(asked.chosen)
        read = read_year(by, year)
        return lambda: YEAR_COSTS.dump_python(costs_of_year(read, by=ways, price_base=base), mode="json")
    dates = read_dates(by, *last_twelve_months())
    return lambda: VOLUMES.dump_python(volumes_of(dates), mode="json")
