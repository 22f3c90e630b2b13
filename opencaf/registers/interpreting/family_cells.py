"""Cells about the family: parents and carers, telephones, addresses, postcodes, numbers of children."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from opencaf.people.identifiers import is_sound_nhs_number, is_sound_upn
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.noted_dates import answer_of

KINSHIP = {
    "mother": "m|mum|mother|mam|mummy|mom|birth mother|mo",
    "father": "f|dad|father|daddy|birth father|fa",
    "stepmother": "step ?-?(mum|mother)",
    "stepfather": "step ?-?(dad|father)|mum'?s partner",
    "grandmother": "gran|grandmother|nan|nana|nanna|granny|grandma|mgm|pgm|grandparent",
    "grandfather": "grandad|granddad|grandfather|grandpa|mgf|pgf",
    "foster_carer": "foster ?-?(carer|mum|mother|dad|father|parent)s?|fc",
    "aunt": "aunt|auntie|aunty",
    "uncle": "uncle",
    "guardian": "guardian|sgo|special guardian",
    "sister": "sister",
    "brother": "brother",
    "partner": "partner",
    "carer": "carer|cares",
}
KIN = {kin: re.compile(rf"(?:{pattern})", re.IGNORECASE) for kin, pattern in KINSHIP.items()}
ANY_KIN = "|".join(sorted(KINSHIP.values(), key=len, reverse=True))
KIN_FIRST = re.compile(rf"^({ANY_KIN})\b\s*[:=.-]?\s+(?=\S)|^({ANY_KIN})\s*[:=]\s*", re.IGNORECASE)
KIN_AFTER = re.compile(rf"\s*(?:\(\s*({ANY_KIN})\s*\)|[-–,]\s*({ANY_KIN}))\s*$", re.IGNORECASE)
NO_RESPONSIBILITY = re.compile(r"\(?\bno p\.?r\.?\b\)?", re.IGNORECASE)
BOTH = re.compile(r"^(?:mr\.? (?:&|and|\+) mrs|mrs\.? (?:&|and|\+) mr|mr/mrs)\.?\s+(.+)$", re.IGNORECASE)
TITLE = re.compile(r"^(mrs|miss|ms|mr|dr)\b\.?\s+", re.IGNORECASE)
MALE_TITLE = "mr"
BETWEEN = re.compile(r"\s*(?:;|&|\+|/|\n|\band\b)\s*", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|00)?\d[\d\s().-]{5,}\d")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
ALMOST_POSTCODE = re.compile(
    r"\b[A-Z]{1,3}[\dIO]{1,2}[A-Z]?\s*[\dIO][A-Z\d]{0,2}\s*$|\b[A-Z]{1,2}\d{1,2}\s*$", re.IGNORECASE
)
FORMERLY = re.compile(r"\(?\s*\b(?:was|formerly|prev(?:iously)?\.?)[:\s]+([^)]+)\)?", re.IGNORECASE)
SECRET = re.compile(
    r"confidential|refuge|withheld|not to be (shared|disclosed|given)|do not (disclose|share)|undisclosed|secret|safe house|restricted address|not disclosed",
    re.IGNORECASE,
)
HOMELESS = re.compile(
    r"^(nfa|no fixed abode|no fixed address|homeless|sofa surfing\b.*|of no fixed abode|street homeless)$",
    re.IGNORECASE,
)
NO_ADDRESS_AT_END = re.compile(r"[\s,]+(?:n/?k|tbc|not known|\?|unknown|postcode n/?k)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Home:
    """Where a family lives. state: confidential, no_fixed_abode or invalid postcode."""

    address: str = ""
    postcode: str = ""
    before: str = ""
    state: str = ""
    postcode_state: str = ""


@dataclass(frozen=True)
class Contacts:
    """Telephone numbers and addresses of electronic mail."""

    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


@dataclass
class Parents:
    """Parents and carers as the report says them."""

    people: list[dict[str, Any]] = field(default_factory=list)


def read_parents(text: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Return the parents and carers of a cell."""
    text = " ".join(text.replace("\u00a0", " ").split(" ")).strip(" ,;")
    if not text or answer_of(text):
        return []
    if found := BOTH.match(text):
        family = lexicon.cased(found[1].strip())
        return [
            {"family_name": family, "relationship": "mother"},
            {"family_name": family, "relationship": "father"},
        ]
    pieces = [piece for part in BETWEEN.split(text) for piece in by_comma(part)]
    people = [one_parent(piece, lexicon) for piece in pieces if any(sign.isalpha() for sign in piece)]
    share_family_name(people)
    guess_relationships(people, lexicon)
    return [{key: value for key, value in one.items() if value not in ("", None)} for one in people]


def by_comma(part: str) -> list[str]:
    """Return the people of a part with a comma; "Surname, Forename" is one."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if (
        len(pieces) == 2
        and all(len(TITLE.sub("", piece).split()) == 1 for piece in pieces)
        and not KIN_FIRST.match(pieces[1])
    ):
        return [", ".join(pieces)]
    if (
        len(pieces) == 2
        and len(pieces[0].split()) == 1
        and KIN_AFTER.search(pieces[1])
        and len(KIN_AFTER.sub("", pieces[1]).split()) == 1
    ):
        return [", ".join(pieces)]
    merged: list[str] = []
    for piece in pieces:
        if merged and re.fullmatch(ANY_KIN, piece, re.IGNORECASE):
            merged[-1] += f" ({piece})"
        else:
            merged.append(piece)
    return merged


def one_parent(text: str, lexicon: Lexicon) -> dict[str, Any]:
    """Return one parent."""
    found: dict[str, Any] = {"name": "", "relationship": ""}
    if NO_RESPONSIBILITY.search(text):
        found["parental_responsibility"] = False
        text = NO_RESPONSIBILITY.sub(" ", text)
    text = " ".join(text.split()).strip(" ,-")
    for pattern in (KIN_AFTER, KIN_FIRST):
        if (match := pattern.search(text)) and len(text) > len(match[0]):
            found["relationship"] = kin_of(
                next(part for part in match.groups() if part and isinstance(part, str))
            )
            text = pattern.sub("", text, count=1).strip(" ,-:")
            break
    text = re.sub(r"\s*\([^)]*\)\s*$", "", text)
    if title := TITLE.match(text):
        found["relationship"] = found["relationship"] or (
            "father" if title[1].lower() == MALE_TITLE else "mother"
        )
        text = TITLE.sub("", text)
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        text = f"{given} {family}"
    parts = text.split()
    if len(parts) > 1 and parts[0].isupper() and len(parts[0]) > 1 and not parts[-1].isupper():
        text = " ".join([*parts[1:], parts[0]])
    found["name"] = lexicon.cased(text)
    return found


def kin_of(word: str) -> str:
    """Return the relationship of a word."""
    return next((kin for kin, pattern in KIN.items() if pattern.fullmatch(word.strip())), "carer")


def share_family_name(people: list[dict[str, Any]]) -> None:
    """Give "Sarah" of "Sarah & Adrian Lightfoot" the family name of the one after her."""
    for one, after in itertools.pairwise(people):
        if len(one["name"].split()) == 1 and len(after["name"].split()) > 1:
            one["name"] = f"{one['name']} {after['name'].split(maxsplit=1)[1]}"


def guess_relationships(people: list[dict[str, Any]], lexicon: Lexicon) -> None:
    """Say mother and father where nothing else is said: the first of two, or by the given name."""
    unsaid = [one for one in people if not one["relationship"]]
    for place, one in enumerate(unsaid):
        sex = lexicon.sex_of(one["name"])
        if len(people) > 1 and not sex:
            sex = "F" if place == 0 else "M"
        one["relationship"] = "father" if sex == "M" else "mother"


def read_contacts(text: str) -> Contacts:
    """Return the numbers and mail addresses of a cell; a nought that a spreadsheet lost is put back."""
    mails = tuple(MAIL.findall(text))
    found = []
    for number in PHONE.findall(MAIL.sub(" ", text).replace("\n", " ; ")):
        figures = re.sub(r"\D", "", number)
        figures = re.sub(r"^(?:00)?44(?=\d{10}$)", "0", figures)
        found.append(f"0{figures}" if len(figures) == 10 and figures[0] in "127" else figures)
    return Contacts(tuple(dict.fromkeys(found)), mails)


def read_home(address: str, postcode: str, *, has_postcode_column: bool) -> Home:
    """Return where a family lives, by one cell or two."""
    if SECRET.search(address) or SECRET.search(postcode):
        return Home(state="confidential")
    before = ""
    if found := FORMERLY.search(postcode):
        before, postcode = tidy_postcode(found[1]), FORMERLY.sub("", postcode)
    elif (found := FORMERLY.search(address)) and POSTCODE.search(found[1]):
        before, address = tidy_postcode(found[1]), FORMERLY.sub("", address)
    state = "no_fixed_abode" if HOMELESS.match(address.strip(" .,")) else ""
    taken = postcode.strip()
    inside = POSTCODE.search(address)
    if not taken and inside:
        taken, address = inside[0], address[: inside.start()] + address[inside.end() :]
    elif not taken and not has_postcode_column and (found := ALMOST_POSTCODE.search(address)):
        taken, address = found[0], address[: found.start()]
    code, code_state = "", ""
    if taken and not answer_of(taken):
        code = tidy_postcode(taken)
        code_state = "" if code else "invalid"
    line = NO_ADDRESS_AT_END.sub("", " ".join(address.replace("\n", ", ").split())).strip(" ,")
    line = re.sub(r"(\s*,)+", ",", line)
    if answer_of(line) or state:
        line = ""
    return Home(line, code, before, state, code_state)


def tidy_postcode(text: str) -> str:
    """Return a postcode as it is written, or nothing where it cannot be one."""
    found = POSTCODE.fullmatch(text.strip(" .,()"))
    return f"{found[1]} {found[2]}".upper() if found else ""


def split_between(text: str, count: int) -> list[str]:
    """Return what stands for each of several children, in their order, where the cell is for several."""
    for pattern in (r"\s+/\s+", r"\s*[&\n;]\s*", r"\s*,\s*", r"\s*/\s*", r"\s+and\s+"):
        pieces = [piece.strip() for piece in re.split(pattern, text.strip())]
        if len(pieces) == count:
            return pieces
    return []


def read_nhs(text: str) -> tuple[str, bool] | None:
    """Return the figures of an NHS number and whether its check digit fits."""
    figures = re.sub(
        r"[^0-9A-Za-z]", "", re.sub(r"^\s*nhs( no\.?| number)?:?", "", text, flags=re.IGNORECASE)
    ).upper()
    if not figures or answer_of(text) or not any(sign.isdigit() for sign in figures):
        return None
    return figures, is_sound_nhs_number(figures)


def read_upn(text: str) -> tuple[str, bool] | None:
    """Return a unique pupil number and whether its check letter fits."""
    figures = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    if not figures or answer_of(text) or not any(sign.isdigit() for sign in figures):
        return None
    return figures, is_sound_upn(figures)
