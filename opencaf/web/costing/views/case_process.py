"""How one process of a case comes to what it costs: charges, dates, and where the price comes from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.costing.charges import Charge
from opencaf.costing.cost_sheets import SheetLine
from opencaf.costing.decimals import as_decimal, times, total
from opencaf.costing.models import ProcessChoice
from opencaf.costing.permissions import can_see_case_cost, can_see_costs
from opencaf.costing.queries.case_cost import CaseCost, cost_of_case, month_in_words, sector_in_words
from opencaf.web.costing.forms.asking import WindowForm
from opencaf.web.costing.paying import paid_in_words
from opencaf.web.costing.showing import notices
from opencaf.web.costing.views.case import chosen_window, event_row
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.cost_strip import number
from opencaf.web.shared.money import pence
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@dataclass(frozen=True)
class ChargeRow:
    """One charge: a month, how much of the process, what one costs, what that came to, whose time it is."""

    month: str
    units: str
    each: str
    amount: str
    who: str
    is_shared: bool


@require_GET
def case_process(request: PractitionerRequest, episode_id: uuid.UUID, process: str) -> HttpResponse:
    """Show how a process of a case comes to what it costs."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_case_cost(request.practitioner, episode))
    if process not in ProcessChoice.values:
        raise Http404
    form = WindowForm(request.GET or None)
    children = len(children_of(episode))
    found = cost_of_case(episode, chosen_window(form), children=children, price_base=form.chosen)
    charges = found.charges_for(process)
    back, query = reverse("costing:case", args=[episode.id]), request.GET.urlencode()
    return render_case(
        request,
        "costing/case_process.html",
        episode,
        current="episodes:journey",
        name=found.words[process],
        cost=found,
        total=pence(total(one.amount for one in charges)),
        rows=[row_of(one) for one in charges],
        events=[event_row(event, episode) for event in found.events if event.process == process],
        errors=notices(found.errors),
        back=f"{back}?{query}" if query else back,
        prices=[price_words(line, found) for line in lines_behind(found, process)],
        tree=tree_behind(request, found, process),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
    )


def row_of(charge: Charge) -> ChargeRow:
    """Return a charge in words."""
    sector = sector_in_words(charge.agency)
    return ChargeRow(
        month=month_in_words(charge.month),
        units=number(as_decimal(charge.units)),
        each=pence(charge.unit_cost),
        amount=pence(charge.amount),
        who=f"{charge.role}, {sector}" if charge.role else sector,
        is_shared=charge.amount < times(charge.unit_cost, charge.units),
    )


def lines_behind(found: CaseCost, process: str) -> list[SheetLine]:
    """Return the lines of the sheet for a process, of the region that cases are costed in."""
    lines = found.priced_by.lines if found.priced_by else []
    return [line for line in lines if line.process == process and line.region in (None, found.region_code)]


def price_words(line: SheetLine, found: CaseCost) -> str:
    """Return where a price comes from, in a sentence or two."""
    who = ", ".join(word for word in (line.role, sector_in_words(line.agency) if line.agency else "") if word)
    year = line.price_year or (found.priced_by.price_year if found.priced_by else "")
    words = f"{pence(line.amount)} {'a month' if line.unit == 'month' else 'each'} at {year} prices"
    words += f" for {who}." if who else "."
    if line.standard_error:
        words += f" Its standard error is {pence(line.standard_error)}."
    if line.payers:
        words += f" Who pays: {paid_in_words(line.payers)}."
    return f"{words} {line.note}".strip()


def tree_behind(request: PractitionerRequest, found: CaseCost, process: str) -> str:
    """Return the page of minutes × rates behind a price of one's own, for who may see it."""
    if found.is_published or not can_see_costs(request.practitioner):
        return ""
    return reverse("costing:unit_cost", args=[process])
