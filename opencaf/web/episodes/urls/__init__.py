"""Addresses of this area."""

from django.urls import URLPattern

from opencaf.web.episodes.urls import assessment, case, moving, panels, supporting, together

app_name = "episodes"
urlpatterns: list[URLPattern] = [
    *assessment.urlpatterns,
    *panels.urlpatterns,
    *together.urlpatterns,
    *supporting.urlpatterns,
    *moving.urlpatterns,
    *case.urlpatterns,
]
