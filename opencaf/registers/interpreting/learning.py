"""The first walk through a register: where its headings stand, and what its cells teach about names."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from opencaf.registers.interpreting.case_numbers import CaseNumbers
from opencaf.registers.interpreting.dates import Span, read_day
from opencaf.registers.interpreting.family_cells import KIN_AFTER, KIN_FIRST, kin_of
from opencaf.registers.interpreting.layouts import Layout, updated_on
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.noted_dates import answer_of
from opencaf.registers.interpreting.settings import Settings
from opencaf.registers.interpreting.worker_cells import read_lead, with_agency
from opencaf.registers.interpreting.workers import Spoken, Workers
from opencaf.registers.mapping import Mapping
from opencaf.registers.reading.rows import Cell, tidied
from opencaf.registers.wording import plain, simple

TYPED_DATES = ("started_on", "completed_on", "closed_on", "review_due_on", "panel_on")
YEARS_BACK, YEARS_OF_A_LIFE = 15, 90
UPDATED = re.compile(
    r"updated|as (at|of)|correct (at|to)|date of (this )?(list|export|print)|printed|brought up",
    re.IGNORECASE,
)
DASHED = re.compile(r"\s*\d{1,2}-\d{1,2}-\d+\s*")


@dataclass
class Learnt:
    """What a register teaches."""

    mapping: Mapping
    updated_on: dt.date
    lexicon: Lexicon = field(default_factory=Lexicon)
    settings: Settings = field(default_factory=Settings)
    workers: Workers = field(default_factory=Workers)
    areas: dict[str, str] = field(default_factory=dict)
    month_first: dict[str, list[dt.date]] = field(default_factory=lambda: defaultdict(list))
    case_numbers: CaseNumbers = field(default_factory=CaseNumbers)

    @property
    def births(self) -> Span:
        """The years in which somebody in the register may have been born."""
        return Span(self.updated_on.year - YEARS_OF_A_LIFE, self.updated_on.year + 1)

    @property
    def events(self) -> Span:
        """The years in which something in the register may have happened."""
        return Span(self.updated_on.year - YEARS_BACK, self.updated_on.year + 2)


def learn(layouts: list[Layout], mapping: Mapping) -> Learnt:
    """Walk through a register twice: first the names, then what needs names to be understood."""
    learnt = Learnt(mapping, updated_on(layouts, mapping))
    learnt.settings.chosen = {simple(short): full for short, full in mapping.settings.items()}
    learnt.workers.chosen = {simple(short): full for short, full in mapping.workers.items()}
    areas: Counter[str] = Counter()
    for layout in layouts:
        for row in layout.rows():
            cells = layout.cells(row)
            learn_names(cells, learnt)
            learnt.case_numbers.learn(tidied(cells.get("caf_number")))
            learn_settings(cells, learnt)
            if area := tidied(cells.get("locality")):
                areas[area] += 1
    learnt.settings.settle()
    learnt.areas = areas_of(areas, mapping)
    for layout in layouts:
        for row in layout.rows():
            learn_staff(layout.cells(row), learnt)
    for layout in layouts:
        for row in layout.rows():
            learn_workers(layout.cells(row), learnt)
            learn_typists(layout.cells(row), learnt)
    learnt.workers.settle(learnt.lexicon)
    return learnt


def learn_names(cells: dict[str, Cell], learnt: Learnt) -> None:
    """Learn given and family names from where it is plain which is which."""
    lexicon, sex = learnt.lexicon, tidied(cells.get("sex"))[:1].upper()
    sex = {"G": "F", "B": "M"}.get(sex, sex) if sex in "FMGB" else ""
    family, given = tidied(cells.get("family_name")), tidied(cells.get("given_names"))
    if family and given and not any(sign.isdigit() for sign in family + given):
        lexicon.learn(bare_name(given), bare_name(family), sex if len(given.split()) == 1 else "")
    name = tidied(cells.get("child_name"))
    if name.count(",") == 1 and not any(sign.isdigit() for sign in name):
        before, _, after = name.partition(",")
        if len(before.split()) == 1 and not re.search(r"&|\+|\band\b", name):
            lexicon.learn(bare_name(after), bare_name(before), sex)
    for word in re.findall(r"[^\W\d_][\w'’-]+", name):
        lexicon.note_spelling(word)
    for piece in re.split(r"[;&/,]", tidied(cells.get("parents"))):
        learn_parent(piece.strip(), lexicon)


def learn_parent(piece: str, lexicon: Lexicon) -> None:
    """Learn a parent's name where a word says whether it is the mother or the father."""
    for pattern in (KIN_AFTER, KIN_FIRST):
        found = pattern.search(piece)
        if found and len(words := pattern.sub("", piece).split()) == 2:
            kin = kin_of(next(part for part in found.groups() if part))
            lexicon.learn(words[0], words[1], {"mother": "F", "father": "M"}.get(kin, ""))


def bare_name(text: str) -> str:
    """Return a name without what is said beside it."""
    text = re.sub(
        r"\([^)]*\)|\*|\b(aka|k/a|known as|prev\.?|was|formerly|baby of|baby|unborn)\b.*",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    return " ".join(text.split())


def learn_settings(cells: dict[str, Cell], learnt: Learnt) -> None:
    """Learn the names of schools and agencies."""
    for name in ("school", "agency", "lp_agency"):
        for piece in re.split(r"\s+/\s+|\n", tidied(cells.get(name))):
            if piece and not answer_of(piece):
                learnt.settings.learn(piece)
    both = tidied(cells.get("initiator_and_agency"))
    for piece in re.split(r"\s+/\s+|\s+-\s+|,|\(|\)", both)[1:]:
        if piece.strip():
            learnt.settings.learn(piece.strip())


def learn_staff(cells: dict[str, Cell], learnt: Learnt) -> None:
    """Learn the forenames of workers from cells that name one of them."""
    one, _ = initiator_of(cells, learnt)
    led = read_lead(tidied(cells.get("lead_professional")), learnt.lexicon, learnt.settings)
    alone = led.now if not led.before and "/" not in tidied(cells.get("lead_professional")) else None
    for known in (one, alone):
        if known and not known.is_initial:
            learnt.lexicon.staff[plain(known.given.split()[0])] += 1
            for word in (*known.given.split(), *known.family.split()):
                learnt.lexicon.note_spelling(word)


def learn_workers(cells: dict[str, Cell], learnt: Learnt) -> None:
    """Learn who works there."""
    initiator, _ = initiator_of(cells, learnt)
    learnt.workers.learn(initiator)
    led = read_lead(tidied(cells.get("lead_professional")), learnt.lexicon, learnt.settings)
    for one in (led_with_agency(led.now, cells, learnt), *led.before):
        learnt.workers.learn(one)


def initiator_of(cells: dict[str, Cell], learnt: Learnt) -> tuple[Spoken | None, str]:
    """Return who did the CAF, and what is written for the agency."""
    text = tidied(cells.get("initiator_and_agency") or cells.get("initiator"))
    one, beside = with_agency(text, learnt.lexicon, learnt.settings)
    written = tidied(cells.get("agency")) or beside
    return placed(one, written, learnt), written


def led_with_agency(one: Spoken | None, cells: dict[str, Cell], learnt: Learnt) -> Spoken | None:
    """Return the lead professional with the agency of its own column, where there is one."""
    written = tidied(cells.get("lp_agency"))
    return placed(one, written, learnt) if written else one


def placed(one: Spoken | None, written: str, learnt: Learnt) -> Spoken | None:
    """Return somebody with their agency by its full name."""
    if one is None or not written or answer_of(written):
        return one
    named = learnt.settings.named(written)
    return Spoken(one.given, one.family, named.name if named else one.agency)


def learn_typists(cells: dict[str, Cell], learnt: Learnt) -> None:
    """Learn who typed the month before the day, and when, by days that cannot be meant otherwise."""
    typist = tidied(cells.get("entered_by")).upper()
    uses = row_uses(cells, learnt)
    if "mdy" in uses and "dmy" not in uses:
        day = read_day(cells.get("started_on"), learnt.events, "mdy").day
        if day:
            learnt.month_first[typist].append(day)


def row_uses(cells: dict[str, Cell], learnt: Learnt) -> set[str]:
    """Return in which orders the figures of a row's typed days stand: dmy, mdy."""
    found = set()
    for name, cell in cells.items():
        is_date = name in (*TYPED_DATES, "dob") or name.startswith("tac_")
        if is_date and isinstance(cell, str) and ("/" in cell or DASHED.fullmatch(cell)):
            span = learnt.births if name == "dob" else learnt.events
            found.add(read_day(cell, span).uses)
    return found & {"dmy", "mdy"}


def areas_of(areas: Counter[str], mapping: Mapping) -> dict[str, str]:
    """Return the areas by their plain names: those written in full, of few that many rows share."""
    chosen = {simple(short): full for short, full in mapping.areas.items()}
    plain: dict[str, Counter[str]] = defaultdict(Counter)
    for area, count in areas.items():
        if len(simple(area)) > 2 and not answer_of(area):
            plain[simple(area)][area] += count
    total = max(areas.total(), 1)
    usual = {low: best_spelling(met) for low, met in plain.items() if met.total() >= min(5, total / 50)}
    return {**(usual if len(usual) <= 60 else {}), **chosen}


def best_spelling(met: Counter[str]) -> str:
    """Return a word as it is mostly spelt where it is not all capitals or small."""
    mixed = [word for word, _ in met.most_common() if not word.isupper() and not word.islower()]
    return mixed[0] if mixed else met.most_common(1)[0][0].title()
