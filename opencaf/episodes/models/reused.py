"""Another assessment that was taken over, so that a family does not tell its story twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.assessment import Assessment


class ReusedAssessment(RecordedModel):
    """An assessment by others on which a version rests: what it was, and of which day."""

    assessment = AuthorityForeignKey(Assessment, related_name="reused")
    what = models.CharField(max_length=300)
    made_on = models.DateField()

    class Privacy:
        personal = ("assessment", "what", "made_on")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="reused_assessment_says_what_it_was")
        ]

    def __str__(self) -> str:
        return f"assessment taken over in {self.assessment_id}"


class ReusedAgreement(RecordedModel):
    """Somebody of the family who agreed that an assessment is taken over."""

    reused = AuthorityForeignKey(ReusedAssessment, related_name="agreements")
    person = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("reused", "person")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reused", "person"], name="person_agrees_once_to_a_reuse")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} agreed to {self.reused_id}"
