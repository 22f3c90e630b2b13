"""Addresses of the shared pages alone, so that they can be looked at without signing in."""

from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from opencaf.web.shared.gallery import gallery
from opencaf.web.shared.policy import csp_report


def error_page(request: HttpRequest, code: int) -> HttpResponse:
    values = {
        "authority_name": "Harbour Bay Council",
        "reference": "K7Q2-44",
        "typed": [{"label": "Health", "text": "Sleeps badly.\nEats well."}],
    }
    return render(request, f"errors/{code}.html", values)


urlpatterns = [
    path("help/components/", non_atomic_requests(gallery)),
    path("errors/<int:code>/", non_atomic_requests(error_page)),
    path("csp-report", csp_report),
]
