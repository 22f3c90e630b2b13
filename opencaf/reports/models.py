"""Views of reports that somebody saved under a name."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, Practitioner, RecordedModel


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, practitioner: Practitioner) -> SavedViewQuerySet:
        """Those of one's own, and those that are shared in the authority."""
        mine_or_shared = models.Q(recorded_by=practitioner) | models.Q(shared=True)
        return self.filter(mine_or_shared, authority_id=practitioner.authority_id)


class SavedView(RecordedModel):
    """How somebody divides a report, under a name: codes as they stand in its address, and no figure.

    Whoever recorded it has it; shared, everybody of the authority who opens the cases behind figures does.
    """

    report = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    choices = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Privacy:
        personal = ("name",)
        plain = (*RECORD_COLUMNS, "report", "choices", "shared")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recorded_by", "name"], name="view_of_a_person_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name
