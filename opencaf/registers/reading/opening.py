"""Telling by its first bytes what a file is, and opening it or saying why not."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.core.exceptions import ValidationError

from opencaf.registers.reading import refusals
from opencaf.registers.reading.delimited import DelimitedSheet
from opencaf.registers.reading.rows import Sheet
from opencaf.registers.reading.workbooks import sheets_of

MOST_MB = 200
ARCHIVE = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc",
    b"SQLite format 3",
)
WORKBOOK_PARTS = ("xl/workbook.xml", "content.xml", "xl/workbook.bin")
LOOKED_AT = 4096


def open_register(path: Path) -> list[Sheet]:
    """Return the sheets of a register, or raise ValidationError with a sentence for whoever sent the file."""
    return sheets_of(path) if is_workbook(path) else [DelimitedSheet(path)]


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook and not text, by its first bytes and its parts; no sheet is opened.

    Raises ValidationError with a sentence for whoever sent the file where it is neither.
    """
    if not path.is_file():
        raise ValidationError(refusals.NO_FILE)
    size = path.stat().st_size
    if not size:
        raise ValidationError(refusals.EMPTY)
    if size > MOST_MB * 1_000_000:
        raise ValidationError(refusals.TOO_BIG.format(most=MOST_MB))
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if start.startswith(COMPOUND):
        raise ValidationError(refusals.LOCKED if SEALED in path.read_bytes() else refusals.OLD_KIND)
    if start.startswith(ARCHIVE):
        refuse_other_archives(path)
        return True
    if is_not_text(start):
        raise ValidationError(refusals.OTHER_KIND)
    return False


def is_not_text(start: bytes) -> bool:
    """Whether the first bytes are those of a picture, a document or a program."""
    if start.startswith(OTHER_KINDS) or start.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return True
    return b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))


def refuse_other_archives(path: Path) -> None:
    """Raise ValidationError for an archive that is no workbook, or one with a password."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            is_sealed = "META-INF/manifest.xml" in names and (
                b"encryption-data" in archive.read("META-INF/manifest.xml")
            )
    except (zipfile.BadZipFile, OSError, RuntimeError):
        raise ValidationError(refusals.BROKEN) from None
    if is_sealed:
        raise ValidationError(refusals.LOCKED)
    if not names.intersection(WORKBOOK_PARTS):
        raise ValidationError(refusals.OTHER_KIND)
