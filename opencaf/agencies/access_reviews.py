"""What a review of access shows: agencies that are due, who holds which post, who was not seen for long."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from opencaf.agencies.models import AccessReview, Agency, Post, SignedOffAlert
from opencaf.agencies.queries import STALE_AFTER
from opencaf.core import clock

EVERY = dt.timedelta(days=182)
SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class AgencyToReview:
    """An agency with the number of its posts and the day on which they are to be looked through."""

    agency: Agency
    posts: int
    signed_off_on: dt.date | None
    due_on: dt.date
    is_begun: bool

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.due_on < clock.today()

    @property
    def is_due_soon(self) -> bool:
        """Whether the day comes within a month."""
        return not self.is_late and self.due_on - clock.today() <= SOON


@dataclass(frozen=True)
class PostToReview:
    """A post with what helps to decide whether it is still needed."""

    post: Post
    decision: str
    last_signed_in_on: dt.date | None
    has_account: bool
    is_open: bool
    is_stale: bool


def agencies_to_review(authority_id: uuid.UUID) -> list[AgencyToReview]:
    """Return the agencies of an authority that have posts, those due first."""
    agencies = Agency.objects.filter(authority_id=authority_id).annotate(
        live=Count("posts", filter=Q(posts__ended_on=None), distinct=True),
        reviewed_at=Max("reviews__signed_off_at"),
        begun=Count("reviews", filter=Q(reviews__signed_off_at=None), distinct=True),
    )
    found = [to_review(agency) for agency in agencies.filter(live__gt=0)]
    return sorted(found, key=lambda one: (one.due_on, one.agency.name))


def to_review(agency: Agency) -> AgencyToReview:
    """Return one line of the list, of an agency with what was counted."""
    reviewed_at: dt.datetime | None = agency.reviewed_at  # type: ignore[attr-defined]
    since = as_day(reviewed_at or agency.recorded_at)
    return AgencyToReview(
        agency=agency,
        posts=agency.live,  # type: ignore[attr-defined]
        signed_off_on=as_day(reviewed_at) if reviewed_at else None,
        due_on=since + EVERY,
        is_begun=bool(agency.begun),  # type: ignore[attr-defined]
    )


def open_review_of(agency: Agency) -> AccessReview | None:
    """Return the review of an agency's access that is not signed off yet."""
    return AccessReview.objects.filter(agency=agency, signed_off_at=None).first()


def last_review_of(agency: Agency) -> AccessReview | None:
    """Return the review that was signed off last."""
    signed = AccessReview.objects.filter(agency=agency).exclude(signed_off_at=None)
    return signed.select_related("signed_off_by").order_by("-signed_off_at").first()


def posts_to_review(agency: Agency) -> list[PostToReview]:
    """Return the live posts of an agency by name, with what has been decided in the open review."""
    review = open_review_of(agency)
    decided = dict(review.decisions.values_list("post_id", "decision")) if review else {}
    posts = Post.objects.filter(agency=agency, ended_on=None).select_related("practitioner__user", "locality")
    ordered = posts.order_by("practitioner__family_name", "practitioner__given_name", "id")
    return [with_account(post, decided.get(post.id, "")) for post in ordered]


def with_account(post: Post, decision: str) -> PostToReview:
    """Return a post with when its holder last signed in."""
    user = post.practitioner.user
    seen = user.last_login if user else None
    is_open = bool(user and user.is_active)
    return PostToReview(
        post=post,
        decision=decision,
        last_signed_in_on=as_day(seen) if seen else None,
        has_account=user is not None,
        is_open=is_open,
        is_stale=bool(user and is_open and clock.now() - (seen or user.recorded_at) > STALE_AFTER),
    )


def as_day(moment: dt.datetime) -> dt.date:
    """Return the day of a moment as people in England count it."""
    return moment.astimezone(clock.LONDON).date()


def signed_off(event_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, SignedOffAlert]:
    """Return which of these alerts somebody has looked into, and what they say."""
    found = SignedOffAlert.objects.filter(event_id__in=list(event_ids)).select_related("recorded_by")
    return {one.event_id: one for one in found}
