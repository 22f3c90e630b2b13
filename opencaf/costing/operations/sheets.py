"""Making cost sheets of one's own: copied from the published one, or from what one's own times show."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.cost_sheets import published_sheet
from opencaf.costing.models import CostSheet, CostSheetLine
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.perspectives import shares_of
from opencaf.costing.queries.rates import PUBLISHED
from opencaf.costing.queries.unit_costs import own_unit_costs

SIX = ("intention", "assessment", "initial_tac", "subsequent_tac", "ongoing_support", "close")


@all_or_nothing
def copy_published_sheet(*, name: str, by: Practitioner) -> CostSheet:
    """Copy the published sheet, to change its lines."""
    require(can_set_costs(by))
    published = published_sheet()
    lines = [
        {
            "process": line.process,
            "unit": line.unit,
            "amount": line.amount,
            "region": line.region or "",
            "note": line.note[:300],
        }
        for line in published.lines
    ]
    return write_sheet(
        name,
        lines,
        price_year=str(published.price_year),
        source=published.source,
        copied_from=PUBLISHED,
        by=by,
    )


@all_or_nothing
def make_sheet_from_times(*, name: str, by: Practitioner) -> CostSheet:
    """Make a sheet of the unit costs that the authority's own times and rates give."""
    require(can_set_costs(by))
    found = own_unit_costs(by.authority_id)
    shown = {one.process: one for one in found.processes if one.amount is not None}
    missing = [found.catalogue.processes[process] for process in SIX if process not in shown]
    if missing:
        raise ValidationError(
            f"There are not enough times yet for: {', '.join(missing)}. Enter or bring in times first"
        )
    lines = [
        {
            "process": process,
            "unit": "month" if process == "ongoing_support" else "each",
            "amount": (shown[process].amount or Decimal(0)).quantize(Decimal("0.0001")),
            "standard_error": shown[process].standard_error,
            "payers": {
                payer: str(share) for payer, share in shares_of(shown[process].by_payer).items() if share
            },
        }
        for process in SIX
    ]
    return write_sheet(
        name,
        lines,
        price_year=found.price_year,
        source=f"Own times and rates: {found.respondents} respondents",
        copied_from="Own unit costs",
        by=by,
    )


def write_sheet(
    name: str,
    lines: list[dict[str, Any]],
    *,
    price_year: str,
    source: str,
    copied_from: str,
    by: Practitioner,
) -> CostSheet:
    """Write a sheet with its lines and note it on the trail."""
    if CostSheet.objects.filter(authority_id=by.authority_id, name=name).exists():
        raise ValidationError({"name": f"There is a sheet named {name} already"})
    sheet = CostSheet.record(by=by, name=name, price_year=price_year, source=source, copied_from=copied_from)
    CostSheetLine.objects.bulk_create(CostSheetLine(**signed(by), sheet=sheet, **line) for line in lines)
    trail.record("sheet_made", subject_kind="costing", subject_id=sheet.id, lines=len(lines))
    return sheet


@all_or_nothing
def price_lines(
    *,
    sheet: CostSheet,
    price_year: str,
    source: str,
    amounts: dict[str, Decimal],
    payers: dict[str, Decimal] | None = None,
    by: Practitioner,
) -> None:
    """Enter other amounts for lines of a sheet, by the line's id, with their price year and source.

    payers: which share each pays of every line; who pays stays as it is where they are left out.
    """
    require(can_set_costs(by))
    if payers and sum(payers.values()) != 1:
        raise ValidationError("The shares of who pays must add up to 1")
    lines = {str(line.id): line for line in sheet.lines.select_for_update()}
    for key, amount in amounts.items():
        lines[key].amount = amount
    for line in lines.values() if payers else ():
        line.payers = {payer: str(share) for payer, share in (payers or {}).items()}
    CostSheetLine.objects.bulk_update(lines.values(), ["amount", "payers"])
    sheet.price_year, sheet.source = price_year, source
    sheet.save(update_fields=["price_year", "source"])
    trail.record("sheet_priced", subject_kind="costing", subject_id=sheet.id, lines=len(amounts))
