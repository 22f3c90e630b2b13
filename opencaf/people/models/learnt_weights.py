"""Weights of matching that an authority learnt on its own records, version after version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel


class LearntWeights(RecordedModel):
    """One version of learnt weights; at most one is in use, else the shipped ones are.

    search: bits by part and name, as in match_weights.toml. linkage: chances by comparison and level, and
    thresholds, as in linkage_model.toml. records: how many children they were learnt on. judged: how many
    judged pairs and standing links. known: of each comparison, the share of records that say something.
    """

    version = models.PositiveIntegerField()
    search = models.JSONField()
    linkage = models.JSONField()
    known = models.JSONField()
    records = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()
    in_use = models.BooleanField(default=False)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "version", "search", "linkage", "known", "records", "judged", "in_use")

    class Meta:
        verbose_name_plural = "learnt weights"
        constraints = [
            models.UniqueConstraint(fields=["authority", "version"], name="learnt_weights_have_a_version"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(in_use=True), name="one_version_of_weights_is_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"
