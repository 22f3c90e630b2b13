"""Plain pages: what this is, how it goes, whom to ring. Open to everybody, signed in or not."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.web.help.wording import terms_of, words_of


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Say what it is, the five steps, whom to ring, and the words."""
    terms = terms_of(request)
    return render(request, "help/index.html", {"terms": terms, "words": words_of(terms)})


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
