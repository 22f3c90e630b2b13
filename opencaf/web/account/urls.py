"""Signing in and out, the second factor, passwords and posts."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from opencaf.web.account import views
from opencaf.web.account.views import acceptable_use, factors, invitations, sessions, sign_on

second_factor = [
    path("", factors.index, name="mfa_index"),
    path("show/", login_not_required(factors.show_code), name="mfa_authenticate"),
    path("show-again/", factors.show_code_again, name="mfa_reauthenticate"),
    path("app/add/", factors.add_app, name="mfa_activate_totp"),
    path("app/picture/", factors.totp_picture, name="account_totp_picture"),
    path("app/remove/", factors.remove_app, name="mfa_deactivate_totp"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("passkeys/show-again/", factors.show_passkey_again, name="mfa_reauthenticate_webauthn"),
    path("passkeys/sign-in/", login_not_required(factors.sign_in_with_passkey), name="mfa_login_webauthn"),
    path("recovery-codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.change_password, name="account_change_password"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("post/", views.choose_post, name="account_choose_post"),
    path("rules-of-use/", acceptable_use.acceptable_use, name="account_acceptable_use"),
    path("invitation/<uuid:authority_id>/<str:secret>/", invitations.invitation, name="account_invitation"),
    path("sign-on/again/", sign_on.show_again, name="account_sign_on_again"),
    path("sign-on/<slug:code>/", sign_on.sign_on, name="account_sign_on"),
    path("sign-on/<slug:code>/return/", sign_on.come_back, name="account_sign_on_return"),
    path("sign-on/<slug:code>/signed-out/", sign_on.signed_out, name="account_signed_out"),
    path("time-left/", sessions.time_left, name="account_time_left"),
    path("sessions/", sessions.sessions, name="account_sessions"),
    path("sessions/<int:session_id>/end/", sessions.end_one, name="account_end_session"),
    path("sessions/end/", sessions.end_all, name="account_end_sessions"),
    path("second-factor/", include(second_factor)),
]
