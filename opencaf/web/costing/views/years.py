"""What the cases of a financial year cost: groups, and month by month."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_GET, require_POST

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.models import Figure
from opencaf.costing.operations.reckoning import ask_for_figure
from opencaf.costing.permissions import can_see_costs
from opencaf.costing.queries.basis import price_years_of
from opencaf.costing.queries.groups import FEWEST, WAYS, GroupCost, YearCosts
from opencaf.costing.queries.reckoned import Reckoned, chosen_year, costs_of_year_for
from opencaf.web.costing.forms.asking import YearForm, year_words
from opencaf.web.costing.paying import payer_in_words, who_pays_for
from opencaf.web.costing.showing import between, notices
from opencaf.web.shared.charts import Bar as ChartBar
from opencaf.web.shared.charts import Cell, Chart, Line, Row, bar_chart, line_chart
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.money import HIDDEN, pounds
from opencaf.web.shared.requests import PractitionerRequest

HEADS = ("CAFs", "In all", "Mean", "95% interval of the mean", "Median", "Middle half")


@require_GET
def years(request: PractitionerRequest) -> HttpResponse:
    """Show what the cases of a year cost, by group and by month."""
    require(can_see_costs(request.practitioner))
    form = YearForm({**YearForm.starting(), **{name: request.GET[name] for name in request.GET}})
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        trail.record("read", subject_kind="costing", reason="years", chosen=form.codes)
        reckoned = costs_asked(request, form)
        shown |= {"reckoned": reckoned, "query": urlencode(form.codes)}
        shown |= shown_costs(reckoned.answer, request) if reckoned.answer else {}
    form.offer(price_years_of(request.practitioner.authority_id))
    return render(request, "costing/years.html", shown)


def costs_asked(request: PractitionerRequest, form: YearForm) -> Reckoned[YearCosts]:
    """Return the costs of the year and groups that were chosen, or how far the work on them is."""
    year, by = int(form.cleaned_data["year"]), form.cleaned_data["by"]
    return costs_of_year_for(request.practitioner, year=year, by=by, price_base=form.chosen)


def shown_costs(found: YearCosts, request: PractitionerRequest) -> dict[str, Any]:
    """Return the costs of a year as the page shows them."""
    return {
        "found": found,
        "sentence": sentence(found, request.practitioner.authority.short_name),
        "by_group": chart_of_groups(found),
        "by_month": chart_of_months(found),
        "who_pays": who_pays_for(found.by_payer, pounds),
        "errors": notices(found.errors),
        "warnings": notices(found.warnings),
    }


@require_POST
def years_work_out(request: PractitionerRequest) -> HttpResponse:
    """Have the costs of a year worked out anew."""
    require(can_see_costs(request.practitioner))
    form = YearForm(request.POST)
    if not form.is_valid():
        return redirect("costing:years")
    chosen = chosen_year(int(form.cleaned_data["year"]), form.cleaned_data["by"], form.chosen)
    ask_for_figure(figure=Figure.YEAR, chosen=chosen, by=request.practitioner)
    return redirect(f"{resolve_url('costing:years')}?{urlencode(form.codes)}")


def sentence(found: YearCosts, short: str) -> str:
    """Return the year in a sentence."""
    if found.all.cafs == 0:
        return f"In {year_words(found.year)}, no {short} cost anything."
    if found.all.cafs is None or found.all.total is None:
        return f"In {year_words(found.year)}, too few {short}s were open to show what they cost."
    return (
        f"In {year_words(found.year)}, {found.all.cafs:,} {short}s cost {pounds(found.all.total)}: "
        f"{pounds(found.all.mean)} each on average within the year."
    )


def chart_of_groups(found: YearCosts) -> Chart:
    """Return the mean of each group, its table with how sure that is."""
    bars = [
        ChartBar(one.words, None if one.mean is None else float(one.mean), shown=pounds(one.mean))
        for one in found.groups
    ]
    title = f"Mean cost within the year, by {WAYS[found.by][:1].lower()}{WAYS[found.by][1:]}"
    drawn = bar_chart(title, bars, heads=(WAYS[found.by], "Mean"))
    rows = tuple(
        Row(one.words, tuple(Cell(text) for text in cells_of(one))) for one in [*found.groups, found.all]
    )
    return Chart(drawn.title, drawn.sentence, drawn.svg, (WAYS[found.by], *HEADS), rows)


def cells_of(one: GroupCost) -> list[str]:
    """Return the figures of a group in words."""
    if one.cafs is None:
        return [HIDDEN] * len(HEADS)
    if not one.cafs:
        return ["0", *["–"] * (len(HEADS) - 1)]
    return [
        f"{one.cafs:,}",
        pounds(one.total),
        pounds(one.mean),
        between(*(one.interval or (None, None))),
        pounds(one.median),
        between(*(one.quartiles or (None, None))),
    ]


def chart_of_months(found: YearCosts) -> Chart:
    """Return what all cases cost in each month."""
    points = [f"{one.month:%b %Y}" for one in found.months]
    values = tuple(None if one.amount is None else float(one.amount) for one in found.months)
    drawn = line_chart(
        "Cost of all of them, month by month, in £", points, [Line("Cost", values)], head="Month"
    )
    rows = tuple(
        Row(point, (Cell(pounds(one.amount)),)) for point, one in zip(points, found.months, strict=True)
    )
    return Chart(drawn.title, drawn.sentence, drawn.svg, ("Month", "Cost"), rows)


@require_GET
@confirmed_to_download("costing:years")
def years_download(request: PractitionerRequest) -> HttpResponse:
    """Give the year's tables as a file; taking it away is on the trail."""
    require(can_see_costs(request.practitioner))
    form = YearForm({**YearForm.starting(), **{name: request.GET[name] for name in request.GET}})
    way = chosen_way(request)
    if not form.is_valid():
        raise Http404
    found = costs_asked(request, form).answer
    if found is None:
        messages.info(request, "These figures have not been worked out today. Have them worked out first.")
        return redirect(f"{resolve_url('costing:years')}?{urlencode(form.codes)}")
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="costing",
        reason="years",
        chosen=form.codes,
        way=way,
    )
    return download(file_of_year(found), way)


def file_of_year(found: YearCosts) -> Download:
    """Return a year's tables to be taken away, with what they depend on."""
    rows: list[tuple[object, ...]] = [
        (
            "Group",
            one.words,
            HIDDEN if one.cafs is None else one.cafs,
            figure(one.total),
            figure(one.mean),
        )
        for one in [*found.groups, found.all]
    ]
    rows += [("Month", f"{one.month:%Y-%m}", "", figure(one.amount), "") for one in found.months]
    rows += [("Paid by", payer_in_words(payer), "", amount, "") for payer, amount in found.by_payer.items()]
    parameters: dict[str, object] = {
        "Year": year_words(found.year),
        "Groups by": WAYS[found.by],
        "Price year": found.price_year,
        "Carried": found.carried or "no",
        "Sheet": found.sheet,
        "Region": found.region,
        "Not costed": found.left_out,
        HIDDEN: f"hidden: fewer than {FEWEST} CAFs, or needed to hide such a figure",
    }
    heads = ("What", "Which", "CAFs", "Cost", "Mean")
    return Download("costs-of-a-year", heads, rows, parameters, found.input_sha256)


def figure(amount: Decimal | None) -> Decimal | str:
    """Return an amount of a file."""
    return HIDDEN if amount is None else amount
