"""What was made of one row: the values, the children, the doubts, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

IMPORT, MERGE, REJECT, VOID, SKIP = "import", "merge", "reject", "void", "skip"


@dataclass
class Reading:
    """One row as it was read. place: the sheet and number of the row, or the number of the record.

    same_as: the row whose case this one joins. secret: the headings of cells that tell of an address that
    must not be shown; client: the number of the child in a register of events. The report says neither.
    """

    register: str
    place: str
    original: dict[str, str]
    disposition: str = IMPORT
    reason: str = ""
    episode: str = ""
    persons: list[str] = field(default_factory=list)
    proposed_same: list[dict[str, str]] = field(default_factory=list)
    flags: list[dict[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    workers: dict[str, Any] = field(default_factory=dict)
    children: list[dict[str, Any]] = field(default_factory=list)
    same_as: str = ""
    secret: list[str] = field(default_factory=list)
    client: str = ""

    def flag(self, name: str, code: str, column: str = "") -> None:
        """Point something out to a person, once."""
        said = {"field": name, "code": code, "column": column or name}
        if said not in self.flags:
            self.flags.append(said)

    def value(self, name: str) -> Any:
        """Return the value of a field, or None."""
        return self.values.get(name, {}).get("value")

    def as_data(self) -> dict[str, Any]:
        """Return the object of the report."""
        data, place, same_as = vars(self), self.place, self.same_as
        keys = (
            "disposition",
            "reason",
            "episode",
            "persons",
            "proposed_same",
            "flags",
            "values",
            "workers",
            "children",
            "original",
        )
        report = {"register": data["register"], "row": place, **{key: data[key] for key in keys}}
        return {**report, "same_as": same_as} if same_as else report
