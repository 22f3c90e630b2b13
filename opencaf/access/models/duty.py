"""Why somebody of the social care duty team needed the content of a record, in their own words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class Ground(models.TextChoices):
    """On which ground the duty team opens the content of a record."""

    CONTACT = "contact", "Somebody rang or wrote about this child and we decide what happens next"
    STRATEGY = "strategy", "A strategy discussion"
    ENQUIRY = "enquiry", "An enquiry whether the child is suffering harm (section 47)"
    POLICE = "police", "The police protected the child, or asked"
    MISSING = "missing", "The child is missing"
    OTHER = "other", "Something else"


class DutyGround(RecordedModel):
    """A ground on which the duty team saw the content of a child's record, until a moment."""

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    child_id = models.UUIDField()
    ground = models.CharField(max_length=10, choices=Ground.choices)
    words = models.TextField()
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Privacy:
        personal = ("practitioner", "child_id", "ground", "words", "began_at", "ends_at")
        plain = RECORD_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["child_id", "began_at"], name="duty_ground_by_child")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="duty_ground_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.ground} of {self.practitioner_id}"
