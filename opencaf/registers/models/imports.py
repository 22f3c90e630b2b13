"""One bringing in of a register: which file, by whom, how far it is, and whom it added to work with."""

from __future__ import annotations

import datetime as dt

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey

LONGEST_UNDO = dt.timedelta(hours=2)


class Import(RecordedModel):
    """A file that was brought in. recorded_at is the moment that every row it wrote bears.

    written: how many of its rows have ended so far. counts: how they ended. headings: of all columns, in
    their order. agencies: ids of the agencies that it added. counters: by year, the last reference before
    it gave any, and the last that it gave. undo_asked_at: since when it waits to be undone by a job, or is
    being; undo_problem: why it was not.
    """

    class Kind(models.TextChoices):
        CASES = "cases", "One row a CAF"
        EVENTS = "events", "One row an event"

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        STOPPED = "stopped", "Stopped"
        DONE = "done", "Done"
        UNDONE = "undone", "Undone"

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mapping = models.JSONField(default=dict, blank=True)
    up_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    rows = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    headings = models.JSONField(default=list, blank=True)
    agencies = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    counters = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_problem = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("mapping", "undone_by")
        plain = (
            *RECORD_COLUMNS,
            "name",
            "digest",
            "size",
            "kind",
            "up_to",
            "state",
            "rows",
            "written",
            "counts",
            "headings",
            "agencies",
            "counters",
            "finished_at",
            "undo_asked_at",
            "undo_problem",
            "undone_at",
        )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(state__in=["writing", "stopped"]),
                name="one_register_is_brought_in_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None, undone_by=None)),
                name="undone_import_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unfinished(self) -> bool:
        """Whether it was begun and waits to be gone on with."""
        return self.state in (self.State.WRITING, self.State.STOPPED)

    @property
    def is_being_undone(self) -> bool:
        """Whether a job takes back what it wrote, or will; one that has said nothing for long was stopped."""
        asked = self.undo_asked_at
        is_asked = asked is not None and self.state != self.State.UNDONE
        return is_asked and asked is not None and clock.now() - asked < LONGEST_UNDO


class ImportedWorker(BelongsToAuthority):
    """Somebody a register names as a worker, and who stands for them here: they never sign in.

    The same name for the same agency in a later copy of the register is the same worker.
    """

    brought_in = AuthorityForeignKey(Import, related_name="workers")
    register = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")

    class Privacy:
        personal = ("name", "practitioner")
        plain = ("id", "recorded_at", "authority", "brought_in", "register", "agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "register", "name", "agency"], name="register_names_a_worker_once"
            ),
        ]

    def __str__(self) -> str:
        return f"worker {self.practitioner_id}"
