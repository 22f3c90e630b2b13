"""How tests sign in: one way for a client without a browser, one for a browser."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client

from opencaf.accounts.factors import APP, PASSKEY, factors_of
from opencaf.accounts.models import User
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.web.shared.confirmed import CONFIRMED_AT, SIGNED_IN_AT

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30


def user_of(practitioner: Practitioner) -> User:
    """The account of somebody."""
    found: User = get_user_model().objects.get(pk=practitioner.user_id)
    return found


def sign_in(client: Client, user: User, factor: str | None = PASSKEY) -> Client:
    """Mark a client's session as fully signed in; factor None leaves the second one out."""
    client.force_login(user)
    session = client.session
    at = clock.now().timestamp()
    records = [{"method": "password", "at": at}]
    if factor:
        records.append({"method": "mfa", "type": str(factor), "at": at})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session[SIGNED_IN_AT] = session[CONFIRMED_AT] = at
    session.save()
    return client


def add_app(user: User) -> None:
    """Set up an authenticator app for an account that has none."""
    if factors_of(user.pk).app is None:
        TOTP.activate(user, SECRET)


def code_for(email: str) -> str:
    """The code that somebody's app shows now; the app is set up where there was none."""
    add_app(get_user_model().objects.get(email=email.lower()))
    return code_at(time.time())


def code_at(moment: float) -> str:
    """The code that the app shows at a moment."""
    return format_hotp_value(hotp_value(SECRET, int(moment) // PERIOD))


__all__ = ["APP", "PASSKEY", "add_app", "code_at", "code_for", "sign_in", "user_of"]
