"""Keeping and reading papers. Called by the operations of what the paper belongs to, which ask permission."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.audit import trail
from opencaf.core.ids import new_id
from opencaf.files.models import LARGEST, StoredFile
from opencaf.files.sealing import seal, unseal


def store_file(
    *,
    name: str,
    media_type: str,
    content: bytes,
    authority_id: uuid.UUID,
    row_id: uuid.UUID | None = None,
) -> StoredFile:
    """Keep a paper, encrypted and bound to its own row; row_id where what it belongs to names it already."""
    if not content:
        raise ValidationError({"file": "The file is empty. Select a file with something in it"})
    if len(content) > LARGEST:
        raise ValidationError({"file": "The file must be 20 MB or smaller"})
    row_id = row_id or new_id()
    key_id, sealed = seal(content, table=StoredFile._meta.db_table, row_id=row_id)
    stored = StoredFile.objects.create(
        id=row_id,
        authority_id=authority_id,
        name=name,
        media_type=media_type,
        size=len(content),
        key_id=key_id,
        sealed=sealed,
    )
    trail.record("file_stored", subject_kind="file", subject_id=stored.id, size=stored.size)
    return stored


def delete_files(ids: Iterable[uuid.UUID]) -> None:
    """Delete papers whose owner lets them go in the same transaction: first the bytes, which it shows."""
    with connection.cursor() as cursor:
        cursor.execute("delete from files_storedfile where id = any(%s)", [list(ids)])


def read_file(*, stored: StoredFile, **event: Any) -> bytes:
    """Return a paper as it was stored; the look is on the trail, with what else is said of it."""
    trail.record("file_read", subject_kind="file", subject_id=stored.id, **event)
    return unseal(
        bytes(stored.sealed),
        key_id=stored.key_id,
        table=StoredFile._meta.db_table,
        row_id=stored.id,
    )
