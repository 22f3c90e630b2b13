"""Decisions are numbered without a gap, titled as their file is named, and short."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FILES = sorted((ROOT / "docs" / "adr").glob("*.md"))
PARTS = ("## Context", "## Decision", "## Consequences", "## Alternatives")


def faults_of(name: str, text: str) -> list[str]:
    """What is wrong with a decision's file."""
    title = text.splitlines()[0].removeprefix("# ")
    slug = re.sub(r"[^a-z0-9 ]", "", title.lower()).replace(" ", "-")
    faults = [f"{part} is missing" for part in PARTS if part not in text]
    if slug != name.removesuffix(".md"):
        faults.append(f"the title says {slug}")
    if len(text.split()) > 400:
        faults.append("longer than 400 words")
    return faults


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_decision_is_well_formed(path: Path) -> None:
    assert faults_of(path.name, path.read_text()) == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in FILES]

    assert numbers == list(range(1, len(FILES) + 1))


def test_the_guard_sees_a_wrong_title_and_a_missing_part() -> None:
    faults = faults_of(
        "0001-one-thing.md", "# 0001 Another thing\n\n## Context\n\n## Decision\n\n## Consequences\n"
    )

    assert faults == ["## Alternatives is missing", "the title says 0001-another-thing"]
