"""Where an authority's catalogue differs from the one in the code: own wording, activities of its own."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel


class ProcessChoice(models.TextChoices):
    """The processes of costing.catalogue; they are the same everywhere, so that authorities compare."""

    INTENTION = "intention", "Intention"
    ASSESSMENT = "assessment", "Assessment"
    INITIAL_TAC = "initial_tac", "First meeting"
    SUBSEQUENT_TAC = "subsequent_tac", "Subsequent meeting or review"
    ONGOING_SUPPORT = "ongoing_support", "Support by the lead professional"
    CLOSE = "close", "Closing"
    OVERHEAD = "overhead", "Overhead of the scheme"


class WithRecord(models.TextChoices):
    SAME = "same", "The same with an electronic record"
    CHANGED = "changed", "Changed by an electronic record"
    REMOVED = "removed", "Removed by an electronic record"


class OwnProcess(RecordedModel):
    """What an authority calls a process."""

    process = models.CharField(max_length=20, choices=ProcessChoice.choices)
    name = models.CharField(max_length=120)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "process", "name")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "process"], name="process_is_worded_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OwnActivity(RecordedModel):
    """An activity that an authority words differently, has besides, or does not have."""

    code = models.CharField(max_length=12)
    process = models.CharField(max_length=20, choices=ProcessChoice.choices)
    name = models.CharField(max_length=150)
    direct = models.BooleanField(default=False)
    each = models.BooleanField(default=False)
    with_electronic_record = models.CharField(
        max_length=10, choices=WithRecord.choices, default=WithRecord.SAME
    )
    in_use = models.BooleanField(default=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "code",
            "process",
            "name",
            "direct",
            "each",
            "with_electronic_record",
            "in_use",
        )

    class Meta:
        verbose_name_plural = "own activities"
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="activity_stands_once_in_catalogue"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
