"""What rounds found: one round, its file, and trends over all that are closed."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.case_audit.permissions import can_make_rounds
from opencaf.case_audit.queries import themes_found
from opencaf.case_audit.results import by_agency, closed_rounds, result_of
from opencaf.core.rulings import require
from opencaf.web.case_audit import showing
from opencaf.web.case_audit.views.rounds import round_or_404
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def show(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what a round found: scores, items, agreement, themes; no case and no person."""
    audit_round = round_or_404(request, round_id)
    result = result_of(audit_round)
    trail.record("read", subject_kind="case_audit", subject_id=audit_round.id, reason="results")
    shown = {
        "round": audit_round,
        "result": result,
        "settled": len(result.settled),
        "mean": showing.percent(result.mean),
        "chart": showing.chart_of(result.items) if result.settled else None,
        "grades": [showing.grade_line(one) for one in result.grades],
        "agencies": showing.agency_chart(by_agency(request.practitioner, audit_round)),
        "themes": themes_found([audit_round]),
    }
    return render(request, "case_audit/results.html", shown)


@require_GET
@confirmed_to_download("case_audit:results", "round_id")
def results_download(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Give what a round found as a file; taking it away is on the trail."""
    audit_round = round_or_404(request, round_id)
    way = chosen_way(request)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="case_audit",
        subject_id=audit_round.id,
        reason="results",
        way=way,
    )
    return download(showing.file_of(audit_round, result_of(audit_round)), way)


@require_GET
def trends(request: PractitionerRequest) -> HttpResponse:
    """Show the mean scores of closed rounds, also by agency; few cases are hidden, and no person is shown."""
    require(can_make_rounds(request.practitioner))
    rounds = closed_rounds(request.practitioner)
    trail.record("read", subject_kind="case_audit", reason="trends")
    means = [{one.agency: one for one in by_agency(request.practitioner, each)} for each in rounds]
    agencies = sorted({agency for found in means for agency in found})
    rows = [(agency, [showing.mean_words(found.get(agency)) for found in means]) for agency in agencies]
    results = [result_of(each).mean for each in rounds]
    shown = {
        "rounds": rounds,
        "chart": showing.trend_chart(rounds, results) if rounds else None,
        "rows": rows,
        "themes": themes_found(rounds),
    }
    return render(request, "case_audit/trends.html", shown)
