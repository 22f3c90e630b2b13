"""Unit costs ready to be used: what one of each process costs, or a month of support.

A sheet ships with the system: the published figures of the national evaluation (DFE-RR210, as the Unit
Cost Database v1.2 of New Economy, 2014, transcribes them). An authority may enter its own instead.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import Annotated, Final, Literal

from opencaf.costing.catalogue import EVENT_PROCESSES, PROCESSES
from opencaf.costing.decimals import total
from opencaf.costing.findings import Findings
from opencaf.costing.tables import Day, FinancialYear, Number, ProcessName, Table, told

Region = Literal["out_of_london", "london"]
Unit = Literal["each", "month", "week", "day"]
PUBLISHED_LOW, PUBLISHED_HIGH, PUBLISHED_MEAN = Decimal(743), Decimal(2130), Decimal(1515)
PUBLISHED_YEAR: Final = "2010/11"
TIMES_THE_MEDIAN = 5


class SheetLine(Table):
    """What one unit of a process costs; the most closely fitting line is taken."""

    process: Annotated[ProcessName, told("process by name or code: intention or P1, initial_tac or P3a …")]
    amount: Annotated[Number, told("cost of one unit", "£", ge=0)]
    unit: Annotated[Unit | None, told("each for events; month, week or day for support; must be given")] = (
        None
    )
    role: Annotated[str, told("role it holds for; blank for all")] = ""
    agency: Annotated[str, told("agency it holds for; blank for all")] = ""
    authority: Annotated[str, told("authority it holds for; blank for all")] = ""
    region: Annotated[Region | None, told("region it holds for; blank for both")] = None
    price_year: Annotated[FinancialYear | None, told("price year, where not the sheet's")] = None
    valid_from: Annotated[Day | None, told("first day on which it holds")] = None
    valid_to: Annotated[Day | None, told("day from which it no longer holds")] = None
    standard_error: Annotated[
        Number | None, told("standard error of the amount, for intervals", "£", ge=0)
    ] = None
    payers: Annotated[
        dict[str, Number],
        told(
            "who pays which share: local_authority, other_public, voluntary, private, family", "proportions"
        ),
    ] = {}
    note: Annotated[str, told("what to know about it")] = ""


class Sheet(Table):
    """A sheet of unit costs."""

    name: Annotated[str, told("name of the sheet")]
    price_year: Annotated[FinancialYear | None, told("price year of its lines, such as 2010/11")] = None
    source: Annotated[str, told("where the figures come from")] = ""
    lines: Annotated[list[SheetLine], told("its lines", min_length=1)]


def published_sheet() -> Sheet:
    """Return the published sheet, its odd London figure as printed and flagged."""
    figures = [
        ("intention", 22, 25),
        ("assessment", 204, 253),
        ("initial_tac", 223, 245),
        ("subsequent_tac", 197, 226),
        ("ongoing_support", 165, 165),
        ("close", 84, 93),
    ]
    remark = "Its compilers remark that the same figure for London may be an error in the source data."
    regions: list[Region] = ["out_of_london", "london"]
    lines = [
        SheetLine(
            process=process,
            amount=Decimal(amount),
            unit="month" if process == "ongoing_support" else "each",
            region=region,
            note=remark if process == "ongoing_support" and region == "london" else "",
        )
        for process, out_of_london, london in figures
        for region, amount in zip(regions, (out_of_london, london), strict=True)
    ]
    return Sheet(
        name="published_2010_11",
        price_year=PUBLISHED_YEAR,
        source="Unit Cost Database v1.2 (New Economy, 2014), SS6.0 to SS6.0.6, from DFE-RR210; all professionals, mean",
        lines=lines,
    )


def check_sheet(sheet: Sheet, region: Region, findings: Findings) -> None:
    """Refuse a sheet whose lines cannot be used; point out what is doubtful."""
    for place, line in enumerate(sheet.lines, 1):
        check_sheet_line(sheet, line, f"sheet.lines[{place}]", findings)
    if region == "london":
        check_london(sheet, findings)
    check_slipped_decimals(sheet, findings)


def check_sheet_line(sheet: Sheet, line: SheetLine, where: str, findings: Findings) -> None:
    """Refuse one line that cannot be used."""
    if line.process not in PROCESSES:
        named = ", ".join(PROCESSES)
        findings.add("E13", f"{where}.process", f"{line.process} is no process; use one of {named}.")
    elif line.unit is None:
        sentence = f"Say what £{line.amount} for {line.process} is the price of: each, month, week or day."
        findings.add("E15", f"{where}.unit", sentence)
    elif (line.process in EVENT_PROCESSES) != (line.unit == "each"):
        wanted = "each" if line.process in EVENT_PROCESSES else "month, week or day"
        sentence = f"{line.process} is priced by {wanted}, not by {line.unit}: correct the unit, or the amount with it."
        findings.add("E15", f"{where}.unit", sentence)
    if line.price_year is None and sheet.price_year is None:
        findings.add("E18", f"{where}.price_year", f"Give the price year of the amount for {line.process}.")
    if line.payers:
        check_adds_up_to_one(
            line.payers, f"{where}.payers", f"Shares of who pays for {line.process}", findings
        )


def check_adds_up_to_one(weights: dict[str, Decimal], where: str, what: str, findings: Findings) -> None:
    """Refuse weights that are not shares of a whole."""
    whole = total(weights.values())
    if whole != 1 or any(weight < 0 for weight in weights.values()):
        findings.add("E07", where, f"{what} must be nought or more and add up to 1; they add up to {whole}.")


def check_london(sheet: Sheet, findings: Findings) -> None:
    """Point out lines that pay drives and that are the same for London as for elsewhere."""
    elsewhere = {key_of(line): line.amount for line in sheet.lines if line.region == "out_of_london"}
    for line in sheet.lines:
        process = PROCESSES.get(line.process)
        if line.region != "london" or process is None or not process.driven_by_pay:
            continue
        if elsewhere.get(key_of(line)) == line.amount:
            sentence = (
                f"£{line.amount} for {line.process} is the same in London as out of London, though pay drives it: "
                "check the source. It is used as it stands."
            )
            findings.add("W01", "sheet", sentence)


def key_of(line: SheetLine) -> tuple[str, str, str, str]:
    """Return what a line is about, regions apart."""
    return line.process, line.role, line.agency, line.authority


def check_slipped_decimals(sheet: Sheet, findings: Findings) -> None:
    """Point out amounts far above the others of their process."""
    for process in {line.process for line in sheet.lines}:
        lines = [line for line in sheet.lines if line.process == process]
        warn_of_slipped_decimals({name_of(line): line.amount for line in lines}, process, "sheet", findings)


def warn_of_slipped_decimals(amounts: dict[str, Decimal], group: str, where: str, findings: Findings) -> None:
    """Point out what is over five times the median of its group; three are needed to say so."""
    if len(amounts) < 3:
        return
    middle = median(amounts.values())
    for name, amount in amounts.items():
        if amount > TIMES_THE_MEDIAN * middle > 0:
            sentence = f"£{amount:f} for {name} is over 5 times £{middle:f}, the median of {group}: look for a slipped point."
            findings.add("W08", where, sentence)


def name_of(line: SheetLine) -> str:
    """Return a line's name among those of its process."""
    parts = [
        line.process,
        line.role,
        line.agency,
        line.authority,
        line.region or "",
        str(line.valid_from or ""),
    ]
    return " / ".join(part for part in parts if part)
