"""The second things an account shows when it signs in: passkeys, an authenticator app, recovery codes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

PASSKEY = Authenticator.Type.WEBAUTHN
APP = Authenticator.Type.TOTP
RECOVERY = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Factors:
    """What an account has set up; recovery codes alone let nobody in for good."""

    passkeys: tuple[Authenticator, ...] = ()
    app: Authenticator | None = None
    recovery: Authenticator | None = None

    @property
    def count(self) -> int:
        """How many ways to show the second factor there are, recovery codes aside."""
        return len(self.passkeys) + (self.app is not None)

    @property
    def codes_left(self) -> int:
        """How many recovery codes have not been used."""
        return len(self.recovery.wrap().get_unused_codes()) if self.recovery else 0


def factors_of(user_id: uuid.UUID | None) -> Factors:
    """Return what an account has set up."""
    held = list(Authenticator.objects.filter(user_id=user_id).order_by("id"))
    return Factors(
        passkeys=tuple(one for one in held if one.type == PASSKEY),
        app=first(one for one in held if one.type == APP),
        recovery=first(one for one in held if one.type == RECOVERY),
    )


def first(found: Iterable[Authenticator]) -> Authenticator | None:
    """Return the first of those found, where there is one."""
    return next(iter(found), None)
