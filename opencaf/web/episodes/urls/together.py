"""Addresses of meetings, the team, the lead professional and the plan."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import (
    decisions,
    helping,
    invitations,
    leading,
    meeting_copies,
    meeting_screen,
    meetings,
    offering,
    plan,
    reviews,
    team,
)

urlpatterns: list[URLPattern] = [
    path("<uuid:episode_id>/help/", helping.help_page, name="help"),
    path("<uuid:episode_id>/meetings/", meetings.meetings, name="meetings"),
    path("<uuid:episode_id>/meetings/plan/", meetings.meeting_plan, name="meeting_plan"),
    path("<uuid:episode_id>/meetings/dates/", invitations.meeting_dates, name="meeting_dates"),
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
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/screen/",
        meeting_screen.meeting_screen,
        name="meeting_screen",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/copy/",
        meeting_copies.meeting_copies,
        name="meeting_copies",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/copy/meeting.pdf",
        meeting_copies.meeting_copy,
        name="meeting_copy",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/decisions/",
        decisions.meeting_decisions,
        name="meeting_decisions",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/choose/",
        invitations.meeting_choose,
        name="meeting_choose",
    ),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/move/", invitations.meeting_move, name="meeting_move"),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/invite/",
        invitations.meeting_invite,
        name="meeting_invite",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/answer/",
        invitations.meeting_answer,
        name="meeting_answer",
    ),
    path(
        "<uuid:episode_id>/meetings/<uuid:meeting_id>/link/<uuid:line_id>/",
        invitations.meeting_link,
        name="meeting_link",
    ),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/review/", reviews.review, name="review"),
    path("<uuid:episode_id>/meetings/<uuid:meeting_id>/reviewed/", reviews.review_show, name="review_show"),
    path("<uuid:episode_id>/team/", team.team, name="team"),
    path("<uuid:episode_id>/team/join/", team.team_join, name="team_join"),
    path("<uuid:episode_id>/team/<uuid:member_id>/leave/", team.team_leave, name="team_leave"),
    path("<uuid:episode_id>/lead/", leading.lead, name="lead"),
    path("<uuid:episode_id>/lead/take-back/", leading.lead_take_back, name="lead_take_back"),
    path("<uuid:episode_id>/lead/offer/", offering.lead_offer, name="lead_offer"),
    path(
        "<uuid:episode_id>/lead/offer/<uuid:offer_id>/take-back/",
        offering.lead_offer_back,
        name="lead_offer_back",
    ),
    path("<uuid:episode_id>/lead/work/", offering.coordinate, name="coordinate"),
    path("<uuid:episode_id>/lead/work/<uuid:work_id>/end/", offering.coordinate_end, name="coordinate_end"),
    path("offers/<uuid:offer_id>/", offering.lead_answer, name="lead_answer"),
    path("offers/<uuid:offer_id>/decline/", offering.lead_decline, name="lead_decline"),
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
]
