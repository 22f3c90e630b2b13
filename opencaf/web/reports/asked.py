"""Reports of facts, one page for all: the figures, the file, and the cases behind each figure."""

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
from opencaf.reports.changed import months_kept
from opencaf.reports.hidden_tables import table_shown_to
from opencaf.reports.living import Living, words_of
from opencaf.reports.permissions import can_see_cases_behind, can_see_reports
from opencaf.reports.tables import Choice, Measure
from opencaf.web.reports.choosing import ReportFilter
from opencaf.web.reports.choosing_hidden import filter_of
from opencaf.web.reports.facts import (
    as_of,
    changes_in_words,
    chart_of,
    counts_words,
    file_of,
    first_up,
    noughts_of,
    sentence,
)
from opencaf.web.reports.listed import Listed
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 50


@require_GET
def report(request: PractitionerRequest, report: str) -> HttpResponse:
    """Show a report as it was divided."""
    require(can_see_reports(request.practitioner))
    form = filter_or_404(request, report)
    shown: dict[str, Any] = {"form": form, "report": form.report}
    if form.is_valid():
        table = table_shown_to(request.practitioner, form.report, form.choice)
        trail.record("read", subject_kind="report", reason=report, chosen=form.codes)
        shown |= {
            "table": table,
            "sentence": sentence(form, table),
            "chart": chart_of(form, table) if table.says_something else None,
            "counted": first_up(counts_words(form.report, form.choice)),
            "query": urlencode(form.codes),
            "as_of": as_of(),
            "filters": form.only_words,
            "noughts": noughts_of(table),
            "below": request.practitioner.authority.small_numbers_below,
            "unfinished": form.unfinished,
            "since": since_counted(request, form),
            "living": living_for(request, form.choice),
            "save_href": "" if table.hides_small else form.address("save_view"),
        }
    return render(request, "reports/report.html", shown)


@require_GET
@confirmed_to_download("reports:report", "report")
def report_download(request: PractitionerRequest, report: str) -> HttpResponse:
    """Give the table as a file; taking it away is on the trail."""
    require(can_see_reports(request.practitioner))
    way = chosen_way(request)
    form = valid_or_404(request, report)
    table = table_shown_to(request.practitioner, form.report, form.choice)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="report",
        reason=report,
        chosen=form.codes,
        way=way,
    )
    return download(file_of(form, table), way)


@require_GET
def report_cases(request: PractitionerRequest, report: str) -> HttpResponse:
    """List the cases behind a figure; the look is on the trail."""
    require(can_see_cases_behind(request.practitioner))
    form = valid_or_404(request, report)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    listed = Listed(form, request.practitioner, row=row, column=column)
    if not listed.names_a_figure():
        raise Http404
    page = Paginator(listed.facts, A_PAGE).get_page(request.GET.get("page"))
    seen = list(dict.fromkeys(str(fact.episode_id) for fact in page))
    codes = {**form.codes, "row": row, "column": column}
    trail.record("listed", subject_kind="report", reason=report, episodes=seen, chosen=codes)
    shown = {
        "listed": listed,
        "lines": listed.lines(page),
        "count": page.paginator.count,
        "back": form.address(),
        "pages": page_links(page, request),
    }
    return render(request, "reports/report_cases.html", shown)


def since_counted(request: PractitionerRequest, form: ReportFilter) -> list[str]:
    """Return how the months that are shown have changed since they were first counted, in sentences."""
    if form.report.is_of_today:
        return []
    return changes_in_words(months_kept(request.practitioner, form.report, form.choice.period))


def living_for(request: PractitionerRequest, choice: Choice) -> list[str] | None:
    """Return by how many children rates are worked out, in words; None where none are shown."""
    if choice.measure != Measure.RATE:
        return None
    return [words_of(year) for year in Living(request.practitioner).used_for(choice.period)]


def filter_or_404(request: PractitionerRequest, report: str) -> ReportFilter:
    """Return the choices of a report; raises Http404 where there is no such report."""
    form = filter_of(request.practitioner, report, request.GET)
    if form is None:
        raise Http404
    return form


def valid_or_404(request: PractitionerRequest, report: str) -> ReportFilter:
    """Return what an address chooses; raises Http404 for what the report does not offer."""
    form = filter_or_404(request, report)
    if not form.is_valid():
        raise Http404
    return form
