"""Files that are sent stay in memory, never in a folder; of one that is too large only its size is kept."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from opencaf.files.models import LARGEST


class KeptInMemory(FileUploadHandler):
    """Keeps each file of a form in memory up to the limit; what comes after is counted and let go.

    Nothing is refused here, so that the words beside the file arrive, and the form says what to do.
    """

    kept: io.BytesIO
    size: int

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the next file."""
        super().new_file(*args, **kwargs)
        self.kept, self.size = io.BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece while there is room."""
        self.size += len(raw_data)
        if self.size <= LARGEST:
            self.kept.write(raw_data)
        elif self.kept.tell():
            self.kept = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file with its true size."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type or "",
            self.size,
            self.charset,
            self.content_type_extra,
        )
