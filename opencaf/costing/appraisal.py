"""Worth, break-even, payback and switching values of one case."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from opencaf.costing.case_tables import CaseInput, Saving, saving_of
from opencaf.costing.decimals import NEAREST, half_up, total
from opencaf.costing.discounting import Segment, annuity, discount_factor


class Case:
    """One case: one-off cost, yearly difference, saving of each CAF."""

    def __init__(
        self,
        given: CaseInput,
        segments: list[Segment],
        once: Decimal,
        difference: Decimal,
        savings: list[Saving],
    ) -> None:
        self.years = given.years or 1
        self.cafs = given.cafs_a_year or Decimal(0)
        self.bias = given.optimism_bias
        self.delay = given.delay_years
        self.segments, self.once, self.difference, self.savings = segments, once, difference, savings
        self.saving = total(saving_of(line) for line in savings)
        self.factors = [discount_factor(year, segments) for year in range(1, self.years + 1)]

    @property
    def worth_of_a_pound(self) -> Decimal:
        return total(self.factors)

    @property
    def worth_of_a_saved_pound(self) -> Decimal:
        return total(self.factors[self.delay :])

    def result(self) -> dict[str, Any]:
        """Return cost, break-even, worth, payback and the values at which the case turns."""
        annual = self.annual_cost()
        return {
            "equivalent_annual_cost": annual,
            "break_even_cafs_a_year": self.break_even(annual),
            "net_present_value": self.net_present_value(),
            "payback_years": self.payback([Decimal(1)] * self.years),
            "payback_years_discounted": self.payback(self.factors),
            "switching_values": self.switching_values(),
        }

    def annual_cost(self) -> Decimal:
        """Return the one-off cost as an equal amount a year."""
        if len(self.segments) == 1:
            return annuity(self.once, self.segments[0].rate, self.years)
        return self.once / self.worth_of_a_pound

    def break_even(self, annual: Decimal) -> Decimal | str:
        """Return from how many CAFs a year the case pays."""
        if self.saving <= 0:
            return "never: no CAF saves anything"
        needed = half_up((annual + self.difference) / self.saving, NEAREST)
        return max(Decimal(0), needed.to_integral_value(ROUND_CEILING))

    def flows(self) -> list[Decimal]:
        """Return what is gained in each year."""
        saved = self.cafs * self.saving
        return [
            (saved if year > self.delay else Decimal(0)) - self.difference
            for year in range(1, self.years + 1)
        ]

    def net_present_value(self) -> Decimal:
        return (
            total(flow * factor for flow, factor in zip(self.flows(), self.factors, strict=True)) - self.once
        )

    def payback(self, factors: list[Decimal]) -> Decimal | str:
        """Return after how many years the one-off cost has come back, on a line within the year."""
        left = -self.once
        if left >= 0:
            return Decimal(0)
        for year, (flow, factor) in enumerate(zip(self.flows(), factors, strict=True)):
            gained = flow * factor
            if left + gained >= 0:
                return year - left / gained
            left += gained
        return f"not within {self.years} years"

    def switching_values(self) -> dict[str, Any]:
        """Return, for each input by itself, the value at which the net present value is nought."""
        worth, saved_worth = self.worth_of_a_pound, self.worth_of_a_saved_pound
        owed = self.once + self.difference * worth
        gained = self.cafs * self.saving * saved_worth
        entered = self.once / (1 + self.bias)
        return {
            "cafs_a_year": owed / (self.saving * saved_worth) if self.saving * saved_worth else None,
            "saving_per_caf": owed / (self.cafs * saved_worth) if self.cafs * saved_worth else None,
            "one_off": (gained - self.difference * worth) / (1 + self.bias),
            "ongoing_difference": (gained - self.once) / worth,
            "optimism_bias": (gained - self.difference * worth) / entered - 1 if entered else None,
            "discount_rate": self.rate_of_return(),
            "minutes_saved": self.minutes_to_save(),
        }

    def minutes_to_save(self) -> dict[str, Decimal]:
        """Return, for each activity by itself, the minutes it would have to save."""
        worth = self.cafs * self.worth_of_a_saved_pound
        if not worth:
            return {}
        short = -self.net_present_value() / worth
        return {
            line.activity: line.minutes_before - line.minutes_after + short / line.rate * 60
            for line in self.savings
            if line.rate
        }

    def rate_of_return(self) -> Decimal | None:
        """Return the one rate at which the net present value is nought, if there is one up to 1,000% a year."""

        def worth(rate: Decimal) -> Decimal:
            return total(flow / (1 + rate) ** year for year, flow in enumerate(self.flows(), 1)) - self.once

        low, high = Decimal("-0.9"), Decimal(10)
        if worth(low) < 0 or worth(high) > 0:
            return None
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if worth(middle) > 0 else (low, middle)
        return low
