"""Addresses of this area."""

from django.urls import path

from opencaf.web.national import views

app_name = "national"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:report>/", views.report, name="report"),
    path("<slug:report>/download/", views.report_download, name="report_download"),
]
