"""Unit costs that authorities let each other see."""

from __future__ import annotations

from opencaf.costing.models import ComparedCost


def compared_costs() -> list[ComparedCost]:
    """Return every unit cost that is shown, the authorities in order."""
    return list(ComparedCost.objects.order_by("authority_name", "process"))
