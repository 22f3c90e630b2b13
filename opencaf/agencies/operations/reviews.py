"""Looking through an agency's posts, and signing off: reviews of access, and alerts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.access_reviews import open_review_of
from opencaf.agencies.models import (
    AccessReview,
    Agency,
    Post,
    Practitioner,
    ReviewedPost,
    SignedOffAlert,
    signed,
)
from opencaf.agencies.permissions import can_review_access, can_sign_off_alert
from opencaf.agencies.queries import Alert
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

OWN = "Somebody else must decide about your own post"
UNDECIDED = "Decide about every post first"


@all_or_nothing
def decide_about_posts(
    *, agency: Agency, decisions: Mapping[uuid.UUID, str], ended_on: dt.date, by: Practitioner
) -> AccessReview:
    """Say of each of these posts whether it is still needed; those that are not end on the day."""
    require(can_review_access(by))
    review = open_review_of(agency) or AccessReview.record(by=by, agency=agency)
    live = Post.objects.select_for_update(of=("self",)).filter(agency=agency, ended_on=None)
    posts = {post.id: post for post in live.filter(id__in=list(decisions))}
    decided = {post_id: decision for post_id, decision in decisions.items() if post_id in posts}
    if own := next((post for post in posts.values() if post.practitioner_id == by.id), None):
        raise ValidationError({f"post_{own.id}": OWN})
    write_decisions(review, decided, by=by)
    ends = ReviewedPost.Decision.ENDS
    end_posts([posts[post_id] for post_id, decision in decided.items() if decision == ends], ended_on)
    trail.record("access_reviewed", subject_kind="agency", subject_id=agency.id, count=len(posts))
    return review


def write_decisions(review: AccessReview, decided: Mapping[uuid.UUID, str], *, by: Practitioner) -> None:
    """Write what was decided about some posts, in place of what was said before."""
    ReviewedPost.objects.bulk_create(
        [
            ReviewedPost(**signed(by), review=review, post_id=post_id, decision=decision)
            for post_id, decision in decided.items()
        ],
        update_conflicts=True,
        unique_fields=["review", "post"],
        update_fields=["decision", "recorded_by"],
    )


def end_posts(posts: Sequence[Post], ended_on: dt.date) -> None:
    """End posts that are not needed, none before the day on which it began."""
    for post in posts:
        post.ended_on = max(ended_on, post.started_on or ended_on)
        subject = post.practitioner_id
        trail.record("post_ended", subject_kind="practitioner", subject_id=subject, reason="access_review")
    Post.objects.bulk_update(posts, ["ended_on"])


@all_or_nothing
def sign_off_review(*, agency: Agency, words: str, by: Practitioner) -> AccessReview:
    """Sign that every post of an agency was looked at; the next look is due half a year later."""
    require(can_review_access(by))
    review = open_review_of(agency)
    live = set(Post.objects.filter(agency=agency, ended_on=None).values_list("id", flat=True))
    decided = set(review.decisions.values_list("post_id", flat=True)) if review else set()
    if live - decided:
        raise ValidationError(UNDECIDED)
    review = review or AccessReview.record(by=by, agency=agency)
    review.signed_off_by, review.signed_off_at, review.words = by, clock.now(), words
    review.save(update_fields=["signed_off_by", "signed_off_at", "words"])
    trail.record("access_review_signed_off", subject_kind="agency", subject_id=agency.id, posts=len(decided))
    return review


@all_or_nothing
def sign_off_alert(*, alert: Alert, words: str, by: Practitioner) -> SignedOffAlert:
    """Say what an alert was, after looking into it; once, and by somebody else than it is about."""
    require(can_sign_off_alert(by, alert.practitioner_id))
    if SignedOffAlert.objects.filter(event_id=alert.id).exists():
        raise ValidationError("Somebody has signed this alert off meanwhile")
    signed = SignedOffAlert.record(by=by, event_id=alert.id, words=words)
    trail.record("alert_signed_off", subject_kind="alert", subject_id=alert.id)
    return signed
