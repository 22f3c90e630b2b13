"""A family tree as SVG: boxes in rows, lines between them; words and line styles say everything.

Whoever is the tree's own child has a thick edge, somebody of whom nothing is known a broken one. A line by
birth is whole, any other is broken; two lines side by side join a pair, broken where it is over.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BOX, GAP, EDGE = 168, 24, 4
LINE, LETTERS, PADDING = 20, 19, 12
GUTTER, LANE, APART = 56, 8, 18
OVER = 16  # room for the lines that join a pair over the boxes between them
FONTS = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
BROKEN = "6 4"


@dataclass(frozen=True)
class Look:
    """What differs between a page and a sheet of paper: the colour behind words, and the letters."""

    paper: str
    fonts: str


ON_SCREEN = Look("Canvas", FONTS)


@dataclass(frozen=True)
class Box:
    """Somebody: the name, what else is said, and whether the tree is theirs or nothing is known of them."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    is_own: bool = False
    is_missing: bool = False

    @property
    def heads(self) -> list[str]:
        """The name in lines that fit."""
        return textwrap.wrap(self.name, LETTERS)

    @property
    def words(self) -> list[str]:
        """Everything else in lines that fit."""
        return [part for line in self.lines for part in textwrap.wrap(line, LETTERS + 2)]

    @property
    def height(self) -> int:
        """How high it is."""
        return LINE * (len(self.heads) + len(self.words)) + PADDING


@dataclass(frozen=True)
class Line:
    """A line from a box to one below it, or between two side by side."""

    above: str
    below: str
    is_whole: bool = True
    is_pair: bool = False


@dataclass(frozen=True)
class Place:
    """Where a box stands: left, top, and the height of its row."""

    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """The middle of the box, from the left."""
        return self.x + BOX // 2


@dataclass(frozen=True)
class Drawn:
    """A picture with its size in pixels."""

    svg: SafeString
    width: int
    height: int


def tree_picture(title: str, rows: Sequence[Sequence[Box]], lines: Sequence[Line]) -> SafeString:
    """Return the tree as one picture for a page."""
    return tree_drawn(title, rows, lines, ON_SCREEN).svg


def tree_drawn(title: str, rows: Sequence[Sequence[Box]], lines: Sequence[Line], look: Look) -> Drawn:
    """Return the tree as one picture with its title; it is as wide as its longest row needs."""
    width = max(len(row) for row in rows) * (BOX + GAP) - GAP + 2 * EDGE
    places = placed(rows, width)
    bottom = max(place.y + place.height for place in places.values()) + EDGE
    lanes = {key: number for number, key in enumerate(dict.fromkeys(line.above for line in lines))}
    ends = landings(lines, places)
    drawn = [drawn_line(line, places, lanes, ends) for line in lines]
    drawn += [drawn_box(box, places[box.key], look) for row in rows for box in row]
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
        ' aria-label="{2}" font-family="{3}" font-size="16" fill="currentColor" focusable="false">'
        "<title>{2}</title>{4}</svg>",
        width,
        bottom,
        title,
        look.fonts,
        format_html_join("", "{}", ((one,) for one in drawn)),
    )
    return Drawn(svg, width, bottom)


def placed(rows: Sequence[Sequence[Box]], width: int) -> dict[str, Place]:
    """Return where every box stands: each row in the middle, below the one before."""
    top, found = EDGE + OVER, {}
    for row in rows:
        height = max(box.height for box in row)
        left = (width - len(row) * (BOX + GAP) + GAP) // 2
        for number, box in enumerate(row):
            found[box.key] = Place(left + number * (BOX + GAP), top, height)
        top += height + GUTTER
    return found


def landings(lines: Sequence[Line], places: Mapping[str, Place]) -> dict[Line, int]:
    """Return where each line ends on the box below it: side by side, so that none hides another."""
    found: dict[Line, int] = {}
    for key, place in places.items():
        ending = [line for line in lines if line.below == key and not line.is_pair]
        ending.sort(key=lambda line: places[line.above].x)
        left = place.middle - APART * (len(ending) - 1) // 2
        found |= {line: left + APART * number for number, line in enumerate(ending)}
    return found


def drawn_line(
    line: Line, places: Mapping[str, Place], lanes: Mapping[str, int], ends: Mapping[Line, int]
) -> SafeString:
    """Return a line; those from one box have a lane of their own between the rows."""
    above, below = places[line.above], places[line.below]
    if line.is_pair:
        return drawn_pair(line, above, below)
    start, lane = above.y + above.height, above.y + above.height + 12 + LANE * (lanes[line.above] % 4)
    return format_html(
        '<path d="M{} {}V{}H{}V{}" fill="none" stroke="currentColor" stroke-width="2"{}></path>',
        above.middle,
        start,
        lane,
        ends[line],
        below.y,
        broken(line),
    )


def drawn_pair(line: Line, one: Place, other: Place) -> SafeString:
    """Return the two lines of a pair: between neighbours, else over the boxes in between."""
    left, right = sorted((one, other), key=lambda place: place.x)
    if right.x - left.x == BOX + GAP:
        middle = left.y + left.height // 2
        ways = [f"M{left.x + BOX} {middle + shift}H{right.x}" for shift in (-3, 3)]
    else:
        ways = [f"M{left.middle} {left.y}v-{up}H{right.middle}v{up}" for up in (8, 14)]
    return format_html_join(
        "",
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="2"{}></path>',
        ((way, broken(line)) for way in ways),
    )


def broken(line: Line) -> SafeString | str:
    """Return what makes a line broken, where it is."""
    return "" if line.is_whole else format_html(' stroke-dasharray="{}"', BROKEN)


def drawn_box(box: Box, place: Place, look: Look) -> SafeString:
    """Return a box with its words."""
    edge = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="currentColor"'
        ' stroke-width="{}"{}></rect>',
        place.x,
        place.y,
        BOX,
        place.height,
        look.paper,
        4 if box.is_own else 1.5,
        format_html(' stroke-dasharray="{}"', BROKEN) if box.is_missing else "",
    )
    said = [(700, line) for line in box.heads] + [(400, line) for line in box.words]
    words = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-weight="{}">{}</text>',
        (
            (place.middle, place.y + LINE * (number + 1), weight, line)
            for number, (weight, line) in enumerate(said)
        ),
    )
    return edge + words
