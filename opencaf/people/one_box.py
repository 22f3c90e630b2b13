"""What was typed into one box, taken apart: dates, numbers, a postcode, and the words that are left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, YEAR_KNOWN, PartialDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|ust|ember|tember|ober)?"
)
UPN = re.compile(r"\b[a-z]\d{11}[\da-z]\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b", re.IGNORECASE)
TEN_FIGURES = re.compile(r"(?<![\w+])[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?!\w)")
PHONE = re.compile(r"(?<!\w)(?:\+44|0)[\d ()-]{8,14}\d(?!\w)")
YEAR_FIRST = re.compile(r"(?<!\w)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\w)")
DAY_FIRST = re.compile(r"(?<!\w)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)?\d{2})(?!\w)")
EIGHT_FIGURES = re.compile(r"(?<!\w)(\d{2})(\d{2})((?:19|20)\d{2})(?!\w)")
IN_WORDS = re.compile(
    rf"(?<!\w)(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?{MONTH}\s+((?:19|20)\d{{2}})(?!\w)", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\w)((?:19|20)\d{2})(?!\w)")
A_NUMBER = re.compile(r"(?<!\S)(?=\S*\d)[\w/-]{5,60}(?!\S)")
CENTURY_TURNS_AT = 40


@dataclass(frozen=True)
class Typed:
    """What stood in the box. words: what is none of the other things."""

    words: str = ""
    born: PartialDate | None = None
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""
    phone: str = ""
    identifier: str = ""


def taken_apart(text: str) -> Typed:
    """Return what was typed, each part for what it looks like; the first of a kind counts."""
    typed = Typed(text)
    typed = take(typed, UPN, "upn")
    typed = take_date(typed)
    typed = take(typed, TEN_FIGURES, "nhs_number")
    typed = take(typed, PHONE, "phone")
    typed = take(typed, POSTCODE, "postcode")
    return take(typed, A_NUMBER, "identifier")


def take(typed: Typed, pattern: re.Pattern[str], name: str) -> Typed:
    """Take the first part of one look out of the words."""
    found = pattern.search(typed.words)
    if not found:
        return typed
    part: Any = {name: found[0]}
    return replace(typed, words=without(typed.words, found), **part)


def take_date(typed: Typed) -> Typed:
    """Take the date out of the words, or as much of one as stands there."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], PartialDate | None]], ...] = (
        (YEAR_FIRST, lambda found: date_of(found[1], found[2], found[3])),
        (DAY_FIRST, lambda found: date_of(found[3], found[2], found[1])),
        (EIGHT_FIGURES, lambda found: date_of(found[3], found[2], found[1])),
        (IN_WORDS, lambda found: date_of(found[3], month_number(found[2]), found[1] or "")),
        (YEAR, lambda found: date_of(found[1], "", "")),
    )
    for pattern, read in readers:
        found = pattern.search(typed.words)
        if found and (born := read(found)):
            return replace(typed, words=without(typed.words, found), born=born)
    return typed


def without(text: str, found: re.Match[str]) -> str:
    """Return a text without one part."""
    return f"{text[: found.start()]} {text[found.end() :]}"


def month_number(name: str) -> str:
    """Return the number of a month that was written as a word."""
    return str(MONTHS.index(name[:3].lower()) + 1)


def date_of(year: str, month: str, day: str) -> PartialDate | None:
    """Return a date with as much of it as can be right: of 31/02/2015 the month is kept."""
    whole = full_year(year)
    for parts, accuracy in (((month, day), EXACT), ((month, "15"), MONTH_KNOWN), (("6", "15"), YEAR_KNOWN)):
        try:
            return PartialDate(dt.date(whole, *map(int, parts)), accuracy)
        except ValueError:
            continue
    return None


def full_year(year: str) -> int:
    """Return a year with its century."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (1900 if number >= CENTURY_TURNS_AT else 2000)
