"""Addresses of the case: its beginning, its pages and its end."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    checklist,
    closing,
    correcting,
    intention,
    journey,
    overview,
    suspension,
)

urlpatterns: list[URLPattern] = [
    path("start/<uuid:child_id>/", intention.start, name="start"),
    path("<uuid:episode_id>/children/add/", intention.add_child, name="add_child"),
    path(
        "<uuid:episode_id>/children/<uuid:child_id>/out/",
        intention.child_out,
        name="take_child_out",
    ),
    path("<uuid:episode_id>/checklist/", checklist.checklist, name="checklist"),
    path("<uuid:episode_id>/checklist/skip/", checklist.checklist_skip, name="checklist_skip"),
    path("<uuid:episode_id>/checklist/show/", checklist.checklist_show, name="checklist_show"),
    path("<uuid:episode_id>/", overview.overview, name="overview"),
    path("<uuid:episode_id>/journey/", journey.journey, name="journey"),
    path("<uuid:episode_id>/suspend/", suspension.suspend, name="suspend"),
    path("<uuid:episode_id>/resume/", suspension.resume, name="resume"),
    path("<uuid:episode_id>/close/", closing.close, name="close"),
    path("<uuid:episode_id>/closed/", closing.closed, name="closed"),
    path("<uuid:episode_id>/reopen/", closing.reopen, name="reopen"),
    path(
        "<uuid:episode_id>/correct/<slug:kind>/<uuid:record_id>/<slug:field>/",
        correcting.correct,
        name="correct",
    ),
]
