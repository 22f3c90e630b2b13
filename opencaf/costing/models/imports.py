"""Tables of times that were brought in: each line as it was, and what stands against it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class TimeImport(RecordedModel):
    """One table, looked at first and then taken or dropped; it stays readable either way."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for you to confirm"
        TAKEN = "taken", "Taken over"
        DROPPED = "dropped", "Dropped"

    name = models.CharField(max_length=120)
    mode = models.CharField(max_length=14)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    heads = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "name", "mode", "state", "heads", "sha256", "decided_at")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "sha256"],
                condition=~Q(state="dropped"),
                name="table_of_times_is_brought_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportLine(RecordedModel):
    """One line of a table as it was, by its number in the file, and what is wrong with it in sentences."""

    batch = AuthorityForeignKey(TimeImport, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Privacy:
        personal = ("cells", "problems")
        plain = (*RECORD_COLUMNS, "batch", "number")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="line_of_a_table_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.number}"
