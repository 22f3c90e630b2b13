"""What if: other minutes, other rates, other roles, other numbers of reviews."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.web.costing.forms.asking import PercentField
from opencaf.web.shared.forms import OperationForm, WholeNumberField

WHOLE = Decimal(100)


class WhatIfForm(OperationForm):
    """By how much minutes and rates change, and which share of the work each role does."""

    mark_optional = False
    minutes = PercentField(
        label="Minutes change by", hint="-20 is a fifth less", min_value=Decimal(-100), initial="0"
    )
    rates = PercentField(
        label="Rates change by", hint="10 is a tenth more", min_value=Decimal(-100), initial="0"
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        hint = "Shares add up to 100. Leave all of them empty to keep who does it now."
        for place, role in enumerate(roles):
            self.fields[self.share_of(place)] = PercentField(
                label=f"Share of the work that is done by: {role}",
                name=f"the share of {role}",
                hint=hint if place == 0 else "",
                max_value=WHOLE,
                required=False,
            )

    @staticmethod
    def share_of(place: int) -> str:
        """Return the name of a role's field."""
        return f"share_{place}"

    def clean(self) -> dict[str, Any]:
        """Refuse shares that are not a whole, at the first of them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        shares = [cleaned.get(self.share_of(place)) for place in range(len(self.roles))]
        given = [share for share in shares if share is not None]
        if given and sum(given) != WHOLE and not self.errors:
            whole = f"{sum(given, Decimal(0)).normalize():f}"
            sentence = f"The shares of the work must add up to 100%. They add up to {whole}%"
            self.add_error(self.share_of(0), ValidationError(sentence))
        return cleaned

    @property
    def mix(self) -> dict[str, Decimal]:
        """Which share of the work each role does; empty where all stays as it is."""
        shares = {role: self.cleaned_data[self.share_of(place)] for place, role in enumerate(self.roles)}
        return {role: share / WHOLE for role, share in shares.items() if share}

    def scenario(self, codes: list[str]) -> dict[str, Any]:
        """Return the scenario as the engine takes it; codes: the activities whose minutes change."""
        return {
            "name": "what if",
            "minutes": dict.fromkeys(codes, multiplier(self.cleaned_data["minutes"])),
            "rates": dict.fromkeys(self.roles, multiplier(self.cleaned_data["rates"])),
            "mix": self.mix,
        }


class SixMonthsWhatIfForm(WhatIfForm):
    """The same for a whole CAF of six months, with as many reviews as somebody asks."""

    reviews = WholeNumberField(
        label="Reviews in six months",
        name="the number of reviews",
        min_value=0,
        max_value=12,
        width=2,
        initial="1",
    )

    def scenario(self, codes: list[str]) -> dict[str, Any]:
        """Return the scenario with its number of reviews."""
        return {**super().scenario(codes), "reviews": self.cleaned_data["reviews"]}


def multiplier(percent: Decimal | None) -> Decimal:
    """Return what a change in per cent multiplies by."""
    return 1 + (percent or Decimal(0)) / WHOLE
