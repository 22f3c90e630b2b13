"""Opening a record in an emergency: reason, then showing again who one is, then an hour."""

from __future__ import annotations

import uuid

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.breaking_glass import break_glass
from opencaf.people.permissions import can_break_glass, can_see_child
from opencaf.web.children.forms.glass import BreakGlassForm
from opencaf.web.shared.confirmed import is_confirmed
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_found_child_or_404


@require_http_methods(["GET", "POST"])
def break_the_glass(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Ask why it cannot wait and who it is, then open this one record for an hour.

    The reason is written first; what was written is kept while they show that it is them.
    """
    child = get_found_child_or_404(request, child_id)
    if can_see_child(request.practitioner, child):
        return redirect("children:show", child.id)
    require(can_break_glass(request.practitioner, child))
    form = BreakGlassForm(request.POST or None)
    if form.is_valid():
        if not is_confirmed(request):
            raise ReauthenticationRequired
        form.apply(break_glass, child=child, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(
                request, "This record is open to you for 60 minutes. The privacy officer was told."
            )
            return redirect("children:show", child.id)
    back = reverse("children:ask_access", args=[child.id])
    return render(request, "children/break_glass.html", {"form": form, "cancel_href": back})
