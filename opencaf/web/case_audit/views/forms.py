"""The audit form of the authority and its themes."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.case_audit.models import AuditForm, AuditItem
from opencaf.case_audit.operations.forms import (
    add_audit_item,
    add_theme,
    adopt_audit_form,
    change_audit_item,
    prepare_audit_form,
    remove_audit_item,
    stop_theme,
    use_audit_form,
)
from opencaf.case_audit.permissions import can_prepare
from opencaf.case_audit.queries import (
    form_being_prepared,
    form_in_use,
    item_being_prepared,
    items_of,
    theme_with,
    themes_of,
)
from opencaf.core.rulings import require
from opencaf.web.case_audit.forms import ItemForm, NewItemForm, ThemeForm
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

ASK = "case_audit/ask.html"


@require_GET
def show(request: PractitionerRequest) -> HttpResponse:
    """Show the form in use, or the next version where one is being prepared."""
    require(can_prepare(request.practitioner))
    authority_id = request.practitioner.authority_id
    in_use, prepared = form_in_use(authority_id), form_being_prepared(authority_id)
    shown = prepared or in_use
    return render(
        request,
        "case_audit/form.html",
        {"in_use": in_use, "prepared": prepared, "parts": parts_of(shown) if shown else []},
    )


def parts_of(form: AuditForm) -> list[tuple[str, list[AuditItem]]]:
    """Return the items of a form under its parts."""
    grouped = groupby(items_of(form), key=AuditItem.get_part_display)
    found: dict[str, list[AuditItem]] = {}
    for part, items in grouped:
        found.setdefault(part, []).extend(items)
    return list(found.items())


@require_http_methods(["GET", "POST"])
def begin(request: PractitionerRequest) -> HttpResponse:
    """Begin with the form of 39 items, or with the next version of one's own."""
    require(can_prepare(request.practitioner))
    is_first = form_in_use(request.practitioner.authority_id) is None
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operation = adopt_audit_form if is_first else prepare_audit_form
        form.apply(operation, by=request.practitioner)
        if form.applied:
            messages.success(
                request, "The form is in use." if is_first else "You can change the next version now."
            )
            return redirect("case_audit:form")
    words = (
        "39 items of yes or no and six grades, after the quality review that many authorities used. "
        "You can change all of it in a next version."
        if is_first
        else "The next version begins as a copy of the one in use. Rounds that were drawn keep theirs."
    )
    title = "Begin with a form of 39 items" if is_first else "Prepare the next version"
    return asked(request, form, title, words=words, button=title)


@require_http_methods(["GET", "POST"])
def use(request: PractitionerRequest) -> HttpResponse:
    """Let the version that was prepared be used."""
    require(can_prepare(request.practitioner))
    prepared = prepared_or_404(request)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(use_audit_form, form=prepared, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{prepared} is in use.")
            return redirect("case_audit:form")
    words = "Rounds that are drawn from now on are scored on it. It stays as it is then."
    return asked(request, form, f"Use {str(prepared).lower()}", words=words, button="Use it from today")


@require_http_methods(["GET", "POST"])
def add_item(request: PractitionerRequest) -> HttpResponse:
    """Ask something more."""
    require(can_prepare(request.practitioner))
    prepared = prepared_or_404(request)
    form = NewItemForm(request.POST or None)
    if form.is_valid():
        form.apply(add_audit_item, form=prepared, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "It is asked in the next version.")
            return redirect("case_audit:form")
    return asked(request, form, "Ask something more", button="Save")


@require_http_methods(["GET", "POST"])
def change_item(request: PractitionerRequest, item_id: uuid.UUID) -> HttpResponse:
    """Word an item anew."""
    require(can_prepare(request.practitioner))
    item = item_or_404(request, item_id)
    form = ItemForm(request.POST or None, initial={"wording": item.wording, "counts": item.counts})
    if form.is_valid():
        form.apply(change_audit_item, item=item, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "It is changed in the next version.")
            return redirect("case_audit:form")
    return asked(request, form, "Change what is asked", button="Save")


@require_http_methods(["GET", "POST"])
def remove_item(request: PractitionerRequest, item_id: uuid.UUID) -> HttpResponse:
    """Ask something no more."""
    require(can_prepare(request.practitioner))
    item = item_or_404(request, item_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(remove_audit_item, item=item, by=request.practitioner)
        if form.applied:
            messages.success(request, "It is not asked in the next version.")
            return redirect("case_audit:form")
    return asked(request, form, "Ask this no more", words=item.wording, button="Remove it")


@require_http_methods(["GET", "POST"])
def themes(request: PractitionerRequest) -> HttpResponse:
    """List the themes, and add one."""
    require(can_prepare(request.practitioner))
    form = ThemeForm(request.POST or None)
    if form.is_valid():
        form.apply(add_theme, name=form.cleaned_data["name"], by=request.practitioner)
        if form.applied:
            messages.success(request, "The theme is added.")
            return redirect("case_audit:themes")
    return render(
        request, "case_audit/themes.html", {"form": form, "themes": themes_of(request.practitioner)}
    )


@require_http_methods(["GET", "POST"])
def stop(request: PractitionerRequest, theme_id: uuid.UUID) -> HttpResponse:
    """Offer a theme no more."""
    require(can_prepare(request.practitioner))
    theme = theme_with(request.practitioner, theme_id)
    if theme is None:
        raise Http404
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(stop_theme, theme=theme, by=request.practitioner)
        if form.applied:
            messages.success(request, "The theme is not offered any more.")
            return redirect("case_audit:themes")
    words = f"{theme.name}. Where it was found it stays."
    return asked(
        request, form, "Stop this theme", words=words, button="Stop it", back=reverse("case_audit:themes")
    )


def asked(request: PractitionerRequest, form: OperationForm, title: str, **page: Any) -> HttpResponse:
    """Return a page that asks one thing; words: what is to be known; back: where it was asked from."""
    back = page.pop("back", None) or reverse("case_audit:form")
    return render(request, ASK, {"form": form, "title": title, "cancel_href": back, **page})


def prepared_or_404(request: PractitionerRequest) -> AuditForm:
    """Return the version that is being prepared; raises Http404 where none is."""
    prepared = form_being_prepared(request.practitioner.authority_id)
    if prepared is None:
        raise Http404
    return prepared


def item_or_404(request: PractitionerRequest, item_id: uuid.UUID) -> AuditItem:
    """Return an item of the version that is being prepared; raises Http404 for another."""
    item = item_being_prepared(request.practitioner, item_id)
    if item is None:
        raise Http404
    return item
