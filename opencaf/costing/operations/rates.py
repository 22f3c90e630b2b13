"""Entering rates, and choosing what cases are costed with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.findings import Findings, RefusedError
from opencaf.costing.models import CostSettings, CostSheet, RoleRate
from opencaf.costing.models.rates import FEWEST_BEHIND_A_MEAN
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.rates import as_rate_line
from opencaf.costing.rate_checks import check_line


@dataclass(frozen=True)
class Hour:
    """What an hour of a role is made of: a ready rate, or a salary with what comes on top; shares as 0.24."""

    hourly: Decimal | None = None
    hourly_london: Decimal | None = None
    salary: Decimal | None = None
    salary_is: str = ""
    people: int | None = None
    on_costs_share: Decimal | None = None
    direct_share: Decimal | None = None
    direct_amount: Decimal | None = None
    indirect_share: Decimal | None = None
    indirect_amount: Decimal | None = None
    overheads_basis: str = ""
    capital: Decimal | None = None
    qualification: Decimal | None = None
    weeks: Decimal | None = None
    hours_a_week: Decimal | None = None
    london_pay: Decimal | None = None
    london_capital: Decimal | None = None
    direct_ratio: Decimal | None = None


@all_or_nothing
def set_rate(
    *,
    role: str,
    hour: Hour,
    price_year: str,
    source: str,
    quality: str,
    payer: str = "local_authority",
    sector: str = "",
    by: Practitioner,
) -> RoleRate:
    """Enter what an hour of a role costs; an earlier rate of the role is kept as replaced."""
    require(can_set_costs(by))
    refuse_somebodys_own_salary(hour)
    values: dict[str, Any] = {
        "role": role,
        "sector": sector,
        "payer": payer,
        "price_year": price_year,
        "source": source,
        "quality": quality,
        **vars(hour),
    }
    refuse_what_gives_no_rate(RoleRate(**values))
    earlier = RoleRate.objects.select_for_update().filter(
        authority_id=by.authority_id, role__iexact=role, sector=sector, replaced_at=None
    )
    earlier.update(replaced_at=clock.now())
    rate = RoleRate.record(by=by, **values)
    trail.record("rate_set", subject_kind="costing", subject_id=rate.id)
    return rate


def refuse_somebodys_own_salary(hour: Hour) -> None:
    """Raise ValidationError for a mean over so few people that it tells what one of them earns."""
    if hour.salary is None or hour.salary_is == RoleRate.SalaryIs.BAND:
        return
    if hour.salary_is != RoleRate.SalaryIs.MEAN:
        raise ValidationError({"salary_is": "Select what the salary is"})
    if (hour.people or 0) < FEWEST_BEHIND_A_MEAN:
        raise ValidationError(
            {
                "people": f"A mean of fewer than {FEWEST_BEHIND_A_MEAN} people tells what one of them earns. "
                "Enter the middle of their pay band instead"
            }
        )


def refuse_what_gives_no_rate(rate: RoleRate) -> None:
    """Raise ValidationError with each sentence of the engine about a rate."""
    findings = Findings()
    try:
        check_line(as_rate_line(rate), "", findings)
    except RefusedError as refused:
        findings.found += refused.findings
    if findings.errors:
        fields = {"price_year": "price_year", "weeks": "weeks", "basis": "overheads_basis"}
        sentences: dict[str, list[str]] = {}
        for error in findings.errors:
            field = fields.get(error.where.split(".")[-1], "hourly")
            sentences.setdefault(field, []).append(f"{error.code}: {error.sentence}")
        raise ValidationError(sentences)


@all_or_nothing
def end_rate(*, rate: RoleRate, by: Practitioner) -> None:
    """Take a role's rate out of use; it stays on record."""
    require(can_set_costs(by))
    if rate.replaced_at is not None:
        raise ValidationError("This rate is out of use already")
    rate.replaced_at = clock.now()
    rate.save(update_fields=["replaced_at"])
    trail.record("rate_ended", subject_kind="costing", subject_id=rate.id)


@all_or_nothing
def choose_costing(*, region: str, sheet: CostSheet | None, by: Practitioner) -> CostSettings:
    """Choose the region's prices and the sheet that cases are costed with; no sheet is the published one."""
    require(can_set_costs(by))
    row = CostSettings.objects.select_for_update().filter(authority_id=by.authority_id).first()
    if row is None:
        row = CostSettings.record(by=by, region=region, sheet=sheet)
    else:
        row.region, row.sheet = region, sheet
        row.save(update_fields=["region", "sheet"])
    trail.record("costing_chosen", subject_kind="costing", subject_id=row.id, region=region)
    return row
