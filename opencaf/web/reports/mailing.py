"""The page of a saved view's mail, to which the mail leads: open the view, choose its day, or stop it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.facts import told_for
from opencaf.reports.models import ReadyMail, SavedView
from opencaf.reports.operations import mail_when_ready, stop_mail
from opencaf.reports.permissions import can_be_mailed, can_see_cases_behind
from opencaf.reports.queries import mails_of, view_seen_by
from opencaf.web.reports.index import address_of
from opencaf.web.shared.forms import OperationForm, SelectField
from opencaf.web.shared.requests import PractitionerRequest

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OF_MONTH = {1: "1st", 5: "5th", 10: "10th", 15: "15th", 20: "20th", 25: "25th"}
WHEN = {
    **{f"week-{number}": f"Every {day}" for number, day in enumerate(WEEKDAYS, start=1)},
    **{f"month-{number}": f"On the {said} of each month" for number, said in OF_MONTH.items()},
}


class MailForm(OperationForm):
    """When the mail comes."""

    when = SelectField(
        label="When should the mail come?",
        missing="Select when the mail should come",
        blank="Select a day",
        hint="It says that a report is ready, and nothing else: no name and no figure.",
        choices=list(WHEN.items()),
    )

    @property
    def answers(self) -> dict[str, Any]:
        """What was chosen."""
        every, day = self.cleaned_data["when"].split("-")
        return {"every": every, "on_day": int(day)}


class StopForm(OperationForm):
    """One press of a button."""


@require_http_methods(["GET", "POST"])
def mail_view(request: PractitionerRequest, view_id: uuid.UUID) -> HttpResponse:
    """Let somebody have a mail when a view is ready, or stop it."""
    view = view_or_404(request, view_id)
    mail = mails_of(request.practitioner).get(view.id)
    form = (StopForm if mail else MailForm)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if isinstance(form, MailForm):
            form.apply(mail_when_ready, view=view, by=request.practitioner, **form.answers)
        else:
            form.apply(stop_mail, view=view, by=request.practitioner)
        if form.applied:
            messages.success(
                request, "The mail is stopped." if mail else "You get a mail on the days you chose."
            )
            return redirect("reports:index")
    shown = {
        "form": form,
        "view": view,
        "report": told_for(REPORTS[view.report], request.practitioner.authority),
        "when": when_words(mail) if mail else "",
        "view_href": address_of(view),
        "cancel_href": reverse("reports:index"),
    }
    return render(request, "reports/mail_view.html", shown)


def view_or_404(request: PractitionerRequest, view_id: uuid.UUID) -> SavedView:
    """Return a view of a report that somebody finds; raises Http404 where there is none."""
    require(can_see_cases_behind(request.practitioner))
    view = view_seen_by(request.practitioner, view_id)
    if view is None or view.report not in REPORTS:
        raise Http404
    require(can_be_mailed(request.practitioner, view))
    return view


def when_words(mail: ReadyMail) -> str:
    """Return when a mail comes."""
    words = WHEN[f"{mail.every}-{mail.on_day}"]
    return f"{words[:1].lower()}{words[1:]}"
