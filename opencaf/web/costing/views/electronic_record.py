"""The case for an electronic record: once and each year, against the time of what it removes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.decimals import half_up
from opencaf.costing.permissions import can_see_costs, can_set_costs
from opencaf.costing.queries.electronic_record import RecordCase, record_case, removed_lines
from opencaf.costing.queries.unit_costs import own_unit_costs
from opencaf.web.costing.forms.asking import RecordCaseForm
from opencaf.web.costing.showing import notices
from opencaf.web.shared.money import pence, pounds
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def electronic_record(request: PractitionerRequest) -> HttpResponse:
    """Show the case for an electronic record."""
    require(can_see_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="electronic_record")
    costs = own_unit_costs(request.practitioner.authority_id)
    removed = removed_lines(costs)
    form = RecordCaseForm(request.GET or None)
    shown: dict[str, Any] = {
        "form": form,
        "errors": notices(costs.errors),
        "can_set": can_set_costs(request.practitioner),
        "removed": [
            {
                "words": f"{line['activity']} {line['words']}",
                "role": line["role"],
                "minutes": half_up(line["minutes"], Decimal("0.1")),
                "saved": pence(line["minutes"] / 60 * line["rate"]),
            }
            for line in removed
        ],
    }
    if removed and form.is_valid():
        case = record_case(costs, form.cleaned_data)
        shown |= {"refused": notices(case.errors), "answer": answer_of(case)}
    return render(request, "costing/electronic_record.html", shown)


def answer_of(case: RecordCase) -> dict[str, Any]:
    """Return the case in words: the economic one, and the financial one of cashable savings alone."""
    if not case.result:
        return {}
    found = case.result
    return {
        "once": pounds(found["one_off_with_bias"]),
        "each_year": pounds(found["ongoing_difference"]),
        "saved": pence(found["saving_per_caf"]),
        "cashable": pence(found["saving_per_caf_cashable"]),
        "cases": [
            {"name": "All time saved counts", **case_in_words(found["economic_case"])},
            {"name": "Only money saved counts", **case_in_words(found["financial_case"])},
        ],
        "notes": found["notes"],
        "price_year": found["price_base"],
    }


def case_in_words(found: dict[str, Any]) -> dict[str, str]:
    """Return one of the two cases in words."""
    even = found.get("break_even_cafs_a_year")
    return {
        "even": f"{even:,} CAFs a year" if isinstance(even, Decimal) else "Never",
        "worth": pounds(found.get("net_present_value")),
        "payback": years_in_words(found.get("payback_years")),
        "discounted": years_in_words(found.get("payback_years_discounted")),
    }


def years_in_words(years: Any) -> str:
    """Return when it has paid back."""
    return (
        f"{half_up(years, Decimal('0.1'))} years" if isinstance(years, Decimal) else "Not within these years"
    )
