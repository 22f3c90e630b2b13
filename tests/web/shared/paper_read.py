"""What another program reads in a PDF: its mark, language and title, its tags in order, its words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

PDF_UA = "pdfuaid:part"
# the foot of a page, and whose copy it is across the next
FOOT = re.compile(r" Copy [0-9A-F]{8}, taken by ([^,]+), .*? Page \d+ of \d+(?: \1)?")
HYPHEN_AT_THE_END_OF_A_LINE = "\ufffe"  # as pdfium reads it


@dataclass(frozen=True)
class PaperRead:
    """A PDF as it was read."""

    title: str
    language: str
    is_marked: bool
    pdf_ua_part: str
    tags: list[str]
    text: str
    pictures: list[str]


def read_paper(content: bytes) -> PaperRead:
    """Read a PDF with programs that did not write it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root: Any = pdf.Root
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            part = str(metadata.get(PDF_UA, ""))
        return PaperRead(
            title=str(pdf.docinfo["/Title"]),
            language=str(root.Lang),
            is_marked=bool(root.MarkInfo.Marked),
            pdf_ua_part=part,
            tags=list(tags_below(root.StructTreeRoot)),
            text=text_of(content),
            pictures=list(pictures_below(root.StructTreeRoot)),
        )


def tags_below(element: Any) -> Iterator[str]:
    """Yield the tags of the structure in the order in which it is read aloud."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).removeprefix("/")
            yield from tags_below(kid)


def pictures_below(element: Any) -> Iterator[str]:
    """Yield what every picture says in words, in order; a picture without words is not PDF/UA."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == "/Figure":
                yield str(kid.Alt)
            yield from pictures_below(kid)


def text_of(content: bytes) -> str:
    """Return the words of every page in order, each space one space."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return " ".join(" ".join(pages).replace(HYPHEN_AT_THE_END_OF_A_LINE, "-").split())


def without_foot(text: str) -> str:
    """Return the words of a copy that somebody took, without what stands on each page."""
    return FOOT.sub("", text)
