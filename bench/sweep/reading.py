"""The words of whatever was answered: pages as they are, files as the programs that open them read them."""

from __future__ import annotations

import io

import pypdfium2
from python_calamine import CalamineWorkbook

from bench.asking import Answer


def text_in(answer: Answer) -> str:
    """Return the words of an answer; those of a file that cannot be opened stand in its bytes or nowhere."""
    if answer.body.startswith(b"%PDF-"):
        return text_of_pdf(answer.body)
    if answer.body.startswith(b"PK\x03\x04"):
        return text_of_workbook(answer.body)
    return answer.body.decode(errors="replace")


def text_of_pdf(content: bytes) -> str:
    """Return the words of every page of a PDF, and of its title and author."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        return "\n".join([*pages, *map(str, pdf.get_metadata_dict().values())])
    finally:
        pdf.close()


def text_of_workbook(content: bytes) -> str:
    """Return every cell of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(" ".join(map(str, row)) for row in rows)
