"""Agreeing to the authority's rules of use."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opencaf.agencies.operations.admission import agree_to_use
from opencaf.agencies.permissions import must_agree
from opencaf.agencies.queries import acceptable_use_of
from opencaf.web.account.forms import AgreeForm
from opencaf.web.account.views import safe_next
from opencaf.web.shared.requests import PractitionerRequest


@require_http_methods(["GET", "POST"])
def acceptable_use(request: PractitionerRequest) -> HttpResponse:
    """Show the rules of use, and take somebody's agreement once to each version."""
    who = request.practitioner
    text = acceptable_use_of(who.authority) if who else None
    if text is None:
        return redirect(safe_next(request))
    form = AgreeForm(request.POST or None, initial={"version": str(text.version)})
    if form.is_valid():
        form.apply(agree_to_use, version=form.version_read, by=who)
        if form.applied:
            messages.success(request, "Thank you. You can read the rules again under Help.")
            return redirect(safe_next(request))
    values = {"form": form, "text": text, "must_agree": must_agree(who)}
    return render(request, "account/acceptable_use.html", values)
