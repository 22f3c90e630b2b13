"""What a new password must not be: one that came to light elsewhere, or words that everybody here knows."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.accounts.breached import is_breached
from opencaf.agencies.queries import practitioner_of_user

OUR_WORDS = [
    "opencaf",
    "common",
    "assessment",
    "framework",
    "caf",
    "early",
    "help",
    "family",
    "child",
    "children",
    "lead",
    "professional",
    "team",
    "around",
    "welcome",
    "password",
    "letmein",
    "secret",
    "admin",
    "social",
    "care",
    "council",
    "county",
    "safeguarding",
]
LEFT = 6  # letters and numbers beside the words that everybody knows
NO_WORD = re.compile(r"[^a-z0-9]+")


class Breached:
    """Refuses a password that came to light elsewhere."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one of them."""
        if is_breached(password):
            raise ValidationError("It came to light elsewhere", code="password_too_common")

    def get_help_text(self) -> str:
        """Return what Django's own pages would say."""
        return "Not one that came to light elsewhere."


class LocalWords:
    """Refuses a password that is little else than the names of the program, the authority and the agency."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where too little is left beside those words."""
        left = NO_WORD.sub("", password.casefold())
        for word in sorted({*OUR_WORDS, *words_of(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEFT:
            raise ValidationError("It is made of words that everybody here knows", code="password_local")

    def get_help_text(self) -> str:
        """Return what Django's own pages would say."""
        return "Not made of the names of your agency or of this program."


def words_of(user: Any) -> set[str]:
    """Return the words in the names of somebody's authority and agency."""
    practitioner = practitioner_of_user(user.pk) if user is not None and user.pk else None
    if practitioner is None:
        return set()
    names = f"{practitioner.authority.name} {practitioner.post.agency.name}".casefold()
    return {word for word in NO_WORD.split(names) if len(word) > 2}
