"""With what one signs in: an address for each role and authority, one password, a code for each."""

from __future__ import annotations

import base64
import hashlib
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt

from opencaf.accounts.models import User
from opencaf.agencies.models import IN_AUTHORITIES, Role

# Printed for everybody who starts the demonstration; the accounts are made nowhere else.
PASSWORD = "a walk along the river"  # noqa: S105
PERIOD = 30  # seconds for which a code is shown
# Whoever only answers what they are asked comes by an invitation, and is nobody of the demonstration.
ROLES = tuple(role for role in IN_AUTHORITIES if role != Role.CONTRIBUTOR)


# Whoever works for a service that is asked: a practitioner like others, with an address to be remembered.
SERVICE = "service"


def address_of(role: str, code: str) -> str:
    """Return the address with which one signs in as a role of an authority."""
    return f"{role}.{code.lower()}@example.org"


def sign_ins_of(code: str) -> list[tuple[str, str]]:
    """Return what each role is called and the address it signs in with, for one authority."""
    roles = [(role.label, address_of(role, code)) for role in ROLES]
    return [*roles, ("A service that is asked", address_of(SERVICE, code))]


def secret_of(email: str) -> str:
    """Return the key of an address's authenticator app, made of its name so that anybody can look it up."""
    digest = hashlib.sha256(f"OpenCAF demonstration {email.lower()}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def code_of(email: str, moment: float | None = None) -> str:
    """Return the code that an address's app shows now."""
    counter = int(time.time() if moment is None else moment) // PERIOD
    code: str = format_hotp_value(hotp_value(secret_of(email), counter))
    return code


def give_second_factors() -> int:
    """Set up an app for every account that has no second factor; return for how many."""
    without = User.objects.exclude(pk__in=Authenticator.objects.values("user"))
    made = Authenticator.objects.bulk_create(
        Authenticator(
            user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret_of(user.email))}
        )
        for user in without
    )
    return len(made)
