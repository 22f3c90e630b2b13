"""Rows of a register that are about no child: totals, headings of months, tests, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from opencaf.registers.interpreting.noted_dates import answer_of
from opencaf.registers.reading.rows import Cell, filled, tidied
from opencaf.registers.wording import simple

HEADING = "not a child: a heading or subtotal of the sheet"
NO_CHILD = "not a child row"
A_TEST = "not a child row: a test or an example"
NAMELESS = "not a child row: no name"
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
TOTALS = re.compile(r"\b(grand |sub ?)?total\b|\bsubtotal\b|^count\b|\bsum\b|^number of\b")
PERIOD = re.compile(
    rf"({MONTH}|q[1-4]|quarter \d|(spring|summer|autumn|winter)( term)?|week \d+|term \d)?\s*((19|20)?\d\d([ -/]+(19|20)?\d\d)?)?( cont(inued|d)?)?"
)
MONTH_ALONE = re.compile(rf"{MONTH}( (19|20)?\d\d)?( cont(inued|d)?)?")
TESTS = re.compile(
    r"\b(test|testing|dummy|example|training|sample|demo|xxx+|asdf|zzz+|mickey mouse|donald duck|joe bloggs|jo bloggs|a n other|fred bloggs)\b"
)
NOTES = re.compile(
    r"\b(delete|reserved|see|line|row|blank|spare|void|cancelled|not used|unused|number|file|ignore|n a|tbc|awaiting|duplicate|moved to|left blank|do not use|header)\b"
)
SAYS_TEST = re.compile(
    r"\b(test (row|record|entry|line)|not a real child|for training|new starters|dummy|ignore this|pls ignore|please ignore|training (session|record|purposes))\b"
)
IDENTIFYING = ("dob", "nhs_number", "upn", "address", "postcode", "parents", "school", "sex")


def why_no_child(cells: Mapping[str, Cell], others: int) -> str:
    """Return why a row is about no child, or nothing; others: how many cells stand in no known column."""
    name = " ".join(tidied(cells.get(part)) for part in ("child_name", "family_name", "given_names")).strip()
    low = simple(name)
    known = {part: simple(tidied(cell)) for part, cell in cells.items() if filled(cell)}
    few = len(known) + others <= 4
    if few and (TOTALS.search(low) or any(TOTALS.search(text) for text in known.values())):
        return HEADING
    if len(known) <= 2 and any(
        MONTH_ALONE.fullmatch(text) or (len(text) > 3 and PERIOD.fullmatch(text)) for text in known.values()
    ):
        return HEADING
    about = any(filled(cells.get(part)) and not answer_of(tidied(cells.get(part))) for part in IDENTIFYING)
    if TESTS.search(low) and (not about or SAYS_TEST.search(known.get("notes", ""))):
        return A_TEST
    if SAYS_TEST.search(known.get("notes", "")) and not about:
        return A_TEST
    if about:
        return ""
    if not low or answer_of(name) or len(low.replace(" ", "")) <= 2:
        return NAMELESS
    if NOTES.search(low) or any(sign.isdigit() for sign in low) or len(low.split()) > 6:
        return NO_CHILD
    return ""


def repeats_headings(cells: Mapping[str, Cell], headings: Mapping[str, str]) -> bool:
    """Whether a row is the row of headings once more."""
    same = sum(simple(tidied(cell)) == simple(headings.get(name, "")) for name, cell in cells.items())
    return same >= 3 and same >= len(cells) / 2
