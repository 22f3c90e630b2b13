"""Plain pages: what this is, how it goes, whom to ring. Open to everybody, signed in or not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.episodes.queries.forms import form_asked_on
from opencaf.web.help.blank_form import blank_sheet
from opencaf.web.help.wording import terms_of, words_of
from opencaf.web.shared.paper import typeset
from opencaf.web.shared.requests import PractitionerRequest

NO_FORM = "Your authority has no assessment form yet. Ask its administrator to adopt one."


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Say what it is, the five steps, whom to ring, and the words."""
    terms = terms_of(request)
    return render(request, "help/index.html", {"terms": terms, "words": words_of(terms)})


@require_GET
def blank_form(request: PractitionerRequest) -> HttpResponse:
    """Give the form that is asked today, about nobody, as a file to print."""
    authority = request.practitioner.authority
    form = form_asked_on(clock.today(), authority.id)
    if form is None:
        messages.warning(request, NO_FORM)
        return redirect("help:index")
    response = HttpResponse(
        typeset(blank_sheet(form, list(form.questions.all()), authority)), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'attachment; filename="blank-form.pdf"'
    return response


@login_not_required
@require_GET
def safeguarding(request: HttpRequest) -> HttpResponse:
    """Say what to do when a child may be unsafe."""
    return render(request, "help/safeguarding.html", {"terms": terms_of(request)})


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how far everybody can use this site."""
    return render(request, "help/accessibility.html", {"terms": terms_of(request)})


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, who sees it and how to ask."""
    return render(request, "help/privacy.html", {"terms": terms_of(request)})
