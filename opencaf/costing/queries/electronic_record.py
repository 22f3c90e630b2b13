"""The case for an electronic record with the authority's own minutes of what it removes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.costing.case_tables import CaseInput
from opencaf.costing.electronic_record_case import cost_case
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.queries.unit_costs import OwnUnitCosts
from opencaf.costing.tables import read


@dataclass(frozen=True)
class RecordCase:
    """The engine's answer, or what stands against it."""

    result: dict[str, Any]
    errors: list[Finding]
    warnings: list[Finding]


def removed_lines(costs: OwnUnitCosts) -> list[dict[str, Any]]:
    """Return the time of activities that an electronic record removes, by role."""
    return [
        {
            "activity": line["activity"],
            "words": costs.catalogue.name_of(line["activity"]),
            "role": cell.role,
            "minutes": line["mean_minutes"],
            "rate": line["hourly"],
        }
        for cell in costs.cells
        for line in cell.lines
        if line["activity"] in costs.catalogue.activities
        and costs.catalogue.activities[line["activity"]].with_electronic_record == "removed"
    ]


def record_case(costs: OwnUnitCosts, said: dict[str, Any]) -> RecordCase:
    """Return what an electronic record costs against the time it removes."""
    share = said["cashable"] / 100
    savings = [
        {
            "activity": line["activity"],
            "role": line["role"],
            "minutes_before": line["minutes"] * part,
            "minutes_after": 0,
            "rate": line["rate"],
            "cashable": cashable,
        }
        for line in removed_lines(costs)
        for cashable, part in ((True, share), (False, Decimal(1) - share))
        if part
    ]
    entered = {
        "one_off": [
            {"name": "System and setting up", "amount": said["once"]},
            {
                "name": "Moving records by hand",
                "records": said["records"],
                "minutes_each": said["minutes_each"],
                "rate": said["rate"],
            },
            {
                "name": "Training",
                "heads": said["heads"],
                "hours_each": said["hours_each"],
                "rate": said["rate"],
            },
        ],
        "ongoing": [{"name": "Each year", "before": said["before"], "after": said["after"]}],
        "savings": savings,
        "cafs_a_year": said["cafs"],
        "years": int(said["years"]),
        "optimism_bias": said["bias"] / 100,
        "price_base": costs.price_year or None,
    }
    findings = Findings()
    try:
        result = cost_case(read(CaseInput, entered), findings)
        findings.refuse()
    except RefusedError as refused:
        return RecordCase({}, refused.findings, findings.warnings)
    return RecordCase(result, [], findings.warnings)
