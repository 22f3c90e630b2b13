"""Parts of a record that only a named list sees: an address, a way to reach somebody, a school place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.access.models import ListQuerySet
from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.models.person import Person


class SealedPart(models.TextChoices):
    """What is sealed."""

    HOUSEHOLD = "household", "Address"
    CONTACT = "contact", "Telephone number or e-mail"
    SCHOOL = "school", "School place"


class WhySealed(models.TextChoices):
    """Why others must not see it."""

    REFUGE = "refuge", "Refuge, or hiding from somebody"
    COURT = "court", "A court has said so"
    WITNESS = "witness", "Witness protection"
    ADOPTION = "adoption", "Adoption"
    ASKED = "asked", "The family asks for it"
    OTHER = "other", "Something else"


class Seal(RecordedModel):
    """One part that is sealed, since when and why; opened again with a reason.

    The part keeps a flag, and the database shows a flagged row to the seal's readers alone: see ADR 0019.
    person is whose it is; an address has its people in its household.
    """

    part = models.CharField(max_length=10, choices=SealedPart.choices)
    record_id = models.UUIDField()
    person = AuthorityForeignKey(Person, null=True, blank=True, related_name="seals")
    why = models.CharField(max_length=10, choices=WhySealed.choices)
    words = models.TextField()
    sealed_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    opened_why = models.TextField(blank=True)
    opened_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("record_id", "person", "why", "words", "opened_why", "opened_by")
        plain = (*RECORD_COLUMNS, "part", "sealed_on", "opened_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_id"], condition=Q(opened_on=None), name="part_is_sealed_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="seal_says_why"),
            models.CheckConstraint(
                condition=Q(opened_on=None, opened_why="", opened_by=None)
                | (Q(opened_on__isnull=False, opened_by__isnull=False) & ~Q(opened_why="")),
                name="opened_seal_says_when_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.record_id}"


class SealReader(BelongsToAuthority):
    """Somebody on the named list of a seal. The database's policies read this table.

    The agency is where they worked when they were named; the database fills it in (access_say_where).
    """

    seal = AuthorityForeignKey(Seal, related_name="readers")
    record_id = models.UUIDField()
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ListQuerySet.as_manager()

    class Privacy:
        personal = ("seal", "record_id", "practitioner")
        plain = ("id", "recorded_at", "authority", "agency", "ended_at")

    class Meta:
        indexes = [
            models.Index(
                fields=["practitioner", "record_id"], condition=Q(ended_at=None), name="live_seal_reader"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "practitioner"], condition=Q(ended_at=None), name="reader_is_on_a_list_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} reads {self.record_id}"
