"""Addresses of this area."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    assessment,
    assessment_conclusions,
    assessment_domain,
    autosave,
    autosave_texts,
    checklist,
    closing,
    concern,
    consent,
    contributing,
    contributions,
    correcting,
    histories,
    intention,
    journey,
    leading,
    levels,
    looks,
    meetings,
    overview,
    own_marks,
    plan,
    requests,
    reviews,
    sharing_decisions,
    support,
    suspension,
    team,
    versions,
)

app_name = "episodes"
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
    path("<uuid:episode_id>/meetings/", meetings.meetings, name="meetings"),
    path("<uuid:episode_id>/meetings/plan/", meetings.meeting_plan, name="meeting_plan"),
    path("<uuid:episode_id>/meetings/hold/", meetings.meeting_hold, name="meeting_hold"),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/hold/",
        meetings.meeting_hold,
        name="meeting_hold_planned",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/cancel/", meetings.meeting_cancel, name="meeting_cancel"
    ),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/review/", reviews.review, name="review"),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/reviewed/", reviews.review_show, name="review_show"),
    path("<uuid:episode_id>/team/", team.team, name="team"),
    path("<uuid:episode_id>/team/join/", team.team_join, name="team_join"),
    path("<uuid:episode_id>/team/<uuid:member_id>/leave/", team.team_leave, name="team_leave"),
    path("<uuid:episode_id>/lead/", leading.lead, name="lead"),
    path("<uuid:episode_id>/plan/", plan.plan, name="plan"),
    path("<uuid:episode_id>/plan/outcomes/add/", plan.outcome_add, name="outcome_add"),
    path("<uuid:episode_id>/plan/outcomes/<uuid:outcome_id>/", plan.outcome, name="outcome"),
    path("<uuid:episode_id>/plan/outcomes/<uuid:outcome_id>/add/", plan.action_add, name="action_add"),
    path("<uuid:episode_id>/plan/actions/<uuid:action_id>/", plan.action, name="action"),
    path(
        "<uuid:episode_id>/plan/actions/<uuid:action_id>/progress/",
        plan.action_progress,
        name="action_progress",
    ),
    path("<uuid:episode_id>/plan/actions/<uuid:action_id>/close/", plan.action_close, name="action_close"),
    path("<uuid:episode_id>/plan/actions/<uuid:action_id>/reopen/", plan.action_reopen, name="action_reopen"),
    path(
        "<uuid:episode_id>/plan/actions/<uuid:action_id>/hand-on/", plan.action_hand_on, name="action_hand_on"
    ),
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
    path("<uuid:episode_id>/", overview.overview, name="overview"),
    path("<uuid:episode_id>/journey/", journey.journey, name="journey"),
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
