"""What a session remembers about the posts of whoever is signed in, and how it is handed on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SEVERAL_POSTS = "several_posts"
POST_IN_SESSION = "post"
_wanted: ContextVar[uuid.UUID | None] = ContextVar("wanted_post", default=None)


@contextmanager
def wanting(post_id: str | None) -> Iterator[None]:
    """Let accounts that are read inside the block come with this post, or with their first."""
    token = _wanted.set(uuid.UUID(post_id) if post_id else None)
    try:
        yield
    finally:
        _wanted.reset(token)


def wanted_post() -> uuid.UUID | None:
    """Return the post with which an account shall come."""
    return _wanted.get()
