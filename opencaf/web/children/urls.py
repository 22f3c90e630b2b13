"""Addresses of this area. Nothing that was typed ever stands in one."""

from django.urls import path

from opencaf.web.children.views import (
    asking,
    family,
    finding,
    glass,
    particulars,
    recording,
    sealing,
    shielding,
    showing,
    summary,
)

app_name = "children"
urlpatterns = [
    path("", finding.find, name="find"),
    path("results/", finding.results, name="results"),
    path("add/", recording.add, name="add"),
    path("<uuid:child_id>/", showing.show, name="show"),
    path("<uuid:child_id>/access/", asking.ask_access, name="ask_access"),
    path("<uuid:child_id>/access/<uuid:request_id>/", asking.answer_access, name="answer_access"),
    path("<uuid:child_id>/access/<uuid:request_id>/end/", asking.end_given, name="end_given"),
    path("<uuid:child_id>/summary/", summary.summary, name="summary"),
    path("<uuid:child_id>/ground/", summary.ground, name="ground"),
    path("<uuid:child_id>/now/", glass.break_the_glass, name="break_the_glass"),
    path("<uuid:child_id>/birth/", recording.birth, name="record_birth"),
    path("<uuid:child_id>/relatives/add/", recording.add_relative, name="add_relative"),
    path("<uuid:child_id>/relationships/add/", family.relate, name="relate"),
    path(
        "<uuid:child_id>/relationships/<uuid:relationship_id>/",
        family.change_relationship,
        name="change_relationship",
    ),
    path("<uuid:child_id>/family/", family.family, name="family"),
    path("<uuid:child_id>/family/<uuid:family_id>/add/", family.add_member, name="add_member"),
    path("<uuid:child_id>/homes/add/", family.add_home, name="add_household"),
    path("<uuid:child_id>/homes/move/", family.move, name="move_home"),
    path("<uuid:child_id>/people/<uuid:person_id>/", recording.change, name="change"),
    path("<uuid:child_id>/people/<uuid:person_id>/names/", particulars.name, name="add_name"),
    path("<uuid:child_id>/people/<uuid:person_id>/contacts/", particulars.contact, name="add_contact"),
    path("<uuid:child_id>/people/<uuid:person_id>/numbers/", particulars.identifier, name="add_identifier"),
    path("<uuid:child_id>/people/<uuid:person_id>/schools/", particulars.school, name="add_school"),
    path("<uuid:child_id>/shield/", shielding.shield, name="shield"),
    path("<uuid:child_id>/shield/alerts/", shielding.alerts_seen, name="shield_alerts_seen"),
    path("<uuid:child_id>/shield/lift/", shielding.lift, name="lift_shield"),
    path("<uuid:child_id>/seal/<slug:kind>/<uuid:record_id>/", sealing.seal, name="seal"),
    path("<uuid:child_id>/seal/<slug:kind>/<uuid:record_id>/open/", sealing.unseal, name="unseal"),
    path("<uuid:child_id>/correct/<slug:kind>/<uuid:record_id>/", particulars.correct, name="correct"),
]
