"""What became of a feed, in sentences."""

from __future__ import annotations

# What is said of each count: where it was done, and where it was only tried.
SAID = {
    "added": ("added", "would be added"),
    "changed": ("brought up to date", "would be brought up to date"),
    "same": ("the same as before", "are the same as before"),
    "retired": ("taken off the list: no longer in the feed", "would be taken off the list: not in the feed"),
    "own": ("kept here by hand, and left as they are", "are kept here by hand, and left as they are"),
    "with_markup": ("with HTML in the description: only its words are shown",) * 2,
    "rejected": ("rejected", "would be rejected"),
}


def sentences(counts: dict[str, int], *, is_done: bool) -> list[str]:
    """Return a line for each count that is not nought."""
    said = {kind: done if is_done else tried for kind, (done, tried) in SAID.items()}
    found = [f"{one_or_many(counts[kind])} {words}." for kind, words in said.items() if counts[kind]]
    return found or ["The feed holds no service."]


def one_or_many(count: int) -> str:
    """Return how many services."""
    return "1 service" if count == 1 else f"{count:,} services"
