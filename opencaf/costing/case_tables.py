"""What `cost_case` reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from opencaf.costing.discounting import Segment
from opencaf.costing.tables import FinancialYear, Number, Table, told


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


def saving_of(line: Saving) -> Decimal:
    """Return what one activity saves in each CAF."""
    return (line.minutes_before - line.minutes_after) / 60 * line.rate
