"""What a CAF costs here: six numbers, the matrix behind them, and each number's own tree."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.cost_sheets import PUBLISHED_HIGH, PUBLISHED_LOW, PUBLISHED_MEAN
from opencaf.costing.findings import MEANINGS
from opencaf.costing.models import ProcessChoice
from opencaf.costing.permissions import can_compare, can_see_costs, can_set_costs
from opencaf.costing.queries.basis import basis_of
from opencaf.costing.queries.catalogue import catalogue_from
from opencaf.costing.queries.rates import PUBLISHED, sheet_in_use
from opencaf.costing.queries.unit_costs import OwnUnitCosts, UnitCost, own_unit_costs
from opencaf.costing.six_months import of_six_months
from opencaf.web.costing.forms.asking import PricesForm, SixMonthsForm
from opencaf.web.costing.matrix import file_of_unit_costs, matrix_of, tornado_of, trees_of
from opencaf.web.costing.paying import who_pays_for_processes
from opencaf.web.costing.showing import (
    amounts_of,
    amounts_of_sheet,
    between,
    chart_of_unit_costs,
    notices,
    six_months_with,
    six_numbers,
    words_for_basis,
)
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.money import pounds
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show what a CAF costs here, and where more stands."""
    practitioner = request.practitioner
    require(can_see_costs(practitioner))
    trail.record("read", subject_kind="costing", reason="index")
    basis = basis_of(practitioner.authority_id)
    settings, catalogue = basis.settings, catalogue_from(basis)
    sheet = sheet_in_use(settings)
    shown = {
        "lines": six_numbers(sheet, settings.region, catalogue),
        "six_months": pounds(of_six_months(amounts_of_sheet(sheet, settings.region))),
        "sheet": settings.sheet.name if settings.sheet else PUBLISHED,
        "source": sheet.source,
        "price_year": sheet.price_year,
        "region": settings.region_in_words,
        "published": published_words(),
        "can_set": can_set_costs(practitioner),
        "can_compare": can_compare(practitioner),
    }
    return render(request, "costing/index.html", shown)


def published_words() -> str:
    """Return the mean and the range that were published."""
    low, high = pounds(PUBLISHED_LOW), pounds(PUBLISHED_HIGH)
    return f"{pounds(PUBLISHED_MEAN)} on average and {low} to {high}"


@require_GET
def unit_costs(request: PractitionerRequest) -> HttpResponse:
    """Show unit costs from the authority's own times and rates: process × role × sector."""
    require(can_see_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="unit_costs")
    form = SixMonthsForm(request.GET or None)
    found = own_unit_costs(request.practitioner.authority_id, price_base=form.chosen)
    form.offer(found.price_years)
    shown: dict[str, Any] = {**about(found, request), "form": form, "query": form.query}
    if found.processes:
        after = f"?{form.query}" if form.query else ""
        hrefs = {
            one.process: reverse("costing:unit_cost", args=[one.process]) + after for one in found.processes
        }
        shown["chart"] = chart_of_unit_costs("What each process costs here", found.processes, hrefs)
        shown["matrix"] = matrix_of(found)
        reviews = form.chosen_reviews
        shown["who_pays"] = who_pays_for_processes(found.processes, reviews)
        shown["six_months"] = of_six_months(amounts_of(found.processes), reviews)
        shown["six_months_are"] = six_months_with(reviews)
        shown["six_months_words"] = pounds(shown["six_months"])
    return render(request, "costing/unit_costs.html", shown)


def about(found: OwnUnitCosts, request: PractitionerRequest) -> dict[str, Any]:
    """Return what every page of unit costs says of itself."""
    return {
        "found": found,
        "errors": notices(found.errors),
        "warnings": notices(found.warnings),
        "region": found.region_in_words,
        "can_set": can_set_costs(request.practitioner),
    }


@require_GET
@confirmed_to_download("costing:unit_costs")
def unit_costs_download(request: PractitionerRequest) -> HttpResponse:
    """Give the matrix as a file; taking it away is on the trail."""
    require(can_see_costs(request.practitioner))
    way = chosen_way(request)
    prices = PricesForm(request.GET or None).chosen
    found = own_unit_costs(request.practitioner.authority_id, price_base=prices)
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="costing", reason="unit_costs", way=way
    )
    return download(file_of_unit_costs(found), way)


@require_GET
def unit_cost(request: PractitionerRequest, process: str) -> HttpResponse:
    """Show how one process's cost comes about: times × rates, down to the lines and their sources."""
    require(can_see_costs(request.practitioner))
    if process not in ProcessChoice.values:
        raise Http404
    trail.record("read", subject_kind="costing", reason="unit_cost", process=process)
    prices = PricesForm(request.GET or None).chosen
    found = own_unit_costs(request.practitioner.authority_id, {"sensitivity": True}, price_base=prices)
    name = found.catalogue.processes[process]
    shown = {
        **about(found, request),
        "process": process,
        "name": name,
        "cost": next((described(one) for one in found.processes if one.process == process), None),
        "trees": trees_of(found, process),
        "tornado": tornado_of(found, process),
    }
    return render(request, "costing/unit_cost.html", shown)


def described(one: UnitCost) -> dict[str, Any]:
    """Return a unit cost in words."""
    return {
        **asdict(one),
        "words": pounds(one.amount),
        "between": between(one.low, one.high),
        "basis_words": words_for_basis(one.basis),
    }


@require_GET
def method(request: PractitionerRequest) -> HttpResponse:
    """Show how costs are worked out, with what is published, and what the codes mean."""
    require(can_see_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="method")
    codes = [{"code": code, "meaning": words} for code, words in MEANINGS.items() if code != "E00"]
    return render(request, "costing/method.html", {"codes": codes})
