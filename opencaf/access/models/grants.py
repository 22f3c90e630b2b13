"""Access grants: the one table that says who can see which child and case, at what level, and why."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from opencaf.agencies.models import BelongsToAuthority, Post
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
    DUTY = "duty", "Is on duty and wrote down why"
    GLASS = "glass", "Opened it in an emergency"
    OFFERED = "offered", "Was asked to lead the case"
    CONTRIBUTES = "contributes", "Was asked to write something for the assessment"


def works_there_still() -> Exists:
    """Whether somebody named for an agency still works there: a column `practitioner`, and one `agency`."""
    there = {"practitioner": OuterRef("practitioner"), "agency": OuterRef("agency")}
    return Exists(Post.objects.filter(**there, ended_on=None))


class ListQuerySet(models.QuerySet[Any]):
    """Who is on the list of a seal or a shield."""

    def live(self) -> Self:
        """Who is on it at this moment: who left the agency for which they were named is on it no more."""
        return self.filter(works_there_still(), ended_at=None)

    def left(self) -> Self:
        """Who was not taken off it, and has left the agency for which they were named."""
        return self.filter(~works_there_still(), ended_at=None)


class GrantQuerySet(models.QuerySet["AccessGrant"]):
    """Grants."""

    def unended(self) -> GrantQuerySet:
        """Grants whose time has come and is not over."""
        now = clock.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def live(self) -> GrantQuerySet:
        """Grants that hold at this moment: who left the agency for which one was given holds it no more."""
        return self.unended().filter(works_there_still())


class AccessGrant(BelongsToAuthority):
    """One live or ended reason for which a practitioner may see a child's record or one case of it.

    child_id and episode_id are ids without foreign keys, since access knows nothing of the apps above.
    A grant without episode covers the child's own page, not the cases. The agency is where the practitioner
    worked when it was given; the database fills it in (access_say_where).
    """

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    child_id = models.UUIDField()
    episode_id = models.UUIDField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Privacy:
        personal = ("practitioner", "child_id", "episode_id", "basis")
        plain = ("id", "recorded_at", "authority", "agency", "level", "starts_at", "ends_at")

    class Meta:
        indexes = [
            models.Index(fields=["practitioner", "episode_id"], name="grant_by_practitioner"),
            models.Index(fields=["child_id", "practitioner"], name="grant_by_child"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "child_id", "episode_id", "basis", "agency"],
                condition=Q(ends_at=None),
                nulls_distinct=False,
                name="one_live_grant_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} ({self.practitioner_id})"
