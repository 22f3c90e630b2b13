"""Addresses of this area."""

from django.urls import path

from opencaf.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("started/", views.started, name="started"),
    path("started/download/", views.started_download, name="started_download"),
    path("started/cases/", views.started_cases, name="started_cases"),
]
