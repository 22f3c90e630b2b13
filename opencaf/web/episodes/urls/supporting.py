"""Addresses of what is shared, noted, asked of services and of social care."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    chronology,
    consent,
    file_contents,
    files,
    levels,
    looks,
    packets,
    request_parts,
    requests,
    requests_finding,
    requests_received,
    sharing_decisions,
    stepping,
    support,
)

urlpatterns: list[URLPattern] = [
    path("<uuid:episode_id>/sharing/", consent.sharing, name="sharing"),
    path("<uuid:episode_id>/sharing/looks/", looks.looks, name="looks"),
    path("<uuid:episode_id>/sharing/looks/<uuid:broken_id>/", looks.withhold_look, name="withhold_look"),
    path("<uuid:episode_id>/sharing/looks/print/", looks.looks_receipt, name="looks_receipt"),
    path(
        "<uuid:episode_id>/sharing/decisions/",
        sharing_decisions.sharing_decisions,
        name="sharing_decisions",
    ),
    path(
        "<uuid:episode_id>/sharing/decisions/add/",
        sharing_decisions.decide_sharing,
        name="decide_sharing",
    ),
    path("<uuid:episode_id>/sharing/add/<slug:kind>/", consent.add_consent, name="add_consent"),
    path(
        "<uuid:episode_id>/sharing/<uuid:consent_id>/withdraw/",
        consent.withdraw,
        name="withdraw_consent",
    ),
    path("<uuid:episode_id>/chronology/", chronology.chronology, name="chronology"),
    path("<uuid:episode_id>/chronology/add/", chronology.chronology_add, name="chronology_add"),
    path(
        "<uuid:episode_id>/chronology/<uuid:event_id>/correct/",
        chronology.chronology_correct,
        name="chronology_correct",
    ),
    path(
        "<uuid:episode_id>/chronology/<uuid:event_id>/remove/",
        chronology.chronology_remove,
        name="chronology_remove",
    ),
    path(
        "<uuid:episode_id>/chronology/<uuid:event_id>/put-back/",
        chronology.chronology_put_back,
        name="chronology_put_back",
    ),
    path("<uuid:episode_id>/notes/", support.notes, name="notes"),
    path("<uuid:episode_id>/notes/add/", support.note_add, name="note_add"),
    path("<uuid:episode_id>/notes/<uuid:note_id>/move/", support.note_move, name="note_move"),
    path("<uuid:episode_id>/files/", files.files, name="files"),
    path("<uuid:episode_id>/files/add/", files.file_add, name="file_add"),
    path("<uuid:episode_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("<uuid:episode_id>/files/<uuid:file_id>/remove/", files.file_remove, name="file_remove"),
    path("<uuid:episode_id>/files/<uuid:file_id>/put-back/", files.file_put_back, name="file_put_back"),
    path(
        "<uuid:episode_id>/files/<uuid:file_id>/show/<slug:way>/", file_contents.file_shown, name="file_shown"
    ),
    path(
        "<uuid:episode_id>/files/<uuid:file_id>/download/", file_contents.file_download, name="file_download"
    ),
    path("<uuid:episode_id>/services/", requests.services, name="services"),
    path("<uuid:episode_id>/services/add/", requests.request_add, name="request_add"),
    path("<uuid:episode_id>/services/find/", requests_finding.request_find, name="request_find"),
    path("<uuid:episode_id>/services/missing/", requests_finding.missing_add, name="missing_add"),
    path(
        "<uuid:episode_id>/services/missing/<uuid:missing_id>/take-back/",
        requests_finding.missing_take_back,
        name="missing_take_back",
    ),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/recall/",
        requests_finding.request_recall,
        name="request_recall",
    ),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/recall/take-back/",
        requests_finding.request_stand,
        name="request_stand",
    ),
    path("<uuid:episode_id>/services/<uuid:request_id>/", requests.request_show, name="request"),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/send/", request_parts.request_send, name="request_send"
    ),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/goes/", request_parts.request_goes, name="request_goes"
    ),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/goes/change/",
        request_parts.request_parts,
        name="request_parts",
    ),
    path(
        "<uuid:episode_id>/services/<uuid:request_id>/goes/papers/",
        request_parts.request_papers,
        name="request_papers",
    ),
    path("requests/<uuid:request_id>/", requests_received.request_received, name="request_received"),
    path(
        "requests/<uuid:request_id>/answer/",
        requests_received.request_received_answer,
        name="request_received_answer",
    ),
    path(
        "requests/<uuid:request_id>/start/",
        requests_received.request_received_start,
        name="request_received_start",
    ),
    path(
        "requests/<uuid:request_id>/deliver/",
        requests_received.request_received_deliver,
        name="request_received_deliver",
    ),
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
    path("<uuid:episode_id>/steps/", stepping.steps, name="steps"),
    path("<uuid:episode_id>/steps/up/", stepping.step_up_page, name="step_up"),
    path("<uuid:episode_id>/steps/down/", stepping.step_down_page, name="step_down"),
    path("<uuid:episode_id>/steps/<uuid:step_id>/answer/", stepping.step_answer, name="step_answer"),
    path("<uuid:episode_id>/steps/<uuid:step_id>/feedback/", stepping.step_feedback, name="step_feedback"),
    path("<uuid:episode_id>/steps/<uuid:step_id>/meeting/", stepping.step_meeting, name="step_meeting"),
    path("<uuid:episode_id>/steps/<uuid:step_id>/number/", stepping.step_number, name="step_number"),
    path("<uuid:episode_id>/steps/<uuid:step_id>/take-back/", stepping.step_take_back, name="step_take_back"),
    path(
        "<uuid:episode_id>/steps/<uuid:step_id>/answer/take-back/",
        stepping.step_answer_back,
        name="step_answer_back",
    ),
    path(
        "<uuid:episode_id>/steps/<uuid:step_id>/packet/<slug:way>/",
        packets.step_packet,
        name="step_packet",
    ),
]
