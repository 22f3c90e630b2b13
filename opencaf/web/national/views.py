"""National reports: the country and its authorities, out of what was counted last night."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.national.catalogue import NATIONAL, NATIONAL_GROUPS
from opencaf.national.permissions import can_read_national
from opencaf.national.queries import Counted, authorities_counted, figures_told
from opencaf.national.tables import NationalTable, national_table
from opencaf.web.national.figures import age_of, chart_of, counted_words, file_of, rounded_words, sentence
from opencaf.web.national.forms import NationalFilter
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show the questions, and how old the figures are."""
    require(can_read_national(request.practitioner))
    groups = [
        (title, [(NATIONAL[one.code], reverse("national:report", args=[one.code])) for one in reports])
        for title, reports in NATIONAL_GROUPS
    ]
    return render(request, "national/index.html", {"groups": groups, "age": age_of(authorities_counted())})


@require_GET
def report(request: PractitionerRequest, report: str) -> HttpResponse:
    """Show a report as it was divided."""
    require(can_read_national(request.practitioner))
    form = filter_or_404(request, report)
    counted = authorities_counted()
    shown: dict[str, Any] = {"form": form, "report": form.report, "age": age_of(counted)}
    if form.is_valid():
        table = table_for(form, counted)
        trail.record("read", subject_kind="report", reason=f"national-{report}", chosen=form.codes)
        shown |= {"rounded": rounded_words(counted), "unfinished": form.unfinished}
        shown |= {"counted": counted_words(form.report, form.asked), "query": urlencode(form.codes)}
        if table.says_something:
            shown |= {"chart": chart_of(form.report, form.asked, table), "table": table}
            shown["sentence"] = sentence(form.report, form.asked, table)
    return render(request, "national/report.html", shown)


@require_GET
@confirmed_to_download("national:report", "report")
def report_download(request: PractitionerRequest, report: str) -> HttpResponse:
    """Give the table as a file; taking it away is on the trail."""
    require(can_read_national(request.practitioner))
    way = chosen_way(request)
    form = filter_or_404(request, report)
    if not form.is_valid():
        raise Http404
    counted = authorities_counted()
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="report",
        reason=f"national-{report}",
        chosen=form.codes,
        way=way,
    )
    return download(file_of(form.report, form.asked, table_for(form, counted), counted), way)


def filter_or_404(request: PractitionerRequest, report: str) -> NationalFilter:
    """Return the choices of a report; raises Http404 where there is no such report."""
    if report not in NATIONAL:
        raise Http404
    return NationalFilter(NATIONAL[report], request.GET)


def table_for(form: NationalFilter, counted: list[Counted]) -> NationalTable:
    """Return the table that was chosen."""
    asked = form.asked
    return national_table(asked, figures_told(form.report.code, asked.axis.code), counted)
