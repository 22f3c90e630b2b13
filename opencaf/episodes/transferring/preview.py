"""What somebody reads of a package before they answer: who it is about, and how much of what is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from opencaf.core.partial_dates import EXACT, PartialDate
from opencaf.episodes.transferring.archive import Package
from opencaf.episodes.transferring.reading import checked
from opencaf.episodes.transferring.sheets import Row, Rows
from opencaf.people.codes import Scheme

COUNTED = {
    "assessment": "versions of the assessment",
    "story": "boxes of the form",
    "mark": "concern marks",
    "meeting": "meetings",
    "outcome": "outcomes of the plan",
    "action": "actions",
    "review": "reviews",
    "service_request": "requests to services",
    "contact_note": "contact notes",
    "chronology_event": "events of the chronology",
    "consent": "answers about agreement",
    "threshold_step": "steps up or down",
    "case_file": "files",
}


@dataclass(frozen=True)
class ChildOf:
    """A child of a package, as far as it is told who they are."""

    id: str
    given_names: str
    family_name: str
    born: PartialDate | None
    expected_on: dt.date | None
    nhs_number: str

    @property
    def name(self) -> str:
        """The name as people say it."""
        return f"{self.given_names} {self.family_name}".strip() or "Name not known"


@dataclass(frozen=True)
class Preview:
    """A package in words."""

    children: list[ChildOf]
    intended_on: dt.date
    why_moves: str
    agreed_words: str
    agreed_by: str
    agreed_on: str
    counts: list[tuple[str, int]]
    stays_behind: list[str]


def preview_of(package: Package) -> Preview:
    """Return what is shown of a package."""
    rows, manifest = checked(package), package.manifest
    said = manifest.get("agreement")
    agreement = said if isinstance(said, dict) else {}
    stays = manifest.get("stays_behind")
    return Preview(
        children=children_of(rows),
        intended_on=dt.date.fromisoformat(str(rows["episode"][0]["intended_on"])),
        why_moves=str(manifest.get("why", "")),
        agreed_words=str(agreement.get("words", "")),
        agreed_by=str(agreement.get("agreed_by", "")),
        agreed_on=str(agreement.get("agreed_on", "")),
        counts=[(words, len(rows[name])) for name, words in COUNTED.items() if rows[name]],
        stays_behind=[str(one) for one in stays] if isinstance(stays, list) else [],
    )


def children_of(rows: Rows) -> list[ChildOf]:
    """Return the children of a package, each once."""
    ids = list(dict.fromkeys(str(row["child"]) for row in rows["episode_child"]))
    people = {str(row["id"]): row for row in rows["person"]}
    numbers = {
        str(row["person"]): str(row["value"]) for row in rows["identifier"] if row["scheme"] == Scheme.NHS
    }
    return [child_of(people[one], numbers.get(one, "")) for one in ids]


def child_of(row: Row, nhs_number: str) -> ChildOf:
    """Return a child as their row says."""
    born = day_of(row.get("born_on"))
    return ChildOf(
        id=str(row["id"]),
        given_names=str(row.get("given_names") or ""),
        family_name=str(row.get("family_name") or ""),
        born=PartialDate(born, str(row.get("born_accuracy") or EXACT)) if born else None,
        expected_on=day_of(row.get("expected_on")),
        nhs_number=nhs_number,
    )


def day_of(value: object) -> dt.date | None:
    """Return a day, where there is one."""
    return dt.date.fromisoformat(str(value)) if value else None
