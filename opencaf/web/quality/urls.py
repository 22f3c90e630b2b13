"""Addresses of this area."""

from django.urls import path

from opencaf.web.quality import accepting, views

app_name = "quality"
urlpatterns = [
    path("", views.index, name="index"),
    path("mine/", views.mine, name="mine"),
    path("accepted/", accepting.accepted, name="accepted"),
    path("accepted/<uuid:episode_id>/<uuid:acceptance_id>/take-back/", accepting.take_back, name="take_back"),
    path("<slug:rule>/", views.listed, name="rule"),
    path("<slug:rule>/download/", views.listed_download, name="rule_download"),
    path("<slug:rule>/<uuid:episode_id>/<uuid:about_id>/accept/", accepting.accept, name="accept"),
]
