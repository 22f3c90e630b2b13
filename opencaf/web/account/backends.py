"""How accounts are recognised: allauth's way to sign in, and a plain read for each request after it."""

from __future__ import annotations

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from opencaf.accounts.models import User
from opencaf.accounts.queries import account_of


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """Signing in with e-mail address and password."""

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """Return who is signed in; nobody once the account was closed."""
        user = account_of(user_id)
        return user if user and self.user_can_authenticate(user) else None
