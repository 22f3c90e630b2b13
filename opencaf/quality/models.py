"""What was called right as it is, and how many findings there were at the end of each month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey


class Acceptance(RecordedModel):
    """Somebody says that a finding is right as it is, and why: it leaves the lists until its fact changes.

    fact: a digest of what was found. child: the child in the case that it is about, where it is of a child.
    """

    rule = models.CharField(max_length=40)
    episode = AuthorityForeignKey("episodes.Episode", related_name="+")
    child = AuthorityForeignKey("episodes.EpisodeChild", null=True, blank=True, related_name="+")
    fact = models.CharField(max_length=64)
    why = models.TextField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("episode", "child", "fact", "why", "taken_back_at", "taken_back_by")
        plain = (*RECORD_COLUMNS, "rule")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "episode", "child", "fact"],
                condition=Q(taken_back_at=None),
                nulls_distinct=False,
                name="finding_is_called_right_once",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="right_as_it_is_says_why"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="looking_again_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["episode", "rule"], name="acceptance_by_episode")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.episode_id}"


class MonthlyCount(BelongsToAuthority):
    """How many findings of a rule a locality had when they were last counted in a month; none of a person."""

    rule = models.CharField(max_length=40)
    month = models.DateField()
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=clock.now)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "rule", "month", "locality", "number", "counted_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "month", "rule", "locality"],
                nulls_distinct=False,
                name="findings_are_counted_once_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in {self.month:%B %Y}: {self.number}"
