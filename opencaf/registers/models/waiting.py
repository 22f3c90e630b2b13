"""A register between its upload and its end: the file as it was chosen, and what would come of its rows."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey
from opencaf.files.models import StoredFile
from opencaf.registers.models.imports import Import


class WaitingRegister(RecordedModel):
    """A register that somebody chose, theirs alone: it may hold addresses that nobody else may see.

    stored and codes: the file and its code list, sealed, kept until it is brought in. turn: which attempt
    at it is the last, so that an earlier one that still runs writes nothing. rows: how many were read.
    counts: what would come of them, or came. problem: why it cannot be read. understood: its columns.
    """

    class Stage(models.TextChoices):
        READING = "reading", "Being read"
        REFUSED = "refused", "Cannot be read"
        TRIED = "tried", "Tried, nothing written"
        WRITING = "writing", "Being brought in"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Broken off"
        DONE = "done", "Brought in"

    name = models.CharField(max_length=80)
    ending = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    stored = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    codes = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    mapping = models.JSONField(default=dict, blank=True)
    understood = models.JSONField(default=dict, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.READING)
    stage_at = models.DateTimeField(default=clock.now)
    turn = models.PositiveIntegerField(default=1)
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    is_to_stop = models.BooleanField(default=False)
    brought_in = AuthorityForeignKey(Import, null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("mapping", "understood")
        plain = (
            *RECORD_COLUMNS,
            "name",
            "ending",
            "digest",
            "stored",
            "codes",
            "stage",
            "stage_at",
            "turn",
            "rows",
            "counts",
            "problem",
            "is_to_stop",
            "brought_in",
        )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="done", stored=None, codes=None)
                | (~Q(stage="done") & Q(stored__isnull=False)),
                name="file_is_kept_until_it_is_brought_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Whether a job is at it, or will be."""
        return self.stage in (self.Stage.READING, self.Stage.WRITING)

    @property
    def kept_until(self) -> dt.date | None:
        """The last day on which its file is here where nobody goes on with it; none while it is written."""
        if self.stage in (self.Stage.WRITING, self.Stage.DONE):
            return None
        return (self.stage_at + dt.timedelta(days=settings.REGISTERS_WAIT_DAYS)).date()


class TriedRow(BelongsToAuthority):
    """What would become of one row of a register that waits, with what was typed in it.

    case: which rows are one CAF, by a name that holds within the file. proposed: children of other rows
    that may be the same. cells: pairs of heading and text, in the order of the file.
    """

    waiting = AuthorityForeignKey(WaitingRegister, related_name="tried_rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=120)
    disposition = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    same_as = models.CharField(max_length=120, blank=True)
    case = models.CharField(max_length=60, blank=True)
    flags = models.JSONField(default=list, blank=True)
    proposed = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list)

    class Privacy:
        personal = ("flags", "proposed", "cells")
        plain = (
            "id",
            "recorded_at",
            "authority",
            "waiting",
            "number",
            "place",
            "disposition",
            "reason",
            "same_as",
            "case",
        )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["waiting", "number"], name="row_is_tried_once"),
        ]

    def __str__(self) -> str:
        return self.place
