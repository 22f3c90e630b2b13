"""Opening an open export: what it says of itself, and its parts, each held to what proves it unchanged."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opencaf.open_export.writing import FORMAT, FORMAT_VERSION, MANIFEST, Part

NOT_AN_EXPORT = "The file is not an open export of OpenCAF. Choose the ZIP that export_authority made."
NEWER = "The export is of a newer format than this OpenCAF reads. Update this installation first."
CHANGED = "The part {part} was changed or is missing. Make the export again. Nothing was brought in."
# What zipfile, and what it unpacks with, raise at something that is no archive, or a broken one.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
    struct.error,
    zlib.error,
)
SAYS = {"authority": dict, "version": dict, "tables": dict, "parts": list}
SAYS_OF_AUTHORITY = {"id", "code", "name"}


class ExportRefusedError(Exception):
    """The export cannot be brought in; says why, and that nothing was."""


@dataclass(frozen=True)
class Export:
    """An export that is open: its manifest, and its parts by name."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]
    parts: dict[str, Part]

    @property
    def authority(self) -> dict[str, str]:
        """Id, code and name of the authority whose records these are."""
        found: dict[str, str] = self.manifest["authority"]
        return found

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Give the rows of a part. Raises ExportRefusedError at its end where it is not what was written."""
        part, digest, rows = self.part(name), hashlib.sha256(), 0
        try:
            with self.archive.open(name) as lines:
                for line in lines:
                    digest.update(line)
                    rows += 1
                    yield json.loads(line)
        except BROKEN as wrong:
            raise ExportRefusedError(CHANGED.format(part=name)) from wrong
        if (rows, digest.hexdigest()) != (part.rows, part.sha256):
            raise ExportRefusedError(CHANGED.format(part=name))

    def paper(self, name: str) -> bytes:
        """Return the bytes of a kept paper. Raises ExportRefusedError where they are not what was written."""
        part = self.part(name)
        try:
            content = self.archive.read(name)
        except BROKEN as wrong:
            raise ExportRefusedError(CHANGED.format(part=name)) from wrong
        if hashlib.sha256(content).hexdigest() != part.sha256:
            raise ExportRefusedError(CHANGED.format(part=name))
        return content

    def part(self, name: str) -> Part:
        """Return what the manifest says of a part."""
        if name not in self.parts:
            raise ExportRefusedError(CHANGED.format(part=name))
        return self.parts[name]


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """Open an export for reading. Raises ExportRefusedError where it is none, or newer than this reads."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as wrong:
        raise ExportRefusedError(NOT_AN_EXPORT) from wrong
    with archive:
        manifest = read_manifest(archive)
        yield Export(archive, manifest, read_parts(manifest))


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return what an export says of itself."""
    try:
        said = json.loads(archive.read(MANIFEST))
    except (*BROKEN, RecursionError) as wrong:
        raise ExportRefusedError(NOT_AN_EXPORT) from wrong
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ExportRefusedError(NOT_AN_EXPORT)
    if said.get("format_version") != FORMAT_VERSION:
        raise ExportRefusedError(NEWER)
    if not all(isinstance(said.get(name), kind) for name, kind in SAYS.items()):
        raise ExportRefusedError(CHANGED.format(part=MANIFEST))
    if not set(said["authority"]) >= SAYS_OF_AUTHORITY:
        raise ExportRefusedError(CHANGED.format(part=MANIFEST))
    return said


def read_parts(manifest: dict[str, Any]) -> dict[str, Part]:
    """Return the parts by name."""
    try:
        return {part["name"]: Part(**part) for part in manifest["parts"]}
    except (TypeError, KeyError) as wrong:
        raise ExportRefusedError(CHANGED.format(part=MANIFEST)) from wrong
