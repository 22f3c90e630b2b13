"""What an hour of a role costs: pay, on-costs, overheads, capital and qualifications over hours worked.

Pay = salary + on-costs        O = direct + indirect overheads on their declared basis
R = (Pay + O + K [+ Q]) / H    London: ((Pay + O)·λ_pay + K·λ_cap [+ Q]) / H
per direct hour = R · (1 + x)  where x hours without the family go with each hour with it
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from opencaf.costing.discounting import annuity
from opencaf.costing.tables import FinancialYear, Number, Table, told
from opencaf.costing.uprating import Index

MOST_HOURS_OF_A_YEAR = 2_200
Sector = Literal["local_authority", "other_public", "voluntary", "private", "family"]


class Overhead(Table):
    """An overhead: a share of pay, an amount, or both."""

    share: Annotated[Number, told("share of its basis", "proportion", ge=0)] = Decimal(0)
    amount: Annotated[Number, told("a fixed amount besides", "£ a year", ge=0)] = Decimal(0)
    basis: Annotated[
        Literal["salary_and_on_costs", "salary"] | None, told("what the share is taken of; must be declared")
    ] = None


class Capital(Table):
    """What buildings and land cost a year: an amount, or a value spread over its life."""

    amount: Annotated[Number | None, told("yearly cost, where it is known", "£ a year", ge=0)] = None
    value: Annotated[Number | None, told("value to spread", "£", ge=0)] = None
    rate: Annotated[Number | None, told("rate at which it is spread", "proportion a year", ge=0)] = None
    years: Annotated[int | None, told("life over which it is spread", "years", ge=1)] = None


class London(Table):
    """Multipliers for London."""

    pay: Annotated[Number, told("λ_pay, for pay and overheads", "multiplier", gt=0)]
    capital: Annotated[Number, told("λ_cap, for capital", "multiplier", gt=0)]


class PrintedRate(Table):
    """Figures as a source prints them, to be checked against what they are made of."""

    direct_overheads: Annotated[Number | None, told("direct overheads as printed", "£ a year")] = None
    indirect_overheads: Annotated[Number | None, told("indirect overheads as printed", "£ a year")] = None
    annual: Annotated[Number | None, told("yearly cost without qualifications", "£ a year")] = None
    annual_with_qualification: Annotated[Number | None, told("yearly cost with", "£ a year")] = None
    per_hour: Annotated[Number | None, told("per working hour, without", "£ an hour")] = None
    per_hour_with_qualification: Annotated[Number | None, told("per working hour, with", "£ an hour")] = None
    per_direct_hour: Annotated[Number | None, told("per direct hour, without", "£ an hour")] = None
    per_direct_hour_with_qualification: Annotated[
        Number | None, told("per direct hour, with", "£ an hour")
    ] = None
    printed_to: Annotated[Number, told("step to which hourly rates are printed", "£", gt=0)] = Decimal(1)


class Ranges(Table):
    """Between which values overheads and hours may lie; the entered value is the most likely one."""

    direct_overheads: Annotated[
        tuple[Number, Number] | None, told("lowest and highest share of direct overheads", "proportions")
    ] = None
    indirect_overheads: Annotated[
        tuple[Number, Number] | None, told("lowest and highest share of indirect overheads", "proportions")
    ] = None
    hours_of_a_year: Annotated[
        tuple[Number, Number] | None, told("fewest and most hours", "hours a year")
    ] = None


class RateLine(Table):
    """What a role's hour is made of, or the rate itself where only that is known."""

    role: Annotated[str, told("role, such as health visitor", min_length=1)]
    agency: Annotated[str, told("agency or kind of agency")] = ""
    authority: Annotated[str, told("authority, where rates differ")] = ""
    sector: Annotated[Sector, told("who pays for this role")] = "local_authority"
    salary: Annotated[
        Number | None, told("S: mean salary of the band, never a person's own", "£ a year", ge=0)
    ] = None
    on_costs: Annotated[Number | None, told("employer's insurance and pension", "£ a year", ge=0)] = None
    on_costs_share: Annotated[
        Number | None, told("the same as a share of salary: 0.24 for 24%", "proportion", ge=0)
    ] = None
    direct_overheads: Annotated[Overhead, told("management, administration, office, training")] = Overhead()
    indirect_overheads: Annotated[Overhead, told("finance, personnel and other support")] = Overhead()
    capital: Annotated[Capital, told("K: buildings and land")] = Capital()
    qualification: Annotated[
        Number | None, told("Q: cost of qualifying, spread over a career", "£ a year")
    ] = None
    weeks: Annotated[
        Number | None, told("weeks worked, net of leave, sickness and study", "weeks a year")
    ] = None
    hours_a_week: Annotated[Number | None, told("hours worked in a week", "hours")] = None
    london: Annotated[London | None, told("multipliers for London")] = None
    hourly: Annotated[
        Number | None, told("ready rate per working hour, in place of its parts", "£ an hour")
    ] = None
    hourly_with_qualification: Annotated[
        Number | None, told("ready rate with qualifications", "£ an hour")
    ] = None
    hourly_london: Annotated[Number | None, told("ready rate for London", "£ an hour")] = None
    direct_ratio: Annotated[
        Number | None,
        told("x: hours without the family for each hour with it; 1 : 1.5 is 1.5", "hours", ge=0),
    ] = None
    ranges: Annotated[Ranges | None, told("for draws at random: how far overheads and hours are known")] = (
        None
    )
    printed: Annotated[PrintedRate | None, told("what a source prints, to check")] = None
    price_year: Annotated[FinancialYear | None, told("price year, such as 2012/13; must be given")] = None
    source: Annotated[str, told("where the figures come from")] = ""
    quality: Annotated[Literal["", "red", "amber", "green"], told("how far the source can be relied on")] = ""
    valid_from: Annotated[str, told("first day on which the line holds")] = ""
    valid_to: Annotated[str, told("day from which it no longer holds")] = ""


class RateInput(Table):
    """Input of `rate`."""

    roles: Annotated[list[RateLine], told("one line for each role, agency and authority", min_length=1)]
    time_basis: Annotated[
        Literal["all_case_work", "direct_only"] | None,
        told("what the time records hold that the rates are meant for"),
    ] = None
    rate_basis: Annotated[
        Literal["per_working_hour", "per_direct_hour"], told("which rate the records are multiplied by")
    ] = "per_working_hour"
    price_base: Annotated[FinancialYear | None, told("price year to which rates are carried")] = None
    index: Annotated[Index | None, told("index for price_base")] = None


@dataclass(frozen=True)
class Rate:
    """An hour's cost and what it is made of; what is None was not entered."""

    pay: Decimal | None
    direct_overheads: Decimal | None
    indirect_overheads: Decimal | None
    capital: Decimal | None
    hours: Decimal | None
    annual: Decimal | None
    annual_with_qualification: Decimal | None
    per_hour: Decimal
    per_hour_with_qualification: Decimal | None
    per_hour_london: Decimal | None
    per_hour_london_with_qualification: Decimal | None
    per_direct_hour: Decimal | None
    per_direct_hour_with_qualification: Decimal | None
    per_direct_hour_london: Decimal | None


def overhead(given: Overhead, salary: Decimal, pay: Decimal) -> Decimal:
    """Return an overhead in pounds a year, on its declared basis."""
    return given.amount + given.share * (salary if given.basis == "salary" else pay)


def capital_cost(given: Capital) -> Decimal:
    """Return the yearly cost of capital: as entered, or its value as an annuity."""
    if given.amount is not None:
        return given.amount
    if given.value is None or given.rate is None or given.years is None:
        return Decimal(0)
    return annuity(given.value, given.rate, given.years)


def on_costs(line: RateLine) -> Decimal:
    """Return what the employer pays besides the salary."""
    if line.on_costs is not None:
        return line.on_costs
    return (line.salary or Decimal(0)) * (line.on_costs_share or Decimal(0))


def rate(line: RateLine) -> Rate:
    """Return the cost of an hour from a line that has been checked."""
    if line.salary is None:
        return ready_rate(line)
    pay = line.salary + on_costs(line)
    direct = overhead(line.direct_overheads, line.salary, pay)
    indirect = overhead(line.indirect_overheads, line.salary, pay)
    capital = capital_cost(line.capital)
    hours = hours_of_a_year(line)
    annual = pay + direct + indirect + capital
    with_qualification = None if line.qualification is None else annual + line.qualification
    per_hour_london = london_with = None
    if line.london:
        london = (pay + direct + indirect) * line.london.pay + capital * line.london.capital
        per_hour_london = london / hours
        london_with = None if line.qualification is None else (london + line.qualification) / hours
    return Rate(
        pay=pay,
        direct_overheads=direct,
        indirect_overheads=indirect,
        capital=capital,
        hours=hours,
        annual=annual,
        annual_with_qualification=with_qualification,
        per_hour=annual / hours,
        per_hour_with_qualification=None if with_qualification is None else with_qualification / hours,
        per_hour_london=per_hour_london,
        per_hour_london_with_qualification=london_with,
        per_direct_hour=per_direct_hour(annual / hours, line),
        per_direct_hour_with_qualification=per_direct_hour(
            None if with_qualification is None else with_qualification / hours, line
        ),
        per_direct_hour_london=per_direct_hour(per_hour_london, line),
    )


def ready_rate(line: RateLine) -> Rate:
    """Return the rate of a line that gives it outright."""
    hourly = line.hourly or Decimal(0)
    return Rate(
        pay=None,
        direct_overheads=None,
        indirect_overheads=None,
        capital=None,
        hours=None,
        annual=None,
        annual_with_qualification=None,
        per_hour=hourly,
        per_hour_with_qualification=line.hourly_with_qualification,
        per_hour_london=line.hourly_london,
        per_hour_london_with_qualification=None,
        per_direct_hour=per_direct_hour(hourly, line),
        per_direct_hour_with_qualification=per_direct_hour(line.hourly_with_qualification, line),
        per_direct_hour_london=per_direct_hour(line.hourly_london, line),
    )


def hours_of_a_year(line: RateLine) -> Decimal:
    """Return the hours worked in a year."""
    return (line.weeks or Decimal(0)) * (line.hours_a_week or Decimal(0))


def per_direct_hour(per_hour: Decimal | None, line: RateLine) -> Decimal | None:
    """Return what an hour with the family costs, with the hours that go with it."""
    if per_hour is None or line.direct_ratio is None:
        return None
    return per_hour * (1 + line.direct_ratio)
