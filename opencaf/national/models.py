"""What each authority tells the country: figures that are hidden and rounded already, and since when."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core import clock


class Counting(BelongsToAuthority):
    """When the figures of an authority were last counted, and to which multiple they are rounded."""

    counted_at = models.DateTimeField(default=clock.now)
    below = models.PositiveSmallIntegerField()

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "counted_at", "below")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority"], name="authority_is_counted_once_a_night")
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} on {self.counted_at:%-d %B %Y}"


class Summary(BelongsToAuthority):
    """A figure of an authority as its own analysts read it; what they are not shown has no row.

    begun: the calendar year in which the financial year began. code: the category on the way to divide,
    nothing for the total. said, holding: of how many a share is known, and for how many it holds.
    """

    report = models.CharField(max_length=40)
    axis = models.CharField(max_length=20)
    begun = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    said = models.PositiveIntegerField(null=True, blank=True)
    holding = models.PositiveIntegerField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "report",
            "axis",
            "begun",
            "code",
            "number",
            "said",
            "holding",
        )

    class Meta:
        verbose_name_plural = "summaries"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "axis", "begun", "authority", "code"], name="figure_is_told_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False) | models.Q(said__isnull=False),
                name="figure_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} by {self.axis}, {self.begun}: {self.code or 'all'}"
