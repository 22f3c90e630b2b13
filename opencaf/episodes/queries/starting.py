"""What the start of an episode has to know: who could start it, and what is open already."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from opencaf.agencies.models import Authority, Post, Practitioner
from opencaf.episodes.queries.existence import open_episodes
from opencaf.people.models import Person


@dataclass(frozen=True)
class OpenAlready:
    """An open episode of a child, and whom to contact about it."""

    child: Person
    reference: str
    contact: str


def open_already(children: Sequence[Person], authority: Authority) -> list[OpenAlready]:
    """Return the open episodes of these children."""
    by_id = {child.id: child for child in children}
    return [
        OpenAlready(by_id[one.child_id], one.reference, one.contact_words(authority))
        for one in open_episodes(by_id)
    ]


def live_posts(practitioner: Practitioner) -> list[Post]:
    """Return every post of the authority that is held now, with who holds it and where."""
    posts = Post.objects.filter(authority_id=practitioner.authority_id, ended_on=None)
    posts = posts.select_related("practitioner", "agency", "authority")
    return list(posts.order_by("practitioner__family_name", "practitioner__given_name", "id"))


def worker_of_post(posts: Sequence[Post], post_id: uuid.UUID) -> Practitioner:
    """Return the practitioner who holds a post, wearing it."""
    post = next(post for post in posts if post.id == post_id)
    holder: Practitioner = post.practitioner
    holder.authority = post.authority
    return holder.wearing(post)
