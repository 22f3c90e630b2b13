"""The concern map as SVG: shapes say everything, colours nothing; it follows the colours of the page.

Numbers stand on a line from 0 to 5: an open circle on the first occasion, a dot on the second, a line
between them that is thick where concern rose. An answer without a number stands to the right of the line,
each with a sign of its own, so that none of them is ever read as "no concern".
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 336  # narrow, so that the words can be read on a phone
LEFT, STEP, WALL = 16, 38, 234
LANES = {1: (285,), 2: (262, 308)}
LETTERS, LINE_HEIGHT = 34, 20
FONTS = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
SIGNS = {
    "0": "No concern is a number: it stands at 0",
    "dont_know": "Don’t know",
    "not_relevant": "Not relevant",
    "not_my_area": "Not my area to judge",
    "not_asked": "Not asked",
}


@dataclass(frozen=True)
class Strip:
    """One area: its name and one or two answers as words ("0" to "5", "dont_know", …)."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Areas that belong together, under a heading."""

    title: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Sign:
    """A line of the legend."""

    svg: SafeString
    words: str


def concern_picture(title: str, description: str, parts: Sequence[Part]) -> SafeString:
    """Return the map of one child as one picture with its title and description."""
    top, drawn = 4, []
    for part in parts:
        drawn.append(_heading(part, top))
        top += 50
        for strip in part.strips:
            lines = textwrap.wrap(strip.name, LETTERS)
            drawn.append(_strip(strip, lines, top))
            top += LINE_HEIGHT * len(lines) + 34
        top += 8
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' font-family="{}" font-size="17" fill="currentColor" focusable="false">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        WIDTH,
        top,
        f"{title}. {description}",
        FONTS,
        title,
        description,
        _joined(drawn),
    )


def legend(occasions: Sequence[str]) -> list[Sign]:
    """Return what each shape of the picture stands for."""
    shapes = [(_dot, occasions[-1])]
    if len(occasions) > 1:
        shapes = [(_ring, f"First: {occasions[0]}"), (_dot, f"Second: {occasions[1]}")]
    signs = [Sign(_small(shape(14, 12)), words) for shape, words in shapes]
    if len(occasions) > 1:
        signs += [
            Sign(_small(_between(2, 26, 12, 2)), "Less concern: a thin line"),
            Sign(_small(_between(2, 26, 12, 6)), "More concern: a thick line"),
        ]
    return signs + [Sign(_small(_sign(code, 14, 12)), words) for code, words in SIGNS.items()]


def _joined(pieces: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _small(inside: SafeString) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 24" width="28" height="24"'
        ' aria-hidden="true" fill="currentColor" font-family="{}" font-size="15" focusable="false">{}</svg>',
        FONTS,
        inside,
    )


def _heading(part: Part, top: int) -> SafeString:
    """The title of a part, and over its strips the numbers and the lanes for answers without one."""
    lanes = LANES[len(part.strips[0].codes)]
    words = ("no number",) if len(lanes) == 1 else ("first", "second")
    places = [(_at(value), 16, str(value)) for value in range(6)]
    places += [(x, 14, text) for x, text in zip(lanes, words, strict=True)]
    heads = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="{}">{}</text>',
        ((x, top + 40, size, text) for x, size, text in places),
    )
    return (
        format_html('<text x="0" y="{}" font-size="18" font-weight="700">{}</text>', top + 16, part.title)
        + heads
    )


def _strip(strip: Strip, lines: Sequence[str], top: int) -> SafeString:
    """The name of an area, and under it its answers."""
    names = format_html_join(
        "",
        '<text x="0" y="{}">{}</text>',
        ((top + 14 + number * LINE_HEIGHT, line) for number, line in enumerate(lines)),
    )
    middle = top + LINE_HEIGHT * len(lines) + 14
    return names + _scale(middle) + _answers(strip.codes, middle)


def _scale(middle: int) -> SafeString:
    """The line from 0 to 5, with a stroke at each number, and the wall beside it."""
    strokes = format_html_join(
        "",
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}"></line>',
        ((_at(value), middle - 4, middle + 4) for value in range(6)),
    )
    return format_html(
        '<g stroke="currentColor" stroke-opacity="0.45"><line x1="{}" x2="{}" y1="{}" y2="{}"></line>{}'
        '<line x1="{}" x2="{}" y1="{}" y2="{}"></line></g>',
        _at(0),
        _at(5),
        middle,
        middle,
        strokes,
        WALL,
        WALL,
        middle - 12,
        middle + 12,
    )


def _answers(codes: Sequence[str], middle: int) -> SafeString:
    lanes = LANES[len(codes)]
    numbers = [int(code) if code.isdigit() else None for code in codes]
    drawn = []
    if len(codes) == 2 and None not in numbers and numbers[0] != numbers[1]:
        first, second = (value or 0 for value in numbers)
        drawn.append(_between(_at(first), _at(second), middle, 6 if second > first else 2))
    shapes = (_ring, _dot) if len(codes) == 2 else (_dot,)
    for shape, code, number, lane in zip(shapes, codes, numbers, lanes, strict=True):
        drawn.append(_sign(code, lane, middle) if number is None else shape(_at(number), middle))
    return _joined(drawn)


def _at(value: int) -> int:
    return LEFT + value * STEP


def _between(start: int, end: int, middle: int, width: int) -> SafeString:
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-width="{}"></line>',
        start,
        end,
        middle,
        middle,
        width,
    )


def _ring(x: int, y: int) -> SafeString:
    return format_html(
        '<circle cx="{}" cy="{}" r="10" fill="Canvas" stroke="currentColor" stroke-width="2.5"></circle>',
        x,
        y,
    )


def _dot(x: int, y: int) -> SafeString:
    return format_html('<circle cx="{}" cy="{}" r="6"></circle>', x, y)


def _sign(code: str, x: int, y: int) -> SafeString:
    """The sign of an answer: for each that has no number another one."""
    if code == "dont_know":
        return format_html(
            '<rect x="{}" y="{}" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5"'
            ' stroke-dasharray="3 2"></rect>'
            '<text x="{}" y="{}" text-anchor="middle" font-weight="700">?</text>',
            x - 10,
            y - 10,
            x,
            y + 5,
        )
    if code == "not_relevant":
        return _between(x - 9, x + 9, y, 3)
    if code == "not_my_area":
        return format_html(
            '<path d="M{} {} L{} {}" stroke="currentColor" stroke-width="2.5"></path>',
            x - 7,
            y + 9,
            x + 7,
            y - 9,
        )
    if code == "not_asked":
        return format_html('<circle cx="{}" cy="{}" r="2"></circle>', x, y)
    return format_html('<text x="{}" y="{}" text-anchor="middle" font-weight="700">{}</text>', x, y + 5, code)
