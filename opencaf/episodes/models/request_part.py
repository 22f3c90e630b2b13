"""What goes to a service with a request, beside who it is for and why: chosen parts, each a row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.assessment import Assessment
from opencaf.episodes.models.closure import FamilyView
from opencaf.episodes.models.plan import Outcome
from opencaf.episodes.models.support import ServiceRequest


class ServiceRequestPart(RecordedModel):
    """One part that goes with a request, until it was taken off: an element, an outcome, or what was said.

    An element goes as the version tells it that was shown when it was chosen (docs/adr/0039).
    """

    class Kind(models.TextChoices):
        ELEMENT = "element", "A part of the assessment"
        OUTCOME = "outcome", "An outcome of the plan"
        VIEW = "view", "What the family said"

    request = AuthorityForeignKey(ServiceRequest, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    assessment = AuthorityForeignKey(Assessment, null=True, blank=True, related_name="+")
    element = models.CharField(max_length=60, blank=True)
    outcome = AuthorityForeignKey(Outcome, null=True, blank=True, related_name="+")
    view = AuthorityForeignKey(FamilyView, null=True, blank=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)
    removed_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("request", "kind", "assessment", "element", "outcome", "view", "removed_on", "removed_by")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="element", assessment__isnull=False, outcome=None, view=None)
                & ~Q(element="")
                | Q(kind="outcome", assessment=None, element="", outcome__isnull=False, view=None)
                | Q(kind="view", assessment=None, element="", outcome=None, view__isnull=False),
                name="part_of_a_request_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None)
                | Q(removed_on__isnull=False, removed_by__isnull=False),
                name="part_taken_off_a_request_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["request", "kind", "assessment", "element", "outcome", "view"],
                condition=Q(removed_on=None),
                nulls_distinct=False,
                name="part_goes_with_a_request_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} with {self.request_id}"
