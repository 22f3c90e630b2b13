"""What an authority says about a question of the form, version by version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel


class GuidanceVersion(RecordedModel):
    """A text about a question, as it was saved once; it never changes.

    The one with the highest number that is shown stands beside the question; without words, nothing does.
    One that is not shown is a draft.
    """

    element = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    is_shown = models.BooleanField(default=False)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "element", "number", "text", "is_shown")

    class Meta:
        ordering = ["element", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "element", "number"], name="guidance_version_has_a_number_of_its_own"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="guidance_versions_count_from_1"),
            models.CheckConstraint(
                condition=Q(is_shown=True) | ~Q(text=""), name="draft_of_guidance_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}, version {self.number}"
