"""The audit form as data: versions of a form, and what each asks about a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Part(models.TextChoices):
    """The parts of a form, in their order."""

    IDENTIFYING = "identifying", "Who it is about, and agreement"
    ABOUT = "about", "About the assessment"
    STRENGTHS = "strengths", "Strengths and needs"
    CONCLUSIONS = "conclusions", "Conclusions"
    PLAN = "plan", "Plan"
    REVIEW = "review", "Review"
    DEPTH = "depth", "How good it is"


class Kind(models.TextChoices):
    """How an item is answered."""

    YES_NO = "yes_no", "Yes or no"
    GRADE = "grade", "0 to 3"


class AuditForm(BelongsToAuthority):
    """One version of an authority's audit form; a round keeps the version on which it was drawn.

    A version without a first day is being prepared: there is one at most, and nobody scores on it.
    """

    version = models.PositiveSmallIntegerField()
    in_use_from = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "version", "in_use_from")

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "version"], name="audit_form_version_is_unique"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(in_use_from=None), name="one_audit_form_is_being_prepared"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"


class AuditItem(BelongsToAuthority):
    """One thing that is asked about a case, with what counts as each answer.

    seen_by: the rule of the program that answers it first (case_audit.seeing); none where only a person can.
    """

    form = AuthorityForeignKey(AuditForm, related_name="items")
    code = models.CharField(max_length=40)
    part = models.CharField(max_length=12, choices=Part.choices)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    wording = models.CharField(max_length=200)
    counts = models.TextField()
    seen_by = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "form",
            "code",
            "part",
            "kind",
            "wording",
            "counts",
            "seen_by",
            "position",
        )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="item_is_on_an_audit_form_once"),
            models.CheckConstraint(condition=~Q(wording=""), name="audit_item_asks_something"),
        ]

    def __str__(self) -> str:
        return self.wording
