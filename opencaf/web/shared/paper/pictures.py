"""Pictures on paper: a photo or drawing wrapped in SVG, so that it goes into the sheet as text."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Literal

from PIL import Image

MOST_PICTURES = 12  # on one copy; others stand there by name
WIDEST, HIGHEST = 9.0, 9.0  # centimetres of a photo on a sheet
SHEET_WIDTH, SHEET_HEIGHT = 16.6, 20.0  # centimetres between the margins, with room for a heading
CM_A_PIXEL = 0.0212  # letters of 16 pixels are as high as those of the sheet


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, how large it stands on the sheet, and what is to be seen in words."""

    svg: str
    alt: str
    width: float
    height: float
    kind: Literal["picture"] = "picture"


def photo(jpeg: bytes, *, alt: str) -> Picture:
    """Return one of our own JPEGs as it stands on a sheet."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        width, height = opened.size
    data = base64.b64encode(jpeg).decode()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><image href="data:image/jpeg;base64,{data}" width="{width}" '
        f'height="{height}"/></svg>'
    )
    size = min(WIDEST / width, HIGHEST / height)
    return Picture(svg, alt, width=width * size, height=height * size)


def drawing(svg: str, *, width: int, height: int, alt: str) -> Picture:
    """Return a picture made of lines and letters, as large as it can be read or as the sheet allows."""
    size = min(CM_A_PIXEL, SHEET_WIDTH / width, SHEET_HEIGHT / height)
    return Picture(svg, alt, width=width * size, height=height * size)
