"""The page that lists reports: by what they ask, and the views that were saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.rulings import require
from opencaf.impact.permissions import can_see_impact
from opencaf.reports.catalogue import GROUPS, REPORTS
from opencaf.reports.facts import Report, told_for
from opencaf.reports.models import SavedView
from opencaf.reports.permissions import can_remove_view, can_see_cases_behind, can_see_reports
from opencaf.reports.queries import mails_of, views_for
from opencaf.voices.permissions import can_hear
from opencaf.web.shared.requests import PractitionerRequest


@dataclass(frozen=True)
class Card:
    """A report as it is offered."""

    title: str
    hint: str
    href: str


@dataclass(frozen=True)
class ViewLine:
    """A saved view as it is offered."""

    name: str
    report: str
    href: str
    whose: str
    mail_href: str
    is_mailed: bool
    remove_href: str


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show the questions that have a report, as far as somebody may read them."""
    require(can_see_reports(request.practitioner))
    authority = request.practitioner.authority
    sees_cases = bool(can_see_cases_behind(request.practitioner))
    views = lines_for(request)
    shown: dict[str, Any] = {
        "groups": groups_for(request.practitioner, sees_cases=sees_cases),
        "views": views,
    }
    shown |= {
        "hears": can_hear(request.practitioner),
        "sees_cases": sees_cases,
        "below": authority.small_numbers_below,
    }
    return render(request, "reports/index.html", shown)


def groups_for(practitioner: Practitioner, *, sees_cases: bool) -> list[tuple[str, list[Card]]]:
    """Return the reports in their groups; the register of unmet needs tells of single cases."""
    authority = practitioner.authority
    groups = [(title, [card_of(report, authority) for report in reports]) for title, reports in GROUPS]
    (_, beginning), (_, helping), (_, what_came) = groups
    beginning.insert(0, started_card(authority))
    if sees_cases:
        helping.append(unmet_card())
    if can_see_impact(practitioner):
        what_came.insert(0, impact_card())
    return groups


def card_of(report: Report, authority: Authority) -> Card:
    """Return the card of a report of facts."""
    told = told_for(report, authority)
    return Card(told.title, told.hint, reverse("reports:report", args=[report.code]))


def started_card(authority: Authority) -> Card:
    """Return the card of what was started."""
    hint = "Each month, by sector of the initiator and by the children’s age, sex and ethnicity."
    title = f"How many {authority.short_name}s were started, and by whom?"
    return Card(title, hint, reverse("reports:started"))


def unmet_card() -> Card:
    """Return the card of the register of needs that are not met."""
    hint = "What services declined, what nobody gives, and long waits, by kind of need and place."
    return Card("Which needs are not met?", hint, reverse("reports:unmet"))


def impact_card() -> Card:
    """Return the card of the page that holds together what help came to."""
    hint = "What moved, what people said, what it took, and how sure one can be."
    return Card("What did a year’s help come to?", hint, reverse("reports:impact"))


def lines_for(request: PractitionerRequest) -> list[ViewLine]:
    """Return the lines of the saved views that somebody finds, with those about which they get a mail."""
    views = [view for view in views_for(request.practitioner) if view.report in REPORTS]
    mailed = mails_of(request.practitioner).keys() if views else set()
    return [line_of(view, request, is_mailed=view.id in mailed) for view in views]


def address_of(view: SavedView) -> str:
    """Return the address of a report as a view divides it."""
    return f"{reverse('reports:report', args=[view.report])}?{urlencode(view.choices)}"


def line_of(view: SavedView, request: PractitionerRequest, *, is_mailed: bool) -> ViewLine:
    """Return the line of a saved view."""
    is_own = view.recorded_by_id == request.practitioner.id
    whose = "Shared by you" if view.shared else "Yours alone"
    can_remove = can_remove_view(request.practitioner, view)
    return ViewLine(
        name=view.name,
        report=told_for(REPORTS[view.report], request.practitioner.authority).title,
        href=address_of(view),
        whose=whose if is_own else f"Shared by {view.recorded_by}",
        mail_href=reverse("reports:mail_view", args=[view.id]),
        is_mailed=is_mailed,
        remove_href=reverse("reports:remove_view", args=[view.id]) if can_remove else "",
    )
