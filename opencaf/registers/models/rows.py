"""What became of each row of a register, and what was typed in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.registers.models.imports import Import


class ImportedRow(BelongsToAuthority):
    """One row of a register as it was read, how it ended and which case it belongs to.

    digest: of what was typed, so that the same row in a later copy is known again. reading: values, children,
    workers and proposals of the report. flags: what a person should look at. stands_for: an earlier row
    that this one says anew; nothing is written of it until somebody has looked.
    """

    class Ended(models.TextChoices):
        """How a row ended in the records."""

        WRITTEN = "written", "Became a case, or part of one"
        JOINED = "joined", "Belongs to a case that was here already"
        CHANGED = "changed", "Says something else than before: to be looked at"
        LEFT_OUT = "left_out", "Became nothing"

    brought_in = AuthorityForeignKey(Import, related_name="imported_rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    disposition = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    ended = models.CharField(max_length=10, choices=Ended.choices)
    same_as = models.CharField(max_length=120, blank=True)
    episode = AuthorityForeignKey(Episode, null=True, blank=True, related_name="imported_rows")
    stands_for = AuthorityForeignKey("self", null=True, blank=True, related_name="+")
    flags = models.JSONField(default=list, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)

    class Privacy:
        personal = ("digest", "episode", "reading", "flags", "answer", "answered_by")
        plain = (
            "id",
            "recorded_at",
            "authority",
            "brought_in",
            "number",
            "place",
            "disposition",
            "reason",
            "ended",
            "same_as",
            "stands_for",
            "answered_on",
        )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["brought_in", "number"], name="row_of_a_register_ends_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answered_by=None, answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False),
                name="answered_question_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["authority", "digest"], name="imported_row_by_content")]

    def __str__(self) -> str:
        return self.place


class ImportedOriginal(BelongsToAuthority):
    """What was typed in a row, by heading, as it stood in the register.

    Cells with an address that must not be shown stand in a row of their own, sealed with the household.
    """

    row = AuthorityForeignKey(ImportedRow, related_name="originals")
    episode = AuthorityForeignKey(Episode, null=True, blank=True, related_name="imported_originals")
    cells = models.JSONField()
    sealed = models.BooleanField(default=False)
    household = AuthorityForeignKey("people.Household", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("row", "episode", "cells", "household")
        plain = ("id", "recorded_at", "authority", "sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed=False) | Q(household__isnull=False),
                name="sealed_cells_have_their_household",
            ),
        ]

    def __str__(self) -> str:
        return f"original of {self.row_id}"


class ImportedPerson(BelongsToAuthority):
    """Which record stands for a child of a row; is_new: whether the import made it.

    name: the child's name in the report, which holds within one import.
    """

    row = AuthorityForeignKey(ImportedRow, related_name="people")
    person = AuthorityForeignKey(Person, related_name="imported_rows")
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    is_new = models.BooleanField()

    class Privacy:
        personal = ("row", "person")
        plain = ("id", "recorded_at", "authority", "name", "position", "is_new")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "position"], name="row_names_each_child_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.row_id}"
