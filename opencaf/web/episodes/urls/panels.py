"""Addresses of panels: sittings at which several children have a turn."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import panel_turns, panels

urlpatterns: list[URLPattern] = [
    path("panels/", panels.panels, name="panels"),
    path("panels/plan/", panels.panel_plan, name="panel_plan"),
    path("panels/<uuid:panel_id>/", panels.panel, name="panel"),
    path("panels/<uuid:panel_id>/change/", panels.panel_change, name="panel_change"),
    path("panels/<uuid:panel_id>/cancel/", panels.panel_cancel, name="panel_cancel"),
    path("panels/<uuid:panel_id>/add/", panel_turns.panel_add, name="panel_add"),
    path("panels/<uuid:panel_id>/turns/<uuid:turn_id>/off/", panel_turns.panel_off, name="panel_off"),
    path(
        "panels/<uuid:panel_id>/turns/<uuid:turn_id>/<slug:way>/", panel_turns.panel_move, name="panel_move"
    ),
    path("<uuid:episode_id>/meetings/panel/", panel_turns.meeting_panel, name="meeting_panel"),
]
