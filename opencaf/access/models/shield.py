"""Shielded records: to everybody outside a named list they do not exist."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.access.models.grants import ListQuerySet
from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class WhyShielded(models.TextChoices):
    """Why nobody outside a list may know of a record."""

    STAFF = "staff", "The family of somebody who works here"
    REFUGE = "refuge", "Refuge, or hiding from somebody"
    ADOPTION = "adoption", "Adoption"
    WITNESS = "witness", "Witness protection"
    OTHER = "other", "Something else"


class Shield(RecordedModel):
    """A child's record and its cases are shown to a named list alone, until the shield is lifted.

    child_id is an id without foreign key, as in a grant. The database shows a shield to its readers alone.
    """

    child_id = models.UUIDField()
    why = models.CharField(max_length=10, choices=WhyShielded.choices)
    words = models.TextField()
    shielded_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_why = models.TextField(blank=True)
    lifted_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("child_id", "why", "words", "lifted_why", "lifted_by")
        plain = (*RECORD_COLUMNS, "shielded_on", "lifted_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child_id"], condition=Q(lifted_on=None), name="child_is_shielded_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="shield_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_why="", lifted_by=None)
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
                name="lifted_shield_says_when_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.child_id}"


class ShieldReader(BelongsToAuthority):
    """Somebody on the list of a shield, for one record under it: the child's own, or a case.

    The database's policies read this table. Being on the list is no reason to see: a grant is, or a post.
    The agency is where they worked when they were named; the database fills it in (access_say_where).
    """

    shield = AuthorityForeignKey(Shield, related_name="readers")
    record_id = models.UUIDField()
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ListQuerySet.as_manager()

    class Privacy:
        personal = ("shield", "record_id", "practitioner")
        plain = ("id", "recorded_at", "authority", "agency", "ended_at")

    class Meta:
        indexes = [
            models.Index(
                fields=["practitioner", "record_id"], condition=Q(ended_at=None), name="live_shield_reader"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shield", "record_id", "practitioner"],
                condition=Q(ended_at=None),
                name="reader_is_under_a_shield_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} reads {self.record_id}"


class ShieldAlert(BelongsToAuthority):
    """Somebody who cannot see a shielded record has recorded a child who may be the same.

    Written by a function of the database, so that neither they nor the program learn of it.
    """

    shield = AuthorityForeignKey(Shield, related_name="alerts")
    child_id = models.UUIDField()
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    seen_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("shield", "child_id", "practitioner")
        plain = ("id", "recorded_at", "authority", "seen_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shield", "child_id"], name="shield_alert_once_for_a_child"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} may be {self.shield_id}"
