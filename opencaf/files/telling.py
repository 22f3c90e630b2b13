"""What a file is, told by its content."""

from __future__ import annotations

import io
import zipfile

import filetype

from opencaf.files.kinds import JPEG, M4A, MP3, OGG, PDF, PNG, WAV, RefusedError

WEBP = "image/webp"
KNOWN = {
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/webp": WEBP,
    "application/pdf": PDF,
    "audio/x-wav": WAV,
    "audio/wav": WAV,
    "audio/mpeg": MP3,
    "audio/ogg": OGG,
    "video/ogg": OGG,
    "audio/mp4": M4A,
    "audio/x-m4a": M4A,
    "video/mp4": M4A,  # telephones write a voice into the same container; without a picture it is a sound
    "video/x-m4v": M4A,
}
REFUSED = {
    "image/heic": "heic",
    "application/x-msdownload": "program",
    "application/x-executable": "program",
    "application/rtf": "office",
}
ARCHIVES = {
    "application/zip",
    "application/x-tar",
    "application/gzip",
    "application/x-7z-compressed",
    "application/x-rar-compressed",
    "application/x-bzip2",
    "application/x-xz",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = b"PK\x03\x04"
PDF_MARK = b"%PDF-"
HEAD = 1024
OFFICE_PARTS = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")


def kind_of(content: bytes) -> str:
    """Return the media type that a file's content is; raises RefusedError for all that is not taken."""
    if not content:
        raise RefusedError("empty")
    head = content[:HEAD]
    if head.startswith(OLD_OFFICE):
        raise RefusedError("macro" if b"_\x00V\x00B\x00A" in content else "office")
    if head.startswith(ZIPPED):
        raise RefusedError(zip_kind(content))
    if head.lstrip().startswith(PDF_MARK):
        return PDF
    guessed = filetype.guess_mime(content) or ""
    if guessed in KNOWN:
        return KNOWN[guessed]
    raise RefusedError(refusal_of(guessed, head))


def refusal_of(guessed: str, head: bytes) -> str:
    """Return why a file of another kind is not taken."""
    if guessed in REFUSED:
        return REFUSED[guessed]
    if guessed in ARCHIVES:
        return "archive"
    for kind, code in (("video/", "film"), ("audio/", "sound_kind")):
        if guessed.startswith(kind):
            return code
    return refusal_of_text(head) if not guessed else "unknown"


def refusal_of_text(head: bytes) -> str:
    """Return why something without a mark of its own is not taken: it is text, or nobody knows what."""
    try:
        words = head.decode("utf-8", "strict" if len(head) < HEAD else "ignore").lower()
    except UnicodeDecodeError:
        return "unknown"
    if "\0" in words:
        return "unknown"
    if "<svg" in words:
        return "drawing"
    return "web_page" if any(mark in words for mark in ("<html", "<!doctype", "<script", "<body")) else "text"


def zip_kind(content: bytes) -> str:
    """Return what an archive is by the list of what it holds; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "archive"
    if any(name.endswith("vbaProject.bin") for name in names):
        return "macro"
    return "office" if any(name in OFFICE_PARTS for name in names) else "archive"
