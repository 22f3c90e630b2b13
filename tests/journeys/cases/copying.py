"""Copies on paper of a case: tagged, every word in its order, and without what a reader does not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse

from tests.journeys.cases.assessing import TEXTS, full_name
from tests.journeys.cases.chronicle import told_on_paper
from tests.journeys.cases.hands import flat
from tests.journeys.cases.journey import Journey
from tests.web.shared.paper_read import PaperRead, read_paper, without_foot


def check_copies(at: Journey, held: dict[str, Any]) -> None:
    """The full copy of a version holds every story in the order of the form; the family's has them too."""
    at.hands.walk("episodes:assessment_copies", episode_id=at.episode_id, version=held["version"])
    full, family = taken(at, held["version"], "full"), taken(at, held["version"], "family")
    for paper in (full, family):
        assert (paper.language, paper.is_marked, paper.pdf_ua_part) == ("en-GB", True, "1")
        assert all(full_name(at, child) in paper.title for child in children_of(held))
        says = without_foot(paper.text)
        for text in (*texts_of(held), *told_on_paper(at)):
            assert text in says, text[:80]
    assert "Written by" in full.text
    assert "Written by" not in family.text


def children_of(held: dict[str, Any]) -> set[str]:
    """The children about whom something is told."""
    return {child for box in held["elements"] for child in box["marks"]}


def texts_of(held: dict[str, Any]) -> list[str]:
    """Every text that was typed into a box, and the summary."""
    boxes = [flat(box.get(name) or "") for box in held["elements"] for name in TEXTS]
    return [text for text in (*boxes, flat(held["conclusions"]["summary"])) if text]


def taken(at: Journey, version: int, which: str) -> PaperRead:
    """Click on a copy, and read the file that comes."""
    arguments = {"episode_id": at.episode_id, "version": version, "which": which}
    link = at.hands.page.locator(f'a[href="{reverse("episodes:assessment_copy", kwargs=arguments)}"]')
    with at.hands.page.expect_download() as coming:
        link.click()
    return read_paper(Path(coming.value.path()).read_bytes())
