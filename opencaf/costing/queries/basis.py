"""What every page of costs stands on, in one read: how the authority costs, its sheet, and its own words."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from opencaf.costing.indices import index_of, shipped_index, years_of
from opencaf.costing.models import CostSettings, CostSheet, CostSheetLine, PriceIndex
from opencaf.costing.uprating import Index

BASIS = """
select 'settings', s.region, c.id::text, c.name, c.price_year, c.source, false, false, false
from costing_costsettings s left join costing_costsheet c on c.id = s.sheet_id
where s.authority_id = %(authority)s
union all
select 'line', l.process, l.id::text, to_jsonb(l)::text, '', '', false, false, false
from costing_costsettings s join costing_costsheetline l on l.sheet_id = s.sheet_id
where s.authority_id = %(authority)s
union all
select 'index', i.name, i.vintage, to_jsonb(i)::text, i.unit, i.source, false, false, false
from costing_priceindex i where i.authority_id = %(authority)s and i.replaced_at is null
union all
select 'process', p.process, p.name, '', '', '', false, false, false
from costing_ownprocess p where p.authority_id = %(authority)s
union all
select 'activity', a.code, a.process, a.name, a.with_electronic_record, '', a.direct, a.each, a.in_use
from costing_ownactivity a where a.authority_id = %(authority)s
order by 1, 2
"""
# The same as one text, to stand beside the rows of another read.
BASIS_AS_TEXT = f"""
select coalesce(json_agg(json_build_array(b.k, b.a, b.b, b.c, b.d, b.e, b.f, b.g, b.h)), '[]'::json)::text
from ({BASIS}) as b (k, a, b, c, d, e, f, g, h)
"""  # noqa: S608 - both texts are our own
LINE = ("process", "unit", "region", "role", "sector", "payers", "note")


@dataclass(frozen=True)
class Basis:
    """How an authority costs, with which lines of a sheet, what it calls processes, and its own activities."""

    settings: CostSettings
    process_names: dict[str, str]
    activities: list[tuple[Any, ...]]
    lines: list[CostSheetLine] = field(default_factory=list)
    own_index: PriceIndex | None = None

    @property
    def index(self) -> Index:
        """The index by which figures are carried to another year: the authority's own, else what ships."""
        own = self.own_index
        return as_index(own) if own else shipped_index()


def as_index(own: PriceIndex) -> Index:
    """Return an authority's index as the engine takes it; its unit was checked when it was entered."""
    vintage = f"{own.vintage}, {own.source}"
    return index_of(own.name, vintage, own.unit, own.rates, own.forecasts, unit_checked=True)


def basis_of(authority_id: uuid.UUID) -> Basis:
    """Return what an authority said; unsaid, it costs out of London and with the published sheet."""
    with connection.cursor() as cursor:
        cursor.execute(BASIS, {"authority": authority_id})
        return basis_from(cursor.fetchall(), authority_id)


def price_years_of(authority_id: uuid.UUID) -> list[str]:
    """Return the years to whose prices an authority's figures can be carried."""
    return years_of(basis_of(authority_id).index)


def basis_in(text: str, authority_id: uuid.UUID) -> Basis:
    """Return the same from its text."""
    return basis_from(json.loads(text), authority_id)


def basis_from(found: Iterable[Iterable[Any]], authority_id: uuid.UUID) -> Basis:
    """Return the basis that some rows tell."""
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, *row in found:
        rows[kind].append(tuple(row))
    settings = CostSettings(region=CostSettings.Region.OUT_OF_LONDON)
    for region, sheet_id, name, price_year, source, *_ in rows["settings"]:
        sheet = (
            CostSheet(
                id=uuid.UUID(sheet_id),
                authority_id=authority_id,
                name=name,
                price_year=price_year,
                source=source,
            )
            if sheet_id
            else None
        )
        settings = CostSettings(authority_id=authority_id, region=region, sheet=sheet)
    return Basis(
        settings,
        {process: name for process, name, *_ in rows["process"]},
        rows["activity"],
        [line_of(text) for _, _, text, *_ in rows["line"]],
        next((own_index_of(row) for row in rows["index"]), None),
    )


def own_index_of(row: tuple[Any, ...]) -> PriceIndex:
    """Return an authority's index from its row."""
    name, vintage, text, unit, source, *_ = row
    values = json.loads(text)
    kept = {column: values[column] for column in ("rates", "forecasts")}
    return PriceIndex(name=name, vintage=vintage, unit=unit, source=source, **kept)


def line_of(text: str) -> CostSheetLine:
    """Return a line of a sheet from its text, its amounts exact."""
    values = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return CostSheetLine(
        **{name: values[name] for name in LINE},
        amount=Decimal(values["amount"]),
        standard_error=values["standard_error"],
    )
