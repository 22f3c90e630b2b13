"""How accounts are recognised: allauth's way to sign in, and a plain read for each request after it."""

from __future__ import annotations

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from opencaf.accounts.models import User
from opencaf.agencies.queries import account_at_work
from opencaf.episodes.queries.form_areas import beside_who_asks
from opencaf.web.shared.posts import wanted_post


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """Signing in with e-mail address and password."""

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """Return who is signed in, with who they are at work; nobody once the account was closed."""
        user = account_at_work(user_id, wanted_post(), beside_who_asks())
        return user if user and self.user_can_authenticate(user) else None
