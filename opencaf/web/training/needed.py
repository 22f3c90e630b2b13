"""Which training is needed for what: the authority's setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.training.models import Course
from opencaf.training.operations.courses import set_needed_training
from opencaf.training.permissions import can_say_what_is_needed
from opencaf.training.queries.sessions import courses_of
from opencaf.web.shared.deeds import Deed, answer
from opencaf.web.shared.forms import CheckboxesField, OperationForm, WholeNumberField
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training.forms import MOST_MONTHS

HEADING = "Training that is needed"
ASKED = (
    "Any one of the courses ticked is enough, as long as it holds. It is asked from now on; nobody who leads "
    "now stops leading. Whether records open only after training is said with the rules of use."
)
FLAGS = {"to_open": "opens_records", "to_start": "lets_start", "to_lead": "lets_lead"}


class NeededForm(OperationForm):
    """Which courses count for what."""

    mark_optional = False

    to_open = CheckboxesField(
        label="For an account",
        hint="Taking part notes the day of training, which opens records where that is asked.",
        required=False,
    )
    to_start = CheckboxesField(
        label="For starting", hint="None ticked: no training is asked.", required=False
    )
    to_lead = CheckboxesField(
        label="For becoming lead", hint="None ticked: no training is asked.", required=False
    )

    refresher_after_months = WholeNumberField(
        label="Months after training until a refresher is offered",
        name="the months until a refresher is offered",
        hint="To whoever starts for the first time. It is ten minutes, and nobody has to read it.",
        min_value=1,
        max_value=MOST_MONTHS,
    )

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {str(course.id): course for course in courses}
        for name in FLAGS:
            self.choose_among(name, [(key, course.name) for key, course in self.courses.items()])

    @property
    def chosen(self) -> dict[str, list[Course]]:
        """The courses ticked for each."""
        return {name: [self.courses[key] for key in self.cleaned_data[name]] for name in FLAGS}


@require_http_methods(["GET", "POST"])
def settings(request: PractitionerRequest) -> HttpResponse:
    """Say which courses count for an account, for starting and for leading."""
    require(can_say_what_is_needed(request.practitioner))
    courses = courses_of(request.practitioner.authority_id)
    now = {name: [str(one.id) for one in courses if getattr(one, flag)] for name, flag in FLAGS.items()}
    months = request.practitioner.authority.refresher_after_months
    form = NeededForm(
        request.POST or None, courses=courses, initial={**now, "refresher_after_months": months}
    )
    intro = ASKED if courses else f"There is no course yet. The training team adds them. {ASKED}"
    deed = Deed(
        HEADING, "Save", "Saved. It is asked from now on.", reverse("training:index"), intro, title=HEADING
    )
    if form.is_valid():
        months = form.cleaned_data["refresher_after_months"]
        form.apply(set_needed_training, **form.chosen, refresher_after_months=months, by=request.practitioner)
    return answer(request, deed, form)
