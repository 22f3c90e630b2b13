"""What a page needs to keep words on its device, where nobody can read them but their writer, signed in.

The key goes into the page of whoever is signed in and nowhere else: the script takes it out of the page
and holds it where no script can read it. On the device lie ciphertexts, under a name that says nothing
outside this program. Whoever finds them needs the writer's own sign-in to read them.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.crypto import salted_hmac

NAME_LENGTH = 16


@dataclass(frozen=True)
class Keeper:
    """An account as its browser knows it: a name for what is kept, and the key to it."""

    name: str
    key: str


def keeper_of(user: AbstractBaseUser | AnonymousUser) -> Keeper:
    """Return the keeper of an account: the same at every sign-in, so that a crash loses nothing."""
    return Keeper(
        name=salted_hmac("opencaf.kept.name", str(user.pk), algorithm="sha256").hexdigest()[:NAME_LENGTH],
        key=base64.b64encode(
            salted_hmac("opencaf.kept.key", str(user.pk), algorithm="sha256").digest()
        ).decode(),
    )
