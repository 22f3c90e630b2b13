"""A price index of an authority's own, beside the one that ships."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel


class PriceIndex(RecordedModel):
    """By how much prices rose from year to year, all of one edition; a newer one takes its place.

    rates: the rise to each financial year, as a text in the unit. forecasts: which years are forecasts.
    """

    class Unit(models.TextChoices):
        PER_CENT = "per_cent", "Per cent: 2.29 is 2.29%"
        PROPORTION = "proportion", "Proportion: 0.0229 is 2.29%"

    name = models.CharField(max_length=80)
    vintage = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.PER_CENT)
    rates = models.JSONField()
    forecasts = models.JSONField(default=list, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "name",
            "vintage",
            "source",
            "unit",
            "rates",
            "forecasts",
            "replaced_at",
        )

    class Meta:
        verbose_name_plural = "price indices"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority"], condition=Q(replaced_at=None), name="authority_has_one_index_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.vintage}"
