"""Reports: the sentence, the chart, the table, the file, and the cases behind each number."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.reports.living import EVERYWHERE, Living, sees_rates
from opencaf.reports.permissions import can_see_cases_behind, can_see_reports
from opencaf.reports.started import StartedTable, cases_behind
from opencaf.reports.started import started as started_table
from opencaf.reports.tables import Figure
from opencaf.web.reports.cases import CaseFilter, lines_of, with_what_is_shown
from opencaf.web.reports.figures import chart_of, file_of, rate_words, sentence
from opencaf.web.reports.forms import filter_for
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 50


@require_GET
def started(request: PractitionerRequest) -> HttpResponse:
    """Show how many were started, and by whom and for whom."""
    require(can_see_reports(request.practitioner))
    form = filter_for(request.practitioner, request.GET)
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        authority = request.practitioner.authority
        table = started_table(request.practitioner, period=form.period, breakdown=form.breakdown)
        trail.record("read", subject_kind="report", reason="started", chosen=form.codes)
        shown |= {"table": table, "sentence": sentence(table, authority), "query": urlencode(form.codes)}
        shown |= {"chart": chart_of(table, authority, form.codes), "rate": rate_for(request, table)}
    return render(request, "reports/started.html", shown)


def rate_for(request: PractitionerRequest, table: StartedTable) -> str:
    """Return for how many of all children that is, in a sentence; nothing where it cannot be said."""
    if not table.cafs or not sees_rates(request.practitioner):
        return ""
    among = Living(request.practitioner).children_in(EVERYWHERE, table.period)
    return rate_words(Figure(table.cafs, among=among))


@require_GET
@confirmed_to_download("reports:started")
def started_download(request: PractitionerRequest) -> HttpResponse:
    """Give the table as a file; taking it away is on the trail."""
    require(can_see_reports(request.practitioner))
    way = chosen_way(request)
    form = filter_for(request.practitioner, request.GET)
    if not form.is_valid():
        raise Http404
    table = started_table(request.practitioner, period=form.period, breakdown=form.breakdown)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="report",
        reason="started",
        chosen=form.codes,
        way=way,
    )
    return download(file_of(table, request.practitioner.authority), way)


@require_GET
def started_cases(request: PractitionerRequest) -> HttpResponse:
    """List the cases behind a number; the look is on the trail."""
    require(can_see_reports(request.practitioner))
    require(can_see_cases_behind(request.practitioner))
    form = CaseFilter(request.practitioner, request.GET)
    if not form.is_valid():
        raise Http404
    found = with_what_is_shown(cases_behind(request.practitioner, **form.answers), form.breakdown)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page, form.breakdown)
    seen = [str(line.episode_id) for line in lines]
    trail.record("listed", subject_kind="report", reason="started", episodes=seen, chosen=form.codes)
    shown = {"form": form, "lines": lines, "count": page.paginator.count}
    return render(request, "reports/started_cases.html", {**shown, "pages": page_links(page, request)})
