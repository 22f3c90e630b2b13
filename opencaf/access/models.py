"""Access grants: the one table that says who can see which child and case, at what level, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey


class Level(models.IntegerChoices):
    """How much is seen: that a record exists; the summary (who helps, stage, dates); everything."""

    EXISTENCE = 1, "That a record exists and whom to contact"
    SUMMARY = 2, "Summary"
    FULL = 3, "Everything that agreement allows"


class Basis(models.TextChoices):
    """Why somebody may see."""

    FOUND = "found", "Found this child in a search"
    RECORDED = "recorded", "Recorded this child"
    INITIATED = "initiated", "Started this case"
    ASSESSOR = "assessor", "Writes the assessment"
    LEAD = "lead", "Is lead professional"
    TEAM = "team", "Is in the team around the child"
    ENTERED = "entered", "Enters the record for somebody who does not sign in"
    ASKED = "asked", "Asked for access and was given it"


class GrantQuerySet(models.QuerySet["AccessGrant"]):
    """Grants."""

    def live(self) -> GrantQuerySet:
        """Grants that hold at this moment."""
        now = clock.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)


class AccessGrant(BelongsToAuthority):
    """One live or ended reason for which a practitioner may see a child's record or one case of it.

    child_id and episode_id are ids without foreign keys, since access knows nothing of the apps above.
    A grant without episode covers the child's own page, not the cases.
    """

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    child_id = models.UUIDField()
    episode_id = models.UUIDField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Privacy:
        personal = ("practitioner", "child_id", "episode_id", "basis")
        plain = ("id", "recorded_at", "authority", "level", "starts_at", "ends_at")

    class Meta:
        indexes = [
            models.Index(fields=["practitioner", "episode_id"], name="grant_by_practitioner"),
            models.Index(fields=["child_id", "practitioner"], name="grant_by_child"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "child_id", "episode_id", "basis"],
                condition=Q(ends_at=None),
                nulls_distinct=False,
                name="one_live_grant_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} ({self.practitioner_id})"


class AccessRequest(RecordedModel):
    """Somebody who found a child's record asks to see it; who leads the case gives access or says why not.

    child_id and episode_id are ids without foreign keys, as in a grant. Without an episode it is about the
    child's own record, and asks who recorded it.
    """

    class Answer(models.TextChoices):
        """What was answered."""

        GIVEN = "given", "Access was given"
        REFUSED = "refused", "Access was refused"

    asked_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    asked_of = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    child_id = models.UUIDField()
    episode_id = models.UUIDField(null=True, blank=True)
    purpose = models.TextField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Privacy:
        personal = (
            "asked_by",
            "asked_of",
            "child_id",
            "episode_id",
            "purpose",
            "answered_by",
            "reason",
        )
        plain = (*RECORD_COLUMNS, "asked_on", "answer_by", "answer", "answered_on", "until")

    class Meta:
        indexes = [models.Index(fields=["episode_id", "answer"], name="access_request_by_episode")]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "child_id"],
                condition=Q(answer=""),
                name="one_open_access_request_for_a_child",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="answered_access_request_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=~Q(answer="given") | Q(until__isnull=False), name="access_given_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(reason=""), name="access_refused_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"
