"""What the tests of single sign-on share."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from tests.fixtures import TODAY
from tests.provider import STRONG, RunningProvider, path_of

AN_HOUR_AGO = int((TODAY - dt.timedelta(hours=1)).timestamp())


OwnerSees = Callable[..., list[dict[str, Any]]]


def known(provider: RunningProvider, who: Practitioner, **claims: Any) -> str:
    """Let the provider know somebody, with an address it has verified; return their subject."""
    subject = f"subject-{who.id}"
    said = {"email": who.email, "email_verified": True, "auth_time": AN_HOUR_AGO, **STRONG}
    provider.knows(subject, **{**said, **claims})
    return subject


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def ask_again(client: Client, provider: RunningProvider, subject: str) -> Any:
    """Show oneself to the provider once more, on the way to changing the password."""
    asked = client.get(reverse("account_sign_on_again"), {"next": "/account/sessions/"})
    return client.get(path_of(provider.answer_for(asked["Location"], subject)))
