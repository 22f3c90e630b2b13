"""Cost sheets that an authority swaps for the published one: copied from it, or from its own unit costs."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel, Sector
from opencaf.core.fields import AuthorityForeignKey
from opencaf.costing.models.catalogue import ProcessChoice


class CostSheet(RecordedModel):
    """Ready unit costs at the prices of one year."""

    name = models.CharField(max_length=120)
    price_year = models.CharField(max_length=7)
    source = models.CharField(max_length=300)
    copied_from = models.CharField(max_length=120, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "name", "price_year", "source", "copied_from")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="sheet_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class CostSheetLine(RecordedModel):
    """What one unit of a process costs; blank cells hold for all.

    payers: which share each of `Payer` pays, as texts that add up to 1; nothing where that is not known.
    """

    class Unit(models.TextChoices):
        EACH = "each", "each"
        MONTH = "month", "a month"

    sheet = AuthorityForeignKey(CostSheet, related_name="lines")
    process = models.CharField(max_length=20, choices=ProcessChoice.choices)
    unit = models.CharField(max_length=6, choices=Unit.choices)
    amount = models.DecimalField(max_digits=10, decimal_places=4)
    region = models.CharField(max_length=15, blank=True)
    role = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=30, choices=Sector.choices, blank=True)
    standard_error = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    payers = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "sheet",
            "process",
            "unit",
            "amount",
            "region",
            "role",
            "sector",
            "standard_error",
            "payers",
            "note",
        )

    class Meta:
        ordering = ["process", "region", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "process", "region", "role", "sector"], name="sheet_prices_a_thing_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="unit_cost_is_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.amount}"
