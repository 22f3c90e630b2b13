"""Pictures for the demonstration, drawn by the program: a house, a family, a page of a letter."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZE = (480, 340)
PAGE = (420, 594)
BLUE, RED, GREEN, YELLOW, BROWN = "#2f6fb3", "#b8332a", "#3c8a3f", "#e8b923", "#7a5230"


def house() -> bytes:
    """A house with a red roof, a tree and the sun."""
    picture, pen = sheet(SIZE)
    pen.rectangle((150, 160, 330, 300), outline=BROWN, width=5)
    pen.polygon([(135, 160), (240, 70), (345, 160)], fill=RED)
    pen.rectangle((220, 220, 265, 300), fill=BLUE)
    pen.rectangle((395, 210, 412, 300), fill=BROWN)
    pen.ellipse((365, 130, 445, 220), fill=GREEN)
    pen.ellipse((25, 20, 90, 85), fill=YELLOW)
    pen.line((0, 302, 480, 302), fill=GREEN, width=6)
    return saved(picture)


def family() -> bytes:
    """Three people who hold hands, one of them small."""
    picture, pen = sheet(SIZE)
    for middle, top, colour in ((120, 70, RED), (240, 150, GREEN), (360, 60, BLUE)):
        pen.ellipse((middle - 26, top, middle + 26, top + 52), outline=colour, width=5)
        pen.line((middle, top + 52, middle, 250), fill=colour, width=6)
        pen.line((middle, 250, middle - 24, 315), fill=colour, width=6)
        pen.line((middle, 250, middle + 24, 315), fill=colour, width=6)
    pen.line((120, 185, 240, 215), fill=BROWN, width=5)
    pen.line((240, 215, 360, 185), fill=BROWN, width=5)
    return saved(picture)


def letter() -> bytes:
    """A page as it comes out of a scanner: a heading and lines that nobody can read."""
    picture, pen = sheet(PAGE)
    pen.rectangle((44, 46, 200, 62), fill="#444444")
    for line in range(18):
        end = 372 if line % 5 < 4 else 230
        pen.line((44, 110 + line * 22, end, 110 + line * 22), fill="#8a8a8a", width=4)
    return saved(picture)


def sheet(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return white paper, and what draws on it."""
    picture = Image.new("RGB", size, "white")
    return picture, ImageDraw.Draw(picture)


def saved(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
