"""Whether completed assessments are looked at: the authority's setting."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.operations.checking import set_checking
from opencaf.agencies.permissions import can_set_up
from opencaf.core.rulings import require
from opencaf.web.authority.forms import CheckingForm
from opencaf.web.shared.deeds import Deed, answer
from opencaf.web.shared.requests import PractitionerRequest

HEADING = "Looking at completed assessments"
ASKED = (
    "Whoever looks agrees, or sends it back with what is to be done. Nobody looks at their own. The family "
    "does not wait: sharing and meetings go on meanwhile."
)


@require_http_methods(["GET", "POST"])
def checking(request: PractitionerRequest) -> HttpResponse:
    """Say who looks at completed assessments, and within which time."""
    require(can_set_up(request.practitioner))
    authority = request.practitioner.authority
    now = {
        "assessments_checked_by": authority.assessments_checked_by,
        "check_within": authority.check_within,
    }
    form = CheckingForm(request.POST or None, initial=now)
    done = "Saved. It holds for what is completed from now on."
    deed = Deed(HEADING, "Save", done, reverse("authority:people"), ASKED, title=HEADING)
    if form.is_valid():
        form.apply(set_checking, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)
