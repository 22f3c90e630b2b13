"""One price year for amounts that are added up."""

from __future__ import annotations

from decimal import Decimal

from opencaf.costing.findings import Findings
from opencaf.costing.uprating import Index, check_index, factor


class PriceBase:
    """Carries amounts to the price year asked for, and notes of which years they are if none is."""

    def __init__(self, base: str | None, index: Index | None, findings: Findings) -> None:
        self.base = base
        self.index = index
        self.findings = findings
        self.factors: dict[str, Decimal] = {}
        if index:
            check_index(index, findings)

    def factor_from(self, price_year: str) -> Decimal:
        """Return what an amount of one price year is multiplied by."""
        if price_year not in self.factors:
            self.factors[price_year] = self.make_factor(price_year)
        return self.factors[price_year]

    def make_factor(self, price_year: str) -> Decimal:
        if self.base is None or self.base == price_year:
            return Decimal(1)
        if self.index is None:
            sentence = f"Enter the index that carries prices of {price_year} to {self.base}."
            self.findings.add("E05", "index", sentence)
            return Decimal(1)
        return factor(self.index, price_year, self.base, self.findings)

    def check_one_year(self) -> None:
        """Refuse to add amounts of several price years."""
        if self.base is None and len(self.factors) > 1:
            years = ", ".join(sorted(self.factors))
            sentence = f"Amounts of {years} cannot be added up: give price_base and an index."
            self.findings.add("E18", "price_base", sentence)

    @property
    def year(self) -> str:
        """The price year of the results."""
        return self.base or next(iter(self.factors), "")
