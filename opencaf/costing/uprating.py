"""Carrying amounts from the prices of one financial year to another's by an index of yearly rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from opencaf.costing.calendar_months import year_after
from opencaf.costing.decimals import POUND, Rounding, half_up
from opencaf.costing.findings import Findings
from opencaf.costing.tables import FinancialYear, Number, Table, told

LARGEST_PROPORTION = Decimal("0.5")  # nothing rises by more than a half in a year: it is a per cent
LARGEST_PER_CENT = Decimal(50)  # nor by more than 50%: it is an index number, such as 101.2
SMALLEST_PER_CENT = Decimal("0.1")  # a smaller rate is a proportion


class YearlyRate(Table):
    """By how much prices rose from the year before to this one."""

    year: Annotated[FinancialYear, told("the year to which prices rose, such as 2011/12")]
    rate: Annotated[
        Number, told("the rise from the year before", "as the index says: proportion or per cent")
    ]
    vintage: Annotated[str, told("edition of the index, where given line by line")] = ""
    forecast: Annotated[bool, told("whether this rate is a forecast")] = False


class Index(Table):
    """A price index: a rate for each year."""

    name: Annotated[str, told("name of the index, such as GDP deflator")] = "index"
    vintage: Annotated[str, told("edition of the index, such as March 2014")] = ""
    unit: Annotated[
        Literal["proportion", "per_cent", "percent"],
        told("proportion: 0.0229 is 2.29%; per_cent: 2.29 is 2.29%"),
    ]
    unit_checked: Annotated[bool, told("true: unusual rates were looked at and the unit is right")] = False
    rates: Annotated[list[YearlyRate], told("one rate a year, in any order")]


class Amount(Table):
    """An amount to carry over."""

    name: Annotated[str, told("what it is")]
    amount: Annotated[Number, told("at prices of the year from which", "£")]


class UpratingInput(Table):
    """Input of `uprate`."""

    amounts: Annotated[list[Amount], told("amounts to carry to another year's prices", min_length=1)]
    from_year: Annotated[FinancialYear | None, told("price year of the amounts, such as 2010/11")] = None
    to_year: Annotated[FinancialYear | None, told("price year wanted; it may be the earlier one")] = None
    index: Annotated[Index, told("the index")]
    rounding: Annotated[Rounding, told("legacy_whole_pound rounds results to £1")] = Rounding.EXACT


def check_index(index: Index, findings: Findings, where: str = "index") -> None:
    """Refuse an index in the wrong unit, of mixed vintages or with a year twice; point out forecasts."""
    check_unit(index, findings, where)
    vintages = {rate.vintage or index.vintage for rate in index.rates}
    if len(vintages) > 1:
        named = ", ".join(sorted(vintage or "none given" for vintage in vintages))
        sentence = f"Take all rates of {index.name} from one vintage; these are of {named}."
        findings.add("E05", f"{where}.rates", sentence)
    years = [rate.year for rate in index.rates]
    for year in sorted({year for year in years if years.count(year) > 1}):
        findings.add("E05", f"{where}.rates", f"Give one rate for {year}; {index.name} has several.")


def check_unit(index: Index, findings: Findings, where: str) -> None:
    """Refuse rates that can hardly be in the unit that the index declares."""
    for place, rate in enumerate(index.rates, 1):
        spot = f"{where}.rates[{place}].rate"
        if index.unit == "proportion" and abs(rate.rate) > LARGEST_PROPORTION:
            sentence = f"{rate.rate} for {rate.year} is a per cent where a proportion is expected: enter "
            findings.add("E06", spot, sentence + f'{rate.rate / 100}, or declare the unit "per_cent".')
        if growth(index, rate) <= -1:
            findings.add("E06", spot, f"Prices cannot fall by {rate.rate} in a year: correct the rate.")
    if index.unit != "proportion" and not index.unit_checked:
        check_per_cents(index, findings, where)


def check_per_cents(index: Index, findings: Findings, where: str) -> None:
    """Refuse per cents that look like proportions, all or one of them, or like index numbers."""
    given = [abs(rate.rate) for rate in index.rates if rate.rate]
    if given and max(given) < SMALLEST_PER_CENT:
        sentence = (
            f"Every rate of {index.name} is below {SMALLEST_PER_CENT}%, the largest {max(given)}: they look like "
            'proportions. Declare the unit "proportion", or set unit_checked to true if they are per cents.'
        )
        findings.add("E06", f"{where}.rates", sentence)
        return
    for place, rate in enumerate(index.rates, 1):
        spot, checked = f"{where}.rates[{place}].rate", "or set unit_checked to true if it is right."
        if 0 < abs(rate.rate) < SMALLEST_PER_CENT:
            sentence = f"{rate.rate} for {rate.year} looks like a proportion among per cents: enter "
            findings.add("E06", spot, f"{sentence}{(rate.rate * 100).normalize():f}, {checked}")
        if rate.rate > LARGEST_PER_CENT:
            sentence = f"{rate.rate} for {rate.year} would be a rise of {rate.rate}% in one year. It looks like an index "
            findings.add("E06", spot, f"{sentence}number: enter the rise from the year before, {checked}")


def growth(index: Index, rate: YearlyRate) -> Decimal:
    """Return a yearly rate as a proportion."""
    return rate.rate if index.unit == "proportion" else rate.rate / 100


def years_between(from_year: str, to_year: str) -> list[str]:
    """Return the years whose rates lead from the earlier of two years to the later."""
    year, last = sorted([from_year, to_year])
    years = []
    while year != last:
        year = year_after(year)
        years.append(year)
    return years


def factor(index: Index, from_year: str, to_year: str, findings: Findings, where: str = "index") -> Decimal:
    """Return what an amount is multiplied by; below 1 on the way back to lower prices."""
    rates = {rate.year: rate for rate in index.rates}
    product = Decimal(1)
    for year in years_between(from_year, to_year):
        if year not in rates:
            sentence = f"Add the rate of {index.name} for {year}: {from_year} to {to_year} needs it."
            findings.add("E05", f"{where}.rates", sentence)
            continue
        if rates[year].forecast:
            sentence = (
                f"The rate of {index.name} for {year} is a forecast; replace it when the outturn is known."
            )
            findings.add("W03", f"{where}.rates", sentence)
        product *= 1 + growth(index, rates[year])
    findings.refuse()
    return product if from_year <= to_year else 1 / product


def uprate(amounts: Sequence[Decimal], factor: Decimal) -> list[Decimal]:
    """Return amounts at the other year's prices, unrounded."""
    return [amount * factor for amount in amounts]


def uprated(given: UpratingInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `uprate`."""
    for year, name in [(given.from_year, "from_year"), (given.to_year, "to_year")]:
        if year is None:
            findings.add(
                "E18", name, "Give the price year, such as 2010/11; an amount without one means nothing."
            )
    check_index(given.index, findings)
    findings.refuse()
    assert given.from_year is not None  # noqa: S101  refused above
    assert given.to_year is not None  # noqa: S101
    multiplier = factor(given.index, given.from_year, given.to_year, findings)
    results = uprate([line.amount for line in given.amounts], multiplier)
    return {
        "from_year": given.from_year,
        "to_year": given.to_year,
        "index": given.index.name,
        "vintage": given.index.vintage,
        "factor": multiplier,
        "amounts": [
            {
                "name": line.name,
                "amount": line.amount,
                "uprated": half_up(result, POUND)
                if given.rounding is Rounding.LEGACY_WHOLE_POUND
                else result,
                "shown": half_up(result, POUND),
            }
            for line, result in zip(given.amounts, results, strict=True)
        ],
    }
