"""What the start of an episode has to know: who could start it, and what is open already."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.agencies.models import Post, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import EpisodeChild
from opencaf.episodes.queries.contacts import contacts_for_episode
from opencaf.people.models import Person


@dataclass(frozen=True)
class OpenAlready:
    """An open episode of a child, and whom to contact about it."""

    child: Person
    reference: str
    contact: str


def open_already(children: Sequence[Person]) -> list[OpenAlready]:
    """Return the open episodes of these children."""
    rows = open_episodes_of([child.id for child in children])
    return [OpenAlready(row.child, row.episode.reference, contacts_for_episode(row.episode)) for row in rows]


@composed_once
def open_episodes_of(child_ids: list[uuid.UUID]) -> QuerySet[EpisodeChild]:
    """The open episodes of these children, with who started each."""
    rows = EpisodeChild.objects.filter(child__any_of=child_ids, is_open=True)
    return rows.select_related("episode__authority", "episode__initiator", "child")


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
