"""Second factors: allauth's own views, with our trail and with what they add counted for this session."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.accounts.factors import APP, PASSKEY, factors_of
from opencaf.audit import trail
from opencaf.web.shared.confirmed import factors_shown, note_confirmation
from opencaf.web.shared.second_factor import has_shown_enough, needs_passkey

LAST_ONE = "This is your only passkey or app. Set up another before you remove it."


def count_as_shown(request: HttpRequest, kind: str) -> None:
    """Let what was just set up, and so shown, count for this session."""
    record_authentication(request, request.user, method="mfa", type=kind)
    note_confirmation(request)
    trail.record("second_factor_added", subject_kind="account", subject_id=request.user.pk, factor=str(kind))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show what an account has set up, or ask to set something up."""
    held = factors_of(request.user.pk)
    values = {
        "held": held,
        "is_enough": has_shown_enough(request),
        "needs_passkey": needs_passkey(request),
        "has_shown": bool(factors_shown(request)),
    }
    return render(request, "mfa/index.html", values)


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the key in groups of four, as people type it."""
        values: dict[str, Any] = super().get_context_data(**kwargs)
        secret = values["form"].secret
        values["key"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return values

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app; the code it showed counts."""
        response: HttpResponse = super().form_valid(form)
        count_as_shown(self.request, APP)
        return response


@require_GET
def totp_picture(request: HttpRequest) -> HttpResponse:
    """Draw the key of the app that is being set up, for its camera."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.draw_key(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Remove the authenticator app, unless it is the last factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it."""
        response: HttpResponse = super().form_valid(form)
        note_removal(self.request, APP)
        return response


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    """Set up a passkey, which the device opens with a finger, a face or a number of its own."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a key that the device keeps and opens by itself: it can stand for both factors."""
        values: dict[str, Any] = super().get_context_data(**kwargs)
        values.update(kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        values["js_data"] = {"creation_options": options}
        return values

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey; it was just shown, so it counts."""
        response: HttpResponse = super().form_valid(form)
        count_as_shown(self.request, PASSKEY)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey, unless it is the last factor."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it."""
        if not get_adapter().can_delete_authenticator(self.object):
            raise PermissionDenied(LAST_ONE)
        response: HttpResponse = super().form_valid(form)
        note_removal(self.request, PASSKEY)
        return response


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes; the old ones end."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them."""
        response: HttpResponse = super().form_valid(form)
        trail.record("recovery_codes_made", subject_kind="account", subject_id=self.request.user.pk)
        return response


class ShowPasskeyAgain(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Ask for the passkey once more; a wrong one is answered on the same page."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on."""
        note_confirmation(self.request)
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what went wrong on this page."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the form that was refused."""
        return {**super().get_context_data(**kwargs), **kwargs}


class ShowCodeAgain(base.ReauthenticateView):  # type: ignore[misc]
    """Ask for a code once more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on."""
        note_confirmation(self.request)
        response: HttpResponse = super().form_valid(form)
        return response


class SignInWithPasskey(webauthn.LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say on the sign-in page what went wrong."""
        trail.record("sign_in_failed", subject_kind="account")
        response: HttpResponse = super().form_invalid(form)
        return response


def note_removal(request: HttpRequest, kind: str) -> None:
    """Write on the trail that a factor was removed."""
    trail.record(
        "second_factor_removed", subject_kind="account", subject_id=request.user.pk, factor=str(kind)
    )


def both_ways(view: type[Any]) -> Any:
    """Return the view of an address that is read and sent."""
    return require_http_methods(["GET", "POST"])(view.as_view())


add_app = both_ways(AddApp)
remove_app = both_ways(RemoveApp)
add_passkey = both_ways(AddPasskey)
remove_passkey = both_ways(RemovePasskey)
new_recovery_codes = both_ways(NewRecoveryCodes)
show_passkey_again = both_ways(ShowPasskeyAgain)
show_code_again = both_ways(ShowCodeAgain)
show_code = both_ways(base.AuthenticateView)
sign_in_with_passkey = both_ways(SignInWithPasskey)
recovery_codes = require_GET(recovery.view_recovery_codes)
