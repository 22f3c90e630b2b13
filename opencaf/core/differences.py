"""What changed between two texts, word by word: arithmetic on texts, without a row or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")
SENTENCES = re.compile(r".+?(?:[.!?…][”’\"')]*\s+|\n+|\Z)", re.DOTALL)
MOST = 2000  # parts compared with each other at once; beyond, a passage counts as changed whole


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A piece of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """Two texts as pieces: without what was added they are the first, without what was removed the second."""

    pieces: tuple[Piece, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return any(piece.kind != Kind.SAME for piece in self.pieces)

    @property
    def before(self) -> list[Piece]:
        """The first text, with what was removed from it."""
        return [piece for piece in self.pieces if piece.kind != Kind.ADDED]

    @property
    def after(self) -> list[Piece]:
        """The second text, with what was added to it."""
        return [piece for piece in self.pieces if piece.kind != Kind.REMOVED]


def difference(before: str, after: str) -> Difference:
    """Return what changed, first by sentences, then within those that changed by words."""
    before, after = (text.replace("\r\n", "\n") for text in (before, after))
    pieces: list[Piece] = []
    for old, new in passages(SENTENCES.findall(before), SENTENCES.findall(after)):
        pieces += [Piece(Kind.SAME, old)] if old == new else by_words(old, new)
    return Difference(tuple(joined(pieces)))


def by_words(old: str, new: str) -> Iterator[Piece]:
    """Yield what changed between two passages, word by word."""
    for gone, come in passages(WORDS.findall(old), WORDS.findall(new)):
        if gone == come:
            yield Piece(Kind.SAME, gone)
        else:
            yield Piece(Kind.REMOVED, gone)
            yield Piece(Kind.ADDED, come)


def passages(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield passages of two texts beside each other: alike ones, and ones that differ."""
    if max(len(old), len(new)) > MOST:
        yield "".join(old), "".join(new)
        return
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        first, second = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        yield (first, first) if tag == "equal" else (first, second)


def joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with neighbours of one kind as one; a space between two changes belongs to them."""
    removed = added = same = ""
    for piece in pieces:
        if piece.kind == Kind.SAME:
            same += piece.text
        elif piece.text:
            if same and not ((removed or added) and is_gap(same)):
                yield from parts(removed, added, same)
                removed = added = same = ""
            removed += same + (piece.text if piece.kind == Kind.REMOVED else "")
            added += same + (piece.text if piece.kind == Kind.ADDED else "")
            same = ""
    yield from parts(removed, added, same)


def is_gap(text: str) -> bool:
    """Whether a text is no more than the space between two words."""
    return not text.strip() and "\n" not in text


def parts(removed: str, added: str, same: str) -> Iterator[Piece]:
    """Yield what went, what came and what followed, as far as there is anything."""
    for kind, text in ((Kind.REMOVED, removed), (Kind.ADDED, added), (Kind.SAME, same)):
        if text:
            yield Piece(kind, text)
