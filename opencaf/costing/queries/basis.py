"""What every page of costs stands on, in one read: how the authority costs, and its own words."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection

from opencaf.costing.models import CostSettings, CostSheet

BASIS = """
select 'settings', s.region, c.id::text, c.name, c.price_year, c.source, false, false, false
from costing_costsettings s left join costing_costsheet c on c.id = s.sheet_id
where s.authority_id = %(authority)s
union all
select 'process', p.process, p.name, '', '', '', false, false, false
from costing_ownprocess p where p.authority_id = %(authority)s
union all
select 'activity', a.code, a.process, a.name, a.with_electronic_record, '', a.direct, a.each, a.in_use
from costing_ownactivity a where a.authority_id = %(authority)s
order by 1, 2
"""


@dataclass(frozen=True)
class Basis:
    """How an authority costs, what it calls processes, and the rows of its own activities."""

    settings: CostSettings
    process_names: dict[str, str]
    activities: list[tuple[Any, ...]]


def basis_of(authority_id: uuid.UUID) -> Basis:
    """Return what an authority said; unsaid, it costs out of London and with the published sheet."""
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(BASIS, {"authority": authority_id})
        for kind, *row in cursor.fetchall():
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
    return Basis(settings, {process: name for process, name, *_ in rows["process"]}, rows["activity"])
