"""What services cost that are delivered to families: a ledger apart from the cost of a CAF."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.costing.models.rates import Payer


class ServicePrice(RecordedModel):
    """The price of a service at the prices of one year; a newer one takes its place.

    service: its name as requests give it, in capitals or not.
    """

    class Unit(models.TextChoices):
        EACH = "each", "The whole service, once it has started"
        WEEK = "week", "A week of it"
        MONTH = "month", "A month of it"

    service = models.CharField(max_length=200)
    unit = models.CharField(max_length=5, choices=Unit.choices)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    price_year = models.CharField(max_length=7)
    source = models.CharField(max_length=300)
    payer = models.CharField(max_length=20, choices=Payer.choices)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "service",
            "unit",
            "amount",
            "price_year",
            "source",
            "payer",
            "replaced_at",
        )

    class Meta:
        ordering = ["service", "id"]
        constraints = [
            models.UniqueConstraint(
                "authority",
                Lower("service"),
                condition=Q(replaced_at=None),
                name="service_has_one_price_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="service_price_is_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.price_year}"
