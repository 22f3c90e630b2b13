"""PDFs, saved anew: nothing that acts by itself, carries other files or names its author stays."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

from opencaf.files.kinds import PDF, MadeAnew, RefusedError
from opencaf.files.pictures import PREVIEW_SIDE, preview_of

MOST_PAGES = 300
DEEPEST = 100
ACTS = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/URI", "/PieceInfo", "/Metadata")
STAYS_IN_IT = {"/GoTo", "/Named"}
CARRIES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


def save_anew(content: bytes) -> MadeAnew:
    """Return a PDF as it is kept, without its preview; raises RefusedError."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            refuse_locked_or_long(pdf)
            for part in parts_of(pdf):
                refuse_what_carries(part)
                take_out_acts(part)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as locked:
        raise RefusedError("pdf_locked") from locked
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as broken:
        raise RefusedError("pdf_broken") from broken
    return MadeAnew(PDF, out.getvalue())


def refuse_locked_or_long(pdf: pikepdf.Pdf) -> None:
    """Raise RefusedError for a PDF that is encrypted, without pages, or too long."""
    if pdf.is_encrypted:
        raise RefusedError("pdf_locked")
    if not len(pdf.pages):
        raise RefusedError("pdf_broken")
    if len(pdf.pages) > MOST_PAGES:
        raise RefusedError("pdf_long")


def parts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of a PDF, those inside others too."""
    for whole in pdf.objects:
        yield from parts_inside(whole, 0)


def parts_inside(part: object, deep: int) -> Iterator[pikepdf.Object]:
    """Yield a dictionary and those written inside it; what it only points to comes by itself."""
    if deep > DEEPEST:
        raise RefusedError("pdf_broken")
    inside: list[object] = []
    if isinstance(part, pikepdf.Stream):
        yield part
        inside = [part.stream_dict[key] for key in list(part.stream_dict.keys())]
    elif isinstance(part, pikepdf.Dictionary):
        yield part
        inside = [part[key] for key in list(part.keys())]
    elif isinstance(part, pikepdf.Array):
        inside = list(part)
    for one in inside:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from parts_inside(one, deep + 1)


def refuse_what_carries(part: pikepdf.Object) -> None:
    """Raise RefusedError for what carries another file, a film or a sound."""
    is_file = "/EF" in part or part.get("/Type") in ("/EmbeddedFile",)
    if is_file or "/EmbeddedFiles" in part or str(part.get("/Subtype", "")) in CARRIES:
        raise RefusedError("pdf_carries")


def take_out_acts(part: pikepdf.Object) -> None:
    """Take out what acts by itself, or leads out of the PDF."""
    for name in ACTS:
        if name in part:
            del part[name]
    action = part.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) not in STAYS_IN_IT:
        del part["/A"]


def first_page(content: bytes) -> bytes:
    """Return the first page of a PDF as a small picture, or nothing where it cannot be drawn."""
    try:
        pdf = pypdfium2.PdfDocument(content)
        try:
            page = pdf[0]
            width, height = page.get_size()
            picture = page.render(scale=PREVIEW_SIDE / max(width, height, 1)).to_pil()
            return preview_of(picture.convert("RGB"))
        finally:
            pdf.close()
    except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError, IndexError):
        return b""
