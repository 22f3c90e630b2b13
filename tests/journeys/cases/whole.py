"""One case as a whole: entered, compared with its file, and declared."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from opencaf.core import clock
from tests.journeys.cases.afterwards import check_everything
from tests.journeys.cases.coverage import declare, entered
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.journey import day
from tests.journeys.cases.reading import keys_of, open_case
from tests.journeys.cases.timeline import go_through


def an_hour_after(on: str) -> dt.datetime:
    """Return when everything of a day has been entered."""
    return clock.noon(day(on)) + dt.timedelta(hours=1)


def enter_and_compare(
    name: str, hands: Callable[..., Hands], *, looks_at: frozenset[str] | None, types_domain: str = ""
) -> None:
    """Enter a case through the pages, then compare everything with the file.

    looks_at: the kinds of pages that are measured and judged on the way; None means all of them.
    DECLARE_ENTERED=1 writes down what was entered; otherwise it must be what was declared. JOURNEY_EFFORT
    names a folder for what it took until the case was closed.
    """
    case = open_case(name)
    worker = hands(looks_at=lambda kind: looks_at is None or kind in looks_at, types_domain=types_domain)
    at = go_through(case, worker)
    if folder := os.environ.get("JOURNEY_EFFORT"):
        (Path(folder) / f"{name}.json").write_text(json.dumps(asdict(at.hands.effort)))
    with clock.everywhere_at(an_hour_after(case.peek("closure")["on"]), running=True):
        check_everything(at)
    if "DECLARE_ENTERED" in os.environ:
        declare(name, case)
    assert sorted(case.seen & keys_of(name).keys()) == entered()[name]
