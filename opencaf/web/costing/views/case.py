"""What one case costs, from its own dates, for those who may see the case."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.costing.permissions import can_see_case_cost
from opencaf.costing.queries.case_cost import CaseCost, DatedEvent, Window, cost_of_case
from opencaf.episodes.models import Episode
from opencaf.web.costing.forms.asking import WindowForm
from opencaf.web.costing.paying import payer_in_words, who_pays_for
from opencaf.web.costing.showing import chart_of_parts, notices
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.confirmed import confirmed_required
from opencaf.web.shared.cost_strip import number
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.money import pence
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.services_delivered import services_shown
from opencaf.web.shared.shortcuts import get_episode_or_404

MEETINGS = ("initial_tac", "subsequent_tac")
PLACES = {
    "intention": "episodes:checklist_show",
    "assessment": "episodes:assessment",
    "close": "episodes:closed",
}


@require_GET
def case(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show what a case costs, month by month, and the events that cost it."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_case_cost(request.practitioner, episode))
    form = WindowForm(request.GET or None)
    window = chosen_window(form)
    children = len(children_of(episode))
    found = cost_of_case(episode, window, children=children, price_base=form.chosen)
    form.offer(found.price_years)
    return render_case(
        request,
        "costing/case.html",
        episode,
        current="episodes:journey",
        form=form,
        is_cut=window != Window(),
        only_prices=all(one.code == "E05" for one in found.errors),
        cost=found,
        total=pence(found.total),
        shares=[pence(share) for share in found.shares] if len(found.shares) > 1 else [],
        by_month=chart_of_parts("What it costs, month by month", found.months, "Month"),
        by_process=process_rows(found, episode, request.GET.urlencode()),
        by_sector=chart_of_parts("Whose time it is", found.sectors, "Sector"),
        who_pays=who_pays_for(found.by_payer),
        years=[(part.words, pence(part.amount)) for part in found.years],
        events=[event_row(event, episode) for event in found.events],
        errors=notices(found.errors),
        warnings=notices(found.warnings),
        services=services_shown(found.ledger),
        query=request.GET.urlencode(),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
    )


def chosen_window(form: WindowForm) -> Window:
    """Return the window that was chosen; all days where none was, or a mistake was made."""
    if not form.is_bound or not form.is_valid():
        return Window()
    return Window(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])


def process_rows(found: CaseCost, episode: Episode, query: str) -> list[dict[str, Any]]:
    """Return how often each process came, what one costs, what it came to, and where that is taken apart."""
    after = f"?{query}" if query else ""
    return [
        {
            "words": part.words,
            "href": reverse("costing:case_process", args=[episode.id, part.code]) + after,
            "units": number(part.units or Decimal(0)),
            "each": pence(part.amount / part.units) if part.units else "",
            "amount": pence(part.amount),
        }
        for part in found.processes
    ]


def event_row(event: DatedEvent, episode: Episode) -> dict[str, Any]:
    """Return an event with the page that its record stands on."""
    href = reverse("episodes:journey", args=[episode.id])
    if event.process in MEETINGS:
        href = reverse("episodes:meeting", args=[episode.id, event.record_id])
    elif event.process in PLACES and not (event.process == "close" and episode.is_open):
        href = reverse(PLACES[event.process], args=[episode.id])
    return {"on": event.on, "words": event.words, "href": href, "is_counted": event.is_counted}


@require_GET
@confirmed_required
def case_download(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Give a case's cost by month and process as a file; taking it away is on the trail."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_case_cost(request.practitioner, episode))
    way, form = chosen_way(request), WindowForm(request.GET or None)
    window = chosen_window(form)
    children = len(children_of(episode))
    found = cost_of_case(episode, window, children=children, price_base=form.chosen)
    ceilings.record_export(
        "taken",
        by=request.practitioner,
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        reason="cost",
        way=way,
    )
    return download(file_of_case(found, window), way)


def file_of_case(found: CaseCost, window: Window) -> Download:
    """Return a case's cost to be taken away, with what it depends on."""
    rows: list[tuple[object, ...]] = [("Month", part.words, part.amount) for part in found.months]
    rows += [("Process", part.words, part.amount) for part in found.processes]
    rows += [("Paid by", payer_in_words(payer), amount) for payer, amount in found.by_payer.items()]
    rows += [("All", "", found.total)]
    rows += [
        ("Service delivered, not in all", one.service, one.unpriced if one.amount is None else one.amount)
        for one in found.ledger.services
    ]
    parameters: dict[str, object] = {
        "From": window.starts_on or "the first day",
        "Until, not counted": window.ends_on or "today",
        "Price year": found.price_year,
        "Carried": found.carried or "no",
        "Sheet": found.sheet,
        "Region": found.region,
    }
    return Download("cost-of-a-case", ("What", "Which", "Cost"), rows, parameters, found.input_sha256)
