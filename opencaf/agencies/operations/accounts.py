"""Inviting people to an account, closing and opening it, and releasing a lost second factor."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from opencaf.accounts.models import User
from opencaf.accounts.sessions import end_sessions_of
from opencaf.agencies.models import Invitation, LostFactor, Practitioner, Role
from opencaf.agencies.permissions import (
    can_close_account,
    can_give_account,
    can_invite_contributor,
    can_release_factor,
    can_set_up,
)
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

LASTS = dt.timedelta(days=3)
NAME_DIFFERS = "Family name must be the one under which you were invited"
NO_LONGER = "This link has been used or is too old. Ask whoever invited you for a new one."


def digest_of(secret: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


@all_or_nothing
def invite(*, practitioner: Practitioner, email: str, by: Practitioner) -> Invitation:
    """Mail somebody a link to set up an account; earlier links of theirs end."""
    require(can_give_account(by))
    return send_link(practitioner, email, by)


def send_link(practitioner: Practitioner, email: str, by: Practitioner) -> Invitation:
    """Mail a new link to somebody who has no account; earlier ones end."""
    if practitioner.user_id:
        raise ValidationError({"email": f"{practitioner} has an account already"})
    if User.objects.filter(email=email.lower()).exists():
        raise ValidationError({"email": "This address is of another account. Use one of their own"})
    practitioner.invitations.filter(used_at=None).update(expires_at=clock.now())
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.record(
        by=by,
        practitioner=practitioner,
        email=email.lower(),
        secret_digest=digest_of(secret),
        expires_at=clock.now() + LASTS,
    )
    path = f"account/invitation/{by.authority_id}/{secret}/"
    queue_message(kind=MailKind.INVITATION, to=[email], authority_id=by.authority_id, path=path)
    trail.record("practitioner_invited", subject_kind="practitioner", subject_id=practitioner.id)
    return invitation


def open_invitation(secret: str) -> Invitation | None:
    """Return the invitation of a link that still works, in the authority that asks."""
    waiting = Invitation.objects.filter(used_at=None, expires_at__gt=clock.now())
    return waiting.select_related("practitioner").filter(secret_digest=digest_of(secret)).first()


def accept_invitation(*, secret: str, family_name: str, password: str) -> User:
    """Make the account of somebody who was invited. Not an operation: nobody is signed in yet to act by.

    Runs in the transaction of the page, which locks the invitation so that a link works once.
    """
    waiting = Invitation.objects.select_for_update().filter(used_at=None, expires_at__gt=clock.now())
    invitation = waiting.filter(secret_digest=digest_of(secret)).first()
    if invitation is None:
        raise ValidationError(NO_LONGER)
    practitioner = invitation.practitioner
    if family_name.casefold().strip() != practitioner.family_name.casefold().strip():
        raise ValidationError({"family_name": NAME_DIFFERS})
    user = User.objects.create_user(invitation.email, password)
    practitioner.user = user
    practitioner.email = practitioner.email or invitation.email
    practitioner.save(update_fields=["user", "email"])
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    trail.record("invitation_accepted", subject_kind="practitioner", subject_id=practitioner.id)
    return user


@all_or_nothing
def close_account(*, practitioner: Practitioner, by: Practitioner) -> None:
    """Close somebody's account: they are out at their next request."""
    require(can_close_account(by, practitioner))
    switch(practitioner, is_active=False)
    trail.record("account_closed", subject_kind="practitioner", subject_id=practitioner.id)


@all_or_nothing
def open_account(*, practitioner: Practitioner, by: Practitioner) -> None:
    """Open a closed account again."""
    require(can_give_account(by))
    switch(practitioner, is_active=True)
    trail.record("account_opened", subject_kind="practitioner", subject_id=practitioner.id)


def switch(practitioner: Practitioner, *, is_active: bool) -> None:
    """Open or close an account; sessions of a closed one do not come back with it."""
    if practitioner.user_id is None:
        raise ValidationError(f"{practitioner} has no account")
    changed = User.objects.filter(pk=practitioner.user_id, is_active=not is_active).update(
        is_active=is_active
    )
    if not changed:
        raise ValidationError("This was done already")
    if not is_active:
        end_sessions_of(practitioner.user_id, reason="account_closed")


@all_or_nothing
def report_lost_factor(*, practitioner: Practitioner, verified_how: str, by: Practitioner) -> LostFactor:
    """Note that somebody lost their second factor, and how it was made sure that it is them."""
    require(can_set_up(by))
    if practitioner.user_id is None:
        raise ValidationError(f"{practitioner} has no account")
    if practitioner.lost_factors.filter(released_at=None).exists():
        raise ValidationError("This was noted already and waits for another administrator")
    lost = LostFactor.record(by=by, practitioner=practitioner, verified_how=verified_how)
    trail.record("lost_factor_noted", subject_kind="practitioner", subject_id=practitioner.id)
    return lost


@all_or_nothing
def release_lost_factor(*, lost: LostFactor, by: Practitioner) -> None:
    """Take an account's second factors away, so that it sets up new ones after its password; sessions end."""
    require(can_release_factor(by, lost))
    if lost.released_at:
        raise ValidationError("This was released already")
    lost.released_by, lost.released_at = by, clock.now()
    lost.save(update_fields=["released_by", "released_at"])
    Authenticator.objects.filter(user_id=lost.practitioner.user_id).delete()
    end_sessions_of(lost.practitioner.user_id, reason="factor_released")
    trail.record("lost_factor_released", subject_kind="practitioner", subject_id=lost.practitioner_id)


@all_or_nothing
def invite_contributor(*, practitioner: Practitioner, email: str, by: Practitioner) -> Invitation:
    """Mail somebody a link to an account that answers what they are asked, and does nothing else.

    Posts that were only ever held on paper become those of a contributor. An administrator who wants them to
    do more gives them another post.
    """
    require(can_invite_contributor(by))
    live = practitioner.posts.filter(ended_on=None)
    if live.exclude(role__in=(Role.PRACTITIONER, Role.CONTRIBUTOR)).exists():
        raise ValidationError({"email": f"Ask the administrator to invite {practitioner}: they do more here"})
    live.update(role=Role.CONTRIBUTOR)
    return send_link(practitioner, email, by)
