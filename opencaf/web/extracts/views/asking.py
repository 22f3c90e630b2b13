"""One extract: what it is, and having it made."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Extract, Window
from opencaf.extracts.operations import ask_for_extract
from opencaf.extracts.permissions import can_make_extracts, can_see_tables
from opencaf.extracts.queries import hidden_from_who_asks
from opencaf.web.extracts.forms import AskForm, reach_in_words
from opencaf.web.extracts.showing import extract_shown
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def show(request: PractitionerRequest, extract_code: str) -> HttpResponse:
    """Show what an extract holds, for what, and what it cannot say."""
    require(can_see_tables(request.practitioner))
    extract = extract_or_404(extract_code)
    shown = {
        "extract": extract_shown(extract, request.practitioner.authority),
        "reach": reach_in_words(extract),
        "can_make": can_make_extracts(request.practitioner),
    }
    return render(request, "extracts/extract.html", shown)


@require_http_methods(["GET", "POST"])
def ask(request: PractitionerRequest, extract_code: str) -> HttpResponse:
    """Ask for which days and what for, and have an extract made."""
    require(can_make_extracts(request.practitioner))
    extract = extract_or_404(extract_code)
    form = AskForm(request.POST or None, extract=extract)
    if form.is_valid():
        answers = form.cleaned_data
        made = form.apply(
            ask_for_extract,
            extract=extract.code,
            window=Window(answers["from_on"], answers["to_on"]),
            way=answers["way"],
            purpose=answers["purpose"],
            words=answers["words"],
            by=request.practitioner,
        )
        if made:
            return redirect("extracts:made", made.id)
    shown = {
        "form": form,
        "extract": extract_shown(extract, request.practitioner.authority),
        "hidden": hidden_from_who_asks().children,
        "button": "Make it",
        "cancel_href": reverse("extracts:extract", args=[extract.code]),
    }
    return render(request, "extracts/ask.html", shown)


def extract_or_404(code: str) -> Extract:
    """Return an extract by its code; raises Http404 where there is none."""
    if code not in EXTRACTS:
        raise Http404
    return EXTRACTS[code]
