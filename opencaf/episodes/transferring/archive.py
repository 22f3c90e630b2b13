"""What is inside the lock: a ZIP of JSON with a manifest that names every part and its hash."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.episodes.transferring.envelope import FORMAT, FORMAT_VERSION, NEWER, NOT_A_PACKAGE

MANIFEST = "manifest.json"
SHEETS, FILES, COPY = "sheets/", "files/", "copy.pdf"
MOST_PARTS = 1000
MOST_OPENED = 80 * 1024 * 1024
CHANGED = "A part of the package was changed or is missing. Ask the sender for the package again"
TOO_MUCH = "The package would become too large when opened. Ask the sender for a smaller one"
SAYS_NOTHING = "The package lacks what it must say about itself. Ask the sender for the package again"
NOT_KEPT = (
    "The package cannot be read: it holds a sign that cannot be kept. Nothing was added. Tell the sender"
)
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
# What zipfile and what it unpacks with raise at something that is no archive, or a broken one.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
SAYS = ("package", "made_at", "sender", "reference", "moves_on", "receipt_key", "parts")


@dataclass(frozen=True)
class Package:
    """A package as it was opened: what it says of itself, and its parts by name."""

    manifest: dict[str, Any]
    parts: dict[str, bytes]

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a sheet; none where there is no such sheet."""
        content = self.parts.get(f"{SHEETS}{name}.json")
        if content is None:
            return []
        rows = read_json(content)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValidationError({"file": CHANGED})
        return rows

    @property
    def sender(self) -> dict[str, str]:
        """Who sent it."""
        found: dict[str, str] = self.manifest["sender"]
        return found


def pack(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of the parts with a manifest of them."""
    listed = [{"name": name, "size": len(part), "sha256": digest(part)} for name, part in parts.items()]
    said = {"format": FORMAT, "format_version": FORMAT_VERSION, **manifest, "parts": listed}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, write_json(said))
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def unpack(content: bytes) -> Package:
    """Return a package whose parts are all there and as the manifest says. Raises ValidationError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive)
            found = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except BROKEN as wrong:
        raise ValidationError({"file": CHANGED}) from wrong
    manifest = manifest_of(found.pop(MANIFEST, b""))
    listed = {part["name"]: part["sha256"] for part in manifest["parts"]}
    if listed != {name: digest(part) for name, part in found.items()}:
        raise ValidationError({"file": CHANGED})
    return Package(manifest, found)


def refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Raise ValidationError for an archive of too many parts, or of parts too large when opened.

    A part never gives more bytes than its entry says: zipfile stops there and finds its sum wrong.
    """
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_OPENED:
        raise ValidationError({"file": TOO_MUCH})
    if len({entry.filename for entry in entries}) < len(entries):
        raise ValidationError({"file": CHANGED})


def manifest_of(content: bytes) -> dict[str, Any]:
    """Return what a package says of itself, or refuse what is none, or newer, or says too little."""
    said = read_json(content)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ValidationError({"file": NOT_A_PACKAGE})
    version = said.get("format_version")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise ValidationError({"file": NEWER})
    sender, parts = said.get("sender"), said.get("parts")
    if not isinstance(sender, dict) or not isinstance(parts, list) or not set(SAYS) <= set(said):
        raise ValidationError({"file": SAYS_NOTHING})
    if not all(
        isinstance(part, dict) and isinstance(part.get("name"), str) and "sha256" in part for part in parts
    ):
        raise ValidationError({"file": SAYS_NOTHING})
    if not all(isinstance(sender.get(name), str) for name in ("name", "contact")):
        raise ValidationError({"file": SAYS_NOTHING})
    return said


def digest(content: bytes) -> str:
    """Return the SHA-256 of a part."""
    return hashlib.sha256(content).hexdigest()


def write_json(value: Any) -> bytes:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_json(content: bytes) -> Any:
    """Return what JSON says, or refuse the package."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise ValidationError({"file": CHANGED}) from wrong
    text = json.dumps(found, ensure_ascii=False)
    if NUL.search(text) or not is_text(text):
        raise ValidationError({"file": NOT_KEPT})
    return found


def is_text(text: str) -> bool:
    """Whether a text can be written down: halves of signs cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
