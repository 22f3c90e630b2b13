"""What a year's help came to, on one page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.impact.permissions import can_see_impact
from opencaf.impact.queries import Impact, Moved, Said, Took, impact_of
from opencaf.voices.permissions import can_hear
from opencaf.voices.shares import Share
from opencaf.web.reports.forms import last_years, this_year, year_so_far
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.forms import OperationForm, SelectField
from opencaf.web.shared.money import pounds
from opencaf.web.shared.requests import PractitionerRequest

TOO_FEW = "too few"
NO_CAUSE = (
    "A comparison of before and after shows change, not cause: "
    "nobody knows what would have happened without help."
)


class ImpactFilter(OperationForm):
    """One whole financial year."""

    mark_optional = False
    year = SelectField(label="Financial year", missing="Select the year")

    def __init__(self, chosen: QueryDict) -> None:
        super().__init__({"year": chosen.get("year", str(this_year()))})
        self.choose_among("year", last_years())

    @property
    def chosen_year(self) -> int:
        """The calendar year in which the chosen financial year began."""
        return int(self.cleaned_data["year"])


@require_GET
def impact(request: PractitionerRequest) -> HttpResponse:
    """Show what moved, what people said, what it took and how sure one can be."""
    who = request.practitioner
    require(can_see_impact(who))
    form = ImpactFilter(request.GET)
    shown: dict[str, Any] = {"form": form, "no_cause": NO_CAUSE, "authority": who.authority}
    if form.is_valid():
        trail.record("read", subject_kind="report", reason="impact", year=form.chosen_year)
        found = found_for(who, form)
        shown |= {
            "year": form.chosen_year,
            "found": found,
            "hears": can_hear(who),
            "moved": chart_of_moved(found.moved),
            "sentence": moved_sentence(found.moved, about=found.hides_small),
            "said": [(said, chart_of_said(said)) for said in found.said or []],
            "took": took_lines(found.took, who.authority.short_name),
            "below": who.authority.small_numbers_below,
            "query": f"year={form.chosen_year}",
        }
    return render(request, "reports/impact.html", shown)


def found_for(practitioner: Practitioner, form: ImpactFilter) -> Impact:
    """Return the year that was chosen."""
    return impact_of(practitioner, year=form.chosen_year, period=year_so_far(form.chosen_year))


def number(value: int | None) -> str:
    """Return a number as people read it."""
    return TOO_FEW if value is None else f"{value:,}"


def moved_sentence(moved: Moved, *, about: bool) -> str:
    """Return what moved in a sentence."""
    if not moved.again or not moved.better:
        return "Too few needs were marked a second time to say what moved."
    said = "about " if about else ""
    return f"Of {said}{moved.again:,} needs that were marked again, {moved.better.words} stood better."


def chart_of_moved(moved: Moved) -> Chart | None:
    """Return what became of the needs at the start."""
    if not moved.at_start:
        return None
    bars = [Bar(words, value, shown=number(value)) for words, value in moved.lines]
    return bar_chart(
        "What became of needs at the start", bars, heads=("Last mark against the first", "Needs")
    )


def chart_of_said(said: Said) -> Chart:
    """Return the share of good answers to each question."""
    bars = [Bar(one.text, percent(one.share), shown=short_of(one.share)) for one in said.results]
    drawn = bar_chart(f"{said.kind}: good news", bars, heads=("Question", "Share, with its interval"))
    return replace(drawn, rows=tuple(Row(one.text, (Cell(words_of(one.share)),)) for one in said.results))


def short_of(share: Share | None) -> str:
    """Return a share as a bar has room for it."""
    return words_of(share).partition(" (")[0]


def percent(share: Share | None) -> float | None:
    """Return a share in per cent."""
    return share.good * 100 / share.all if share else None


def words_of(share: Share | None) -> str:
    """Return a share in words, with how many it is of."""
    return f"{share.words} of {share.all:,}" if share else TOO_FEW


def took_lines(took: Took, short: str) -> list[tuple[str, str]]:
    """Return what it took, a line a figure."""
    lines = []
    if took.days:
        lower, middle, upper = took.days
        days = f"{middle:,.0f} days; half of them {lower:,.0f} to {upper:,.0f} days"
        lines.append((f"From the intention to the closing, middle of {took.closed:,} {short}s", days))
    costs = took.costs
    if costs and costs.median is not None:
        lines.append((f"Cost of a {short} within the year, middle of {costs.cafs:,}", pounds(costs.median)))
        if costs.quartiles:
            lines.append(
                ("Half of them cost", f"{pounds(costs.quartiles[0])} to {pounds(costs.quartiles[1])}")
            )
    if costs and costs.mean is not None:
        lines.append(
            (
                "Mean, with the interval in which it lies 95 times in 100",
                mean_words(costs.mean, costs.interval),
            )
        )
    return lines


def mean_words(mean: Decimal, interval: tuple[Decimal, Decimal] | None) -> str:
    """Return a mean with its interval."""
    return f"{pounds(mean)} ({pounds(interval[0])} to {pounds(interval[1])})" if interval else pounds(mean)


@require_GET
@confirmed_to_download("reports:impact")
def impact_download(request: PractitionerRequest) -> HttpResponse:
    """Give the same as a file."""
    require(can_see_impact(request.practitioner))
    way, form = chosen_way(request), ImpactFilter(request.GET)
    if not form.is_valid():
        raise Http404
    found = found_for(request.practitioner, form)
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="report", reason="impact", way=way
    )
    short = request.practitioner.authority.short_name
    table = Download(
        name="impact",
        heads=("Part", "Figure", "Value"),
        rows=rows_of(found, short),
        parameters={"Financial year from": form.chosen_year, "Mind": NO_CAUSE},
    )
    return download(table, way)


def rows_of(found: Impact, short: str) -> list[tuple[object, ...]]:
    """Return the figures of the page, a line each."""
    moved = found.moved
    rows: list[tuple[object, ...]] = [("What moved", words, number(value)) for words, value in moved.lines]
    rows += [
        ("What moved", "Better, of those marked again", words_of(moved.better)),
        ("How sure", "Marked again, of needs at the start", words_of(moved.marked_again)),
    ]
    rows += [(said.kind, one.text, words_of(one.share)) for said in found.said or [] for one in said.results]
    return [*rows, *(("What it took", words, value) for words, value in took_lines(found.took, short))]
