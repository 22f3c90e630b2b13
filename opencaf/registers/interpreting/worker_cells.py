"""Cells that name workers: with their agency, with a role, one after another, or two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opencaf.people.name_keys import FORMS_OF
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.noted_dates import answer_of
from opencaf.registers.interpreting.settings import Settings
from opencaf.registers.interpreting.workers import Spoken, full_forms, spoken
from opencaf.registers.wording import plain

NOBODY = re.compile(
    r"none yet|no[ -]?one( yet)?|nobody|vacant|vacancy|to be (agreed|identified|confirmed|allocated).*|not (yet )?(agreed|identified|allocated)|unallocated|awaiting.*|none|tba",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"[\s(\[*-]*\b(has )?left( post| job)?\b[\s)\]*.!]*(?:[-–,;]\s*(?:no new|nobody|need).*)?$", re.IGNORECASE
)
CHANGED = (
    re.compile(
        r"^(?:was|formerly|prev(?:iously)?\.?)\s+(?P<old>.+?)[,;]?\s+(?:is )?now\s+(?P<new>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<old>.+?)\s+(?:until|till|til|up to)\s+[\w/. ]*?\d[\w/.]*[,;]?\s+(?:then|now)\s+(?P<new>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<new>.+?)\s*[\(\[,-]?\s*(?:formerly|previously|prev\.?|was|took over from|replac(?:es|ed|ing)|instead of|in place of|ex)\s+(?P<old>.+?)\s*[\)\]]?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<old>.+?)\s*(?:->|=>|→|>|\bthen\b|\breplaced by\b|\bhanded (?:over )?to\b)\s*(?P<new>.+)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<old>.+?)[,;]\s*now\s+(?P<new>.+)$", re.IGNORECASE),
)
SINCE = re.compile(r"\s+(?:(?:from|since|on|in)\s+)?\d{1,2}(?:[/.-]\d{1,4}){1,2}\s*$")
BRACKETS = re.compile(r"\s*[\(\[](.*?)[\)\]]?\s*$")
PARTING = re.compile(r"\s*/\s*|\s+[-–—]\s+|\s*;\s*|\s+@\s+|\s+from\s+")
ROLE = re.compile(
    r"\b(worker|officer|manager|teacher|nurse|therapist|senco|head|lead|visitor|adviser|advisor|practitioner|assistant|clinician|constable|psychologist|midwife|person|co-?ordinator|hlta|tutor|mentor|support)\b"
    r"|^(fsw|sw|ewo|ht|dht|aht|hv|sn|pa|lm|psa|pc|pcso|ep|ta|cpn|gp|sfsw|wo|co|nnn|hot|hoy)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Led:
    """Who leads, who led before, and what is doubtful about it. agency: as it is written beside the name."""

    now: Spoken | None = None
    agency: str = ""
    before: tuple[Spoken, ...] = ()
    has_left: bool = False
    are_two: bool = False


def is_person(text: str, lexicon: Lexicon, settings: Settings) -> bool:
    """Whether a text is the name of somebody rather than of an agency or a role."""
    bare = text.strip(" .,")
    if not bare or ROLE.search(bare) or settings.knows(bare):
        return False
    one = spoken(bare, lexicon)
    if one is None or not one.given:
        return False
    first = plain(one.given.split()[0].strip("."))
    return (
        len(first) == 1
        or first in full_forms()
        or first in FORMS_OF
        or lexicon.is_given(first)
        or bool(lexicon.women[first] + lexicon.men[first])
    )


def with_agency(text: str, lexicon: Lexicon, settings: Settings) -> tuple[Spoken | None, str]:
    """Return the worker of a text and what is written for the agency."""
    text = " ".join(text.replace("\u00a0", " ").split())
    if not text or answer_of(text) or NOBODY.fullmatch(text):
        return None, ""
    name, agency = parted(text, lexicon, settings)
    named = settings.named(agency) if agency else None
    return spoken(name, lexicon, named.name if named else ""), agency


def parted(text: str, lexicon: Lexicon, settings: Settings) -> tuple[str, str]:
    """Return the name and the agency of a text; a role is neither."""
    agency = ""
    if found := BRACKETS.search(text):
        inside, text = found[1].strip(), text[: found.start()]
        if not text.strip():
            return inside, ""
        agency = inside
        further = PARTING.split(text, maxsplit=1)
        if (
            len(further) == 2
            and len(further[0].split()) >= 1
            and not is_person(further[1], lexicon, settings)
        ):
            return further[0], f"{further[1]} ({inside})" if settings.knows(further[1]) else inside
        return text, "" if is_role(inside, settings) else agency
    pieces = PARTING.split(text, maxsplit=1)
    if len(pieces) == 2:
        return pieces[0], "" if is_role(pieces[1], settings) else pieces[1]
    return commas(text, lexicon, settings)


def commas(text: str, lexicon: Lexicon, settings: Settings) -> tuple[str, str]:
    """Return the name and the agency of a text with commas: Surname, Forename, Agency or Name, Agency."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) >= 3:
        return f"{pieces[0]}, {pieces[1]}", ", ".join(pieces[2:])
    if len(pieces) == 2:
        is_agency = len(pieces[0].split()) > 1 or (
            settings.knows(pieces[1]) and not lexicon.is_given(pieces[1])
        )
        return (pieces[0], "" if is_role(pieces[1], settings) else pieces[1]) if is_agency else (text, "")
    return text, ""


def is_role(text: str, settings: Settings) -> bool:
    """Whether a text says what somebody does, not for whom."""
    return bool(ROLE.search(text)) and not settings.knows(text)


def read_lead(text: str, lexicon: Lexicon, settings: Settings) -> Led:
    """Return who leads by the words of a cell."""
    text = " ".join(text.replace("\u00a0", " ").split())
    if not text or answer_of(text) or NOBODY.fullmatch(text):
        return Led()
    has_left = bool(LEFT.search(text))
    text = LEFT.sub("", text).strip(" -–,;*(")
    for pattern in CHANGED:
        if found := pattern.match(text):
            old = SINCE.sub("", found["old"].strip(" )]"))
            if any(sign.isalpha() for sign in old):
                return changed(found["new"], old, lexicon, settings, has_left=has_left)
    pieces = re.split(r"\s*/\s*|\s+&\s+|\s+and\s+|\s*;\s*|\s*\+\s*", text, maxsplit=1)
    if len(pieces) == 2 and both_people(pieces, lexicon, settings):
        led = changed(pieces[1], pieces[0], lexicon, settings, has_left=has_left)
        return Led(led.now, led.agency, led.before, led.has_left, are_two=True)
    now, agency = with_agency(text, lexicon, settings)
    return Led(now, agency, has_left=has_left)


def both_people(pieces: list[str], lexicon: Lexicon, settings: Settings) -> bool:
    """Whether two pieces are two people rather than somebody and an agency."""
    names = [parted(piece, lexicon, settings)[0] for piece in pieces]
    return all(is_person(name, lexicon, settings) for name in names)


def changed(new: str, old: str, lexicon: Lexicon, settings: Settings, *, has_left: bool) -> Led:
    """Return that one person led after another."""
    now, agency = with_agency(SINCE.sub("", new.strip()), lexicon, settings)
    before, _ = with_agency(old, lexicon, settings)
    return Led(now, agency, (before,) if before else (), has_left)
