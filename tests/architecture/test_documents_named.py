"""A document that our own files name is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT

NAMED = re.compile(r"\bdocs/[\w/-]+\.(?:md|json|html|csv)\b")
READ = (".py", ".md", ".html", ".toml", ".mjs", ".js")
PLACES = ("opencaf", "tests", "bench", "docs", "README.md", "CHANGELOG.md", "GLOSSARY.md", "Makefile")
MADE_UP = "docs/made-up-to-fail.md"


def ours() -> Iterator[Path]:
    """Every text file of ours that may name a document."""
    for place in (ROOT / each for each in PLACES):
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in files if path.suffix in (*READ, "") and path.is_file())


def missing_in(text: str) -> list[str]:
    """The documents that a text names and nobody wrote."""
    return [name for name in NAMED.findall(text) if not (ROOT / name).is_file()]


def test_every_document_that_is_named_is_there() -> None:
    me = Path(__file__)
    faults = {
        str(path.relative_to(ROOT)): missing
        for path in ours()
        if path != me and (missing := missing_in(path.read_text(errors="ignore")))
    }

    assert faults == {}


def test_the_guard_sees_one_that_is_missing() -> None:
    assert missing_in(f"Read docs/access.md and {MADE_UP}.") == [MADE_UP]
