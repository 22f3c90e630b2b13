"""Who takes part in a life: a family, those who help it, social care, and another authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import Agency, MeetingKind, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.people.models import Family, FamilyMember, Person
from tests.episodes.transferring.conftest import There
from tests.factories import ChildFactory, PractitionerFactory, make_episode
from tests.factories.consent import make_parent
from tests.factories.setup import equipped
from tests.factories.stepping import social_care

START = dt.date(2026, 11, 3)
HELPERS = ("alice", "ben", "cat", "dan")
ACTORS = (*HELPERS, "dave", "alice", "carol", "carol")  # who may do most tries most


@dataclass(frozen=True)
class Cast:
    """alice begins; ben, cat and dan help; carol manages; dave is a stranger. Ellis and Theo are siblings."""

    workers: dict[str, Practitioner]
    family: dict[str, Person]
    social_care: Agency
    kinds: list[MeetingKind]
    other_case: Episode
    there: There

    def acting(self, who: str) -> Any:
        """Act as one of the workers, behind the second wall."""
        worker = self.workers[who]
        return acting_for(Asking(worker.id, worker.post.id, worker.authority_id))

    def name_of(self, row: Any) -> str:
        """The name of whoever a row names: a worker, or one of the family."""
        ids = {one.id: name for name, one in (*self.workers.items(), *self.family.items())}
        return ids[row.practitioner_id or getattr(row, "person_id", None)]


def make_cast(alice: Practitioner, carol: Practitioner, dave: Practitioner, there: There) -> Cast:
    """Everybody, and a case of another family in which alice writes too."""
    equipment = equipped(alice.authority)
    helpers = {name: PractitionerFactory(given_name=name.capitalize()) for name in HELPERS[1:]}
    children = [ChildFactory(given_names=name, born_on=dt.date(2011, 2, 1)) for name in ("Ellis", "Theo")]
    mother = make_parent(children[0])
    family = Family.record(by=alice, name="Brennan")
    for person in (*children, mother):
        FamilyMember.record(by=alice, family=family, person=person)
    with clock.everywhere_at(clock.noon(START)):
        other = make_episode(by=alice, children=[ChildFactory(given_names="Joan")], intended_on=START)
    return Cast(
        {"alice": alice, **helpers, "carol": carol, "dave": dave},
        {"ellis": children[0], "theo": children[1], "mother": mother},
        social_care(),
        equipment.meeting_kinds,
        other,
        there,
    )
