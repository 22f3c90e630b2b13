"""Tables 1 to 3 of the study, made anew for the reader's authority."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.extracts.permissions import can_see_tables
from opencaf.extracts.study_tables import study_tables
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest

HEADS = ("Authority", "Table", "What the study asked", "Here", "Known by")


@require_GET
def show(request: PractitionerRequest) -> HttpResponse:
    """Show the three tables."""
    tables = study_tables(request.practitioner)
    missing = sum(not row.is_held for table in tables for row in table.rows)
    return render(request, "extracts/tables.html", {"tables": tables, "missing": missing})


@require_GET
@confirmed_to_download("extracts:tables")
def tables_download(request: PractitionerRequest) -> HttpResponse:
    """Give the three tables as a file: a row for each thing that the study asked."""
    require(can_see_tables(request.practitioner))
    way = chosen_way(request)
    authority = request.practitioner.authority
    rows = [
        (authority.name, table.number, row.asked, row.answer, row.known_by)
        for table in study_tables(request.practitioner)
        for row in table.rows
    ]
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="extract", reason="study_tables", way=way
    )
    depends: dict[str, object] = {"Authority": authority.name, "As of": str(clock.today())}
    return download(Download("tables-1-to-3", HEADS, rows, depends), way)
