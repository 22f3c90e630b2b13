"""The case for an electronic record: what it costs once and each year against the time it saves.

    EAC = one-off · (1 + optimism bias) as an annuity over T years
    s   = Σ (minutes before - minutes after) / 60 · rate, the saving of each CAF
    n*  = ceil((EAC + ΔF) / s); never where s is nought or less
    NPV = -one-off · (1 + bias) + Σ (n · s - ΔF) / (1 + r)^t

Flows are real, at one price base. Time saved is money only where posts go: cashable savings stand apart,
and the financial case counts nothing else. Sunk costs, transfers and value added tax are left out.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Any, Literal

from opencaf.costing.decimals import NEAREST, half_up, total
from opencaf.costing.discounting import STANDARD, Segment, annuity, annuity_factor, discount_factor
from opencaf.costing.findings import Findings
from opencaf.costing.tables import FinancialYear, Number, Table, told

LEFT_OUT = {"sunk", "transfer_payment", "vat"}


class OneOff(Table):
    """Something paid once: an amount, or records moved by hand, or training."""

    name: Annotated[str, told("what it is")]
    kind: Annotated[
        Literal["new", "sunk", "transfer_payment", "vat"],
        told("only new costs count; the others are named and left out"),
    ] = "new"
    amount: Annotated[Number, told("an amount", "£", ge=0)] = Decimal(0)
    records: Annotated[Number, told("records to move", "records", ge=0)] = Decimal(0)
    minutes_each: Annotated[Number, told("time for each record", "minutes", ge=0)] = Decimal(0)
    heads: Annotated[Number, told("people to train", "people", ge=0)] = Decimal(0)
    hours_each: Annotated[Number, told("training of each", "hours", ge=0)] = Decimal(0)
    rate: Annotated[Number, told("rate of those who move records or are trained", "£ an hour", ge=0)] = (
        Decimal(0)
    )


class Ongoing(Table):
    """Something paid each year."""

    name: Annotated[str, told("what it is")]
    before: Annotated[Number, told("a year without the electronic record", "£ a year", ge=0)] = Decimal(0)
    after: Annotated[Number, told("a year with it", "£ a year", ge=0)] = Decimal(0)


class Saving(Table):
    """An activity whose time changes with each CAF."""

    activity: Annotated[str, told("activity by its code, such as A207")]
    role: Annotated[str, told("who does it")] = ""
    minutes_before: Annotated[Number, told("for one CAF, before", "minutes", ge=0)]
    minutes_after: Annotated[Number, told("for one CAF, after", "minutes", ge=0)]
    rate: Annotated[Number, told("rate of the role", "£ an hour", ge=0)]
    cashable: Annotated[bool, told("true only if posts go")] = False


class CaseInput(Table):
    """Input of `cost_case`."""

    one_off: Annotated[list[OneOff], told("paid once")] = []
    ongoing: Annotated[list[Ongoing], told("paid each year")] = []
    savings: Annotated[list[Saving], told("time of each CAF, before and after")] = []
    cafs_a_year: Annotated[Number | None, told("n: CAFs a year", "CAFs", ge=0)] = None
    years: Annotated[int | None, told("T: years over which the case is made", "years", ge=1, le=400)] = None
    discount_rate: Annotated[
        Number | None, told("one rate for all years; blank for the standard segments", "proportion a year")
    ] = None
    discount_segments: Annotated[list[Segment], told("rates by year, in place of the standard ones")] = []
    optimism_bias: Annotated[Number, told("by how much one-off costs may be too low", "proportion", ge=0)] = (
        Decimal(0)
    )
    delay_years: Annotated[
        int, told("optimism about duration: years before savings begin", "years", ge=0)
    ] = 0
    price_base: Annotated[FinancialYear | None, told("price year of all amounts; must be given")] = None
    flows: Annotated[
        Literal["real", "nominal"], told("real: at the price base; nominal flows are refused")
    ] = "real"
    factors_for_years: Annotated[list[int], told("years to print discount factors for", "years")] = []
    annuities_for_years: Annotated[
        list[int], told("numbers of years to print annuity factors for", "years")
    ] = []


def cost_case(given: CaseInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `cost_case`."""
    segments = segments_of(given)
    check(given, segments, findings)
    findings.refuse()
    result: dict[str, Any] = {
        "discount_rates": [s.model_dump() for s in segments],
        **factor_tables(given, segments),
    }
    if given.one_off or given.ongoing or given.savings:
        result |= appraisal(given, segments)
    return result


def segments_of(given: CaseInput) -> list[Segment]:
    """Return the discount rates of all years."""
    if given.discount_rate is not None:
        return [Segment(from_year=1, rate=given.discount_rate)]
    return given.discount_segments or STANDARD


def check(given: CaseInput, segments: list[Segment], findings: Findings) -> None:
    """Refuse a case that cannot be appraised."""
    for segment in segments:
        if abs(segment.rate) > Decimal("0.5"):
            sentence = (
                f"{segment.rate} is a per cent where a proportion is expected: enter {segment.rate / 100}."
            )
            findings.add("E06", "discount_rate", sentence)
    if min((s.from_year for s in segments), default=1) != 1:
        findings.add("E05", "discount_segments", "Give the discount rate from year 1 on.")
    for year in [*given.factors_for_years, *given.annuities_for_years]:
        if not 0 <= year <= 400:
            findings.add("E00", "factors_for_years", f"Enter years from 0 to 400, not {year}.")
    if not (given.one_off or given.ongoing or given.savings):
        if not given.factors_for_years and not given.annuities_for_years:
            findings.add("E00", "one_off", "Enter what it costs once and each year, and the time it saves.")
        return
    if given.flows == "nominal":
        sentence = "Enter flows at the price base: nominal flows cannot be discounted at a real rate."
        findings.add("E05", "flows", sentence)
    if given.price_base is None:
        findings.add("E18", "price_base", "Give the price year of all amounts, such as 2010/11.")
    if given.years is None:
        findings.add("E00", "years", "Enter over how many years the case is made.")
    if given.cafs_a_year is None:
        findings.add("E00", "cafs_a_year", "Enter how many CAFs a year are expected.")


def factor_tables(given: CaseInput, segments: list[Segment]) -> dict[str, Any]:
    """Return factors that were asked for by year."""
    return {
        "discount_factors": {year: discount_factor(year, segments) for year in given.factors_for_years},
        "annuity_factors": {years: annuity_factor(years, segments) for years in given.annuities_for_years},
    }


def one_off_cost(item: OneOff) -> Decimal:
    """Return what is paid once: amount, records × minutes × rate, heads × hours × rate."""
    moving = item.records * item.minutes_each / 60 * item.rate
    return item.amount + moving + item.heads * item.hours_each * item.rate


def saving_of(line: Saving) -> Decimal:
    """Return what one activity saves in each CAF."""
    return (line.minutes_before - line.minutes_after) / 60 * line.rate


def appraisal(given: CaseInput, segments: list[Segment]) -> dict[str, Any]:
    """Return the economic case, and the financial case of cashable savings alone."""
    counted = [item for item in given.one_off if item.kind not in LEFT_OUT]
    once = total(one_off_cost(item) for item in counted) * (1 + given.optimism_bias)
    before, after = total(line.before for line in given.ongoing), total(line.after for line in given.ongoing)
    cashable = total(saving_of(line) for line in given.savings if line.cashable)
    saved = total(saving_of(line) for line in given.savings)
    return {
        "price_base": given.price_base,
        "one_off": [{"name": item.name, "amount": one_off_cost(item)} for item in counted],
        "left_out": [
            {"name": item.name, "kind": item.kind} for item in given.one_off if item.kind in LEFT_OUT
        ],
        "one_off_with_bias": once,
        "ongoing_before": before,
        "ongoing_after": after,
        "ongoing_difference": after - before,
        "saving_per_caf": saved,
        "saving_per_caf_cashable": cashable,
        "saving_per_caf_not_cashable": saved - cashable,
        "savings": [
            {"activity": s.activity, "role": s.role, "saving": saving_of(s), "cashable": s.cashable}
            for s in given.savings
        ],
        "economic_case": Case(given, segments, once, after - before, given.savings).result(),
        "financial_case": Case(
            given, segments, once, after - before, [s for s in given.savings if s.cashable]
        ).result(),
        "notes": notes(once, after - before),
    }


def notes(once: Decimal, difference: Decimal) -> list[str]:
    """Return what a reader should weigh."""
    said = ["Time saved is not money saved unless posts go: see the financial case."]
    if once and not Decimal("0.15") <= difference / once <= Decimal("0.30"):
        said.append(
            "Running public systems usually costs 15% to 30% of building them a year (a rule of thumb)."
        )
    return said


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
