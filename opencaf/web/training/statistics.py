"""How many people were trained, up to any day."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.core.rulings import require
from opencaf.training.permissions import can_read_statistics, can_run_training
from opencaf.training.queries.statistics import By, schools_on, statistics_on
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training import showing
from opencaf.web.training.forms import StatisticsFilter


@require_GET
def figures(request: PractitionerRequest) -> HttpResponse:
    """Show numbers and shares of a day."""
    require(can_read_statistics(request.practitioner))
    form = StatisticsFilter(request.GET)
    shown: dict[str, object] = {"form": form, "can_run": can_run_training(request.practitioner)}
    if form.is_valid():
        authority_id = request.practitioner.authority_id
        found = statistics_on(form.day, authority_id, by=form.grouped_by)
        shown |= {
            "day": form.day,
            "by": By(form.grouped_by).label,
            "courses": found.courses,
            "lines": showing.lines_of(found) if found.lines else [],
            "chart": showing.chart_of(found, form.day),
            "falls": [showing.fall_words(fall) for fall in found.falls],
            "schools": schools_on(form.day, authority_id),
            "query": request.GET.urlencode(),
        }
    return render(request, "training/statistics.html", shown)


@require_GET
@confirmed_to_download("training:statistics")
def figures_download(request: PractitionerRequest) -> HttpResponse:
    """Give the figures as a file."""
    require(can_read_statistics(request.practitioner))
    way, form = chosen_way(request), StatisticsFilter(request.GET)
    if not form.is_valid():
        raise Http404
    authority_id = request.practitioner.authority_id
    found = statistics_on(form.day, authority_id, by=form.grouped_by)
    table = showing.file_of(found, schools_on(form.day, authority_id), form.day, form.grouped_by)
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="training", reason="statistics", way=way
    )
    return download(table, way)
