"""Addresses of this area."""

from django.urls import path

from opencaf.web.authority import admission, agencies, people

app_name = "authority"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add, name="agency_add"),
    path("agencies/<uuid:agency_id>/change/", agencies.change, name="agency_change"),
    path("agencies/<uuid:agency_id>/stop/", agencies.stop, name="agency_stop"),
    path("agencies/<uuid:agency_id>/reopen/", agencies.reopen, name="agency_reopen"),
    path("people/", people.people, name="people"),
    path("admission/", admission.settings, name="admission"),
    path("training/", admission.training, name="training"),
    path("people/<uuid:person_id>/training/", admission.trained, name="trained"),
    path("people/add/", people.add, name="person_add"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/post/", people.give_post, name="post_give"),
    path("people/<uuid:person_id>/invite/", people.send_invitation, name="invite"),
    path("people/<uuid:person_id>/close/", people.close, name="account_close"),
    path("people/<uuid:person_id>/open/", people.open_again, name="account_open"),
    path("people/<uuid:person_id>/lost-factor/", people.lose_factor, name="factor_lose"),
    path("posts/<uuid:post_id>/end/", people.leave_post, name="post_end"),
    path("lost-factors/<uuid:lost_id>/release/", people.release_factor, name="factor_release"),
]
