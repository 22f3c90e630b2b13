"""The questions on paper: faces to ring, boxes to tick, lines to write on, and the link as a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import qrcode  # type: ignore[import-untyped]

from opencaf.agencies.models import Authority
from opencaf.core.dates import in_words
from opencaf.voices.codes import AnsweredBy
from opencaf.voices.queries.questionnaires import Worded
from opencaf.web.shared.case import urgent_words
from opencaf.web.shared.paper import Block, Bullets, Sheet, Space, Ticks, Words
from opencaf.web.shared.paper.pictures import Picture
from opencaf.web.voices.faces import face

LINES = 5
FACE_CM = 1.6
FACE_PIXELS = 88
CODE_CM = 3.5
BEFORE = [
    "You need not answer, and you may leave out any question. Nothing changes for you if you do.",
    "The people who work with you do not see what you say. It is read together with what others say.",
    "If what you say makes us fear that somebody is in danger, we have to find out who you are, to help.",
    "Put it in the envelope and send it to the coordinator, or answer by the link instead.",
]


def sheet_of(asked: Sequence[Worded], authority: Authority, link: str, until: dt.date | None) -> Sheet:
    """Return the questions as a sheet to fill in by hand, without a name."""
    return Sheet(
        title="What do you think?",
        blocks=[*at_the_top(authority, link, until), *boxes(asked)],
        foot=f"{authority}. No name is needed.",
        author=str(authority),
    )


def at_the_top(authority: Authority, link: str, until: dt.date | None) -> Iterator[Block]:
    """What it is, and the way to answer on a phone."""
    yield Words(urgent_words(authority))
    yield Bullets(BEFORE)
    if not link:
        return
    ends = f" It works once, until {in_words(until)}." if until else ""
    yield Words(f"To answer on a phone, point its camera at this picture, or open the address below.{ends}")
    yield code_of(link)
    yield Words(link, small=True)


def code_of(link: str) -> Picture:
    """Return a link as a QR code."""
    code = qrcode.QRCode(border=2)
    code.add_data(link)
    code.make()
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" '
        f'height="{size}"><path d="{path}" fill="#000000"/></svg>'
    )
    return Picture(svg, "The link as a picture for a phone’s camera", width=CODE_CM, height=CODE_CM)


def boxes(asked: Sequence[Worded]) -> Iterator[Block]:
    """Every question with room for its answer."""
    for number, one in enumerate(asked, start=1):
        title = f"{number}. {one.text}"
        if one.question.is_of_words:
            yield Words(title, keeps_with_next=True)
            yield Space(LINES)
        elif one.question.answered_by == AnsweredBy.FACES:
            yield Words(title, keeps_with_next=True)
            yield from faces(one)
        else:
            yield Ticks(title, one.steps)
            yield Space(1)


def faces(one: Worded) -> Iterator[Block]:
    """Large faces, each with its words, to put a ring around."""
    steps = len(one.steps)
    for step, words in enumerate(one.steps, start=1):
        drawn = str(face(step, steps, size=FACE_PIXELS))
        yield Picture(drawn, words, width=FACE_CM, height=FACE_CM)
        yield Words(words)
