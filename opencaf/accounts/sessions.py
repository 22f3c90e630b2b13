"""The sessions that an account has open: listing and ending them."""

from __future__ import annotations

import uuid

from allauth.usersessions.models import UserSession

from opencaf.accounts.models import User
from opencaf.audit import trail


def sessions_of(user: User) -> list[UserSession]:
    """Return an account's open sessions, the newest first; those that have ended are cleared away."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


def end_oldest_sessions(user: User, *, keep: int) -> None:
    """End what goes beyond the number of sessions that an account may have at once."""
    for session in sessions_of(user)[keep:]:
        end_session(session, reason="too_many")


def end_sessions(user: User, *, reason: str, but: str | None = None) -> int:
    """End an account's sessions, all but one where its key is given; return how many."""
    ending = [session for session in sessions_of(user) if session.session_key != but]
    for session in ending:
        end_session(session, reason=reason)
    return len(ending)


def end_session(session: UserSession, *, reason: str) -> None:
    """End a session: its next request is nobody's."""
    session.end()
    trail.record("session_ended", subject_kind="account", subject_id=session.user_id, reason=reason)


def session_with(user: User, session_id: int) -> UserSession | None:
    """Return one of an account's own sessions."""
    return next((one for one in sessions_of(user) if one.pk == session_id), None)


def end_sessions_of(user_id: uuid.UUID, *, reason: str) -> int:
    """End all sessions of an account, as when it is closed."""
    return end_sessions(User.objects.get(pk=user_id), reason=reason)


def mark_session(session_key: str | None, mark: str) -> None:
    """Note something of a session for the list that its owner reads."""
    UserSession.objects.filter(session_key=session_key).update(data={mark: True})
