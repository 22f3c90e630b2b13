"""The register of needs that are not met: its table, its file, and the cases behind each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.queries.work import children_of
from opencaf.reports.periods import month_of, months_after
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.unmet import AXES, KINDS, RegisterLine, Unmet, lines_of_register, unmet_needs
from opencaf.web.reports.forms import as_code, from_code
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.forms import OperationForm, RadiosField, SelectField
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.who import who_of

A_PAGE = 50
MONTHS_BACK = 36


class RegisterFilter(OperationForm):
    """How the register is divided, and how far back it goes."""

    mark_optional = False
    by = RadiosField(label="Divide by", choices=list(AXES.items()))
    since = SelectField(label="Since", missing="Select the first month")

    def __init__(self, chosen: Any) -> None:
        starting = {"by": "need", "since": as_code(months_after(month_of(clock.today()), -11))}
        super().__init__({**starting, **{name: chosen[name] for name in chosen}})
        this_month = month_of(clock.today())
        months = [months_after(this_month, -number) for number in range(MONTHS_BACK)]
        self.choose_among("since", [(as_code(month), f"{month:%B %Y}") for month in months])

    @property
    def axis(self) -> str:
        """How it is divided."""
        return str(self.cleaned_data["by"])

    @property
    def codes(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {name: str(self.cleaned_data[name]) for name in self.fields}

    def rows_for(self, request: PractitionerRequest) -> list[Unmet]:
        """Return what the register holds for its reader."""
        return unmet_needs(request.practitioner, since=from_code(self.cleaned_data["since"]))


@require_GET
def register(request: PractitionerRequest) -> HttpResponse:
    """Show how many needs are not met, with a line for each need, service, locality or month."""
    require(can_see_cases_behind(request.practitioner))
    form = RegisterFilter(request.GET)
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        lines = lines_of_register(form.rows_for(request), form.axis)
        trail.record("read", subject_kind="report", reason="unmet", chosen=form.codes)
        shown |= {"total": sum(line.total for line in lines), "query": urlencode(form.codes)}
        shown["chart"] = chart_of(lines, form) if lines else None
    return render(request, "reports/unmet.html", shown)


@require_GET
@confirmed_to_download("reports:unmet")
def register_download(request: PractitionerRequest) -> HttpResponse:
    """Give the register as a file; taking it away is on the trail."""
    require(can_see_cases_behind(request.practitioner))
    way, form = chosen_way(request), valid_or_404(request)
    lines = lines_of_register(form.rows_for(request), form.axis)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="report",
        reason="unmet",
        chosen=form.codes,
        way=way,
    )
    rows = [(line.label, *line.counts.values(), line.total) for line in lines]
    depends: dict[str, object] = {"Divided by": AXES[form.axis], "Since": form.codes["since"]}
    table = Download(f"unmet-by-{form.axis}", (AXES[form.axis], *KINDS.values(), "All"), rows, depends)
    return download(table, way)


@require_GET
def register_cases(request: PractitionerRequest) -> HttpResponse:
    """List the cases behind a number of the register; the look is on the trail."""
    require(can_see_cases_behind(request.practitioner))
    form = valid_or_404(request)
    kind, place = request.GET.get("kind", ""), request.GET.get("place")
    found = [
        row
        for row in form.rows_for(request)
        if (not kind or row.kind == kind) and (place is None or row.place(form.axis)[0] == place)
    ]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    seen = [str(row.episode.id) for row in page]
    trail.record("listed", subject_kind="report", reason="unmet", episodes=seen, chosen=form.codes)
    children = children_of(row.episode.id for row in page)
    shown = {
        "lines": [
            {
                "row": row,
                "kind": KINDS[row.kind],
                "who": who_of(row.episode, children.get(row.episode.id, [])),
            }
            for row in page
        ],
        "count": page.paginator.count,
        "back": f"{reverse('reports:unmet')}?{urlencode(form.codes)}",
        "pages": page_links(page, request),
    }
    return render(request, "reports/unmet_cases.html", shown)


def valid_or_404(request: PractitionerRequest) -> RegisterFilter:
    """Return what an address chooses; raises Http404 for what the filter does not offer."""
    form = RegisterFilter(request.GET)
    if not form.is_valid():
        raise Http404
    return form


def chart_of(lines: Sequence[RegisterLine], form: RegisterFilter) -> Chart:
    """Return the picture with the whole table below it, each number with the address of its cases."""
    title = f"Needs not met, by {AXES[form.axis].lower()}"
    bars = [Bar(line.label, line.total, shown=f"{line.total:,}") for line in lines]
    drawn = bar_chart(title, bars, heads=(AXES[form.axis], "All"))
    rows = tuple(Row(line.label, tuple(cells_of(line, form))) for line in lines)
    return replace(drawn, heads=(AXES[form.axis], *KINDS.values(), "All"), rows=rows)


def cells_of(line: RegisterLine, form: RegisterFilter) -> list[Cell]:
    """Return the numbers of a line, each with its address."""
    numbers = [*line.counts.items(), ("", line.total)]
    return [
        Cell(f"{number:,}", cases_address(form, line, kind) if number else "") for kind, number in numbers
    ]


def cases_address(form: RegisterFilter, line: RegisterLine, kind: str) -> str:
    """Return the address of the cases behind a number."""
    chosen = {**form.codes, "kind": kind, "place": line.code}
    return f"{reverse('reports:unmet_cases')}?{urlencode(chosen)}"
