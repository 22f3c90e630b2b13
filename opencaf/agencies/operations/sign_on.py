"""From what an authority's provider says about somebody to their account: linked once, known ever after.

Not operations: nobody is signed in yet to act by. They run in the transaction of the page, and see the
authority of the provider alone.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import connection

from opencaf.accounts.models import SignOnIdentity, User
from opencaf.agencies.models import Invitation, Practitioner
from opencaf.audit import trail
from opencaf.core import clock

AUTHORITY = "select agencies_authority_with_code(%s)"


@dataclass(frozen=True)
class SaidToBe:
    """Who somebody is, as the provider says; an address counts only where the provider has verified it."""

    issuer: str
    subject: str
    verified_email: str = ""


def authority_with_code(code: str) -> uuid.UUID | None:
    """Return the id of the authority with this code."""
    with connection.cursor() as cursor:
        cursor.execute(AUTHORITY, [code])
        row = cursor.fetchone()
    found: uuid.UUID | None = row[0] if row else None
    return found


def account_of_identity(who: SaidToBe) -> User | None:
    """Return the account that signs on, of the authority that asks; None where no administrator made one.

    Afterwards the subject alone counts: an address may pass to somebody else, a subject does not.
    """
    linked = SignOnIdentity.objects.select_related("user").filter(issuer=who.issuer, subject=who.subject)
    held = linked.first()
    if held:
        return held.user if works_here(held.user) else None
    if not who.verified_email:
        return None
    user = account_with_address(who.verified_email) or invited_account(who.verified_email)
    if user is None or user.identities.filter(issuer=who.issuer).exists():
        return None
    SignOnIdentity.objects.create(user=user, issuer=who.issuer, subject=who.subject)
    trail.record("sign_on_linked", subject_kind="account", subject_id=user.pk)
    return user


def works_here(user: User) -> bool:
    """Whether an account is of somebody of the authority that asks."""
    return Practitioner.objects.filter(user=user).exists()


def account_with_address(email: str) -> User | None:
    """Return the account of an address, of somebody of the authority that asks."""
    user = User.objects.filter(email=email.lower()).first()
    return user if user and works_here(user) else None


def invited_account(email: str) -> User | None:
    """Make the account of somebody whose invitation waits; it has no password, and the link is used up."""
    waiting = Invitation.objects.select_for_update(of=("self",)).select_related("practitioner")
    invitation = waiting.filter(email=email.lower(), used_at=None, expires_at__gt=clock.now()).first()
    if invitation is None or User.objects.filter(email=email.lower()).exists():
        return None
    practitioner = invitation.practitioner
    if practitioner.user_id:
        return None
    practitioner.user = user = User.objects.create_user(invitation.email)
    practitioner.email = practitioner.email or invitation.email
    practitioner.save(update_fields=["user", "email"])
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    trail.record("invitation_accepted", subject_kind="practitioner", subject_id=practitioner.id)
    return user
