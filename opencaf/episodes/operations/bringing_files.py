"""Writing a file of a package: made anew like every file of strangers (docs/adr/0031)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.codes import Scan
from opencaf.episodes.jobs import scan_file
from opencaf.episodes.models import CaseFile
from opencaf.episodes.operations.files import Sent, store_parts
from opencaf.episodes.transferring.archive import FILES, Package
from opencaf.episodes.transferring.sheets import Row
from opencaf.files import scanner
from opencaf.files.cleaning import make_anew


def bring_file(package: Package, values: dict[str, Any], row: Row, *, by: Practitioner) -> CaseFile:
    """Keep one file of a package; where there is a scanner, it waits for that."""
    content = next(
        (part for name, part in package.parts.items() if name.startswith(f"{FILES}{row['id']}.")), b""
    )
    name = str(values["file_name"])
    try:
        made = make_anew(name=name, content=content)
    except ValidationError as wrong:
        raise ValidationError(f"The file “{values['title']}” of the package cannot be kept.") from wrong
    waits = scanner.is_configured()
    kept = CaseFile(
        **values,
        size=len(made.content),
        scan=Scan.WAITING if waits else Scan.NOT_ASKED,
        stored_id=new_id(),
        preview_id=new_id() if made.preview else None,
        quarantined_id=new_id() if waits else None,
    )
    kept.media_type = made.media_type
    kept.save(force_insert=True)
    store_parts(kept, made, Sent(name, content))
    if waits:
        scan_file.defer(file_id=str(kept.id), authority_id=str(by.authority_id))
    return kept
