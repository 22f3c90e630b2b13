"""Addresses of this area."""

from django.urls import path

from opencaf.web.reports import asked, impact, index, living, mailing, saved, unmet, views

app_name = "reports"
urlpatterns = [
    path("", index.index, name="index"),
    path("started/", views.started, name="started"),
    path("started/download/", views.started_download, name="started_download"),
    path("impact/", impact.impact, name="impact"),
    path("impact/download/", impact.impact_download, name="impact_download"),
    path("unmet/", unmet.register, name="unmet"),
    path("unmet/download/", unmet.register_download, name="unmet_download"),
    path("unmet/cases/", unmet.register_cases, name="unmet_cases"),
    path("started/cases/", views.started_cases, name="started_cases"),
    path("children/", living.living, name="living"),
    path("children/<int:year>/", living.living_year, name="living_year"),
    path("views/<uuid:view_id>/mail/", mailing.mail_view, name="mail_view"),
    path("views/<uuid:view_id>/remove/", saved.remove_view, name="remove_view"),
    path("<slug:report>/", asked.report, name="report"),
    path("<slug:report>/download/", asked.report_download, name="report_download"),
    path("<slug:report>/cases/", asked.report_cases, name="report_cases"),
    path("<slug:report>/save/", saved.save_view, name="save_view"),
]
