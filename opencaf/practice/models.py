"""Who practises where: a learner's street, noted in the authority they work for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Street(BelongsToAuthority):
    """A practice street of a learner: an authority of its own, in which everything is invented.

    street_id: that authority, without a key, since no key crosses authorities; post_id: the post there in
    which the learner begins.
    """

    learner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    street_id = models.UUIDField(unique=True)
    post_id = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("learner",)
        plain = ("id", "recorded_at", "authority", "street_id", "post_id", "ended_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at=None), name="learner_has_one_street_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Practice street since {self.recorded_at:%-d %B %Y}"
