"""Addresses of this area."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    checklist,
    closing,
    consent,
    correcting,
    intention,
    levels,
    requests,
    support,
    suspension,
)

app_name = "episodes"
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
    path("<uuid:episode_id>/sharing/", consent.sharing, name="sharing"),
    path("<uuid:episode_id>/sharing/add/<slug:kind>/", consent.add_consent, name="add_consent"),
    path(
        "<uuid:episode_id>/sharing/<uuid:consent_id>/withdraw/",
        consent.withdraw,
        name="withdraw_consent",
    ),
    path("<uuid:episode_id>/notes/", support.notes, name="notes"),
    path("<uuid:episode_id>/notes/add/", support.note_add, name="note_add"),
    path("<uuid:episode_id>/services/", requests.services, name="services"),
    path("<uuid:episode_id>/services/add/", requests.request_add, name="request_add"),
    path("<uuid:episode_id>/services/<uuid:request_id>/", requests.request_show, name="request"),
    path("<uuid:episode_id>/services/<uuid:request_id>/send/", requests.request_send, name="request_send"),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/decide/", requests.request_decide, name="request_decide"
    ),
    path("<uuid:episode_id>/services/<uuid:request_id>/start/", requests.request_start, name="request_start"),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/deliver/",
        requests.request_deliver,
        name="request_deliver",
    ),
    path("<uuid:episode_id>/services/<uuid:request_id>/unmet/", requests.request_unmet, name="request_unmet"),
    path("<uuid:episode_id>/level/", levels.level, name="level"),
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
