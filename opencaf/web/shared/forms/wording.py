"""The sentences a form says when an answer is missing or wrong, made from the label."""

from typing import TypeAlias

from django.utils.functional import Promise

Words: TypeAlias = str | Promise


def as_name(label: Words) -> str:
    """A label in the middle of a sentence: "Date of birth" is "date of birth", "NHS number" stays."""
    words = str(label).rstrip(" ?:.")
    first = words.split(" ", 1)[0]
    is_plain_word = first[1:].islower() or (len(first) == 1 and first == "A")
    return words[:1].lower() + words[1:] if is_plain_word else words


def as_subject(name: str) -> str:
    return name[:1].upper() + name[1:]


def in_sentence(name: str) -> str:
    """Safe inside a message that Django fills with figures."""
    return name.replace("%", "%%")


def joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
