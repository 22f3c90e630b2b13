"""Every page that shows boxes, marks or results asks what is withheld from its reader."""

from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "opencaf" / "web"
READS = (
    "boxes_of",
    "boxes_of_draft",
    "boxes_of_version",
    "boxes_typed_for",
    "chronology_of",
    "closing_choices",
    "closures_of",
    "earlier_boxes",
    "elements_by_domain",
    "event_seen",
    "events_of",
    "given_marks",
    "highest_concerns",
    "last_time",
    "latest_marks",
    "map_of_marks",
    "marks_by_occasion",
    "own_answers",
    "own_marks_at",
    "versions_compared",
    "what_moved",
)


def unguarded(source: str) -> list[str]:
    """The reads that a page calls without asking what is withheld."""
    called = [name for name in READS if f"{name}(" in source]
    return [] if "withheld_from(request.practitioner" in source else called


def test_pages_ask_what_is_withheld() -> None:
    found = {str(path): unguarded(path.read_text()) for path in WEB.rglob("views/*.py")}

    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("read", READS)
def test_the_guard_sees_a_page_that_does_not(read: str) -> None:
    assert unguarded(f"rows = {read}(episode)") == [read]
