"""People: list for the review of access, posts, invitations, closed accounts, lost second factors."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.accounts.factors import factors_of
from opencaf.agencies.models import Authority, Practitioner, roles_in
from opencaf.agencies.operations.accounts import (
    close_account,
    invite,
    open_account,
    release_lost_factor,
    report_lost_factor,
)
from opencaf.agencies.operations.practitioners import add_post, add_practitioner, end_post
from opencaf.agencies.permissions import can_close_account, can_release_factor, can_set_up
from opencaf.agencies.queries import agencies_of, localities_of, lost_factor_with, people_of, post_with
from opencaf.core.rulings import require
from opencaf.web.authority.forms import EndPostForm, InviteForm, LostFactorForm, PersonForm, PostForm
from opencaf.web.authority.listing import listed_people
from opencaf.web.shared.confirmed import confirmed_required
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

RELEASED = "Their passkeys, app and recovery codes end; after their password they set up new ones."


def person_with(request: PractitionerRequest, person_id: uuid.UUID) -> Practitioner:
    """Return somebody of the administrator's authority."""
    require(can_set_up(request.practitioner))
    return found(people_of(request.practitioner.authority_id).filter(pk=person_id).first())


def page_of(person: Practitioner) -> str:
    """Return the address of somebody's page."""
    return reverse("authority:person", args=[person.id])


@require_http_methods(["GET", "POST"])
def people(request: PractitionerRequest) -> HttpResponse:
    """Show people with posts, account and when they last signed in; chosen by a filter or found by name."""
    require(can_set_up(request.practitioner))
    return render(request, "authority/people.html", listed_people(request, "authority:people"))


@require_GET
def person(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Show somebody's posts and account."""
    who = person_with(request, person_id)
    factors = factors_of(who.user_id) if who.user_id else None
    return render(request, "authority/person.html", {"person": who, "factors": factors})


@require_http_methods(["GET", "POST"])
@confirmed_required
def add(request: PractitionerRequest) -> HttpResponse:
    """Add somebody with a first post."""
    require(can_set_up(request.practitioner))
    form = PersonForm(request.POST or None, **offered(request.practitioner.authority))
    words = "They can be named in cases at once. To let them sign in, invite them afterwards."
    deed = Deed("Add a person", "Add the person", "The person was added.", reverse("authority:people"), words)
    if form.is_valid():
        form.apply(add_practitioner, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


def offered(authority: Authority) -> dict[str, Any]:
    """Return where somebody can have a post, and as what."""
    return {
        "agencies": agencies_of(authority.id),
        "localities": localities_of(authority.id),
        "roles": roles_in(authority),
    }


@require_http_methods(["GET", "POST"])
@confirmed_required
def give_post(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Give somebody a post."""
    who = person_with(request, person_id)
    form = PostForm(request.POST or None, **offered(request.practitioner.authority))
    deed = Deed(f"Give {who} a post", "Give the post", f"{who} has the post.", page_of(who))
    if form.is_valid():
        form.apply(add_post, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def leave_post(request: PractitionerRequest, post_id: uuid.UUID) -> HttpResponse:
    """End somebody's post."""
    require(can_set_up(request.practitioner))
    post = found(post_with(post_id))
    who = post.practitioner
    words = f"{post.get_role_display()} at {post.agency}. They lose what this post lets them see."
    deed = Deed(
        f"End a post of {who}", "End the post", "The post has ended.", page_of(who), words, warns=True
    )
    form = EndPostForm(request.POST or None)
    if form.is_valid():
        form.apply(end_post, post=post, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def send_invitation(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Mail somebody a link to set up an account."""
    who = person_with(request, person_id)
    words = "The link works once, for three days. An earlier one ends."
    done = "The invitation is on its way."
    deed = Deed(f"Invite {who}", "Send the invitation", done, page_of(who), words)
    form = InviteForm(request.POST or None, initial={"email": who.email})
    if form.is_valid():
        form.apply(invite, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def close(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Close somebody's account."""
    who = person_with(request, person_id)
    require(can_close_account(request.practitioner, who))
    words = "They are out at their next click and cannot sign in. What they wrote stays."
    done = f"The account of {who} is closed."
    deed = Deed(f"Close the account of {who}", "Close the account", done, page_of(who), words, warns=True)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(close_account, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def open_again(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Open a closed account again."""
    who = person_with(request, person_id)
    done = f"The account of {who} is open."
    deed = Deed(f"Open the account of {who}", "Open the account", done, page_of(who))
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(open_account, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def lose_factor(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Note that somebody lost their second factor."""
    who = person_with(request, person_id)
    words = "Another administrator then releases it. A call or mail from them is not enough: call them back."
    done = "Noted. Another administrator can now release it."
    deed = Deed(f"{who} lost their second factor", "Note it", done, page_of(who), words)
    form = LostFactorForm(request.POST or None)
    if form.is_valid():
        form.apply(report_lost_factor, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def release_factor(request: PractitionerRequest, lost_id: uuid.UUID) -> HttpResponse:
    """Release a lost second factor that another administrator noted."""
    require(can_set_up(request.practitioner))
    lost = found(lost_factor_with(lost_id))
    require(can_release_factor(request.practitioner, lost))
    who = lost.practitioner
    words = f"Verified: {lost.get_verified_how_display().lower()}. {RELEASED}"
    deed = Deed(f"Release the second factor of {who}", "Release it", "It is released.", page_of(who), words)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(release_lost_factor, lost=lost, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)
