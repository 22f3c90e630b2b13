"""Passwords and choosing a post; signing in and out are allauth's own views."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from opencaf.agencies.queries import live_posts
from opencaf.audit import trail
from opencaf.web.account.forms import ChoosePostForm
from opencaf.web.account.forms.factors import SignInWithPasskeyForm
from opencaf.web.account.views.sessions import clear_browser
from opencaf.web.shared.confirmed import note_confirmation
from opencaf.web.shared.posts import POST_IN_SESSION
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.signed_on import sign_on_of


@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password of an account that has one."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise PermissionDenied("Your account has no password to change. Ask your administrator for one.")
    answer: HttpResponse = views.password_change(request)
    return answer


class SignIn(views.LoginView):  # type: ignore[misc]
    """With address and password, or with a passkey alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the passkey's form, and the providers of authorities that have one."""
        ways = {"passkey_form": SignInWithPasskeyForm(), "sign_on": ways_to_sign_on(self.request)}
        return {**super().get_context_data(**kwargs), **ways}


sign_in = require_http_methods(["GET", "POST"])(login_not_required(SignIn.as_view()))


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser forget the pages; who came through a provider may sign out there too."""
    signed_on = sign_on_of(request) if request.user.is_authenticated else None
    answer: HttpResponse = views.logout(request)
    if request.method == "POST" and signed_on and signed_on["code"] in settings.SIGN_ON:
        answer = redirect("account_signed_out", signed_on["code"])
    return clear_browser(answer) if request.method == "POST" else answer


class Reauthenticate(views.ReauthenticateView):  # type: ignore[misc]
    """The password once more, for those who have no second factor yet."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on."""
        note_confirmation(self.request)
        answer: HttpResponse = super().form_valid(form)
        return answer


reauthenticate = require_http_methods(["GET", "POST"])(Reauthenticate.as_view())


@require_http_methods(["GET", "POST"])
def choose_post(request: PractitionerRequest) -> HttpResponse:
    """Let somebody who holds several posts say in which one they work now."""
    posts = live_posts(request.practitioner) if request.practitioner else []
    then = safe_next(request)
    if len(posts) < 2:
        return redirect(then)
    form = ChoosePostForm(request.POST or None, posts=posts, initial={"post": request.practitioner.post.id})
    if form.is_valid():
        post_id = form.cleaned_data["post"]
        request.session[POST_IN_SESSION] = str(post_id)
        trail.record("post_chosen", subject_kind="post", subject_id=post_id)
        messages.success(request, "You now see what this post may see.")
        return redirect(then)
    return render(request, "account/choose_post.html", {"form": form})


def ways_to_sign_on(request: HttpRequest) -> list[dict[str, str]]:
    """Return the links to providers that the sign-in page offers."""
    then = request.GET.get("next", "")
    query = f"?{urlencode({'next': then})}" if then else ""
    return [
        {"text": f"Sign in with {one.name}", "href": reverse("account_sign_on", args=[one.code]) + query}
        for one in settings.SIGN_ON.values()
    ]


def safe_next(request: HttpRequest) -> str:
    """Return where somebody wanted to go, as long as it is on this site; else My work."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)
