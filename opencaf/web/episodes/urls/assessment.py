"""Addresses of the assessment, contributions to it and the concern map."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    assessment,
    assessment_conclusions,
    assessment_domain,
    autosave,
    autosave_texts,
    checking,
    concern,
    contributing,
    contributions,
    copies,
    histories,
    own_marks,
    reused,
    versions,
)

urlpatterns: list[URLPattern] = [
    path("<uuid:episode_id>/assessment/", assessment.assessment, name="assessment"),
    path("<uuid:episode_id>/assessment/include/", assessment.assessment_include, name="assessment_include"),
    path("<uuid:episode_id>/assessment/start/", assessment.assessment_start, name="assessment_start"),
    path(
        "<uuid:episode_id>/assessment/situation/",
        assessment.assessment_situation,
        name="assessment_situation",
    ),
    path("<uuid:episode_id>/assessment/visits/add/", assessment.assessment_visit, name="assessment_visit"),
    path("<uuid:episode_id>/assessment/reuse/", reused.assessment_reuse, name="assessment_reuse"),
    path(
        "<uuid:episode_id>/assessment/reuse/<uuid:reused_id>/remove/",
        reused.assessment_reuse_remove,
        name="assessment_reuse_remove",
    ),
    path("<uuid:episode_id>/assessment/shown/", assessment.assessment_shown, name="assessment_shown"),
    path(
        "<uuid:episode_id>/assessment/complete/", assessment.assessment_complete, name="assessment_complete"
    ),
    path("<uuid:episode_id>/assessment/versions/", versions.assessment_compare, name="assessment_compare"),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/",
        assessment.assessment_show,
        name="assessment_show",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/check/",
        checking.assessment_check,
        name="assessment_check",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/check/again/",
        checking.assessment_look_again,
        name="assessment_look_again",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/copies/",
        copies.assessment_copies,
        name="assessment_copies",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/data/<uuid:child_id>/",
        copies.assessment_data,
        name="assessment_data",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/copies/<slug:which>/",
        copies.assessment_copy,
        name="assessment_copy",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/elements/<slug:element>/",
        histories.assessment_history,
        name="assessment_history",
    ),
    path(
        "<uuid:episode_id>/assessment/versions/<int:version>/texts/",
        histories.assessment_text_history,
        name="assessment_text_history",
    ),
    path(
        "<uuid:episode_id>/assessment/domains/<slug:domain>/",
        assessment_domain.assessment_domain,
        name="assessment_domain",
    ),
    path(
        "<uuid:episode_id>/assessment/domains/<slug:domain>/not-relevant/",
        assessment_domain.assessment_not_relevant,
        name="assessment_not_relevant",
    ),
    path("<uuid:episode_id>/assessment/texts/", autosave_texts.assessment_texts, name="assessment_texts"),
    path(
        "<uuid:episode_id>/assessment/boxes/<uuid:story_id>/", autosave.assessment_box, name="assessment_box"
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/",
        contributions.assessment_contributions,
        name="assessment_contributions",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/ask/",
        contributions.assessment_ask,
        name="assessment_ask",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/<uuid:contribution_id>/",
        contributing.assessment_contribution,
        name="assessment_contribution",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/<uuid:contribution_id>/texts/",
        contributing.assessment_contribution_texts,
        name="assessment_contribution_texts",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/<uuid:contribution_id>/remind/",
        contributions.assessment_remind,
        name="assessment_remind",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/<uuid:contribution_id>/withdraw/",
        contributions.assessment_withdraw,
        name="assessment_withdraw",
    ),
    path(
        "<uuid:episode_id>/assessment/contributions/<uuid:contribution_id>/read/",
        contributions.assessment_contribution_read,
        name="assessment_contribution_read",
    ),
    path("contributions/<uuid:contribution_id>/", contributing.contribute, name="contribute"),
    path(
        "contributions/<uuid:contribution_id>/texts/", contributing.contribute_texts, name="contribute_texts"
    ),
    path(
        "<uuid:episode_id>/assessment/services/",
        assessment_conclusions.assessment_services,
        name="assessment_services",
    ),
    path(
        "<uuid:episode_id>/assessment/services/add/",
        assessment_conclusions.assessment_service,
        name="assessment_service_add",
    ),
    path(
        "<uuid:episode_id>/assessment/services/<uuid:service_id>/",
        assessment_conclusions.assessment_service,
        name="assessment_service",
    ),
    path(
        "<uuid:episode_id>/assessment/services/<uuid:service_id>/remove/",
        assessment_conclusions.assessment_service_remove,
        name="assessment_service_remove",
    ),
    path(
        "<uuid:episode_id>/assessment/conclusions/",
        assessment_conclusions.assessment_conclusions,
        name="assessment_conclusions",
    ),
    path("<uuid:episode_id>/concern/", concern.concern_map, name="concern_map"),
    path("<uuid:episode_id>/concern/download/", concern.concern_map_download, name="concern_map_download"),
    path("<uuid:episode_id>/concern/family/", own_marks.own_marks, name="own_marks"),
]
