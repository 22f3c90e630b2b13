"""Extracts as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opencaf.agencies.models import Authority, Practitioner
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Extract, Table, Way
from opencaf.extracts.models import MadeExtract
from opencaf.extracts.operations import is_left_lying
from opencaf.extracts.permissions import can_take_extract
from opencaf.extracts.writing import hidden_in_words
from opencaf.web.extracts.forms import window_words


@dataclass(frozen=True)
class ColumnShown:
    """A column with everything that is to be known of it."""

    name: str
    meaning: str
    rule: str
    codes: str


@dataclass(frozen=True)
class ExtractShown:
    """An extract in the authority's own terms."""

    code: str
    title: str
    hint: str
    what_for: str
    who_is_in: list[str]
    limits: list[str]
    tables: list[tuple[Table, list[ColumnShown]]]


@dataclass(frozen=True)
class Line:
    """An extract in the list of those that were made."""

    made: MadeExtract
    title: str
    window: str
    what_for: str
    state: str


def extract_shown(extract: Extract, authority: Authority) -> ExtractShown:
    """Return an extract as its page shows it."""

    def told(words: str) -> str:
        return extract.told(words, authority)

    return ExtractShown(
        code=extract.code,
        title=extract.title,
        hint=told(extract.hint),
        what_for=told(extract.what_for),
        who_is_in=list(map(told, extract.who_is_in)),
        limits=list(map(told, extract.limits)),
        tables=[(table, list(columns_of(table))) for table in extract.tables],
    )


def columns_of(table: Table) -> Iterator[ColumnShown]:
    """Yield the columns of a table."""
    for column in table.columns:
        rule = f"Always empty. {column.empty}" if column.empty else column.rule
        yield ColumnShown(column.name, column.meaning, rule, column.codes)


def line_of(made: MadeExtract) -> Line:
    """Return the line of an extract that was made."""
    state = "Removed" if made.is_past else made.get_stage_display()
    return Line(
        made=made,
        title=title_of(made),
        window=window_words(made.from_on, made.to_on),
        what_for=made.get_purpose_display(),
        state=state,
    )


def title_of(made: MadeExtract) -> str:
    """Return what an extract is called; one that is not offered any more by its code."""
    extract = EXTRACTS.get(made.extract)
    return extract.title if extract else made.extract


@dataclass(frozen=True)
class MadeShown:
    """An extract that was made, with what can be done with it."""

    line: Line
    kind: str
    is_at_work: bool
    is_ready: bool
    can_take: bool
    why_not: str
    tables: int
    rows: list[tuple[str, int]]
    hidden: str
    limits: list[str]


def made_shown(made: MadeExtract, reader: Practitioner) -> MadeShown:
    """Return an extract that was made, as its page shows it."""
    extract, ruling = EXTRACTS.get(made.extract), can_take_extract(reader, made)
    return MadeShown(
        line=line_of(made),
        kind=Way(made.way).upper(),
        is_at_work=made.is_at_work and not is_left_lying(made),
        is_ready=made.stage == MadeExtract.Stage.READY and not made.is_past,
        can_take=bool(ruling),
        why_not="" if ruling else ruling.reason,
        tables=len(extract.tables) if extract else 0,
        rows=list(made.rows.items()),
        hidden="" if made.hidden is None else hidden_in_words(made.hidden),
        limits=[extract.told(one, reader.authority) for one in extract.limits] if extract else [],
    )
