"""Panels, made by the operation that plans them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Panel
from opencaf.episodes.operations.panels import plan_panel
from tests.factories import MeetingKindFactory

SITS_ON = dt.date(2026, 11, 20)


def make_panel(*, by: Practitioner, **values: Any) -> Panel:
    """A panel at ten o'clock, with six places of fifteen minutes, chaired by who plans it."""
    values = {"planned_for": SITS_ON, "starts_at": dt.time(10), "chair": by, "place": "Civic centre"} | values
    values.setdefault("kind", MeetingKindFactory(name="Panel"))
    return plan_panel(by=by, **values)
