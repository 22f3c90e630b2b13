"""Invented registers as teams kept them: other headings and another order each time, mistakes, and the truth.

What each row means is known, so that what an import makes of it can be counted.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.finding import judging_slips as slips
from bench.finding.people import TODAY, Child, people

HEADINGS = {
    "number": ("CAF No", "Case ref", "Ref", "URN", "CAF reference"),
    "name": ("Child's name", "Name of child", "Name", "Young person", "Child / YP"),
    "born": ("DOB", "D.O.B.", "Date of birth", "Birth date"),
    "sex": ("M/F", "Sex", "Gender", "Boy/Girl"),
    "address": ("Address", "Home address", "Lives at"),
    "postcode": ("Post code", "Postcode", "P/code"),
    "nhs": ("NHS No", "NHS number", "NHS"),
    "parent": ("Parent / carer", "Parents/carers", "Mum/dad"),
    "started": ("CAF date", "Start date", "Date CAF started", "Date opened", "Date initiated"),
    "closed": ("Date closed", "End date", "Closed", "Date of closure"),
    "outcome": ("Outcome", "Closure reason", "Reason closed", "Reason for closure"),
    "notes": ("Notes", "Comments", "Other information"),
}
SEXES = {"F": ("F", "f", "Female", "Girl"), "M": ("M", "m", "Male", "boy"), "U": ("?", "n/k")}
OUTCOMES = (
    "Needs met",
    "Moved away",
    "Disengaged",
    "Consent withdrawn",
    "Escalated to social care",
    "Declined",
)
DAYS = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%y", "%d-%b-%y", "%d %B %Y", "%Y-%m-%d")
IMPOSSIBLE = ("31/02/2024", "00/05/2023", "31/11/2022", "32/01/2024")
SECOND_CASE, TWICE, SLIPPED, IMPOSSIBLE_SHARE, TOTALS = 0.06, 0.04, 0.15, 0.01, 0.01


@dataclass
class Meant:
    """What a row means: whose it is, its values, and the doubts that must be pointed out."""

    child: int
    case: int
    values: dict[str, str | None]
    doubts: set[tuple[str, str]] = field(default_factory=set)
    is_clean: bool = True


@dataclass
class Written:
    """A row as it is typed, and what it means; no meaning where it is about no child."""

    cells: dict[str, str]
    meant: Meant | None


def written_register(path: Path, rows: int, *, seed: int) -> list[Meant | None]:
    """Write a register of so many rows, and return what each means."""
    rng = random.Random(f"register {seed}")
    columns = list(HEADINGS)
    rng.shuffle(columns)
    headings = [rng.choice(HEADINGS[column]) for column in columns]
    meant: list[Meant | None] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=rng.choice(",;\t"))
        writer.writerow(["Register of assessments"])
        writer.writerow([f"Last updated {TODAY:%d/%m/%Y}"])
        writer.writerow(headings)
        for row in typed_rows(rows, rng, seed):
            writer.writerow([row.cells.get(column, "") for column in columns])
            meant.append(row.meant)
    return meant


def typed_rows(rows: int, rng: random.Random, seed: int) -> Iterator[Written]:
    """Give so many rows, those of one child not always beside each other."""
    waiting: list[Written] = []
    given = case = 0
    for child in people(rows, seed=seed):
        if not child.is_there or not child.born_on or child.accuracy != "AAA":
            continue
        case += 1
        new = [typed(child, case, started_of(child, rng), rng)]
        if rng.random() < TWICE:
            again = typed_again(child, new[0], rng)
            waiting.append(again) if rng.random() < 0.5 else new.append(again)
        elif rng.random() < SECOND_CASE:
            case += 1
            waiting.append(typed(child, case, started_of(child, rng, second=True), rng))
        if rng.random() < TOTALS:
            new.append(
                Written({"name": f"TOTAL {rng.choice(('May', 'June', 'July'))} 2024", "born": "14"}, None)
            )
        if len(waiting) > 200:
            new.append(waiting.pop(rng.randrange(len(waiting))))
        for row in new:
            if given < rows:
                given += 1
                yield row
    for row in waiting[: rows - given]:
        yield row


def started_of(child: Child, rng: random.Random, *, second: bool = False) -> dt.date:
    """Return a day on which a CAF of a child began."""
    assert child.born_on
    first = max(child.born_on + dt.timedelta(days=30), TODAY - dt.timedelta(days=3_000))
    days = max((TODAY - first).days, 1)
    day = first + dt.timedelta(days=child.number * 7919 % max(days // 2, 1))
    return min(day + dt.timedelta(days=max(days // 2, 100)), TODAY) if second else day


def typed(child: Child, case: int, started: dt.date, rng: random.Random) -> Written:
    """Return a row as somebody types it."""
    closed = started + dt.timedelta(days=rng.randrange(60, 400))
    is_closed = closed < TODAY
    assert child.born_on
    values: dict[str, str | None] = {
        "given": child.given_names,
        "family": child.family_name,
        "dob": child.born_on.isoformat(),
        "sex": child.sex if child.sex in "FM" else None,
        "postcode": child.home.postcode,
        "nhs_number": child.nhs_number.replace(" ", "") or None,
        "started_on": started.isoformat(),
        "closed_on": closed.isoformat() if is_closed else None,
    }
    cells = {
        "number": f"C{case:06d}",
        "name": named(child.given_names, child.family_name, rng),
        "born": day_text(child.born_on, rng),
        "sex": rng.choice(SEXES.get(child.sex, SEXES["U"])),
        "address": child.home.line1,
        "postcode": child.home.postcode
        if rng.random() < 0.7
        else child.home.postcode.replace(" ", "").lower(),
        "nhs": child.nhs_number,
        "parent": parent_text(child),
        "started": day_text(started, rng),
        "closed": day_text(closed, rng) if is_closed else rng.choice(("", "open", "ongoing")),
        "outcome": rng.choice(OUTCOMES) if is_closed else "",
        "notes": rng.choice(("", "", "=see paper file", "@Janet pls chase", "line one\nline two; tbc")),
    }
    row = Written(cells, Meant(child.number, case, values))
    spoil(row, rng)
    return row


def parent_text(child: Child) -> str:
    """Return the first parent as one is typed."""
    for parent in child.parents:
        kin = "mum" if parent.kinship == "mother" else "dad"
        return f"{parent.given_names} {parent.family_name} ({kin})"
    return ""


def spoil(row: Written, rng: random.Random) -> None:
    """Make a date impossible now and then."""
    assert row.meant
    for column, name in (("born", "dob"), ("started", "started_on"), ("closed", "closed_on")):
        if row.cells[column] and row.cells[column][0].isdigit() and rng.random() < IMPOSSIBLE_SHARE:
            row.cells[column] = rng.choice(IMPOSSIBLE)
            row.meant.values[name] = None
            row.meant.doubts.add((name, "date_invalid"))
            row.meant.is_clean = False


def typed_again(child: Child, row: Written, rng: random.Random) -> Written:
    """Return the same CAF typed by somebody else: spelt differently, the birthday wrong now and then."""
    assert row.meant
    assert child.born_on
    given, family, day = child.given_names, child.family_name, child.born_on
    change = rng.choice((slips.heard, slips.respelt, slips.letter_lost, slips.letters_exchanged))
    if rng.random() < 0.5:
        given = change(given.split()[0], rng) or given
    else:
        family = change(family, rng) or family
    if rng.random() < SLIPPED:
        day = slips.figures_misread(day, rng) or day
    started = row.meant.values["started_on"]
    cells = {**row.cells, "number": "", "name": named(given, family, rng), "born": day_text(day, rng)}
    cells["nhs"] = "" if rng.random() < 0.5 else cells["nhs"]
    values = {
        **row.meant.values,
        "given": given,
        "family": family,
        "dob": day.isoformat(),
        "started_on": started,
    }
    values["nhs_number"] = values["nhs_number"] if cells["nhs"] else None
    doubts = {doubt for doubt in row.meant.doubts if doubt[0] != "dob"}
    return Written(cells, Meant(child.number, row.meant.case, values, doubts, is_clean=False))


def named(given: str, family: str, rng: random.Random) -> str:
    """Return a name as it is typed: the family name first or last."""
    return rng.choice((f"{family.upper()}, {given}", f"{family}, {given}", f"{given} {family}"))


def day_text(day: dt.date, rng: random.Random) -> str:
    """Return a day as it is typed."""
    return day.strftime(rng.choice(DAYS))
