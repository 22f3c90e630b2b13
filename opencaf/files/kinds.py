"""Which files are taken, and what to do about those that are not: told by what is inside, never by a name."""

from __future__ import annotations

from dataclasses import dataclass

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
WAV, MP3, OGG, M4A = "audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4"
PICTURES = {JPEG, PNG}
SOUNDS = {WAV, MP3, OGG, M4A}
ENDINGS = {JPEG: "jpg", PNG: "png", PDF: "pdf", WAV: "wav", MP3: "mp3", OGG: "ogg", M4A: "m4a"}
LONGEST_NAME = 200
TAKEN = "a picture (JPEG, PNG or WebP), a PDF or a sound (WAV, MP3, OGG or M4A)"
ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.wav,.mp3,.ogg,.m4a"

AS_PDF = "Save it as PDF, then choose that file"
SENTENCES = {
    "empty": "The file is empty. Choose a file with something in it",
    "large": "The file must be 20 MB or smaller. Take the picture again in a smaller size, or divide it",
    "long_name": f"The file’s name must be {LONGEST_NAME} characters or fewer. "
    "Give it a shorter name, then choose it again",
    "office": f"The file is a document of an office program. {AS_PDF}",
    "macro": f"The file is an office document with a program (macro) inside it. {AS_PDF}",
    "archive": "The file is an archive. Take out the page or picture that matters, then choose that one",
    "drawing": "The file is a drawing made of commands (SVG). Save it as PNG or PDF, then choose that file",
    "web_page": f"The file is a web page. {AS_PDF}",
    "text": f"The file is plain text. Copy it into the words beside the file, or save it as PDF. "
    f"A file must be {TAKEN}",
    "program": f"The file is a program. A file must be {TAKEN}",
    "heic": "The file is a HEIC picture, which most computers cannot show. "
    "On the telephone share it as JPEG, then choose that file",
    "film": "The file is a film. Choose a picture or a sound, and write what is to be seen",
    "unknown": f"The file is of a kind that cannot be kept safely. A file must be {TAKEN}",
    "picture_broken": "The picture is damaged or not whole. Save it again or take it again, then choose it",
    "picture_huge": "The picture must be 50 million pixels or fewer. Save it smaller, then choose it",
    "pdf_locked": "The PDF has a password. Save it without one, since the record is protected already",
    "pdf_broken": "The PDF is damaged or not whole. Print it to PDF again, then choose the new file",
    "pdf_long": "The PDF must be 300 pages or fewer. Divide it and add each part",
    "pdf_carries": "The PDF carries other files or films inside it. "
    "Print it to PDF, then choose the new file",
    "sound_broken": "The sound is damaged or not whole. Save it again or record it again, then choose it",
    "sound_kind": "The sound is of a kind that browsers cannot play. "
    "Save it as MP3, M4A, OGG or WAV, then choose that file",
    "too_much": "The file takes too long or too much room to open. Print it to PDF or take a picture of it, "
    "then choose that file",
}


class RefusedError(Exception):
    """A file that is not taken; the code is a key of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class MadeAnew:
    """A file as it is kept: nothing of it but what is seen or heard; its preview, where there is one."""

    media_type: str
    content: bytes
    preview: bytes = b""
