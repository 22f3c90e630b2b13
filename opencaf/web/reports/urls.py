"""Addresses of this area."""

from django.urls import path

from opencaf.web.reports import unmet, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("started/", views.started, name="started"),
    path("started/download/", views.started_download, name="started_download"),
    path("unmet/", unmet.register, name="unmet"),
    path("unmet/download/", unmet.register_download, name="unmet_download"),
    path("unmet/cases/", unmet.register_cases, name="unmet_cases"),
    path("started/cases/", views.started_cases, name="started_cases"),
]
