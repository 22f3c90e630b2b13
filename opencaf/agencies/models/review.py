"""The review of access: somebody looks through an agency's posts and signs that each is still needed."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models.recorded import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class AccessReview(RecordedModel):
    """One look through the posts of an agency; open until somebody signs it off with words."""

    agency = AuthorityForeignKey("agencies.Agency", related_name="reviews")
    signed_off_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Privacy:
        personal = ("words",)
        plain = (*RECORD_COLUMNS, "agency", "signed_off_by", "signed_off_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(signed_off_at=None),
                name="one_review_of_access_is_open_in_an_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_off_by=None, signed_off_at=None)
                | models.Q(signed_off_by__isnull=False, signed_off_at__isnull=False),
                name="review_is_signed_off_by_somebody_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of access of {self.agency_id}"


class ReviewedPost(RecordedModel):
    """What was decided about one post."""

    class Decision(models.TextChoices):
        STAYS = "stays", "Still needed"
        ENDS = "ends", "End it today"

    review = AuthorityForeignKey(AccessReview, related_name="decisions")
    post = AuthorityForeignKey("agencies.Post", related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "review", "post", "decision")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "post"], name="post_is_decided_about_once_in_a_review"),
        ]

    def __str__(self) -> str:
        return f"Post {self.post_id} {self.decision}"


class SignedOffAlert(RecordedModel):
    """Somebody looked into an alert and says what it was. The alert itself is a row of the trail."""

    event_id = models.UUIDField()
    words = models.TextField()

    class Privacy:
        personal = ("words",)
        plain = (*RECORD_COLUMNS, "event_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "event_id"], name="alert_is_signed_off_once"),
        ]

    def __str__(self) -> str:
        return f"Alert {self.event_id}"
