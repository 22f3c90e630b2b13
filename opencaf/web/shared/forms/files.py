"""A file one chooses: a CSV file read as if it were pasted, or any file that a record keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from opencaf.files.kinds import ACCEPT, SENTENCES
from opencaf.files.models import LARGEST
from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.cleaning import clean_text
from opencaf.web.shared.forms.field import PlainField

MEGABYTE = 1_000_000
BEGINS_A_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BEGINS_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "In your spreadsheet, choose Save as and CSV UTF-8, then choose that file"


class TextFileField(PlainField, forms.FileField):
    """A file of text in UTF-8; the answer is its text, or nothing.

    accept: the kinds of file that a browser offers; the sentences say what is wrong and what to do.
    """

    component = "file-upload"
    verb = "Choose"
    accept = ".txt,text/plain"
    if_empty = "The file is empty. Choose another"
    if_too_large = "The file must be {most} MB or smaller"
    if_workbook = "The file is a workbook and not text. Choose another"
    if_other = "The file must be text in the encoding UTF-8"

    def __init__(self, *, most_bytes: int = MEGABYTE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most_bytes = most_bytes

    def wording(self) -> dict[str, str]:
        return {**super().wording(), "empty": self.if_empty}

    def clean(self, value: Any, initial: Any = None) -> str:
        del initial  # a file is never shown again
        found: UploadedFile[bytes] | None = super().clean(value)
        return self.text_of(found) if found else ""

    def text_of(self, file: UploadedFile[bytes]) -> str:
        """Return what a file says, or refuse it with what to do."""
        if (file.size or 0) > self.most_bytes:
            most = self.most_bytes // MEGABYTE
            raise ValidationError(self.if_too_large.format(most=most))
        read: bytes = file.read()
        if read.startswith(BEGINS_A_WORKBOOK):
            raise ValidationError(self.if_workbook)
        try:
            text = read.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text or read.startswith(BEGINS_UTF_16):
            raise ValidationError(self.if_other)
        return clean_text(text).strip()

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        del bound
        return {"attributes": {"accept": self.accept}}


class CsvFileField(TextFileField):
    """A CSV file, as spreadsheets save it."""

    accept = ".csv,text/csv"
    if_empty = "The file is empty. Choose a file with the heads of the columns first"
    if_too_large = "The file must be {most} MB or smaller. Divide it and bring in each part"
    if_workbook = f"The file is a workbook and not CSV. {SAVE_AS}"
    if_other = f"The file must be CSV in the encoding UTF-8. {SAVE_AS}"


class JsonFileField(TextFileField):
    """A file of JSON."""

    accept = ".json,application/json"


class KeptFileField(PlainField, forms.FileField):
    """A file that a record keeps; the answer is its name and bytes. What is inside the operation judges."""

    component = "file-upload"
    verb = "Choose"
    accept = ACCEPT
    if_too_large = SENTENCES["large"]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, value: Any, initial: Any = None) -> tuple[str, bytes] | None:
        del initial  # a file is never shown again
        found: UploadedFile[bytes] | None = super().clean(value)
        if found is None:
            return None
        if (found.size or 0) > LARGEST:
            raise ValidationError(self.if_too_large)
        return clean_text(found.name or ""), found.read()

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        del bound
        return {"attributes": {"accept": self.accept}}


class RegisterFileField(KeptFileField):
    """A spreadsheet that is read and not kept."""

    accept = ".xlsx,.xlsm,.ods,.csv"
    if_too_large = (
        "The file must be 20 MB or smaller. Take pictures and other sheets out, or divide it. Whoever runs "
        "this service can bring in a larger one"
    )
