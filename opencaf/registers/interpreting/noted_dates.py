"""Cells with a date and something about it: two dates, a word such as DNA or w/c, or an answer like "tbc"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from opencaf.registers.interpreting.dates import NOT_GIVEN, Day, Order, Span, read_day
from opencaf.registers.reading.rows import Cell, tidied

ANSWERS = {
    "not_yet": re.compile(
        r"t\.?b\.?[ca]\.?|to (arrange|be (arranged|confirmed|agreed|set))|awaited|awaiting\b.*|pending|chasing|chased|to follow|not yet\b.*|due"
    ),
    "not_known": re.compile(r"n\s*/?\s*k|not known|unknown|\?+|don'?t know|d/k|not sure|not recorded|nk"),
    "not_applicable": re.compile(r"n\s*/?\s*a|none|no|nil|-+|—|–|not (applicable|needed|required)|x"),
    "not_given": re.compile(r"not given|not stated|blank|withheld|not provided"),
    "refused": re.compile(r"refused|declined|would not say|not willing to say"),
    "see_elsewhere": re.compile(r"see (form|file|notes|paper|caf)\b.*"),
}
CANCELLED = re.compile(
    r"\bcanc(elled|elled|eled|\.)?\b|\bcancell?ed\b|did not go ahead|didn'?t go ahead|not held|postponed|\bcnx\b|called off|abandoned|did not happen|didn'?t happen",
    re.IGNORECASE,
)
NOT_ATTENDED = re.compile(
    r"\bd\.?n\.?a\.?\b|did not attend|family absent|no[ -]show|didn'?t attend|family did not come",
    re.IGNORECASE,
)
ROUGHLY = re.compile(
    r"\bapprox(imately|\.)?(?=\W|\d|$)|^\s*c(irca)?\.?\s*(?=\d)|\babout\b|\baround\b|\?|\b(est|estimated)\b|~",
    re.IGNORECASE,
)
WEEK_OF = re.compile(r"\bw\s*/?\s*c\.?(?=\W|\d)|week (commencing|beginning)|\bw/b\b", re.IGNORECASE)
ASIDE = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|\s[-–—]\s+[^\d]*$|\s-\s*[a-z][^\d]*$|\*[^*]*\*", re.IGNORECASE)
TRAILING = re.compile(r"(?<=\d)\s*[,;:-]?\s+[a-z][a-z' .!-]*$", re.IGNORECASE)
LEADING = re.compile(
    r"^(on|by|from|held|date|tac|meeting|mtg|closed|rec'?d|received|started|booked( for)?|rearranged( to)?|moved to|now)\b[:\s]*",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s+(?:and|then|plus)\s+|\s*[&+;\n]\s*|\s*,\s*(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Noted:
    """The dates of a cell with what was said about them."""

    days: tuple[Day, ...] = ()
    answer: str = ""
    is_cancelled: bool = False
    family_came: bool = True
    codes: tuple[str, ...] = field(default=())

    @property
    def day(self) -> Day:
        """The one date, or the last of several."""
        return self.days[-1] if self.days else NOT_GIVEN


def answer_of(text: str) -> str:
    """Return which answer without a value a text is, or nothing."""
    plain = text.strip().strip(".").lower()
    return next((name for name, pattern in ANSWERS.items() if pattern.fullmatch(plain)), "") if plain else ""


def read_noted(cell: Cell, span: Span, order: Order = "dmy") -> Noted:
    """Return the dates of a cell."""
    if not isinstance(cell, str):
        day = read_day(cell, span, order)
        return Noted((day,), codes=day.codes) if day.state != "missing" else Noted()
    text = tidied(cell)
    if answer := answer_of(text):
        return Noted(answer=answer)
    if not text:
        return Noted()
    cancelled, came = bool(CANCELLED.search(text)), not NOT_ATTENDED.search(text)
    straight = read_day(text, span, order)
    if straight.day or (straight.codes and "date_invalid" not in straight.codes):
        return Noted((straight,), "", cancelled, came, straight.codes)
    days = several(text, span, order)
    codes = tuple(dict.fromkeys(code for day in days for code in day.codes))
    if len(days) > 1:
        codes = (*codes, "two_dates")
    if ROUGHLY.search(text) and any(day.day for day in days):
        codes = (*codes, "date_approximate")
    return Noted(tuple(days), "", cancelled, came, codes)


def several(text: str, span: Span, order: Order) -> list[Day]:
    """Return the days of a text without what stands about them."""
    bare = WEEK_OF.sub(" ", ROUGHLY.sub(" ", text))
    bare = CANCELLED.sub(" ", NOT_ATTENDED.sub(" ", ASIDE.sub(" ", bare)))
    pieces = [LEADING.sub("", TRAILING.sub("", piece.strip(" -–,;:"))) for piece in BETWEEN.split(bare)]
    days = [read_day(piece, span, order) for piece in pieces if any(sign.isdigit() for sign in piece)]
    if not days:
        return [
            replace(read_day(bare.strip(" -–,;:"), span, order), state="unreadable", codes=("date_invalid",))
        ]
    return days


def relative_to(text: str, last: dt.date | None) -> Noted | None:
    """Return a review due so many weeks (6/52) or months (3/12) after the last meeting, if that is said."""
    found = re.fullmatch(
        r"(?:in\s+)?(\d{1,2})\s*(?:/\s*(52|12)|(wks?|weeks?|mths?|months?|m|w))(?:\s+(?:time|after.*|from.*))?\.?",
        text.strip().lower(),
    )
    if not found:
        return None
    count, in_weeks = int(found[1]), found[2] == "52" or (found[3] or "").startswith("w")
    day = after(last, count, in_weeks=in_weeks) if last else None
    return Noted((Day(day, state="relative"),), codes=("relative_date",))


def after(day: dt.date, count: int, *, in_weeks: bool) -> dt.date:
    """Return a day some weeks or months later."""
    if in_weeks:
        return day + dt.timedelta(weeks=count)
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))
