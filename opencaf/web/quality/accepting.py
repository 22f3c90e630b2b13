"""Calling a finding right as it is, the list of what was, and looking at it again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.quality.catalogue import RULES
from opencaf.quality.models import Acceptance
from opencaf.quality.operations import accept_finding, take_acceptance_back
from opencaf.quality.permissions import can_accept, can_put_right, can_see_quality
from opencaf.quality.queries import acceptance_in, called_right, finding_about, is_of_case, lines_of
from opencaf.web.quality import showing
from opencaf.web.quality.forms import AcceptForm
from opencaf.web.quality.views import A_PAGE, rule_or_404
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404
from opencaf.web.shared.who import who_of


@require_http_methods(["GET", "POST"])
def accept(
    request: PractitionerRequest, rule: str, episode_id: uuid.UUID, about_id: uuid.UUID
) -> HttpResponse:
    """Call a finding right as it is, with the reason."""
    sought, episode = rule_or_404(rule), get_episode_or_404(request, episode_id)
    require(can_accept(request.practitioner, episode))
    if not is_of_case(episode, about_id):
        raise Http404
    found = finding_about(request.practitioner, sought, episode, about_id)
    back = way_back(request, rule)
    if found is None:
        messages.info(request, "This has been put right, or was called right, meanwhile.")
        return redirect(back)
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        form.apply(
            accept_finding,
            rule=sought,
            episode=episode,
            about_id=about_id,
            why=form.cleaned_data["why"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "It is called right as it is, and comes back if it changes.")
            return redirect(back)
    authority = request.practitioner.authority
    (line,) = lines_of([found])
    shown = {
        "form": form,
        "line": showing.shown_line(line, authority),
        "asks": sought.told(sought.asks, authority),
        "button": "It is right as it is",
        "cancel_href": back,
    }
    return render(request, "quality/accept.html", shown)


def way_back(request: PractitionerRequest, rule: str) -> str:
    """Return the list from which somebody came, with its filter: their own, or that of a rule."""
    if request.GET.get("from") == "mine" or not can_see_quality(request.practitioner):
        return reverse("quality:mine")
    chosen = {name: request.GET[name] for name in ("agency", "locality") if name in request.GET}
    return f"{reverse('quality:rule', args=[rule])}?{showing.query_of(chosen)}".rstrip("?")


@require_GET
def accepted(request: PractitionerRequest) -> HttpResponse:
    """List what is called right as it is, with who said so and why; the look is on the trail."""
    require(can_put_right(request.practitioner))
    page = Paginator(called_right(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    seen = [str(row.episode_id) for row in page]
    trail.record("listed", subject_kind="quality", reason="accepted", episodes=seen)
    shown = {
        "rows": [accepted_line(row, request) for row in page],
        "count": page.paginator.count,
        "pages": page_links(page, request),
        "back": reverse("quality:index" if can_see_quality(request.practitioner) else "quality:mine"),
    }
    return render(request, "quality/accepted.html", shown)


def accepted_line(row: Acceptance, request: PractitionerRequest) -> dict[str, object]:
    """Return a line of the list; a rule that is there no more is named by its code."""
    rule = RULES.get(row.rule)
    held = [row.child] if row.child else list(row.episode.episode_children.all())
    return {
        "title": showing.title_of(rule, request.practitioner.authority) if rule else row.rule,
        "reference": row.episode.reference,
        "who": who_of(row.episode, [one.child for one in held]),
        "why": row.why,
        "by": row.recorded_by,
        "at": row.recorded_at,
        "back_href": reverse("quality:take_back", args=[row.episode_id, row.id]),
    }


@require_http_methods(["GET", "POST"])
def take_back(request: PractitionerRequest, episode_id: uuid.UUID, acceptance_id: uuid.UUID) -> HttpResponse:
    """Let something be looked at again that was called right."""
    episode = get_episode_or_404(request, episode_id)
    found = acceptance_in(episode, acceptance_id)
    if found is None:
        raise Http404
    require(can_accept(request.practitioner, episode))
    back = reverse("quality:accepted")
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(take_acceptance_back, acceptance=found, by=request.practitioner)
        if form.applied:
            messages.success(request, "It is looked at again, and listed as long as it is so.")
            return redirect(back)
    shown = {"form": form, "row": accepted_line(found, request), "cancel_href": back}
    return render(request, "quality/take_back.html", shown)
