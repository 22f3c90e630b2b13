"""The answer to "may they?": true or false, always with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Ruling:
    """Whether somebody may do a thing, and why; pages, operations and greyed buttons all show it."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def yes(reason: str) -> Ruling:
    """Allow, saying why."""
    return Ruling(allowed=True, reason=reason)


def no(reason: str) -> Ruling:
    """Refuse, saying why and, where there is one, the way to get there."""
    return Ruling(allowed=False, reason=reason)


def require(ruling: Ruling) -> None:
    """Raise PermissionDenied with the reason unless allowed."""
    if not ruling:
        raise PermissionDenied(ruling.reason)
