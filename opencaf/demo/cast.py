"""Who does what in a CAF: who starts it, who writes, who leads, who helps, who types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from opencaf.agencies.models import Role
from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.agencies import SCHOOL_KINDS, PlannedAgency
from opencaf.demo.authorities import Shape
from opencaf.demo.choosing import chance
from opencaf.demo.sign_ins import address_of
from opencaf.demo.staff import Colleague
from opencaf.demo.stories.shape import LEAD, SCHOOL, Strand

SUPPORT_KINDS = (
    AgencyType.EARLY_HELP_TEAM,
    AgencyType.CHILDRENS_CENTRE,
    AgencyType.FAMILY_HUB,
    AgencyType.VOLUNTARY_ORGANISATION,
)
# How often each starts a CAF, where the story lets several; schools most, as in every authority.
STARTING: dict[str, int] = {
    AgencyType.PRIMARY_SCHOOL: 9,
    AgencyType.HIGH_SCHOOL: 9,
    AgencyType.HEALTH_VISITING: 7,
    AgencyType.NURSERY: 4,
    AgencyType.EARLY_HELP_TEAM: 4,
    AgencyType.CHILDRENS_CENTRE: 4,
}
AGES: dict[str, range] = {
    AgencyType.NURSERY: range(5),
    AgencyType.PRE_SCHOOL: range(5),
    AgencyType.HEALTH_VISITING: range(6),
    AgencyType.CHILDRENS_CENTRE: range(9),
    AgencyType.PRIMARY_SCHOOL: range(4, 11),
    AgencyType.JUNIOR_SCHOOL: range(7, 11),
    AgencyType.HIGH_SCHOOL: range(11, 17),
    AgencyType.SPECIAL_SCHOOL: range(5, 17),
    AgencyType.SCHOOL_NURSING: range(5, 18),
    AgencyType.FURTHER_EDUCATION: range(16, 25),
    AgencyType.YOUTH_JUSTICE: range(11, 18),
    AgencyType.ATTENDANCE_TEAM: range(5, 17),
    AgencyType.JOBCENTRE: range(16, 25),
}


@dataclass
class Cast:
    """The people of one CAF."""

    initiator: Colleague
    assessor: Colleague
    lead: Colleague
    next_lead: Colleague | None
    helpers: list[Colleague] = field(default_factory=list)

    @property
    def everybody(self) -> list[Colleague]:
        """All practitioners, the lead first, each once."""
        people = [self.lead, self.initiator, self.assessor, *self.helpers]
        return list({person.key: person for person in people}.values())


@dataclass
class Staffing:
    """The people of an authority, to be picked from by kind of agency and locality."""

    shape: Shape
    people: Sequence[Colleague]
    agencies: Sequence[PlannedAgency]

    def __post_init__(self) -> None:
        self.locality_of = {agency.name: agency.locality for agency in self.agencies}
        self.workers = [person for person in self.people if person.role == Role.PRACTITIONER]

    def pick(
        self, choose: Random, kinds: Iterable[str], locality: str, *, but: Iterable[Colleague] = ()
    ) -> Colleague | None:
        """Return somebody of one of these kinds of agency, of the locality where it has one."""
        wanted, left_out = set(kinds), {person.key for person in but}
        able = [one for one in self.workers if one.kind in wanted and one.key not in left_out]
        near = [one for one in able if self.locality_of[one.agency] in ("", locality)]
        options = near or able
        return choose.choice(options) if options else None

    def of_school(self, choose: Random, school: str, *, but: Iterable[Colleague] = ()) -> Colleague | None:
        """Return somebody who works at a child's school."""
        left_out = {person.key for person in but}
        able = [one for one in self.workers if one.agency == school and one.key not in left_out]
        return choose.choice(able) if able else None

    def coordinator_of(self, locality: str) -> Colleague:
        """Return who coordinates a locality, or the first coordinator where there are no localities."""
        team = [person for person in self.people if person.role == Role.COORDINATOR]
        return next((person for person in team if person.locality == locality), team[0])

    @property
    def practitioner_account(self) -> Colleague:
        """Return the practitioner with the memorable address."""
        address = address_of(Role.PRACTITIONER, self.shape.code)
        return next(person for person in self.people if person.email == address)

    def initiator(self, choose: Random, strand: Strand, age: int | None, locality: str) -> Colleague:
        """Return who starts a CAF of a strand."""
        kinds = [kind for kind in strand.starters if age is None or age in AGES.get(kind, range(99))]
        weights = [STARTING.get(kind, 2) for kind in kinds]
        kind = choose.choices(kinds, weights)[0] if kinds else AgencyType.EARLY_HELP_TEAM
        found = self.pick(choose, [kind], locality) or self.pick(choose, SUPPORT_KINDS, locality)
        assert found is not None  # noqa: S101 - every authority has a family support team
        return found

    def cast(
        self, choose: Random, initiator: Colleague, strands: Sequence[Strand], school: str, locality: str
    ) -> Cast:
        """Return the people of a CAF around whoever starts it."""
        assessor = initiator
        if chance(choose, 0.12):
            assessor = self.pick(choose, SUPPORT_KINDS, locality, but=[initiator]) or initiator
        lead = assessor
        if chance(choose, 0.5):
            lead = self.pick(choose, SUPPORT_KINDS, locality, but=[assessor]) or assessor
        helpers = self.helpers(choose, [initiator, assessor, lead], strands, school, locality)
        next_lead = choose.choice(helpers) if helpers and chance(choose, 0.16) else None
        return Cast(initiator, assessor, lead, next_lead, helpers)

    def helpers(
        self,
        choose: Random,
        there: list[Colleague],
        strands: Sequence[Strand],
        school: str,
        locality: str,
    ) -> list[Colleague]:
        """Return those who come to the team since they have something to do: one to four."""
        found: list[Colleague] = []
        at_school = self.of_school(choose, school, but=there)
        if at_school and all(one.kind not in SCHOOL_KINDS for one in there):
            found.append(at_school)
        kinds = [deed.who for strand in strands for deed in strand.deeds if deed.who not in (LEAD, SCHOOL)]
        for kind in dict.fromkeys(kinds):
            person = self.pick(choose, [kind], locality, but=[*there, *found])
            if person and chance(choose, 0.75):
                found.append(person)
        return found[:4]
