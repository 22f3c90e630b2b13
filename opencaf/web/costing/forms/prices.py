"""A price index as it is entered."""

from __future__ import annotations

from opencaf.costing.models import PriceIndex
from opencaf.web.shared.forms import ConfirmField, OperationForm, RadiosField, StoryField, TextField


class IndexForm(OperationForm):
    """An index of one edition: by how much prices rose to each year."""

    name = TextField(label="Name of the index", name="the name of the index", max_length=80)
    vintage = TextField(
        label="Edition",
        name="the edition",
        hint="For example, March 2026. Take all rates from one",
        max_length=120,
    )
    source = TextField(
        label="Source", name="the source", hint="Where the rates are published", max_length=300
    )
    unit = RadiosField(label="What are the rates?", choices=PriceIndex.Unit.choices)
    rates = StoryField(
        label="Rates",
        name="the rates",
        hint="One financial year a line with the rise from the year before, for example 2024/25 3.9. "
        "Write forecast after a rate that is one. The years must follow each other",
        missing="Enter a year and its rate, one year a line",
        rows=14,
        max_length=10_000,
    )
    unit_checked = ConfirmField(label="I looked at unusual rates, and the unit is right", required=False)
