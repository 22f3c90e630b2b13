"""An authority's rates and sheets, as rows and as the engine takes them."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.costing.cost_sheets import Sheet, published_sheet
from opencaf.costing.models import CostSettings, CostSheet, CostSheetLine, RoleRate
from opencaf.costing.queries.basis import Basis, basis_of
from opencaf.costing.rates import Capital, London, Overhead, RateLine
from opencaf.costing.tables import read

PUBLISHED = "Published sheet, 2010/11"


@composed_once
def rates_of(authority_id: uuid.UUID) -> QuerySet[RoleRate]:
    """The rates of an authority that hold now."""
    return RoleRate.objects.filter(authority_id=authority_id, replaced_at=None)


@composed_once
def sheets_of(authority_id: uuid.UUID) -> QuerySet[CostSheet]:
    """The sheets of an authority."""
    return CostSheet.objects.filter(authority_id=authority_id)


@composed_once
def lines_of_sheet(sheet_id: uuid.UUID) -> QuerySet[CostSheetLine]:
    """The lines of a sheet."""
    return CostSheetLine.objects.filter(sheet_id=sheet_id)


def settings_of(authority_id: uuid.UUID) -> CostSettings:
    """Return how an authority costs; unsaid, out of London and with the published sheet."""
    return basis_of(authority_id).settings


def rate_with(authority_id: uuid.UUID, rate_id: uuid.UUID) -> RoleRate | None:
    """Return a rate that holds now."""
    return next((rate for rate in rates_of(authority_id) if rate.id == rate_id), None)


def sheet_with(authority_id: uuid.UUID, sheet_id: uuid.UUID) -> CostSheet | None:
    """Return a sheet of an authority."""
    return next((sheet for sheet in sheets_of(authority_id) if sheet.id == sheet_id), None)


def sheet_in_use(settings: CostSettings) -> Sheet:
    """Return the sheet that an authority's cases are costed with."""
    if settings.sheet is None:
        return published_sheet()
    return as_engine_sheet(settings.sheet, lines_of_sheet(settings.sheet.id))


def sheet_on(basis: Basis) -> Sheet:
    """Return the same from a basis that was read: nothing more is asked."""
    sheet = basis.settings.sheet
    return as_engine_sheet(sheet, basis.lines) if sheet else published_sheet()


def prices_of(sheet: Sheet) -> list[str]:
    """Return the price years of a sheet."""
    return [str(line.price_year or sheet.price_year) for line in sheet.lines]


def as_engine_sheet(sheet: CostSheet, lines: list[CostSheetLine]) -> Sheet:
    """Return a sheet as the engine takes it."""
    rows = [
        {
            "process": line.process,
            "amount": line.amount,
            "unit": line.unit,
            "role": line.role,
            "agency": line.sector,
            "region": line.region or None,
            "standard_error": line.standard_error,
            "payers": line.payers,
            "note": line.note,
        }
        for line in lines
    ]
    return read(
        Sheet,
        {"name": sheet.name, "price_year": sheet.price_year, "source": sheet.source, "lines": rows},
    )


def as_rate_line(rate: RoleRate) -> RateLine:
    """Return a rate as the engine takes it."""
    basis = rate.overheads_basis or None
    values: dict[str, Any] = {
        "role": rate.role,
        "agency": rate.sector,
        "sector": rate.payer,
        "salary": rate.salary,
        "on_costs_share": rate.on_costs_share,
        "direct_overheads": overhead(rate.direct_share, rate.direct_amount, basis),
        "indirect_overheads": overhead(rate.indirect_share, rate.indirect_amount, basis),
        "capital": Capital(amount=rate.capital),
        "qualification": rate.qualification,
        "weeks": rate.weeks,
        "hours_a_week": rate.hours_a_week,
        "london": london_of(rate),
        "hourly": rate.hourly,
        "hourly_london": rate.hourly_london,
        "direct_ratio": rate.direct_ratio,
        "price_year": rate.price_year,
        "source": rate.source,
        "quality": rate.quality,
    }
    return read(RateLine, values)


def london_of(rate: RoleRate) -> London | None:
    """Return the multipliers for London, where both are known."""
    if rate.london_pay is None or rate.london_capital is None:
        return None
    return London(pay=rate.london_pay, capital=rate.london_capital)


def overhead(share: Decimal | None, amount: Decimal | None, basis: str | None) -> Overhead:
    """Return an overhead as the engine takes it."""
    return read(
        Overhead,
        {"share": share or Decimal(0), "amount": amount or Decimal(0), "basis": basis if share else None},
    )
