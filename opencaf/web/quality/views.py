"""The data-quality work list: how much there is of what, the cases of each rule, and one's own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.quality.catalogue import RULES
from opencaf.quality.permissions import can_put_right, can_see_quality
from opencaf.quality.queries import (
    cases_for,
    counts_before,
    counts_now,
    has_few_cases,
    last_counted_at,
    lines_of,
    own_findings,
    together,
)
from opencaf.quality.rules.rule import Rule
from opencaf.reports.periods import month_of, months_after
from opencaf.web.quality import showing
from opencaf.web.quality.forms import QualityFilter
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import chosen_way, download
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 50
MONTHS_SHOWN = 12


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show how many findings there are of each rule, and whether they fall."""
    require(can_see_quality(request.practitioner))
    this_month = month_of(clock.today())
    last, third = months_after(this_month, -1), months_after(this_month, -3)
    before = counts_before(request.practitioner, since=months_after(this_month, -MONTHS_SHOWN))
    is_live = has_few_cases(request.practitioner)
    counted_at = last_counted_at(request.practitioner) if before and not is_live else None
    now = before[max(before)] if counted_at else counts_now(request.practitioner, at_once=is_live)
    before.pop(this_month, None)
    when = "Last night" if counted_at else "Now"
    trail.record("read", subject_kind="quality", reason="overview")
    authority = request.practitioner.authority
    shown = {
        "counted_at": counted_at,
        "when": when,
        "sentence": showing.sentence_of(now, before, last),
        "kinds": showing.kinds_of(now, before, (last, third), authority),
        "heads": (f"End of {last:%B}", f"End of {third:%B}"),
        "chart": showing.chart_of(now, before, when) if now.total() or before else None,
    }
    return render(request, "quality/index.html", shown)


@require_GET
def listed(request: PractitionerRequest, rule: str) -> HttpResponse:
    """List what a rule finds, each with where it is put right; the look is on the trail."""
    require(can_see_quality(request.practitioner))
    sought, form = rule_or_404(rule), QualityFilter(request.GET, practitioner=request.practitioner)
    authority = request.practitioner.authority
    shown: dict[str, Any] = {
        "form": form,
        "title": showing.title_of(sought, authority),
        "asks": sought.told(sought.asks, authority),
        "why": sought.told(sought.why, authority),
        "hands": sought.hands_in_words(authority),
        "how": sought.told(sought.how, authority),
        "code": sought.code,
    }
    if form.is_valid():
        cases = cases_for(request.practitioner, **form.cleaned_data)
        page = Paginator(together([sought], cases, authority), A_PAGE).get_page(request.GET.get("page"))
        lines = lines_of(page)
        seen = [str(line.episode.id) for line in lines]
        trail.record("listed", subject_kind="quality", reason=rule, episodes=seen, chosen=form.codes)
        query = showing.query_of(form.codes)
        shown |= {
            "lines": [showing.shown_line(line, authority, query) for line in lines],
            "count": page.paginator.count,
            "pages": page_links(page, request),
            "query": query,
        }
    return render(request, "quality/rule.html", shown)


@require_GET
@confirmed_to_download("quality:rule", "rule")
def listed_download(request: PractitionerRequest, rule: str) -> HttpResponse:
    """Give what a rule finds as a file; taking it away is on the trail."""
    require(can_see_quality(request.practitioner))
    way, sought = chosen_way(request), rule_or_404(rule)
    form = QualityFilter(request.GET, practitioner=request.practitioner)
    if not form.is_valid():
        raise Http404
    authority = request.practitioner.authority
    rows = together([sought], cases_for(request.practitioner, **form.cleaned_data), authority)
    lines = lines_of(rows)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="quality",
        reason=rule,
        episodes=[str(line.episode.id) for line in lines],
        chosen=form.codes,
        way=way,
    )
    return download(showing.file_of(sought, lines, authority, form.codes), way)


@require_GET
def mine(request: PractitionerRequest) -> HttpResponse:
    """List what somebody can put right in the cases that they lead or started; the look is on the trail."""
    require(can_put_right(request.practitioner))
    page = Paginator(own_findings(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page)
    seen = [str(line.episode.id) for line in lines]
    trail.record("listed", subject_kind="quality", reason="mine", episodes=seen)
    authority = request.practitioner.authority
    shown = {
        "lines": [showing.shown_line(line, authority, "from=mine") for line in lines],
        "count": page.paginator.count,
        "pages": page_links(page, request),
        "sees_all": can_see_quality(request.practitioner),
        "back": reverse("home:my_work"),
    }
    return render(request, "quality/mine.html", shown)


def rule_or_404(code: str) -> Rule:
    """Return a rule by its code; raises Http404 where there is none."""
    if code not in RULES:
        raise Http404
    return RULES[code]
