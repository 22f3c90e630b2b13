"""Unit costs that an authority lets the others in this database see, to compare models of delivery."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.costing.models.catalogue import ProcessChoice


class ComparedCost(BelongsToAuthority):
    """One process's unit cost as an authority has shown it: figures about work, none about anybody.

    All authorities read these rows; only its own authority writes one. Words stand in the row itself,
    since the other authority's own row cannot be read, and nobody is named who wrote it.
    """

    authority_name = models.CharField(max_length=100)
    delivery_model = models.CharField(max_length=20)
    data_entry = models.CharField(max_length=30)
    recording_system = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=15)
    process = models.CharField(max_length=20, choices=ProcessChoice.choices)
    unit = models.CharField(max_length=6)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    low = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    respondents = models.PositiveSmallIntegerField()
    price_year = models.CharField(max_length=7)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "authority_name",
            "delivery_model",
            "data_entry",
            "recording_system",
            "region",
            "process",
            "unit",
            "amount",
            "low",
            "high",
            "respondents",
            "price_year",
        )

    class Meta:
        ordering = ["authority_name", "process"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "process"], name="process_is_compared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_name}: {self.process}"
