"""What can be wrong in a line of rates: hours, basis, unit, price year, printed figures, ratios."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from opencaf.costing.calendar_months import year_after
from opencaf.costing.decimals import half_up
from opencaf.costing.findings import Findings
from opencaf.costing.rates import (
    MOST_HOURS_OF_A_YEAR,
    PrintedRate,
    Rate,
    RateInput,
    RateLine,
    hours_of_a_year,
    rate,
)
from opencaf.costing.uprating import check_index, factor

POUND_EITHER_WAY = Decimal(1)
YEARS_UNTIL_OLD = 3


def rates(given: RateInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `rate`."""
    check_basis(given.time_basis, given.rate_basis, findings)
    for place, line in enumerate(given.roles, 1):
        check_line(line, f"roles[{place}]", findings)
    if given.price_base and given.index is None:
        findings.add("E05", "index", f"Enter the index that carries rates to {given.price_base} prices.")
    if given.index:
        check_index(given.index, findings)
    findings.refuse()
    computed = [(line, rate(line)) for line in given.roles]
    for place, (line, made) in enumerate(computed, 1):
        check_printed(line, made, f"roles[{place}]", findings)
    findings.refuse()
    return {
        "rate_basis": given.rate_basis,
        "roles": [shown(line, made, given, findings) for line, made in computed],
    }


def check_basis(time_basis: str | None, rate_basis: str, findings: Findings) -> None:
    """Refuse to count indirect work twice."""
    if time_basis == "all_case_work" and rate_basis == "per_direct_hour":
        sentence = (
            "These records hold all case work, writing up and calls among it; a rate per direct hour would count "
            'that twice. Set rate_basis to "per_working_hour".'
        )
        findings.add("E04", "rate_basis", sentence)


def check_line(line: RateLine, where: str, findings: Findings) -> None:
    """Refuse a line that cannot give a rate."""
    if line.price_year is None:
        findings.add("E18", f"{where}.price_year", f"Give the price year of the rate for {line.role}.")
    if line.salary is None and line.hourly is None:
        findings.add("E00", where, f"Enter a salary or a ready hourly rate for {line.role}.")
    if line.salary is not None and line.hourly is not None:
        sentence = f"Enter either a salary or a ready hourly rate for {line.role}, not both."
        findings.add("E00", where, sentence)
    if line.salary is not None:
        check_parts(line, where, findings)
    elif line.hourly is not None and line.hourly < 0:
        findings.add("E00", f"{where}.hourly", f"The hourly rate for {line.role} must be nought or more.")


def check_parts(line: RateLine, where: str, findings: Findings) -> None:
    """Refuse parts that do not fit together."""
    hours = hours_of_a_year(line)
    if not 0 < hours <= MOST_HOURS_OF_A_YEAR:
        sentence = (
            f"Hours of a year must be above 0 and at most {MOST_HOURS_OF_A_YEAR:,}: {line.role} has weeks × hours a "
            f"week = {hours:f}."
        )
        findings.add("E03", f"{where}.weeks", sentence)
    if line.on_costs is not None and line.on_costs_share is not None:
        findings.add(
            "E00", f"{where}.on_costs", f"Enter on-costs of {line.role} as pounds or as a share, not both."
        )
    for spot, share, most in (
        ("on_costs_share", line.on_costs_share, 1),
        ("capital.rate", line.capital.rate, Decimal("0.5")),
    ):
        if share is not None and share > most:
            sentence = f"{share} is a per cent where a proportion is expected: enter {share / 100}."
            findings.add("E06", f"{where}.{spot}", sentence)
    for name in ("direct_overheads", "indirect_overheads"):
        given = getattr(line, name)
        if given.share and given.basis is None:
            sentence = f"Say what {name.replace('_', ' ')} of {line.role} are a share of: salary_and_on_costs or salary."
            findings.add("E00", f"{where}.{name}.basis", sentence)
        if given.share > 3:
            sentence = (
                f"{given.share} is a per cent where a proportion is expected: enter {given.share / 100}."
            )
            findings.add("E06", f"{where}.{name}.share", sentence)
    capital = [line.capital.value, line.capital.rate, line.capital.years]
    if any(part is not None for part in capital) and any(part is None for part in capital):
        findings.add(
            "E00", f"{where}.capital", "Spread capital with its value, rate and years; all three are needed."
        )


def check_printed(line: RateLine, made: Rate, where: str, findings: Findings) -> None:
    """Refuse printed figures that their parts do not give, and ratios that contradict each other."""
    if line.printed is None:
        return
    for name in ("direct_overheads", "indirect_overheads", "annual", "annual_with_qualification"):
        compare(line, name, made, POUND_EITHER_WAY, where, findings)
    for name in ("per_hour", "per_hour_with_qualification"):
        compare(line, name, made, line.printed.printed_to, where, findings)
    check_ratios(line, line.printed, f"{where}.printed", findings)


def compare(line: RateLine, name: str, made: Rate, allowed: Decimal, where: str, findings: Findings) -> None:
    """Refuse a printed figure that is further from what its parts give than printing allows."""
    printed, computed = getattr(line.printed, name), getattr(made, name)
    if printed is None or computed is None or abs(printed - computed) <= allowed:
        return
    figure = name.replace("_", " ")
    sentence = (
        f"The {figure} of {line.role} are printed as £{printed:,}, but their parts give £{half_up(computed, Decimal('0.01')):,}"
        ": correct the part, or the basis that a share is taken of."
    )
    findings.add("E16", f"{where}.printed.{name}", sentence)


def check_ratios(line: RateLine, printed: PrintedRate, where: str, findings: Findings) -> None:
    """Refuse ratios of direct to working hours that no one ratio can have given."""
    pairs = {
        "without qualifications": (printed.per_hour, printed.per_direct_hour),
        "with qualifications": (
            printed.per_hour_with_qualification,
            printed.per_direct_hour_with_qualification,
        ),
    }
    ranges = {
        words: ratio_range(hour, direct, printed.printed_to)
        for words, (hour, direct) in pairs.items()
        if hour and direct
    }
    if line.direct_ratio is not None:
        stated = 1 + line.direct_ratio
        ranges[f"as stated (1 : {line.direct_ratio})"] = (stated, stated)
    low = max((low for low, _ in ranges.values()), default=Decimal(0))
    high = min((high for _, high in ranges.values()), default=Decimal(0))
    if low > high:
        named = "; ".join(f"{words} {two(low)} to {two(high)}" for words, (low, high) in ranges.items())
        sentence = f"Paid hours to each direct hour of {line.role} contradict each other: {named}. Correct one of them."
        findings.add("E17", where, sentence)
    check_higher_with_qualification(line, printed, where, findings)


def check_higher_with_qualification(
    line: RateLine, printed: PrintedRate, where: str, findings: Findings
) -> None:
    """Refuse a rate with qualifications below the one without."""
    for name in ("per_hour", "per_direct_hour", "annual"):
        without, with_it = getattr(printed, name), getattr(printed, f"{name}_with_qualification")
        if without is not None and with_it is not None and with_it < without:
            sentence = f"£{with_it} with qualifications is below £{without} without them for {line.role}: swap or correct them."
            findings.add("E17", f"{where}.{name}_with_qualification", sentence)


def ratio_range(hour: Decimal, direct: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
    """Return between which ratios two printed figures lie, each up to half a step off."""
    half = step / 2
    return (direct - half) / (hour + half), (direct + half) / max(hour - half, step / 100)


def two(number: Decimal) -> str:
    """Return a number with two places."""
    return str(half_up(number, Decimal("0.01")))


def check_age(price_year: str, base: str, what: str, where: str, findings: Findings) -> None:
    """Point out prices that are more than three years older than the year they are used for."""
    limit = price_year
    for _ in range(YEARS_UNTIL_OLD):
        limit = year_after(limit)
    if limit < base:
        sentence = f"{what} is of {price_year}, more than {YEARS_UNTIL_OLD} years before {base}: look for a newer one."
        findings.add("W05", where, sentence)


def shown(line: RateLine, made: Rate, given: RateInput, findings: Findings) -> dict[str, Any]:
    """Return one role's rate with its parts, carried to the price base."""
    multiplier = Decimal(1)
    if given.price_base and given.index and line.price_year:
        check_age(line.price_year, given.price_base, f"The rate for {line.role}", "roles", findings)
        multiplier = factor(given.index, line.price_year, given.price_base, findings)
    parts = {name: value for name, value in vars(made).items() if value is not None}
    carried = {name: value if name == "hours" else value * multiplier for name, value in parts.items()}
    known = {
        name: getattr(line, name) for name in ("role", "agency", "authority", "sector", "source", "quality")
    }
    return {
        **{name: value for name, value in known.items() if value},
        "price_year": given.price_base or line.price_year,
        **({"uprating_factor": multiplier} if multiplier != 1 else {}),
        **carried,
        "shown": {
            name: half_up(value, Decimal(1)) for name, value in carried.items() if name.startswith("per_")
        },
        "used": carried.get(given.rate_basis.replace("_working", "")),
    }
