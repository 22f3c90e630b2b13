"""Addresses of this area."""

from django.urls import path

from opencaf.web.authority import admission, agencies, assessment_form, checking, people

app_name = "authority"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add, name="agency_add"),
    path("agencies/<uuid:agency_id>/change/", agencies.change, name="agency_change"),
    path("agencies/<uuid:agency_id>/stop/", agencies.stop, name="agency_stop"),
    path("agencies/<uuid:agency_id>/reopen/", agencies.reopen, name="agency_reopen"),
    path("form/", assessment_form.forms, name="forms"),
    path("form/prepare/", assessment_form.prepare, name="form_prepare"),
    path("form/bring-in/", assessment_form.bring_in, name="form_bring_in"),
    path("form/<uuid:form_id>/", assessment_form.form_show, name="form_show"),
    path("form/<uuid:form_id>/download/", assessment_form.form_download, name="form_download"),
    path("form/<uuid:form_id>/use/", assessment_form.form_into_use, name="form_into_use"),
    path("form/<uuid:form_id>/throw-away/", assessment_form.form_throw_away, name="form_throw_away"),
    path("form/questions/<uuid:question_id>/", assessment_form.form_question, name="form_question"),
    path("form/<uuid:form_id>/add/", assessment_form.form_add_question, name="form_add_question"),
    path(
        "form/questions/<uuid:question_id>/take-off/",
        assessment_form.form_take_off,
        name="form_take_off",
    ),
    path("form/questions/<uuid:question_id>/<slug:way>/", assessment_form.form_move, name="form_move"),
    path("people/", people.people, name="people"),
    path("admission/", admission.settings, name="admission"),
    path("checking/", checking.checking, name="checking"),
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
