"""Which children in which cases an extract is about: one row for each child and case, read first."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from opencaf.agencies.models import Agency, Post, Practitioner
from opencaf.core.partial_dates import full_years_between
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.models import Closure, Episode, EpisodeChild
from opencaf.extracts.described import Window
from opencaf.people.models import Person

MISTAKES = (ClosureReason.OPENED_IN_ERROR, ClosureReason.MERGED_OR_DUPLICATE)
NEVER_BEGAN = (*MISTAKES, ClosureReason.DECLINED_AT_OFFER)


@dataclass(frozen=True)
class ChildInCase:
    """A child in a case, with the days on which help for it began and ended, as far as the window reaches.

    is_open: on the last day of the window.
    """

    id: uuid.UUID
    child_id: uuid.UUID
    episode_id: uuid.UUID
    begun: dt.date | None
    ended: dt.date | None
    joined_on: dt.date
    left_on: dt.date | None
    is_open: bool


def episodes_in(by: Practitioner, window: Window, *, but: Iterable[str] = NEVER_BEGAN) -> QuerySet[Episode]:
    """Return the cases that somebody sees and that ran on a day of a window; but: not closed so."""
    closed_so = Closure.objects.filter(episode=OuterRef("pk"), reopened_on=None, reason__in=tuple(but))
    ran = Q(closed_on=None) | Q(closed_on__gte=window.first)
    return Episode.objects.visible_to(by).filter(ran, ~Exists(closed_so), intended_on__lte=window.last)


def children_in_cases(cases: QuerySet[Episode], window: Window) -> list[ChildInCase]:
    """Return the children of cases who belonged to them on a day of a window."""
    stayed = Q(left_on=None) | Q(left_on__gte=window.first)
    rows = EpisodeChild.objects.filter(stayed, episode__in=cases, joined_on__lte=window.last)
    columns = (
        "id",
        "child_id",
        "episode_id",
        "joined_on",
        "left_on",
        "episode__intended_on",
        "episode__intended_accuracy",
        "episode__closed_on",
        "episode__closed_accuracy",
    )
    found = rows.order_by("episode__intended_on", "id").values_list(*columns)
    return [child_in_case(window, *row) for row in found]


def child_in_case(
    window: Window,
    row_id: uuid.UUID,
    child_id: uuid.UUID,
    episode_id: uuid.UUID,
    joined_on: dt.date,
    left_on: dt.date | None,
    intended_on: dt.date,
    intended_accuracy: str,
    closed_on: dt.date | None,
    closed_accuracy: str,
) -> ChildInCase:
    """Return a child in a case; a day after the window has not come yet."""
    begun = joined_on if joined_on > intended_on else known_day(intended_on, intended_accuracy)
    has_left = left_on is not None and left_on <= window.last and (closed_on is None or left_on < closed_on)
    is_closed = closed_on is not None and closed_on <= window.last
    ended = left_on if has_left else known_day(closed_on, closed_accuracy) if is_closed else None
    return ChildInCase(
        id=row_id,
        child_id=child_id,
        episode_id=episode_id,
        begun=begun,
        ended=ended,
        joined_on=joined_on,
        left_on=left_on,
        is_open=not has_left and not is_closed,
    )


def known_day(day: dt.date | None, accuracy: str) -> dt.date | None:
    """Return a day of which at least month and year are known; an unknown day is kept as the 15th."""
    return None if "U" in accuracy[1:] else day


def birth_of(person: Person) -> dt.date | None:
    """Return a date of birth as it goes into a file."""
    return known_day(person.born_on, person.born_accuracy)


def age_on(person: Person, day: dt.date) -> int | None:
    """Return full years on a day; nothing for the unborn and where month or year of birth are not known."""
    born = birth_of(person)
    return None if born is None or born > day else full_years_between(born, day)


def people_by_id(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return people, as far as who asks sees them."""
    return {one.pk: one for one in Person.objects.filter(pk__any_of=sorted(set(ids)))}


@dataclass(frozen=True)
class PostsOf:
    """The posts of practitioners, to say where somebody worked on a day."""

    posts: dict[uuid.UUID, list[Post]]

    @classmethod
    def read(cls, practitioners: Iterable[uuid.UUID]) -> PostsOf:
        """Read the posts of many practitioners at once."""
        held = Post.objects.filter(practitioner_id__any_of=sorted(set(practitioners)))
        posts: dict[uuid.UUID, list[Post]] = {}
        for post in held.select_related("agency").order_by("started_on", "id"):
            posts.setdefault(post.practitioner_id, []).append(post)
        return cls(posts)

    def on(self, practitioner_id: uuid.UUID, day: dt.date) -> Post | None:
        """Return the post that somebody held on a day, else their last one."""
        mine = self.posts.get(practitioner_id, [])
        fitting = [post for post in mine if held_on(post, day)] or mine
        return fitting[-1] if fitting else None

    def agency_on(self, practitioner_id: uuid.UUID, day: dt.date) -> Agency | None:
        """Return the agency for which somebody worked on a day."""
        post = self.on(practitioner_id, day)
        return post.agency if post else None


def held_on(post: Post, day: dt.date) -> bool:
    """Whether a post had begun on a day and had not ended."""
    begun = post.started_on is None or post.started_on <= day
    return begun and (post.ended_on is None or post.ended_on >= day)
