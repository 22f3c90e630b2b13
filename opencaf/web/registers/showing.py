"""What becomes of a register, ready for its templates: counts in words, rows with their doubts and cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.registers.models import ImportedRow, TriedRow, WaitingRegister

ENDS = {
    "import": "Become a CAF",
    "merge": "Join the CAF of another row",
    "reject": "Are left out, with a reason",
    "void": "Are of no effect",
    "skip": "Are no part of the register",
}
ENDED_SO = {
    "import": "Became a CAF",
    "merge": "Joined the CAF of another row",
    "reject": "Were left out, with a reason",
    "void": "Were of no effect",
    "skip": "Were no part of the register",
}
END_OF_ROW = {
    "import": "Becomes a CAF",
    "merge": "Joins the CAF of another row",
    "reject": "Is left out",
    "void": "Is of no effect",
    "skip": "Is no part of the register",
}
ENDED = {
    ImportedRow.Ended.WRITTEN: "Became a CAF, or part of one",
    ImportedRow.Ended.JOINED: "Belongs to a CAF that was here already",
    ImportedRow.Ended.CHANGED: "Says something else than an earlier copy did; altered nothing",
    ImportedRow.Ended.LEFT_OUT: "Became nothing",
}
DOUBTS = {
    "age_over_25": "Somebody older than 25: is it a parent?",
    "agency_ambiguous": "An agency that fits two, or none",
    "born_after_start": "Born after the CAF began",
    "caf_number_shared": "The number stands at another CAF too",
    "closed_before_start": "Closed before it began",
    "closed_date_unknown": "Closed, on a day that is not known",
    "closed_without_date": "Closed, without a day",
    "closure_unclear": "An outcome that does not say how it ended",
    "code_unknown": "A code that is not on the code list",
    "confidential_address": "An address that must not be shown: it is sealed",
    "date_ambiguous": "A date that can be read in two ways: left open",
    "date_approximate": "A date that is only about right",
    "date_implausible": "A date in a year that cannot be meant: left empty",
    "date_in_future": "A date after the last day of the register",
    "date_invalid": "A date that no calendar has, or that cannot be read: left empty",
    "date_missing": "No date",
    "dates_out_of_order": "Dates that cannot follow each other",
    "dob_missing": "No date of birth",
    "edd_passed": "Unborn, but the expected date has passed",
    "sex_unclear": "A sex that nobody can read",
    "ethnicity_unclear": "An ethnic origin that is too wide, or unknown",
    "initiator_ambiguous": "Who did the CAF fits two people",
    "lead_professional_ambiguous": "The lead professional fits two people",
    "lead_professional_left": "The lead professional has left: nobody leads",
    "meeting_cancelled": "A meeting that did not happen",
    "name_incomplete": "Only part of a name",
    "name_order_unclear": "Which part is the family name?",
    "nhs_check_digit": "An NHS number that cannot be right",
    "possibly_same_child": "May be the same child as in another row",
    "postcode_invalid": "A postcode that cannot be right",
    "relative_date": "A date given as weeks or months",
    "several_children": "Several children under one number",
    "sibling_details_missing": "Brothers and sisters without their own details",
    "start_not_known": "When it began is not known",
    "two_dates": "Two dates in one cell",
    "two_lead_professionals": "Two lead professionals",
    "upn_check_letter": "A UPN that cannot be right",
}


@dataclass(frozen=True)
class Counted:
    """So many of something; code: by which the list of them is asked for."""

    words: str
    count: int
    code: str = ""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a register's rows."""

    total: int
    ends: list[Counted]
    reasons: list[Counted]
    doubts: list[Counted]


def outcome_of(counts: dict[str, Any], *, is_in: bool = False) -> Outcome:
    """Return what becomes of the rows of a register, in words and the most first; is_in: what became."""
    ends, said = counts.get("ends", {}), ENDED_SO if is_in else ENDS
    return Outcome(
        total=sum(ends.values()),
        ends=[Counted(words, ends[code], code) for code, words in said.items() if ends.get(code)],
        reasons=[Counted(capital(words), count) for words, count in most_first(counts.get("reasons", {}))],
        doubts=[
            Counted(doubt_in_words(code), count, code) for code, count in most_first(counts.get("doubts", {}))
        ],
    )


def most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return counts, the most first."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def doubt_in_words(code: str) -> str:
    """Return a doubt as people say it."""
    return DOUBTS.get(code) or capital(code.replace("_", " "))


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class RowShown:
    """One row of a register with what becomes of it and what was typed."""

    place: str
    end: str
    reason: str
    doubts: list[str]
    cells: list[tuple[str, str]]
    episode_id: Any = None
    reference: str = ""

    @property
    def title(self) -> str:
        """Where it stands, as people say it."""
        sheet, _, number = self.place.rpartition("!")
        return f"{sheet}, row {number}" if sheet else f"Row {number}"


def tried_shown(row: TriedRow) -> RowShown:
    """Return a row that was tried."""
    end = END_OF_ROW[row.disposition]
    proposed = [f"May be the same child as in {one['row']}" for one in row.proposed]
    return RowShown(
        row.place,
        end,
        capital(row.reason),
        [*doubts_of(row.flags), *proposed],
        [(heading, typed) for heading, typed in row.cells],
    )


def imported_shown(row: ImportedRow, cells: list[tuple[str, str]]) -> RowShown:
    """Return a row that was brought in."""
    proposed = [f"May be the same child as in {one['row']}" for one in row.reading.get("proposed_same", [])]
    return RowShown(
        row.place,
        ENDED[ImportedRow.Ended(row.ended)],
        capital(row.reason),
        [*doubts_of(row.flags), *proposed],
        cells,
        row.episode_id,
        row.episode.reference if row.episode else "",
    )


def doubts_of(flags: Iterable[dict[str, str]]) -> list[str]:
    """Return what a person should look at in a row, each with the heading of its column."""
    return [
        f"{flag['column']}: {doubt_in_words(flag['code']).lower()[:1]}{doubt_in_words(flag['code'])[1:]}"
        for flag in flags
        if flag["code"] != "possibly_same_child"
    ]


# Headings of ours beside those of the register; no field of a register is guessed from one of them.
PLACE, END, WHY, LOOK = "Row in the register", "What it becomes", "Why so", "To be looked at"


def headings_of(waiting: WaitingRegister) -> list[str]:
    """Return the headings of a register that was tried, in their order."""
    sheets = waiting.understood.get("sheets", [])
    return [column["heading"] for sheet in sheets for column in sheet["columns"]]


def table_of(rows: Sequence[RowShown], known: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return rows as a table in the register's own shape: all of its columns, then what becomes of each."""
    here = (heading for row in rows for heading, _ in row.cells)
    headings = list(dict.fromkeys([*known, *here]))
    lines = []
    for row in rows:
        typed = dict(row.cells)
        told = [row.place, row.end, row.reason, "; ".join(row.doubts)]
        lines.append([*(typed.get(heading, "") for heading in headings), *told])
    return [*headings, PLACE, END, WHY, LOOK], lines
