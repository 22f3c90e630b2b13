"""A case file, read through a wrapper that remembers which of its keys were entered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[2] / "data" / "cases"
NAMES = ("case-1-yusuf", "case-2-caitlin", "case-3-brennan", "case-4-ivy")

# Keys under which the names are people, elements or questions of the one case.
OPEN_KEYS = ("marks", "child_comments", "child_views", "feedback", "answers")

# Keys that are no content: about the file itself, or the order of steps and the figures asserted afterwards.
ABOUT_THE_FILE = (
    "case",
    "invented",
    "format",
    "title",
    "summary",
    "what_it_exercises",
    "authority",
    "timeline",
    "expected",
    "checklist_note",
)
# Where somebody lives is said a second time by the members of a household.
SAID_TWICE = ("people[].household",)


class Entry:
    """A part of a case file. Reading a value says that it is being entered; peeking does not."""

    def __init__(self, held: dict[str, Any], path: str, seen: set[str]) -> None:
        self.held, self.path, self.seen = held, path, seen

    def __getitem__(self, key: str) -> Any:
        return self.read(self.held[key], self.under(key))

    def get(self, key: str, default: Any = None) -> Any:
        """Read a value that may be missing or empty."""
        return self[key] if self.held.get(key) is not None else default

    def peek(self, key: str, default: Any = None) -> Any:
        """Look at a value, to find the way, without entering it."""
        return self.held.get(key, default)

    def parts(self, key: str) -> list[Entry]:
        """Return the entries under a key without saying that they are entered."""
        return [Entry(one, f"{self.under(key)}[]", self.seen) for one in self.held.get(key) or []]

    def rows(self, key: str) -> list[Any]:
        """Return the entries of a list that may be missing."""
        return list(self.get(key, []))

    def items(self) -> Iterator[tuple[str, Any]]:
        """Read every value with its key."""
        for key in self.held:
            yield key, self[key]

    def under(self, key: str) -> str:
        """Return the path of a key; names of people and areas count as one."""
        is_open = any(self.path.split(".")[-1] == name for name in OPEN_KEYS)
        is_inner = ".".join(self.path.split(".")[-2:]).startswith(tuple(f"{name}.*" for name in OPEN_KEYS))
        part = "*" if is_open or (is_inner and isinstance(self.held[key], int | str | None)) else key
        if self.path.endswith("answers.*"):
            part = key
        return f"{self.path}.{part}".lstrip(".")

    def read(self, value: Any, path: str) -> Any:
        """Return a value, wrapped where it holds more, noted where it is one."""
        if isinstance(value, dict):
            return Entry(value, path, self.seen)
        if isinstance(value, list):
            return [self.read(one, f"{path}[]") for one in value]
        if value not in (None, ""):
            self.seen.add(path)
        return value


def open_case(name: str) -> Entry:
    """Return a case, of which nothing has been entered yet."""
    return Entry(load(name), "", set())


def load(name: str) -> dict[str, Any]:
    """Return a case as its file holds it."""
    held: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return held


def keys_of(name: str) -> dict[str, str]:
    """Return every key path of a case that holds content, with its first value."""
    walker = open_case(name)
    found: dict[str, str] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, Entry):
            for key in value.held:
                walk(value[key], value.under(key))
        elif isinstance(value, list):
            for one in value:
                walk(one, f"{path}[]")
        elif value not in (None, ""):
            found.setdefault(path, str(value))

    walk(walker, "")
    return {path: value for path, value in found.items() if is_content(path)}


def is_content(path: str) -> bool:
    """Whether a key says something about the family."""
    first = path.split(".")[0].removesuffix("[]")
    return first not in ABOUT_THE_FILE and path not in SAID_TWICE and not path.endswith("[].id")
