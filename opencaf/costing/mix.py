"""Who does the work: a unit cost with the same work shared out among roles in another way.

Where one role leads, a mix is the share of CAFs that each role leads: a role with times of its own takes
those, another the mean time of those who lead now. Where roles add up, as in a meeting, a mix is the share
of all minutes that each role works. What is always done besides, such as entering data, stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from opencaf.costing.decimals import mean
from opencaf.costing.findings import Findings
from opencaf.costing.meetings import counts
from opencaf.costing.rates import rate
from opencaf.costing.unit_cost_tables import UnitCostInput
from opencaf.costing.unit_costs import Cell, Line, combination, rate_line, sectors_of, used_rate

Shares = dict[str, Decimal]


@dataclass(frozen=True)
class Weighted:
    """A line of a process with its role and its weight there."""

    role: str
    line: Line
    weight: Decimal

    @property
    def amount(self) -> Decimal:
        return self.line.amount * self.weight

    @property
    def minutes(self) -> Decimal:
        return self.line.frequency * self.line.minutes * self.weight

    @property
    def name(self) -> str:
        return f"minutes of {self.line.activity or 'the activity'} by {self.role}"


@dataclass(frozen=True)
class Work:
    """The work of one process of an authority: its cells, and each of their lines as it is weighted now."""

    process: str
    cells: Sequence[Cell]
    lines: Sequence[Weighted]
    given: UnitCostInput

    @property
    def roles(self) -> list[str]:
        """The roles among whom the work is shared now."""
        return sorted({cell.role for cell in self.cells if any(not line.always for line in cell.lines)})

    def mixed(self, mix: Shares) -> list[Weighted]:
        """Return the lines of the work as a mix of roles would do it."""
        always = [one for one in self.lines if one.line.always]
        is_led = combination(self.process, self.given) == "lead"
        make = self.led_by if is_led else self.minutes_of
        return [*always, *(one for role, share in mix.items() if share for one in make(role, share))]

    def led_by(self, role: str, share: Decimal) -> list[Weighted]:
        """Return the lines of a role that leads a share of CAFs: its own times, else the mean of all now."""
        own = [cell for cell in self.cells if cell.role == role]
        lines = [line for cell in own for line in cell.lines if not line.always]
        if not lines:
            return self.minutes_of(role, share)
        leading = [cell for cell in own if any(not line.always for line in cell.lines)]
        return [Weighted(role, line, share / len(leading)) for line in lines]

    def minutes_of(self, role: str, share: Decimal) -> list[Weighted]:
        """Return the lines of a role that works a share of each activity's minutes."""
        hourly = self.hourly(role)
        each = minutes_of((one.line.activity, one) for one in self.lines)
        return [
            Weighted(role, Line(activity, Decimal(1), minutes, hourly), share)
            for activity, minutes in each.items()
        ]

    def hourly(self, role: str) -> Decimal:
        """Return what an hour of a role costs: as in this process, else by its rate."""
        here = [line.hourly for cell in self.cells if cell.role == role for line in cell.lines]
        if here:
            return mean(here)
        line, findings = rate_line(self.given, role), Findings()
        if line is None or not counts(line.sector, sectors_of(self.given)):
            return Decimal(0)
        found = used_rate(line, rate(line), self.given, findings)
        findings.refuse()
        return found


def minutes_of(lines: Iterable[tuple[str, Weighted]]) -> dict[str, Decimal]:
    """Return the minutes that can be shared out, by what stands before each line."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for key, one in lines:
        if not one.line.always:
            found[key] += one.minutes
    return found
