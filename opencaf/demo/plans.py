"""What the demonstration will make of an authority, thought out before anything is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.agencies import SCHOOL_KINDS, PlannedAgency, agencies_of
from opencaf.demo.authorities import AUTHORITIES, Place, Shape
from opencaf.demo.cast import Cast, Staffing
from opencaf.demo.choosing import chance, chooser, weighted
from opencaf.demo.courses import Course, courses_of
from opencaf.demo.days import eve_of, on_or_after
from opencaf.demo.families import PlannedFamily, PlannedPerson
from opencaf.demo.numbers import Numbers
from opencaf.demo.register import Register
from opencaf.demo.staff import Colleague, staff_of
from opencaf.demo.stories import STRANDS, strands_for
from opencaf.demo.stories.shape import Strand
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.states import State

YEARS_BACK = 6
AGES = {(0, 4): 24, (5, 10): 37, (11, 15): 30, (16, 17): 8}
TOGETHER = 0.13
MOTHER_ONLY = {"fear", "parting", "expected"}
WRITES, STARTED, LEADS, HELPS = "writes", "started", "leads", "helps"
# What the practitioner with the memorable address sees: the first CAFs of these stages are theirs.
SHOWN: dict[str, tuple[str, ...]] = {
    State.INTENDED: (STARTED,),
    State.ASSESSING: (WRITES,),
    State.PLANNING: (STARTED,),
    State.SUPPORTING: (LEADS, LEADS, HELPS, HELPS),
}


@dataclass
class Case:
    """One CAF to be: its course, its family, whom it is about, what it is about, who takes part."""

    course: Course
    family: PlannedFamily
    subjects: list[PlannedPerson]
    strands: list[Strand]
    cast: Cast
    locality: str
    shown_as: str = ""

    @property
    def is_about_unborn(self) -> bool:
        return self.subjects[0].expected_on is not None

    @property
    def is_late(self) -> bool:
        """Whether the practitioner with the memorable address has not done in time what they said."""
        return self.shown_as in (LEADS, HELPS) and self.course.number % 2 == 0


@dataclass
class AuthorityPlan:
    """Everything that one authority will hold."""

    shape: Shape
    seed: int
    day: dt.date
    begun_on: dt.date
    agencies: list[PlannedAgency]
    people: list[Colleague]
    staffing: Staffing
    cases: list[Case]
    others: list[tuple[dt.date, PlannedFamily]] = field(default_factory=list)

    @property
    def eve(self) -> dt.date:
        """The last working day before the reference day: nothing is written after it."""
        return eve_of(self.day)

    @property
    def families(self) -> list[PlannedFamily]:
        return [case.family for case in self.cases] + [family for _, family in self.others]


def plan_authority(code: str, *, seed: int, day: dt.date, children: int, episodes: int) -> AuthorityPlan:
    """Think out an authority: the same seed, day and counts give the same plan."""
    shape = AUTHORITIES[code]
    begun_on = on_or_after(day.replace(year=day.year - YEARS_BACK, day=1))
    numbers = Numbers(shape.place_in_row, chooser(seed, code, "numbers"))
    agencies = agencies_of(shape, seed)
    people = staff_of(shape, agencies, numbers, begun_on, seed)
    staffing = Staffing(shape, people, agencies)
    register = Register(shape, numbers, schools_of(agencies))
    cases = cases_of(shape, staffing, register, episodes=episodes, children=children, day=day, seed=seed)
    plan = AuthorityPlan(shape, seed, day, begun_on, agencies, people, staffing, cases)
    plan.others = others_of(plan, register, children - sum(len(one.family.children) for one in cases))
    return plan


def schools_of(agencies: list[PlannedAgency]) -> dict[str, list[tuple[str, str]]]:
    """Return nurseries, schools and colleges by kind, each with its locality."""
    kinds = (*SCHOOL_KINDS, AgencyType.NURSERY, AgencyType.PRE_SCHOOL, AgencyType.FURTHER_EDUCATION)
    found: dict[str, list[tuple[str, str]]] = {}
    for agency in agencies:
        if agency.kind in kinds:
            found.setdefault(agency.kind, []).append((agency.name, agency.locality))
    return found


def cases_of(
    shape: Shape,
    staffing: Staffing,
    register: Register,
    *,
    episodes: int,
    children: int,
    day: dt.date,
    seed: int,
) -> list[Case]:
    """Return the CAFs of an authority in the order in which they began."""
    places: dict[str, int] = {}
    spare = max(children - episodes, 0)
    cases = []
    for course in courses_of(shape, episodes=episodes, day=day, seed=seed):
        place = places[course.state] = places.get(course.state, -1) + 1
        choose = chooser(seed, shape.code, "case", course.number)
        shown = SHOWN.get(course.state, ())
        shown_as = shown[place] if place < len(shown) else ""
        case = case_of(choose, shape, staffing, register, course, place, shown_as, spare)
        spare -= len(case.family.children) - 1
        cases.append(case)
    return sorted(cases, key=lambda case: (case.course.intended_on, case.course.number))


def case_of(
    choose: Random,
    shape: Shape,
    staffing: Staffing,
    register: Register,
    course: Course,
    number: int,
    shown_as: str,
    spare: int,
) -> Case:
    """Return one CAF with its family and its people."""
    place = shape.places[0 if shown_as else number % len(shape.places)]
    age = 7 if shown_as else age_of(choose, course)
    strands = strands_of(choose, age)
    initiator = staffing.initiator(choose, strands[0], age, place.locality)
    if shown_as and shown_as != HELPS:
        initiator = staffing.practitioner_account
    siblings = min(spare, weighted(choose, {0: 50, 1: 33, 2: 14, 3: 3}) if age is not None else 0)
    family = register.family(
        choose,
        f"case-{course.number}",
        place=place,
        ages_on=course.intended_on,
        ages=[age, *sibling_ages(choose, age, siblings)],
        carer_is_mother=age is None or bool(MOTHER_ONLY & {strand.code for strand in strands}),
    )
    main = family.children[0]
    if initiator.kind in (*SCHOOL_KINDS, AgencyType.NURSERY, AgencyType.PRE_SCHOOL):
        main.school = initiator.agency
    subjects = family.children if siblings and chance(choose, TOGETHER / 0.5) else [main]
    cast = staffing.cast(choose, initiator, strands, main.school, place.locality)
    show(cast, shown_as, staffing.practitioner_account)
    return Case(course, family, subjects[:3], strands, cast, place.locality, shown_as)


def show(cast: Cast, shown_as: str, account: Colleague) -> None:
    """Give the practitioner with the memorable address their part."""
    if shown_as in (WRITES, STARTED):
        cast.assessor = account
    if shown_as == LEADS:
        cast.assessor = cast.lead = account
        cast.next_lead = None
    if shown_as == HELPS:
        cast.helpers = [account, *(one for one in cast.helpers if one is not account)][:4]
        cast.next_lead = None
    cast.helpers = [one for one in cast.helpers if one.key not in (cast.lead.key, cast.initiator.key)]


def age_of(choose: Random, course: Course) -> int | None:
    """Return how old the child is when it begins; None before birth."""
    if course.ending == ClosureReason.TRANSITIONED_ADULT_SERVICES:
        return choose.randint(17, 19)
    if course.ending == ClosureReason.REACHED_AGE_LIMIT:
        return 17
    may_be_unborn = course.state in (State.PLANNING, State.SUPPORTING, State.SUSPENDED) or course.ending in (
        ClosureReason.NEEDS_MET_UNIVERSAL,
        ClosureReason.NEEDS_MET_SINGLE_AGENCY,
    )
    if may_be_unborn and chance(choose, 0.05):
        return None
    return choose.randint(*weighted(choose, AGES))


def strands_of(choose: Random, age: int | None) -> list[Strand]:
    """Return one to three things that the family lives with."""
    fitting = strands_for(age)
    shares = {strand.code: strand.share for strand in fitting}
    codes: list[str] = []
    for share in (1.0, 0.7, 0.2):
        left = {code: weight for code, weight in shares.items() if code not in codes}
        if left and chance(choose, share):
            codes.append(weighted(choose, left))
    by_code = {strand.code: strand for strand in STRANDS}
    return [by_code[code] for code in codes]


def sibling_ages(choose: Random, age: int | None, count: int) -> list[int | None]:
    """Return the ages of brothers and sisters, at least a year and a half away where there is room."""
    options = [
        other for other in range(max(0, (age or 0) - 8), (age or 0) + 7) if abs(other - (age or 0)) > 1
    ]
    return [*choose.sample([option for option in options if option < 18], min(count, len(options)))]


def others_of(plan: AuthorityPlan, register: Register, count: int) -> list[tuple[dt.date, PlannedFamily]]:
    """Return families without a CAF until the children are as many as asked, each with a day of recording."""
    found: list[tuple[dt.date, PlannedFamily]] = []
    number = 0
    while count > 0:
        choose = chooser(plan.seed, plan.shape.code, "family", number)
        recorded_on = on_or_after(plan.eve - dt.timedelta(days=choose.randint(15, 1500)))
        age = choose.randint(*weighted(choose, AGES))
        siblings = min(count - 1, weighted(choose, {0: 40, 1: 40, 2: 16, 3: 4}))
        place: Place = choose.choice(plan.shape.places)
        family = register.family(
            choose,
            f"family-{number}",
            place=place,
            ages_on=recorded_on,
            ages=[age, *sibling_ages(choose, age, siblings)],
            carer_is_mother=False,
        )
        found.append((recorded_on, family))
        count -= len(family.children)
        number += 1
    return sorted(found, key=lambda pair: pair[0])
