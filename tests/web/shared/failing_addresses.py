"""Addresses of a test: the site's own, and one that fails."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from opencaf.config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    raise ValueError("A fault of the program")


urlpatterns = [*urlpatterns, path("fail/", fail, name="fail")]
