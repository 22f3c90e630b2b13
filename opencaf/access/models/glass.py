"""Breaking the glass: opening a record at once, with a reason, an end, and somebody who judges it after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey


class Emergency(models.TextChoices):
    """Why somebody could not wait for an answer."""

    DANGER = "danger", "The child may be in danger now"
    MEDICAL = "medical", "The child needs medical help now"
    MISSING = "missing", "The child is missing"
    POLICE = "police", "The police or a court asks and it cannot wait"
    NOBODY = "nobody", "Nobody can be reached and something must be decided today"
    OTHER = "other", "Something else"


class Verdict(models.TextChoices):
    """What somebody who judges says afterwards."""

    RIGHT = "right", "It was right"
    TALK = "talk", "It needs a talk"
    BREACH = "breach", "It was a breach"


class BrokenGlass(RecordedModel):
    """Somebody opened a child's record at once: until a moment, and judged by a day.

    It stands in the privacy officer's queue until a verdict closes it. The family's list shows it unless
    it is withheld for somebody's safety.
    """

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    child_id = models.UUIDField()
    reason = models.CharField(max_length=10, choices=Emergency.choices)
    words = models.TextField()
    broken_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    judge_by = models.DateField()
    escalated_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    verdict_words = models.TextField(blank=True)
    judged_on = models.DateField(null=True, blank=True)
    judged_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    withheld_why = models.TextField(blank=True)
    withheld_on = models.DateField(null=True, blank=True)
    withheld_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = (
            "practitioner",
            "child_id",
            "reason",
            "words",
            "broken_at",
            "ends_at",
            "verdict",
            "verdict_words",
            "judged_by",
            "withheld_why",
            "withheld_by",
        )
        plain = (*RECORD_COLUMNS, "judge_by", "escalated_on", "judged_on", "withheld_on")

    class Meta:
        verbose_name_plural = "broken glasses"
        indexes = [
            models.Index(fields=["child_id", "broken_at"], name="broken_glass_by_child"),
            models.Index(fields=["practitioner", "broken_at"], name="broken_glass_by_practitioner"),
            models.Index(fields=["authority", "judge_by"], condition=Q(verdict=""), name="glass_to_judge"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="broken_glass_has_words"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("broken_at")), name="broken_glass_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", judged_on=None, judged_by=None)
                | (~Q(verdict="") & Q(judged_on__isnull=False, judged_by__isnull=False)),
                name="verdict_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=F("practitioner")),
                name="nobody_judges_their_own_broken_glass",
            ),
            models.CheckConstraint(
                condition=Q(withheld_why="", withheld_on=None, withheld_by=None)
                | (~Q(withheld_why="") & Q(withheld_on__isnull=False, withheld_by__isnull=False)),
                name="withheld_glass_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} of {self.practitioner_id}"

    @property
    def is_open(self) -> bool:
        """Whether the record can be seen through it at this moment."""
        return self.broken_at <= clock.now() < self.ends_at

    @property
    def is_judged(self) -> bool:
        """Whether somebody has said what they make of it."""
        return bool(self.verdict)

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which it was to be judged has passed."""
        return not self.is_judged and self.judge_by < clock.today()
