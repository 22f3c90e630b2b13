"""The chronology of a case: every event typed in, then read again in its order, on paper too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.journeys.cases.hands import flat
from tests.journeys.cases.journey import Journey, day
from tests.journeys.cases.reading import Entry


def events_to_come(at: Journey) -> list[tuple[str, Callable[[], None]]]:
    """Return each event with the day on which it is typed: its own, or when the assessment starts."""
    started = at.case.peek("assessment")["started_on"]
    return [(max(row.peek("on"), started), partial(add, at, row)) for row in at.case.parts("chronology")]


def add(at: Journey, row: Entry) -> None:
    """Add an event."""
    at.open_case("episodes:chronology", "episodes:chronology_add")
    at.hands.write({"happened": row["on"], "text": row["text"], "source": row["source"]})
    at.hands.send()


def check_chronology(at: Journey) -> None:
    """Every event stands on its day, once, in order, with its source."""
    at.open_case("episodes:chronology")
    shown = [flat(one) for one in at.hands.page.locator(".app-timeline__event").all_text_contents()]
    rows = sorted(at.case.held["chronology"], key=lambda row: row["on"])
    assert len(shown) == len(rows)
    for words, row in zip(shown, rows, strict=True):
        assert words.startswith(flat(f"{in_words(row['on'])} {row['text']}")), (words, row)
        assert flat(f"Source: {row['source']}.") in words


def told_on_paper(at: Journey) -> list[str]:
    """Return every event as a copy says it."""
    return [flat(f"{in_words(row['on'])}: {row['text']}") for row in at.case.held["chronology"]]


def in_words(on: str) -> str:
    """Return a day as the pages write it."""
    return f"{day(on).day} {day(on):%B %Y}"
