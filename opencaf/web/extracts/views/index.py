"""The extracts that are offered and those that were made; and whose record an ID of a file leads to."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.permissions import can_make_extracts, can_see_tables
from opencaf.extracts.queries import child_with_key, extracts_of
from opencaf.web.extracts.forms import FindForm
from opencaf.web.extracts.showing import extract_shown, line_of
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 25
NOBODY = "No child whose record you may see has this ID. Check the letters and figures"


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """List the extracts, and those that were made."""
    require(can_see_tables(request.practitioner))
    can_make = can_make_extracts(request.practitioner)
    authority = request.practitioner.authority
    shown = {"extracts": [extract_shown(one, authority) for one in EXTRACTS.values()], "can_make": can_make}
    if can_make:
        page = Paginator(extracts_of(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
        shown |= {"lines": [line_of(made) for made in page], "pages": page_links(page, request)}
    return render(request, "extracts/index.html", shown)


@require_http_methods(["GET", "POST"])
def find(request: PractitionerRequest) -> HttpResponse:
    """Lead from the ID of a child in a file to the child's record."""
    require(can_make_extracts(request.practitioner))
    form = FindForm(request.POST or None)
    if form.is_valid():
        child_id = child_with_key(request.practitioner, form.cleaned_data["key"])
        trail.record("extract_key_looked_up", subject_kind="child", subject_id=child_id)
        if child_id:
            return redirect("children:show", child_id)
        form.add_error("key", NOBODY)
    shown = {"form": form, "button": "Find the child", "cancel_href": reverse("extracts:index")}
    return render(request, "extracts/find.html", shown)
