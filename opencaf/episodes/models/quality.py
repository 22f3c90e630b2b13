"""Somebody looks at a completed assessment, where the authority wants that (docs/adr/0033)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.assessment import Assessment
from opencaf.episodes.models.episode import Episode


class QualityCheck(RecordedModel):
    """A completed version waits for somebody to look at it; then what they made of it.

    agency: whose manager looks; none where a coordinator does.
    """

    class Verdict(models.TextChoices):
        AGREED = "agreed", "Agreed"
        SENT_BACK = "sent_back", "Sent back, with what is to be done"
        REPLACED = "replaced", "A later version was completed first"

    episode = AuthorityForeignKey(Episode, related_name="quality_checks")
    assessment = AuthorityForeignKey(Assessment, related_name="quality_checks")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    ready_on = models.DateField()
    look_by = models.DateField()
    verdict = models.CharField(max_length=9, choices=Verdict.choices, blank=True)
    looked_on = models.DateField(null=True, blank=True)
    looked_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("episode", "assessment", "agency", "ready_on", "look_by", "looked_on", "looked_by")
        plain = (*RECORD_COLUMNS, "verdict")

    class Meta:
        ordering = ["ready_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(verdict=""), name="one_version_waits_to_be_looked_at"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", looked_on=None, looked_by=None)
                | Q(verdict="replaced", looked_on__isnull=False, looked_by=None)
                | Q(verdict__in=["agreed", "sent_back"], looked_on__isnull=False, looked_by__isnull=False),
                name="look_at_an_assessment_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(looked_on=None) | Q(looked_on__gte=F("ready_on")),
                name="assessment_is_looked_at_after_it_was_ready",
            ),
            models.CheckConstraint(
                condition=Q(look_by__gte=F("ready_on")), name="look_is_due_after_it_was_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"look at {self.assessment_id}"


class QualityRemark(RecordedModel):
    """What whoever looked says about one element, or without an element about the whole."""

    episode = AuthorityForeignKey(Episode, related_name="+")
    quality_check = AuthorityForeignKey(QualityCheck, related_name="remarks")
    element = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Privacy:
        personal = ("episode", "quality_check", "text")
        plain = (*RECORD_COLUMNS, "element")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quality_check", "element"], name="look_says_one_thing_about_an_element"
            )
        ]

    def __str__(self) -> str:
        return f"remark of {self.quality_check_id}"
