"""Setting up an account from the link of an invitation."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from opencaf.accounts.models import User
from opencaf.agencies.operations.accounts import accept_invitation, open_invitation
from opencaf.core.context import Asking, acting_for
from opencaf.web.account.forms import AcceptInvitationForm

READY = "Your account is ready. Sign in with it; you are then asked to set up a second factor."


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, authority_id: uuid.UUID, secret: str) -> HttpResponse:
    """Make the account of somebody who was invited; whoever is signed in here is not asked about."""
    with acting_for(Asking(authority_id=authority_id)):
        found = open_invitation(secret)
        if found is None:
            return render(request, "account/invitation_over.html", status=404)
        form = AcceptInvitationForm(request.POST or None, user=User(email=found.email))
        if form.is_valid() and is_accepted(form, secret):
            messages.success(request, READY)
            return redirect("account_login")
        return render(request, "account/invitation.html", {"form": form, "email": found.email})


def is_accepted(form: AcceptInvitationForm, secret: str) -> bool:
    """Make the account, or say at its field why not."""
    try:
        with transaction.atomic():
            accept_invitation(secret=secret, **form.cleaned_data)
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True
