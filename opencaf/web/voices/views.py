"""Results: how each question was answered, with chart, table and file; never of a few, never of a case."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.voices.codes import Kind
from opencaf.voices.permissions import can_ask, can_hear, can_word
from opencaf.voices.queries.results import Result, heard_until, results_of, years_heard
from opencaf.web.shared.charts import Bar, Chart, bar_chart
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.voices.forms import ResultsFilter

TOO_FEW = "too few"


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show what people answered."""
    require(can_hear(request.practitioner))
    form = filter_of(request)
    shown: dict[str, Any] = {
        "form": form,
        "can_ask": can_ask(request.practitioner),
        "can_word": can_word(request.practitioner),
        "below": request.practitioner.authority.small_numbers_below,
    }
    if form.is_valid():
        chosen = form.cleaned_data
        trail.record("read", subject_kind="voices", reason=chosen["kind"])
        results = results_of(request.practitioner, chosen["kind"], chosen["part"])
        shown |= {
            "kind": Kind(chosen["kind"]).label,
            "until": heard_until(request.practitioner, chosen["kind"]),
            "results": [(result, chart_of(result)) for result in results if result.number],
            "hidden": [result.text for result in results if not result.number],
            "query": urlencode({name: value for name, value in chosen.items() if value}),
        }
    return render(request, "voices/index.html", shown)


def filter_of(request: PractitionerRequest) -> ResultsFilter:
    """Return what was chosen; the years are those of which the kind has answers."""
    kind = request.GET.get("kind", "")
    years = years_heard(request.practitioner, kind) if kind in Kind.values else []
    return ResultsFilter(request.GET, years=years or years_heard(request.practitioner, Kind.CHILD))


def chart_of(result: Result) -> Chart:
    """Return the answers to a question as bars, with the share of good news as its sentence."""
    bars = [Bar(words, number) for words, number in zip(result.steps, result.counts, strict=True)]
    told = f"{result.number} answered."
    if result.share:
        told += f" Good news: {result.share.words}."
    return bar_chart(result.text, bars, heads=("Answer", "People"), sentence=told)


@require_GET
@confirmed_to_download("voices:index")
def download_results(request: PractitionerRequest) -> HttpResponse:
    """Give the same as a file; taking it away is on the trail."""
    require(can_hear(request.practitioner))
    way, form = chosen_way(request), filter_of(request)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="voices", reason=chosen["kind"], way=way
    )
    results = results_of(request.practitioner, chosen["kind"], chosen["part"])
    table = Download(
        name=f"what-people-say-{chosen['kind']}",
        heads=("Question", "Answer", "People", "Share in %", "Good news from %", "Good news to %"),
        rows=[row for result in results for row in rows_of(result)],
        parameters={
            "Who answered": str(Kind(chosen["kind"]).label),
            "Which answers": chosen["part"] or "all",
            "Hidden below": request.practitioner.authority.small_numbers_below,
        },
    )
    return download(table, way)


def rows_of(result: Result) -> list[tuple[object, ...]]:
    """Return the lines of a question in the file."""
    if not result.number:
        return [(result.text, "", TOO_FEW, "", "", "")]
    share = result.share
    low, high = (f"{share.low * 100:.1f}", f"{share.high * 100:.1f}") if share else ("", "")
    return [
        (result.text, words, number, f"{number / result.number * 100:.1f}", low, high)
        for words, number in zip(result.steps, result.counts, strict=True)
    ]
