"""What somebody reads of a package before they answer: who it is about, and how much of what is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.dateparse import parse_date

from opencaf.core.partial_dates import EXACT, PartialDate
from opencaf.episodes.transferring.archive import Package
from opencaf.episodes.transferring.reading import checked
from opencaf.episodes.transferring.sheets import Row, Rows
from opencaf.people.codes import Kinship, Scheme
from opencaf.people.models import ContactPoint
from opencaf.people.sought import Sought

KINSHIPS: dict[str, str] = dict(Kinship.choices)
COUNTED = {
    "assessment": "versions of the assessment",
    "story": "boxes of the form",
    "mark": "concern marks",
    "meeting": "meetings",
    "outcome": "outcomes of the plan",
    "action": "actions",
    "review": "reviews",
    "service_request": "requests to services",
    "contribution": "answers asked of others for the assessment",
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
class RelativeOf:
    """Somebody else of a package: their id there, name, whose kin they are, and what they are known by."""

    id: str
    name: str
    kin: str
    sought: Sought


@dataclass(frozen=True)
class Preview:
    """A package in words."""

    children: list[ChildOf]
    relatives: list[RelativeOf]
    intended_on: dt.date | None
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
        relatives=relatives_of(rows),
        intended_on=day_of(rows["episode"][0]["intended_on"]),
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


def relatives_of(rows: Rows) -> list[RelativeOf]:
    """Return everybody of a package who is no child of the case and has a name."""
    children = {str(row["child"]): "" for row in rows["episode_child"]}
    children |= {child.id: child.name for child in children_of(rows)}
    kin = {
        str(
            row["of"]
        ): f"{KINSHIPS.get(str(row['kinship']), 'related').lower()} of {children[str(row['to'])]}"
        for row in reversed(rows["relationship"])
        if str(row["to"]) in children
    }
    phones = {
        str(row["person"]): str(row["value"])
        for row in reversed(rows["contact_point"])
        if row["kind"] != ContactPoint.Kind.EMAIL
    }
    postcodes = {str(row["id"]): str(row["postcode"] or "") for row in rows["household"]}
    homes = {
        str(row["person"]): postcodes[str(row["household"])]
        for row in rows["household_member"]
        if row["to_on"] is None
    }
    found = []
    for row in rows["person"]:
        who = child_of(row, "")
        if who.id in children or not (who.given_names or who.family_name):
            continue
        sought = Sought(
            given_names=who.given_names,
            family_name=who.family_name,
            born=who.born,
            expected_on=who.expected_on,
            phone=phones.get(who.id, ""),
            postcode=homes.get(who.id, ""),
        )
        found.append(RelativeOf(who.id, who.name, kin.get(who.id, ""), sought))
    return found


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
    return parse_date(str(value)) if value else None
