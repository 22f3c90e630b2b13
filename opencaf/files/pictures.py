"""Pictures, drawn anew from their pixels: no script, place, camera or thumbnail of the old file stays."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageFile, ImageOps

from opencaf.files.kinds import JPEG, PNG, MadeAnew, RefusedError

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4000
PREVIEW_SIDE = 900
LARGEST_PNG = 8 * 1024 * 1024  # what a photograph as PNG would pass
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY, PREVIEW_QUALITY = 88, 80


def draw_anew(content: bytes) -> MadeAnew:
    """Return a picture as it is kept, the right way up; raises RefusedError."""
    picture = whole_picture(content)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    media_type, drawn = as_kept(picture, wants_png=picture.info.pop("was_png", False))
    return MadeAnew(media_type, drawn, preview_of(picture))


def whole_picture(content: bytes) -> Image.Image:
    """Return the pixels of a picture upright on white."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                was_png = opened.format == "PNG"
                upright = ImageOps.exif_transpose(opened)
                return on_white(upright, was_png=was_png)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as huge:
        raise RefusedError("picture_huge") from huge
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as broken:
        raise RefusedError("picture_broken") from broken


def on_white(picture: Image.Image, *, was_png: bool) -> Image.Image:
    """Return the pixels alone in a picture of our own; what was see-through is white."""
    seen = picture.convert("RGBA") if has_holes(picture) else picture.convert("RGB")
    ours = Image.new("RGB", seen.size, "white")
    ours.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    ours.info["was_png"] = was_png
    return ours


def has_holes(picture: Image.Image) -> bool:
    """Whether something of a picture is see-through."""
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def as_kept(picture: Image.Image, *, wants_png: bool) -> tuple[str, bytes]:
    """Return a picture as PNG where it came as one and stays small, as JPEG otherwise."""
    if wants_png:
        drawn = saved(picture, "PNG", optimize=True)
        if len(drawn) <= LARGEST_PNG:
            return PNG, drawn
    return JPEG, saved(picture, "JPEG", quality=QUALITY)


def preview_of(picture: Image.Image) -> bytes:
    """Return a small JPEG."""
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return saved(small, "JPEG", quality=PREVIEW_QUALITY)


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """Return a picture's bytes."""
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
