"""Charts as SVG: presentation attributes only, a title and a description, and always a table.

The table is the truth; the picture is one image to a screen reader.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 420  # narrow, so that the words can be read on a phone
ROW = 52
FONTS = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
BRAND = "#17606e"
TEXT = "#14252a"
LINE = "#ccd8da"
STROKES = (BRAND, "#8a4b00", "#6b2f7a", "#14252a")
DASHES = ("none", "8 4", "2 4", "12 4 2 4")


@dataclass(frozen=True)
class Cell:
    """One figure of the table, and where its cases are."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """Picture and table, for components/chart.html."""

    title: str
    sentence: str
    svg: SafeString
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Bar:
    """value None: not shown, because it is too small to show; shown: the words in its place."""

    label: str
    value: float | None
    shown: str = ""
    href: str = ""

    @property
    def words(self) -> str:
        return self.shown or ("" if self.value is None else f"{self.value:,g}")


@dataclass(frozen=True)
class Line:
    """A series; one value for each point along the bottom, None where there is none."""

    label: str
    values: tuple[float | None, ...]


def bar_chart(title: str, bars: Sequence[Bar], *, heads: tuple[str, str], sentence: str = "") -> Chart:
    """One bar across for each label, its figure at its end."""
    highest = max([bar.value or 0 for bar in bars], default=0) or 1
    scale = (WIDTH - 110) / highest
    drawn = format_html_join("", "{}", ((_bar(i, bar, scale),) for i, bar in enumerate(bars)))
    svg = _picture(title, sentence or _in_words(bars), len(bars) * ROW, drawn)
    rows = tuple(Row(bar.label, (Cell(bar.words, bar.href),)) for bar in bars)
    return Chart(title, sentence, svg, heads, rows)


def line_chart(
    title: str, points: Sequence[str], lines: Sequence[Line], *, head: str, sentence: str = ""
) -> Chart:
    """Lines over time; told apart by dashes and marks, and by their names in the table."""
    height, top = 250, 14
    highest = _round_up(max((v for line in lines for v in line.values if v is not None), default=0))
    left = max(40, 12 + 10 * len(f"{highest:,}"))  # room for the figures beside the line
    step = (WIDTH - left - 8) / max(len(points) - 1, 1)
    scale = (height - top - 34) / highest
    plot = _Plot(left=left, base=height - 34, step=step, scale=scale)
    drawn = _grid(plot, highest, points)
    for number, line in enumerate(lines):
        drawn += _series(plot, number, line)
    drawn += _legend(lines, height)
    svg = _picture(title, sentence or title, height + 26 * len(lines), drawn)
    rows = tuple(
        Row(point, tuple(Cell(_figure(line.values[i])) for line in lines)) for i, point in enumerate(points)
    )
    return Chart(title, sentence, svg, (head, *(line.label for line in lines)), rows)


@dataclass(frozen=True)
class _Plot:
    left: int
    base: int
    step: float
    scale: float

    def at(self, index: int, value: float) -> tuple[float, float]:
        return round(self.left + index * self.step, 1), round(self.base - value * self.scale, 1)


def _picture(title: str, description: str, height: int, inside: SafeString) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' font-family="{}" font-size="16" focusable="false">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        WIDTH,
        height,
        f"{title}. {description}" if description != title else title,
        FONTS,
        title,
        description,
        inside,
    )


def _bar(index: int, bar: Bar, scale: float) -> SafeString:
    """The label above, the bar below it, its figure at its end."""
    length = round((bar.value or 0) * scale, 1)
    top = index * ROW
    return format_html(
        '<text x="0" y="{}" fill="{}">{}</text>'
        '<rect x="0" y="{}" width="{}" height="20" fill="{}"></rect>'
        '<text x="{}" y="{}" fill="{}" font-weight="700">{}</text>',
        top + 16,
        TEXT,
        _short(bar.label),
        top + 23,
        max(length, 2),
        BRAND,
        max(length, 2) + 8,
        top + 38,
        TEXT,
        bar.words,
    )


def anchor_of(place: int, number: int) -> str:
    """Return from where a name below a point is written, so that the first and the last stay inside."""
    if place == number - 1:
        return "end"
    return "middle" if place else "start"


def _grid(plot: _Plot, highest: int, points: Sequence[str]) -> SafeString:
    right = plot.left + plot.step * max(len(points) - 1, 1)
    heights = sorted({0, highest // 2, highest})
    levels = format_html_join(
        "",
        '<line x1="{0}" y1="{2}" x2="{1}" y2="{2}" stroke="{3}"></line>'
        '<text x="{4}" y="{5}" text-anchor="end" fill="{6}">{7}</text>',
        (
            (plot.left, right, y, LINE, plot.left - 8, y + 5, TEXT, f"{level:,}")
            for level in heights
            for y in [plot.at(0, level)[1]]
        ),
    )
    every = math.ceil(len(points) / 4) or 1
    names = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
        (
            (plot.at(i, 0)[0], plot.base + 24, anchor_of(i, len(points)), TEXT, p)
            for i, p in enumerate(points)
            if i % every == 0
        ),
    )
    return levels + names


def _series(plot: _Plot, number: int, line: Line) -> SafeString:
    places = [plot.at(i, value) for i, value in enumerate(line.values) if value is not None]
    path = " ".join(f"{x},{y}" for x, y in places)
    colour = STROKES[number % len(STROKES)]
    drawn = format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"></polyline>',
        path,
        colour,
        DASHES[number % len(DASHES)],
    )
    return drawn + format_html_join("", "{}", ((_point(number, x, y, colour),) for x, y in places))


def _point(number: int, x: float, y: float, colour: str) -> SafeString:
    if number % 2:
        return format_html(
            '<rect x="{}" y="{}" width="9" height="9" fill="{}"></rect>', x - 4.5, y - 4.5, colour
        )
    return format_html('<circle cx="{}" cy="{}" r="5" fill="{}"></circle>', x, y, colour)


def _legend(lines: Sequence[Line], top: int) -> SafeString:
    return format_html_join(
        "",
        '<line x1="40" y1="{0}" x2="82" y2="{0}" stroke="{1}" stroke-width="3"'
        ' stroke-dasharray="{2}"></line>{3}'
        '<text x="94" y="{4}" fill="{5}">{6}</text>',
        (
            (y, colour, DASHES[i % len(DASHES)], _point(i, 61, y, colour), y + 5, TEXT, line.label)
            for i, line in enumerate(lines)
            for y, colour in [(top + 12 + 26 * i, STROKES[i % len(STROKES)])]
        ),
    )


def _in_words(bars: Sequence[Bar]) -> str:
    return "; ".join(f"{bar.label} {bar.words}" for bar in bars)


def _short(label: str) -> str:
    return label if len(label) <= 48 else f"{label[:47].rstrip()}…"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,g}"


def _round_up(value: float) -> int:
    """The next even round number, so that half of it is whole."""
    if value <= 2:
        return 2
    unit = 2 * int(10 ** max(int(math.log10(value)) - 1, 0))
    return math.ceil(value / unit) * unit
