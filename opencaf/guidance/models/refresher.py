"""Who read the refresher before a first start."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class RefresherRead(RecordedModel):
    """That somebody read the refresher on a day; told to the training team as a number only."""

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    read_on = models.DateField()

    class Privacy:
        personal = ("practitioner", "read_on")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["-read_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "read_on"], name="refresher_is_read_once_a_day")
        ]

    def __str__(self) -> str:
        return f"read on {self.read_on}"
