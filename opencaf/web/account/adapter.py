"""How accounts behave: nobody makes one for themselves; what is said when signing in fails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from opencaf.accounts.factors import factors_of
from opencaf.accounts.sessions import end_oldest_sessions
from opencaf.agencies.queries import live_posts, practitioner_of_user
from opencaf.audit import trail
from opencaf.core.context import acting_for
from opencaf.web.account.devices import note_device
from opencaf.web.shared.confirmed import is_confirmed, note_sign_in, take_confirmation_back
from opencaf.web.shared.middleware import asking_of
from opencaf.web.shared.posts import SEVERAL_POSTS
from opencaf.web.shared.signed_on import (
    has_signed_on_with_second_factor,
    showed_themselves_now,
    sign_on_of,
)

OUR_SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to sign-up; an unknown address and a wrong password get the same answer."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your e-mail address and password: together they fit no account",
        "too_many_login_attempts": "There were too many wrong tries. Wait 5 minutes, then try again",
        "incorrect_password": "Check your password: it is not the one of this account",
        "enter_current_password": "Check your present password: it is not the one of this account",
        "rate_limited": "There were too many wrong tries. Wait 5 minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in; who and when is on the trail."""
        super().login(request, user)
        note_sign_in(request)
        if not showed_themselves_now(request, user):
            take_confirmation_back(request)
        with acting_for(asking_of(practitioner_of_user(user.pk))):
            trail.record("signed_in", subject_kind="account", subject_id=user.pk)

    def get_login_stages(self) -> list[str]:
        """Ask for our own second factor, unless the authority's provider asked for one."""
        stages: list[str] = super().get_login_stages()
        user = getattr(self.request, "signing_on", None)
        if user and has_signed_on_with_second_factor(self.request, user):
            stages.remove(OUR_SECOND_FACTOR)
        return stages

    def logout(self, request: HttpRequest) -> None:
        """Sign out; who and when is on the trail."""
        trail.record("signed_out", subject_kind="account", subject_id=request.user.pk)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody failed, not for which address: it may be a password in the wrong box."""
        trail.record("sign_in_failed", subject_kind="account")
        super().authentication_failed(request, **credentials)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Lead on to where somebody wanted to go; by way of choosing a post, when they have several."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        request.session.save()  # or the list takes it for one that has ended
        end_oldest_sessions(user, keep=settings.SESSIONS_AT_ONCE)
        practitioner = practitioner_of_user(user.pk)
        with acting_for(asking_of(practitioner)):
            if practitioner is not None:
                request.session[SEVERAL_POSTS] = len(live_posts(practitioner)) > 1
            if request.session.get(SEVERAL_POSTS):
                then = urlencode({"next": response["Location"]})
                response = HttpResponseRedirect(f"{reverse('account_choose_post')}?{then}")
            note_device(request, response, user, practitioner)
        return response

    def is_reauthentication_required(self, app: str) -> bool:
        """Whether somebody must show again that it is them: not within ten minutes of doing so."""
        return not is_confirmed(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody shows again that it is them: by the second factor, where the account has one."""
        if not user.is_authenticated:
            return []
        held = factors_of(user.pk)
        ways = [("mfa_reauthenticate_webauthn", "Use a passkey")] if held.passkeys else []
        if held.app or held.recovery:
            ways.append(("mfa_reauthenticate", "Use a code"))
        if sign_on_of(self.request, user):
            ways = ways or [("account_sign_on_again", "Show it to the provider that you signed in with")]
        ways = ways or [("account_reauthenticate", "Use your password")]
        return [{"id": name, "description": words, "url": reverse(name)} for name, words in ways]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to work."""
        return reverse("home:my_work")
