"""Copies on paper: a sheet of blocks typeset as tagged PDF (PDF/UA-1), in which no typed word is markup."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from opencaf.web.shared.paper.pictures import Picture

HERE = Path(__file__).parent
FONT_FILES = HERE / "fonts"
# In a process of its own: what the library remembers of other families' sheets would stay in the worker.
PROGRAM = [sys.executable, "-I", str(HERE / "typesetting.py")]
MOST_SECONDS = 30
FONTS = ["Noto Sans", "Noto Sans Arabic", "Noto Emoji"]
CANNOT_BE_PRINTED = "◻"
LEFT_OUT = f"{CANNOT_BE_PRINTED} stands for a sign that this copy cannot print. The record keeps it."
# Signs that join or vary their neighbours and show nothing themselves.
WITHOUT_SHAPE = dict.fromkeys([*range(0x200B, 0x2010), *range(0xFE00, 0xFE10), 0x2060, 0xFEFF])
_mark: ContextVar[str] = ContextVar("mark_of_every_sheet", default="")
AS_DRAWN = ("svg",)  # was made of printable text already
NO_SIGN = ("Cc", "Cs", "Co", "Cn")  # of control, of private use, of none


@dataclass(frozen=True)
class Heading:
    """A heading below the title of the sheet; a level follows the one above it without a gap."""

    text: str
    level: int = 1
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Words:
    """A paragraph with its lines as they were typed, and what it is where that must be said.

    keeps_with_next: a page does not end between it and what follows.
    """

    text: str
    label: str = ""
    small: bool = False
    keeps_with_next: bool = False
    kind: Literal["words"] = "words"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    texts: Sequence[str]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Space:
    """Lines to write on by hand."""

    lines: int
    kind: Literal["space"] = "space"


@dataclass(frozen=True)
class Ticks:
    """Answers to choose among by hand, each behind a box; a page does not end before what follows."""

    label: str
    texts: Sequence[str]
    kind: Literal["ticks"] = "ticks"


Block = Heading | Words | Bullets | Space | Ticks | Picture


@dataclass(frozen=True)
class Sheet:
    """What is typeset. foot: at the bottom of every page; across: in pale letters across every page."""

    title: str
    blocks: Sequence[Block]
    foot: str
    across: str = ""
    author: str = "OpenCAF"
    language: str = "en"


@contextmanager
def marked(words: str) -> Iterator[None]:
    """Let every sheet typeset inside the block bear words across and below each page, whatever it is."""
    token = _mark.set(words)
    try:
        yield
    finally:
        _mark.reset(token)


def typeset(sheet: Sheet) -> bytes:
    """Return a sheet as PDF. A sign that no font has is shown as a box, and the sheet says so at its end."""
    if _mark.get():
        sheet = replace(sheet, across=_mark.get(), foot=f"{_mark.get()}. {sheet.foot}")
    data = printable(asdict(sheet))
    if CANNOT_BE_PRINTED in json.dumps(data, ensure_ascii=False):
        noted = replace(sheet, blocks=[*sheet.blocks, Words(LEFT_OUT, small=True)])
        data = printable(asdict(noted))
    told = json.dumps({**data, "fonts": FONTS}, ensure_ascii=False)
    done = subprocess.run(
        PROGRAM, input=told.encode(), capture_output=True, env={}, timeout=MOST_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError("A copy could not be typeset")  # what typst says may hold words of the family
    return done.stdout


def printable(value: Any) -> Any:
    """Return a value in which every text holds only signs that the fonts have."""
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, dict):
        return {key: one if key in AS_DRAWN else printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def printable_text(text: str) -> str:
    """Return a text of which every sign has a shape; a letter and its marks need one font for all."""
    plain = text.replace("\r\n", "\n").replace("\t", " ").translate(WITHOUT_SHAPE)
    return "".join(
        letter if letter == "\n" or has_shape(letter) else CANNOT_BE_PRINTED for letter in letters_of(plain)
    )


def letters_of(text: str) -> list[str]:
    """Return a text in letters, each with the marks that stand on it."""
    letters: list[str] = []
    for sign in text:
        if letters and letters[-1] != "\n" and category(sign).startswith("M"):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def has_shape(letter: str) -> bool:
    """Whether one of the fonts has every sign of a letter."""
    return any(signs.issuperset(map(ord, letter)) for signs in signs_of_fonts())


@cache
def signs_of_fonts() -> tuple[frozenset[int], ...]:
    """The signs that each font has in every style; fonts are copied here when styles are built."""
    found: dict[str, set[int]] = {}
    for path in sorted(FONT_FILES.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            signs = {sign for sign in font.getBestCmap() if category(chr(sign)) not in NO_SIGN}
        family = path.name.split("_")[0]
        found[family] = found.get(family, signs) & signs
    if not found:
        raise ImproperlyConfigured("There are no fonts for copies on paper. Build them: npm run build")
    return tuple(map(frozenset, found.values()))
