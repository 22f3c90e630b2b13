"""Nobody gets further than setting up a second factor until they have shown one in this session.

Administrators and auditors show a passkey, which no false site can ask them for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from opencaf.accounts.factors import PASSKEY, RECOVERY, Factors, factors_of
from opencaf.agencies.models import Role
from opencaf.web.shared.confirmed import factors_shown

SHOWS_PASSKEY = (Role.ADMINISTRATOR, Role.AUDITOR)
ALWAYS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_invitation",
    "account_sign_on",
    "account_sign_on_again",
    "account_sign_on_return",
    "account_signed_out",
    "account_time_left",
    "csp_report",
    "help:index",
    "help:safeguarding",
    "help:accessibility",
    "help:privacy",
    "mfa_reauthenticate_webauthn",
}
TO_SET_UP = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "account_totp_picture",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
}
SIGN_IN_AGAIN = "Your account has a second factor now. Sign in again and show it."


class SecondFactor:
    """Leads whoever has not shown enough to the page where they can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Let pass, or lead elsewhere."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALWAYS or not request.user.is_authenticated or has_shown_enough(request):
            return None
        return lead_to_second_factor(request, name, factors_of(request.user.pk))


def has_shown_enough(request: HttpRequest) -> bool:
    """Whether the session's own record says that a second factor was shown, of the kind that is needed."""
    shown = factors_shown(request)
    return PASSKEY in shown if needs_passkey(request) else bool(shown)


def needs_passkey(request: HttpRequest) -> bool:
    """Whether whoever asks works in a post that asks for a passkey."""
    practitioner = getattr(request, "practitioner", None)
    return bool(
        settings.ADMINISTRATORS_NEED_PASSKEY and practitioner and practitioner.has_role(*SHOWS_PASSKEY)
    )


def lead_to_second_factor(request: HttpRequest, name: str, held: Factors) -> HttpResponse | None:
    """Lead to setting one up; who has one shows it first, or a stolen password could add another."""
    shown = factors_shown(request)
    if held.count and not shown:
        logout(request)
        messages.info(request, SIGN_IN_AGAIN)
        return redirect(settings.LOGIN_URL)
    if held.passkeys and RECOVERY not in shown:
        there = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
        return redirect(f"{resolve_url('mfa_reauthenticate_webauthn')}?{there}")
    return None if name in TO_SET_UP else redirect("mfa_index")
