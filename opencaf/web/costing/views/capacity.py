"""Capacity: hours that CAFs need against hours there are, and how long somebody waits for a lead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.decimals import PENNY, half_up
from opencaf.costing.models import Figure
from opencaf.costing.operations.reckoning import ask_for_figure
from opencaf.costing.permissions import can_see_costs, can_set_costs
from opencaf.costing.queries.capacity import CapacityAsked, CapacityFound, Demand, capacity_of, demand_of
from opencaf.costing.queries.reckoned import volumes_for
from opencaf.web.costing.forms.asking import CapacityForm
from opencaf.web.costing.showing import notices
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.requests import PractitionerRequest

DAYS_OF_A_MONTH = Decimal("30.4375")


@require_GET
def capacity(request: PractitionerRequest) -> HttpResponse:
    """Show what CAFs need, and what if demand rises."""
    require(can_see_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="capacity")
    reckoned = volumes_for(request.practitioner)
    if reckoned.answer is None:
        return render(request, "costing/capacity.html", {"reckoned": reckoned})
    demand = demand_of(request.practitioner.authority_id, reckoned.answer)
    form = CapacityForm(request.GET or None, roles=demand.roles)
    shown: dict[str, Any] = {
        "reckoned": reckoned,
        "form": form,
        "volumes": volumes_in_words(demand),
        "errors": notices(demand.costs.errors),
        "has_hours": bool(demand.hours),
        "left_out": demand.left_out,
        "can_set": can_set_costs(request.practitioner),
    }
    if form.is_valid():
        found = capacity_of(demand, asked_of(form))
        shown |= {
            "found": found,
            "refused": notices(found.errors),
            "warnings": notices(found.warnings),
            "used": chart_of_use(found),
            "waiting": waiting_of(found),
        }
    return render(request, "costing/capacity.html", shown)


@require_POST
def capacity_work_out(request: PractitionerRequest) -> HttpResponse:
    """Have counted anew what came in the last twelve months."""
    require(can_see_costs(request.practitioner))
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=request.practitioner)
    return redirect("costing:capacity")


def volumes_in_words(demand: Demand) -> list[dict[str, str]]:
    """Return how many of each process came a month, in words."""
    words = demand.costs.catalogue.processes
    return [
        {"name": words[process], "number": f"{half_up(demand.volumes[process], PENNY)}"}
        for process in words
        if process in demand.volumes
    ]


def asked_of(form: CapacityForm) -> CapacityAsked:
    """Return what was supposed."""
    said = form.cleaned_data
    return CapacityAsked(
        rise=said["rise"] / 100,
        workers=int(said["workers"]),
        months_each=said["months_each"],
        hours_a_year=said["hours_a_year"],
        supply=form.supply(),
    )


def chart_of_use(found: CapacityFound) -> Chart | None:
    """Return how far each role's hours are used."""
    months = found.result.get("months", [])
    if not months:
        return None
    bars = [
        Bar(one["role"], float(one["utilisation"]), shown=f"{half_up(one['utilisation'] * 100, Decimal(1))}%")
        for one in months
    ]
    drawn = bar_chart("How far the hours of each role are used", bars, heads=("Role", "Used"))
    rows = tuple(
        Row(
            one["role"],
            (
                Cell(f"{half_up(one['demand_hours'], PENNY):,}"),
                Cell(f"{half_up(one['supply_hours'], PENNY):,}"),
                Cell(f"{half_up(one['utilisation'] * 100, Decimal(1))}%"),
                Cell(one["state"].capitalize()),
            ),
        )
        for one in months
    )
    heads = ("Role", "Hours needed a month", "Hours there", "Used", "Which means")
    return Chart(drawn.title, drawn.sentence, drawn.svg, heads, rows)


def waiting_of(found: CapacityFound) -> dict[str, Any]:
    """Return how long a family waits for a lead professional, by the formula and by simulation."""
    waiting = found.result.get("waiting")
    if not waiting:
        return {}
    used = f"{half_up(waiting['utilisation'] * 100, Decimal(1))}%"
    if waiting["mean_wait"] is None:
        return {"used": used, "grows": True}
    seen = waiting.get("simulated")
    return {
        "used": used,
        "grows": False,
        "probability": f"{half_up(Decimal(waiting['probability_of_waiting']) * 100, Decimal(1))}%",
        "formula": days(waiting["mean_wait"]),
        "simulated": days(seen["mean_wait"]) if seen else "",
        "agrees": bool(seen and seen["within_3_standard_errors"]),
    }


def days(months: Any) -> str:
    """Return months as days in words."""
    number = half_up(Decimal(repr(float(months))) * DAYS_OF_A_MONTH, Decimal("0.1"))
    return f"{number} days"
