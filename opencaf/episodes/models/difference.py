"""Who sees something differently: a view that stands beside a story box, never over it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.assessment import Story


class DifferenceOfView(RecordedModel):
    """Somebody's other view of what a box tells, in their words; one that was taken out stays here."""

    story = AuthorityForeignKey(Story, related_name="differences")
    whose = models.CharField(max_length=200)
    words = models.TextField()
    noted_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    gone_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("story", "whose", "words", "noted_on", "gone_on", "gone_by")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["noted_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(whose="") & ~Q(words=""), name="other_view_says_whose_and_what"
            ),
            models.CheckConstraint(
                condition=Q(gone_on=None, gone_by=None) | Q(gone_on__isnull=False, gone_by__isnull=False),
                name="view_taken_out_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"other view of {self.story_id}"
