"""Extracts that somebody had made: the file, sealed, for some days; and for good who made it and why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey
from opencaf.files.models import StoredFile


class Purpose(models.TextChoices):
    """What a file with the records of children is made for."""

    INSPECTION = "inspection", "An inspection"
    RETURN = "return", "A return or data set that is asked for nationally or in the region"
    PROGRAMME = "programme", "Evidence for a programme or grant"
    OWN_WORK = "own_work", "Checking or improving our own work"
    OTHER = "other", "Something else"


class MadeExtract(RecordedModel):
    """An extract that somebody asked for. Its file is theirs alone: it holds what they may see.

    turn: which attempt is the last, so that an earlier one that still runs keeps nothing. done: tables that
    are read. rows: of each table. hidden: how many children are shielded from whoever made it.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", "Waits to be made"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        REFUSED = "refused", "Not given"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Broken off"
        REMOVED = "removed", "Removed"

    extract = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField()
    way = models.CharField(max_length=4)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    words = models.TextField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    stage_at = models.DateTimeField(default=clock.now)
    turn = models.PositiveIntegerField(default=1)
    is_to_stop = models.BooleanField(default=False)
    done = models.PositiveSmallIntegerField(default=0)
    rows = models.JSONField(default=dict, blank=True)
    hidden = models.PositiveIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    stored = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("words",)
        plain = (
            *RECORD_COLUMNS,
            "extract",
            "from_on",
            "to_on",
            "way",
            "purpose",
            "stage",
            "stage_at",
            "turn",
            "is_to_stop",
            "done",
            "rows",
            "hidden",
            "problem",
            "stored",
            "digest",
            "made_at",
            "until",
        )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="ready", stored__isnull=False, made_at__isnull=False, until__isnull=False)
                | (~Q(stage="ready") & Q(stored=None)),
                name="extract_that_is_ready_has_its_file",
            ),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="window_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(words=""), name="extract_says_what_it_is_for"),
        ]

    def __str__(self) -> str:
        return f"{self.extract} to {self.to_on}"

    @property
    def is_at_work(self) -> bool:
        """Whether a job is at it, or will be."""
        return self.stage in (self.Stage.WAITING, self.Stage.MAKING)

    @property
    def is_past(self) -> bool:
        """Whether its file is not given any more, also before the job that removes it has come by."""
        return self.until is not None and self.until <= clock.now()
