"""`python -m bench.finding.loading --children N --seed S --to FILE`, as the owner of an empty database.

Streams families into the tables that the program keeps, part after part, and keeps a sample of the children
for whoever asks about them.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.finding.copying import Sheet, without_indexes
from bench.finding.people import CHILDREN_OF_A_PART, Child, Parent, people
from bench.finding.places import Home
from bench.finding.sample import Loaded, child_id, parent_id
from bench.world.authority import make_authority
from bench.world.inserting import Connection, keep_rows
from bench.world.names import keep_names
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.operations.rebuilding import file_everybody

MOST_SAMPLED = 40_000
PRACTITIONERS = 200
ENDED = "2025-08-31"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.finding.loading", description=__doc__)
    parser.add_argument("--children", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True, help="where the sample and the times are kept")
    options = parser.parse_args()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        loaded = load(connection, options.children, options.seed)
        begun = time.perf_counter()
        file_everybody(connection)
        loaded.seconds["search rows and their indexes"] = time.perf_counter() - begun
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("vacuum analyze")
    options.to.write_bytes(pickle.dumps(loaded))


def load(connection: Connection, children: int, seed: int) -> Loaded:
    """Make an authority with its families in an empty database."""
    authority_id = new_id()
    keep_rows(connection, "here", ["id uuid", "today date"], [(authority_id, clock.today())])
    keep_names(connection)
    make_authority(connection, agencies=12, practitioners=PRACTITIONERS)
    begun = time.perf_counter()
    connection.execute("set session_replication_role = replica")
    sheets = Sheets(authority_id)
    with without_indexes(connection, sheets.tables()):
        loaded = stream(connection, sheets, children, seed)
        loaded.seconds["records"] = time.perf_counter() - begun
    connection.commit()
    loaded.seconds["indexes of records"] = time.perf_counter() - begun - loaded.seconds["records"]
    return loaded


def stream(connection: Connection, sheets: Sheets, children: int, seed: int) -> Loaded:
    """Copy families into the tables, part after part."""
    loaded = Loaded()
    wanted = set(random.Random(seed).sample(range(children), min(children, MOST_SAMPLED)))
    for count, child in enumerate(people(children, seed=seed), start=1):
        if child.is_there:
            sheets.add(child)
            if child.number in wanted:
                loaded.there.append(child)
        elif len(loaded.left_out) < MOST_SAMPLED:
            loaded.left_out.append(child)
        if count % CHILDREN_OF_A_PART == 0:
            loaded.rows += sheets.copy(connection)
    loaded.rows += sheets.copy(connection)
    return loaded


class Sheets:
    """The tables that are filled, and who is written in them already."""

    def __init__(self, authority_id: object) -> None:
        same: dict[str, Any] = {"authority_id": authority_id}
        self.person = Sheet(
            Person, "id given_names family_name sex born_on born_accuracy expected_on", **same
        )
        self.name = Sheet(PersonName, "id person_id kind given_names family_name", **same)
        self.household = Sheet(Household, "id line1 city postcode", **same)
        self.member = Sheet(HouseholdMember, "id household_id person_id to_on", **same)
        self.identifier = Sheet(Identifier, "id person_id scheme system value", **same)
        self.schooling = Sheet(Schooling, "id person_id name", **same)
        self.relationship = Sheet(
            Relationship, "id of_id to_id kinship", parental_responsibility=True, **same
        )
        self.contact = Sheet(ContactPoint, "id person_id value", kind="mobile", **same)
        self.rows = 0
        self.known: set[str] = set()  # homes and parents of the family at hand
        self.family = -1

    def all(self) -> list[Sheet]:
        return [one for one in vars(self).values() if isinstance(one, Sheet)]

    def tables(self) -> list[str]:
        return [sheet.table for sheet in self.all()]

    def copy(self, connection: Connection) -> int:
        """Copy all that waits; returns how many rows."""
        return sum(sheet.copy(connection) for sheet in self.all())

    def new_id(self) -> str:
        """Return the id of a row that nobody points to."""
        self.rows += 1
        return f"01930000-0000-7000-8002-{self.rows:012x}"

    def is_new(self, key: str, family: int) -> bool:
        """Whether somebody or something of a family is not written yet."""
        if family != self.family:
            self.family, self.known = family, set()
        is_new = key not in self.known
        self.known.add(key)
        return is_new

    def add(self, child: Child) -> None:
        """Write a child, and the home and parents where they are not written yet."""
        person = child_id(child.number)
        self.person.add(
            person,
            child.given_names,
            child.family_name,
            child.sex,
            child.born_on,
            child.accuracy,
            child.expected_on,
        )
        for name in child.other_names:
            self.name.add(self.new_id(), person, name.kind, name.given_names, name.family_name)
        self.add_home(child, child.home, person, None)
        if child.earlier_home:
            self.add_home(child, child.earlier_home, person, ENDED)
        for scheme, system, value in (
            ("nhs", "", child.nhs_number),
            ("upn", "", child.upn),
            ("other", "Children's index", child.identifier),
        ):
            if value:
                self.identifier.add(self.new_id(), person, scheme, system, value)
        if child.school:
            self.schooling.add(self.new_id(), person, child.school)
        for parent in child.parents:
            self.add_parent(child, parent, person)

    def add_home(self, child: Child, home: Home, person: str, to_on: str | None) -> None:
        """Write that somebody lives, or lived, at an address."""
        household = f"01930000-0000-7000-8003-{home.number:012x}"
        if self.is_new(household, child.family):
            self.household.add(household, home.line1, home.city, home.postcode)
        self.member.add(self.new_id(), household, person, to_on)

    def add_parent(self, child: Child, parent: Parent, person: str) -> None:
        """Write a parent once, and whose parent they are."""
        adult = parent_id(parent.number)
        if self.is_new(adult, child.family):
            sex = "F" if parent.kinship == "mother" else "M"
            self.person.add(adult, parent.given_names, parent.family_name, sex, None, "AAA", None)
            self.contact.add(self.new_id(), adult, parent.phone)
            self.add_home(child, child.home, adult, None)
        self.relationship.add(self.new_id(), adult, person, parent.kinship)


if __name__ == "__main__":
    main()
