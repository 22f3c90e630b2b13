"""Signing in through an authority's own provider. Who has no account here gets none by it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.accounts.models import SignOnIdentity, User
from opencaf.accounts.sign_on import Provider
from opencaf.agencies.operations.sign_on import SaidToBe, account_of_identity, authority_with_code
from opencaf.audit import trail
from opencaf.core.context import Asking, acting_for
from opencaf.web.account.provider import Claims, TroubleError, address_to_sign_out, ask, claims_from
from opencaf.web.account.views import safe_next
from opencaf.web.shared.confirmed import note_confirmation
from opencaf.web.shared.signed_on import (
    FRESH,
    has_signed_on_with_second_factor,
    is_enough,
    note_sign_on,
    sign_on_of,
    was_within,
)

NEXT, AGAIN = "sign_on_next", "sign_on_again"


@dataclass(frozen=True)
class Trouble:
    """What somebody reads when signing on did not succeed."""

    status: int
    heading: str
    reason: str
    next_step: str


TROUBLES = {
    "down": Trouble(
        503,
        "{name} cannot be reached",
        "We asked {name} who you are and got no answer. Nothing was changed.",
        "Try again in a few minutes. If you have a password or a passkey for OpenCAF, sign in with it.",
    ),
    "declined": Trouble(
        403,
        "{name} did not sign you in",
        "You or {name} stopped the sign-in.",
        "Try again. If it stays so, ask the help desk of your organisation.",
    ),
    "too_old": Trouble(
        400,
        "Start signing in again",
        "This sign-in was not begun in this browser, or it was left open for too long.",
        "Go back to the sign-in page and begin once more.",
    ),
    "not_trusted": Trouble(
        400,
        "The answer of {name} could not be trusted",
        "It was not meant for this sign-in, or not signed as agreed. You are not signed in.",
        "Begin once more. If it stays so, tell the administrator of your authority: the connection with "
        "{name} needs looking at.",
    ),
    "unknown": Trouble(
        403,
        "You have no account here",
        "{name} knows you, and OpenCAF does not: accounts are given by an administrator.",
        "Ask the administrator of your authority to invite you, at the e-mail address that {name} has "
        "verified for you. Then sign in here again.",
    ),
    "another": Trouble(
        403,
        "That was somebody else",
        "You are signed in here with one account, and showed another to {name}.",
        "Go back and show that it is you, with your own account.",
    ),
    "not_shown": Trouble(
        403,
        "{name} did not ask you to show that it is you",
        "What comes next matters, so {name} has to ask you again. It did not.",
        "Set up a passkey or an app for OpenCAF under Your account, or tell your administrator.",
    ),
}


def provider_with(code: str) -> Provider:
    """Return the provider of an authority, or answer that there is none."""
    try:
        found: Provider = settings.SIGN_ON[code]
    except KeyError:
        raise Http404 from None
    return found


def go_to(request: HttpRequest, provider: Provider, *, again: bool = False) -> HttpResponse:
    """Lead to the provider, and remember where somebody wanted to go."""
    request.session[NEXT], request.session[AGAIN] = safe_next(request), again
    back = request.build_absolute_uri(reverse("account_sign_on_return", args=[provider.code]))
    try:
        return ask(request, provider, return_to=back, again=again)
    except TroubleError as trouble:
        return explain(request, provider, trouble.code)


@login_not_required
@require_GET
def sign_on(request: HttpRequest, code: str) -> HttpResponse:
    """Begin to sign in through a provider."""
    provider = provider_with(code)
    return redirect(safe_next(request)) if request.user.is_authenticated else go_to(request, provider)


@require_GET
def show_again(request: HttpRequest) -> HttpResponse:
    """Let the provider ask somebody once more, before something that matters."""
    signed_on = sign_on_of(request)
    if signed_on is None:
        raise Http404
    return go_to(request, provider_with(signed_on["code"]), again=True)


@login_not_required
@require_GET
def come_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take the provider's answer: sign in, or count it as shown again."""
    provider = provider_with(code)
    try:
        claims = claims_from(request, provider)
        if request.session.pop(AGAIN, False) and request.user.is_authenticated:
            return count_as_shown_again(request, provider, claims)
        return enter(request, provider, claims)
    except TroubleError as trouble:
        return explain(request, provider, trouble.code)


def enter(request: HttpRequest, provider: Provider, claims: Claims) -> HttpResponse:
    """Sign in whoever has an account; by way of our own second factor, where the provider asked for none."""
    authority_id = authority_with_code(provider.authority)
    user = account_in(authority_id, provider, claims) if authority_id else None
    if user is None or authority_id is None:
        raise TroubleError("unknown")
    note_sign_on(request, user, provider, authority_id, claims)
    there = request.session.pop(NEXT, None)
    request.signing_on = user  # type: ignore[attr-defined]  # read by the adapter when it says what is asked
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=there))
    return answer


def account_in(authority_id: uuid.UUID, provider: Provider, claims: Claims) -> User | None:
    """Return the account that a provider's answer is about, in the provider's authority."""
    address = claims.get("email")
    is_verified = claims.get("email_verified") is True and isinstance(address, str)
    said = SaidToBe(provider.issuer, claims["sub"], str(address) if is_verified else "")
    with acting_for(Asking(authority_id=authority_id)):
        return account_of_identity(said)


def count_as_shown_again(request: HttpRequest, provider: Provider, claims: Claims) -> HttpResponse:
    """Count it as shown again where the provider asked the same person just now; then go on."""
    if not is_same_person(request.user, provider, claims):
        raise TroubleError("another")
    needs_second_factor = has_signed_on_with_second_factor(request, request.user)
    if not was_within(claims, FRESH) or (needs_second_factor and not is_enough(provider, claims)):
        raise TroubleError("not_shown")
    record_authentication(request, request.user, method="sign_on_again")
    note_confirmation(request)
    values: Any = request.GET.copy()
    values["next"] = request.session.pop(NEXT, resume_at())
    request.GET = values
    return resume_request(request) or redirect(resume_at())


def is_same_person(user: Any, provider: Provider, claims: Claims) -> bool:
    """Whether an answer is about whoever is signed in."""
    held = SignOnIdentity.subjects_of(user, issuer=provider.issuer)
    return claims["sub"] in held


def resume_at() -> str:
    """Return where somebody goes on who wanted nothing else."""
    return reverse(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_GET
def signed_out(request: HttpRequest, code: str) -> HttpResponse:
    """Say that somebody is signed out here, and let them sign out at the provider too."""
    provider = provider_with(code)
    values = {"provider": provider, "sign_out_href": "", "sign_out_there": address_to_sign_out(provider)}
    return render(request, "account/signed_out.html", values)


def explain(request: HttpRequest, provider: Provider, code: str) -> HttpResponse:
    """Say why signing on did not succeed, and what to do; the reason is on the trail, and nobody's name."""
    trouble = TROUBLES[code]
    trail.record("sign_on_failed", subject_kind="account", reason=code)
    said = {
        key: getattr(trouble, key).format(name=provider.name) for key in ("heading", "reason", "next_step")
    }
    return render(request, "account/sign_on_trouble.html", said, status=trouble.status)
