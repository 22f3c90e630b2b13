"""What a person typed, without what nobody can see or store."""

import re
import unicodedata
from typing import Any

# everything below a space but tab and new line, delete, the second control block, half characters
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """Any script and any emoji stay; line ends become one kind."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(text: str) -> str:
    """The form in which a text is stored: one way to write each letter (NFC)."""
    return unicodedata.normalize("NFC", without_controls(text))


def clean_line(text: str) -> str:
    """A text of one line: line ends and tabs become spaces."""
    return re.sub(r"[\n\t]+", " ", clean_text(text))


def typed(value: Any) -> Any:
    """What is shown again in the box when an answer is refused."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list):
        return [typed(item) for item in value]
    return value
