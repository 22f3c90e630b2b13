"""From training to practice: who started and led after training, and where help is wanted."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.reports.followed import Followed, agency_with, followed, reads_exact, trained_for
from opencaf.reports.permissions import can_see_reports
from opencaf.reports.to_help import LOOKS_BACK, to_help
from opencaf.training.permissions import can_run_training
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training import showing_followed as showing
from opencaf.web.training.forms_followed import FollowedFilter, filter_for


@require_GET
def figures(request: PractitionerRequest) -> HttpResponse:
    """Show how many were trained, started and led, by agency, sector or locality."""
    require(can_see_reports(request.practitioner))
    can_run = can_run_training(request.practitioner)
    form = filter_for(request.GET, is_exact=reads_exact(request.practitioner))
    shown: dict[str, object] = {"form": form, "can_run": can_run, "authority": request.practitioner.authority}
    if form.is_valid():
        found = found_for(request, form)
        shown |= {
            "sentence": showing.sentence(found, form.day, request.practitioner.authority),
            "chart": showing.chart_of(found, form, with_names=bool(can_run)) if found.lines else None,
            "hides_small": found.hides_small,
            "below": request.practitioner.authority.small_numbers_below,
            "query": request.GET.urlencode(),
        }
    return render(request, "training/followed.html", shown)


def found_for(request: PractitionerRequest, form: FollowedFilter) -> Followed:
    """Return the figures that were chosen."""
    return followed(request.practitioner, up_to=form.day, by=form.grouped_by, year=form.cohort)


@require_GET
@confirmed_to_download("training:followed")
def figures_download(request: PractitionerRequest) -> HttpResponse:
    """Give the figures as a file."""
    require(can_see_reports(request.practitioner))
    way = chosen_way(request)
    form = filter_for(request.GET, is_exact=reads_exact(request.practitioner))
    if not form.is_valid():
        raise Http404
    table = showing.file_of(found_for(request, form), form)
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="training", reason="followed", way=way
    )
    return download(table, way)


@require_GET
def trained_people(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Show who was trained for an agency, and when."""
    require(can_run_training(request.practitioner))
    agency = agency_with(request.practitioner, agency_id)
    if agency is None:
        raise Http404
    people = trained_for(agency, up_to(request))
    return render(request, "training/trained_people.html", {"agency": agency, "people": people})


def up_to(request: PractitionerRequest) -> dt.date:
    """Return the day up to list_code a figure was counted; today where the address says none."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@require_GET
def lists(request: PractitionerRequest) -> HttpResponse:
    """Show agencies trained that never started, agencies that start untrained, and who leads alone."""
    require(can_run_training(request.practitioner))
    trail.record("listed", subject_kind="training", reason="to_help")
    found = to_help(request.practitioner)
    shown = {"found": found, "months": LOOKS_BACK, "authority": request.practitioner.authority}
    return render(request, "training/to_help.html", shown)


@require_GET
@confirmed_to_download("training:to_help")
def lists_download(request: PractitionerRequest, list_code: str) -> HttpResponse:
    """Give one of the three lists as a file."""
    require(can_run_training(request.practitioner))
    way = chosen_way(request)
    if list_code not in showing.LISTS:
        raise Http404
    table = showing.list_file(list_code, to_help(request.practitioner))
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="training", reason=list_code, way=way
    )
    return download(table, way)
