"""What processes cost in authorities that work in other ways."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from opencaf.agencies.models import DataEntry, DeliveryModel
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.models import ComparedCost
from opencaf.costing.operations.comparing import show_to_others, stop_showing
from opencaf.costing.permissions import can_compare, can_see_costs
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.comparing import compared_costs
from opencaf.costing.six_months import of_six_months
from opencaf.web.costing.showing import between
from opencaf.web.shared.charts import Bar, Chart, bar_chart
from opencaf.web.shared.money import pounds
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def compare(request: PractitionerRequest) -> HttpResponse:
    """Show the unit costs that authorities let each other see, beside how they work."""
    require(can_see_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="compare")
    rows = compared_costs()
    words = catalogue_of(request.practitioner.authority_id).processes
    of_authority: dict[str, list[ComparedCost]] = defaultdict(list)
    for row in rows:
        of_authority[row.authority_name].append(row)
    columns = [column_of(name, found) for name, found in sorted(of_authority.items())]
    shown = {
        "columns": columns,
        "table": table_of(columns, words),
        "chart": chart_of(columns),
        "is_shown": any(row.authority_id == request.practitioner.authority_id for row in rows),
        "can_compare": can_compare(request.practitioner),
        "several_years": len({row.price_year for row in rows}) > 1,
    }
    return render(request, "costing/compare.html", shown)


def column_of(name: str, rows: list[ComparedCost]) -> dict[str, Any]:
    """Return an authority: how it works, and its unit costs by process."""
    first = rows[0]
    amounts: dict[str, Decimal] = {row.process: row.amount for row in rows}
    return {
        "name": name,
        "model": str(DeliveryModel(first.delivery_model).label),
        "entry": str(DataEntry(first.data_entry).label),
        "system": first.recording_system or "Not said",
        "region": "London" if first.region == "london" else "out of London",
        "price_year": first.price_year,
        "rows": {row.process: row for row in rows},
        "six_months": of_six_months(amounts),
    }


def table_of(columns: list[dict[str, Any]], words: dict[str, str]) -> list[dict[str, Any]]:
    """Return a line a process, a cell an authority."""
    return [
        {"name": name, "cells": [cell_of(column["rows"].get(process)) for column in columns]}
        for process, name in words.items()
        if any(process in column["rows"] for column in columns)
    ]


def cell_of(row: ComparedCost | None) -> dict[str, str]:
    """Return a unit cost with its range and respondents; a dash where it is not shown."""
    if row is None:
        return {"amount": "–", "between": ""}
    return {
        "amount": pounds(row.amount),
        "between": f"{between(row.low, row.high)}; {row.respondents} respondents".lstrip("; "),
    }


def chart_of(columns: list[dict[str, Any]]) -> Chart | None:
    """Return what six months cost in each authority that shows every process."""
    bars = [
        Bar(one["name"], float(one["six_months"]), shown=pounds(one["six_months"]))
        for one in columns
        if one["six_months"] is not None
    ]
    if not bars:
        return None
    title = "Six months with one review, in each authority"
    return bar_chart(title, bars, heads=("Authority", "Cost"))


@require_POST
def show(request: PractitionerRequest) -> HttpResponse:
    """Let the other authorities see the unit costs of today."""
    require(can_compare(request.practitioner))
    try:
        show_to_others(by=request.practitioner)
        messages.success(request, "The other authorities can see your unit costs of today.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("costing:compare")


@require_POST
def stop(request: PractitionerRequest) -> HttpResponse:
    """Take back what the other authorities see."""
    require(can_compare(request.practitioner))
    stop_showing(by=request.practitioner)
    messages.success(request, "The other authorities no longer see your unit costs.")
    return redirect("costing:compare")
