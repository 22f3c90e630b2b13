"""Which training is needed for what: the authority's setting."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.training.operations.courses import set_needed_training
from opencaf.training.permissions import can_say_what_is_needed
from opencaf.training.queries.sessions import courses_of
from opencaf.web.shared.deeds import Deed, answer
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training.forms import NeededForm

HEADING = "Training that is needed"
ASKED = (
    "Any one of the courses ticked is enough, as long as it holds. It is asked from now on; nobody who leads "
    "now stops leading. Whether records open only after training is said with the rules of use."
)
FLAGS = {"to_open": "opens_records", "to_start": "lets_start", "to_lead": "lets_lead"}


@require_http_methods(["GET", "POST"])
def settings(request: PractitionerRequest) -> HttpResponse:
    """Say which courses count for an account, for starting and for leading."""
    require(can_say_what_is_needed(request.practitioner))
    courses = courses_of(request.practitioner.authority_id)
    now = {name: [str(one.id) for one in courses if getattr(one, flag)] for name, flag in FLAGS.items()}
    form = NeededForm(request.POST or None, courses=courses, initial=now)
    intro = ASKED if courses else f"There is no course yet. The training team adds them. {ASKED}"
    deed = Deed(
        HEADING, "Save", "Saved. It is asked from now on.", reverse("training:index"), intro, title=HEADING
    )
    if form.is_valid():
        form.apply(set_needed_training, **form.chosen, by=request.practitioner)
    return answer(request, deed, form)
