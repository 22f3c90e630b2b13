"""What is wrong or doubtful in figures that somebody entered: a code, where it stands, a sentence.

An error stops a calculation, and nothing is written. A warning goes with the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MEANINGS = {
    "E00": "a table does not have the shape that --schema prints",
    "E01": "minutes below nought, or more than 24 hours a day",
    "E02": "a time that is left blank: neither minutes, nor not done, nor missing",
    "E03": "hours of a year not above 0, or above 2,200",
    "E04": "time of all case work multiplied by a rate per direct hour",
    "E05": "a year missing in an index, or vintages mixed",
    "E06": "an index in the wrong unit: per cent for a proportion, or the reverse",
    "E07": "weights that do not add up to 1",
    "E08": "events out of order",
    "E09": "two open CAFs of one child on the same days",
    "E10": "a gap or an overlap of lead professionals",
    "E11": "closed before support began",
    "E12": "a date after the data were taken",
    "E13": "a role, agency, process or activity that is not known",
    "E14": "a shared meeting without a sibling group",
    "E15": "a price whose unit is not given, or does not fit",
    "E16": "parts that do not add up to a headline, or a printed figure that its parts do not give",
    "E17": "ratios that contradict each other",
    "E18": "a price year that is not given",
    "E19": "a division by nought",
    "E20": "a cumulative count that falls",
    "W01": "London the same as out of London in a line that pay drives",
    "W02": "fewer than 8 respondents",
    "W03": "an index that is a forecast",
    "W04": "outside the published range of £743 to £2,130 for six months",
    "W05": "prices more than 3 years old",
    "W06": "more than 20% missing",
    "W07": "utilisation of 0.85 or more",
    "W08": "a unit cost over 5 times the median of its group",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or doubtful."""

    code: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.sentence}" if self.where else f"{self.code} {self.sentence}"

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")


class RefusedError(ValueError):
    """Figures that cannot be used, with everything that is wrong in them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


@dataclass
class Findings:
    """What has been found so far; errors are raised together, so that all can be put right at once."""

    found: list[Finding] = field(default_factory=list)

    def add(self, code: str, where: str, sentence: str) -> None:
        """Note something once."""
        finding = Finding(code, where, sentence)
        if finding not in self.found:
            self.found.append(finding)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.found if finding.is_error]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.found if not finding.is_error]

    def refuse(self) -> None:
        """Raise what is wrong, if anything is."""
        if self.errors:
            raise RefusedError(self.errors)


@contextmanager
def checking() -> Iterator[Findings]:
    """Collect findings, and refuse at the end if there are errors."""
    findings = Findings()
    yield findings
    findings.refuse()
