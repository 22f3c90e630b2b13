"""Good examples by question and age."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel


class AgeBand(models.TextChoices):
    UNBORN = "unborn", "Unborn baby"
    UNDER_5 = "under_5", "Under 5"
    FROM_5 = "from_5", "5 to 10"
    FROM_11 = "from_11", "11 to 15"
    FROM_16 = "from_16", "16 and over"


class Example(RecordedModel):
    """What somebody could have written, and why it is good; of nobody who could be known by it."""

    class Origin(models.TextChoices):
        INVENTED = "invented", "Invented: there is no such family"
        CHANGED = "changed", "Changed so that nobody can be known by it"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SHOWN = "shown", "Shown"
        WITHDRAWN = "withdrawn", "Withdrawn"

    element = models.CharField(max_length=60)
    age_band = models.CharField(max_length=8, choices=AgeBand.choices)
    title = models.CharField(max_length=100)
    text = models.TextField()
    why_good = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "element", "age_band", "title", "text", "why_good", "origin", "state")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "title"], name="example_title_is_unique_in_authority"
            )
        ]

    def __str__(self) -> str:
        return self.title
