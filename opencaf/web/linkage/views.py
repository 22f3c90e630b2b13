"""Linked registers: what waits for a judgement, the links that stand, and one pair."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.linkage.models import LinkState, RegisterLink
from opencaf.linkage.operations.judging import judge_pair, remove_link
from opencaf.linkage.permissions import can_link_registers
from opencaf.linkage.queries.links import link_seen_by, made_for, registers_of, waiting_for
from opencaf.people.operations.weighing import use_weights
from opencaf.people.permissions import can_choose_weights
from opencaf.people.queries.weights_in_use import versions_of
from opencaf.web.linkage.forms import JudgeForm, RemoveForm, WeightsForm
from opencaf.web.linkage.showing import evidence_of, in_hundred, lines_of, points, weights_shown
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name, record_look_at_child

A_PAGE = 25
NOW_LINKED = "The record now has the number of this register."
NOT_PUT_AGAIN = "The pair will not be put to anybody again."


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """List the pairs that somebody has to judge, and the registers that were linked."""
    require(can_link_registers(request.practitioner))
    shown = listed(request, waiting_for(request.practitioner))
    shown["registers"] = registers_of(request.practitioner.authority_id)
    return render(request, "linkage/index.html", shown)


@require_GET
def links(request: PractitionerRequest) -> HttpResponse:
    """List the links that stand, the newest first."""
    require(can_link_registers(request.practitioner))
    return render(request, "linkage/links.html", listed(request, made_for(request.practitioner)))


@require_http_methods(["GET", "POST"])
def weights(request: PractitionerRequest) -> HttpResponse:
    """Show what each threshold is expected to do, who learnt the weights and when; put others in use."""
    require(can_choose_weights(request.practitioner))
    versions = versions_of(request.practitioner.authority_id)
    sent = request.POST if versions else None
    form = WeightsForm(sent or None, versions=versions)
    if form.is_valid():
        form.apply(use_weights, version=form.cleaned_data["version"], by=request.practitioner)
        if form.applied:
            messages.success(request, "These weights are in use from now on.")
            return redirect("linkage:weights")
    trail.record("read", subject_kind="weights", page=page_name(request))
    shown = {"form": form, "versions": versions, "cancel_href": reverse("linkage:index")}
    used = next((one for one in versions if one.in_use), None)
    return render(
        request, "linkage/weights.html", {**shown, **weights_shown(used, request.practitioner.authority_id)}
    )


@require_http_methods(["GET", "POST"])
def pair(request: PractitionerRequest, link_id: uuid.UUID) -> HttpResponse:
    """Show why two may be one child; take a judgement while none was made."""
    require(can_link_registers(request.practitioner))
    link = link_or_404(request, link_id)
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        form.apply(judge_pair, link=link, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            same = form.cleaned_data["verdict"] == LinkState.SAME
            messages.success(request, NOW_LINKED if same else NOT_PUT_AGAIN)
            return redirect("linkage:index")
    shown = {
        "link": link,
        "form": form,
        "lines": lines_of(link) if link.is_waiting else evidence_of(link),
        "in_hundred": in_hundred(link),
        "other_bits": points(link.other_bits),
        "bits": points(round(link.bits, 1)),
        "cancel_href": reverse("linkage:index"),
    }
    return render(request, "linkage/pair.html", shown)


@require_http_methods(["GET", "POST"])
def remove(request: PractitionerRequest, link_id: uuid.UUID) -> HttpResponse:
    """Take a link away with the reason."""
    require(can_link_registers(request.practitioner))
    link = link_or_404(request, link_id)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        form.apply(remove_link, link=link, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The link is removed, and the record has lost the register’s number.")
            return redirect("linkage:links")
    shown = {"link": link, "form": form, "cancel_href": reverse("linkage:pair", args=[link.id])}
    return render(request, "linkage/remove.html", shown)


def link_or_404(request: PractitionerRequest, link_id: uuid.UUID) -> RegisterLink:
    """Return a pair, with the look at its child on the trail; raises Http404 where there is none."""
    link = link_seen_by(request.practitioner, link_id)
    if link is None:
        raise Http404
    record_look_at_child(request, link.person)
    return link


def listed(request: PractitionerRequest, rows: QuerySet[RegisterLink]) -> dict[str, Any]:
    """Return one page of pairs; whose they are is on the trail before it is shown."""
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    children = list(dict.fromkeys(str(one.person_id) for one in page))
    trail.record("listed", subject_kind="register", page=page_name(request), children=children)
    pairs = [{"link": one, "in_hundred": in_hundred(one)} for one in page]
    return {"pairs": pairs, "count": page.paginator.count, "pages": page_links(page, request)}
