"""What keeps records safe, in use: seals, shields, looks in an emergency, requests for access, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from opencaf.access.models import AccessRequest, BrokenGlass, Emergency, Verdict, WhyShielded
from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.days import moment, on_or_before
from opencaf.demo.loading.world import World
from opencaf.demo.plans import Case
from opencaf.episodes.models import EpisodeChild
from opencaf.episodes.operations.asking_access import ask_for_access, give_access
from opencaf.episodes.operations.breaking_glass import break_glass, judge_glass
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.models import ContactPoint, Person, WhySealed
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.sealing import seal_part
from opencaf.people.permissions import can_see_child
from opencaf.people.sought import Sought

LOOKS = (
    (40, Verdict.RIGHT, Emergency.MEDICAL, "She was brought to us unconscious and nobody could be reached."),
    (19, Verdict.TALK, Emergency.NOBODY, "A place had to be offered today and the lead was on leave."),
    (9, "", Emergency.MISSING, "He did not come home and his friends were asked for."),
    (1, "", Emergency.DANGER, "A neighbour rang about shouting and a child who was crying."),
)
SAID = {
    Verdict.RIGHT: "It could not wait, and only what was needed was read.",
    Verdict.TALK: "The coordinator was at work that day and could have been asked.",
}
PURPOSES = (
    (12, "She starts with us on Monday and we want to know who helps already."),
    (8, "His mother asks us to come to the next meeting."),
    (1, "We have been asked for a bed and want to plan the visit with whoever leads."),
)
WHY_SHIELDED = (
    (WhyShielded.STAFF, "The mother works in the team. Only those named here may know."),
    (WhyShielded.REFUGE, "They moved by night. Nobody may learn that they are known here."),
)
FEWEST_FOR_SHIELDS = 2  # families without a case: in smaller demonstrations nothing is hidden


@dataclass(frozen=True)
class Told:
    """A case as it was planned and as it stands."""

    case: Case
    child: Person

    @property
    def is_shown(self) -> bool:
        """Whether it belongs to the practitioner with the memorable address."""
        return bool(self.case.shown_as)


def keep_safe(world: World) -> None:
    """Let a few records be sealed and shielded, and some be opened or asked for by people elsewhere."""
    with sitting(world.overseer, world.plan.eve):
        told = list(cases_told(world))
    quiet = [one for one in told if not one.is_shown]
    for one in [one for one in quiet if lives_in_fear(one.case)][:2]:
        seal_home(world, one.case, one.child)
    for one in quiet[1:3]:
        seal_phone(world, one.case, one.child)
    if len(world.plan.others) >= FEWEST_FOR_SHIELDS:
        for place, (why, words) in enumerate(WHY_SHIELDED):
            shield_family(world, place, why=why, words=words)
    open_some(world, quiet)


def cases_told(world: World) -> Iterator[Told]:
    """Yield each case with the child it is about first."""
    rows = EpisodeChild.objects.filter(position=0).select_related("child").order_by("episode__reference")
    for case, row in zip(world.plan.cases, rows, strict=False):
        yield Told(case, row.child)


def open_some(world: World, told: list[Told]) -> None:
    """Let people from elsewhere open records in an emergency, and others ask and wait."""
    workers = [world.row_of(one) for one in world.plan.staffing.workers if one.signs_in]
    if not workers or len(told) < len(LOOKS):
        return
    recent = told[::-1]
    for place, (days_ago, verdict, reason, words) in enumerate(LOOKS):
        one = recent[place]
        for who in from_place(workers, place):
            looked = open_at_once(
                world, one.case, one.child, who=who, ago=days_ago, reason=reason, words=words
            )
            if looked and verdict:
                on = days_before(world, days_ago - 3)
                judge(world, one.case, looked, verdict=Verdict(verdict), on=on)
            if looked:
                break
    for place, (days_ago, purpose) in enumerate(PURPOSES, start=len(LOOKS)):
        one = recent[place % len(recent)]
        for who in from_place(workers, place):
            asked = ask(world, one.case, one.child, who=who, ago=days_ago, purpose=purpose)
            if asked and place == len(LOOKS):
                answer(world, one.case, asked, on=days_before(world, days_ago - 2))
            if asked:
                break


def from_place(workers: list[Practitioner], place: int) -> list[Practitioner]:
    """Return everybody, somebody else first each time: who works with the family has no need to ask."""
    start = place % len(workers)
    return workers[start:] + workers[:start]


@contextmanager
def sitting(who: Practitioner, on: dt.date) -> Iterator[None]:
    """Let somebody work on a day."""
    with clock.at(moment(on, 200)), acting_for(asking_as(who)):
        yield


def days_before(world: World, number: int) -> dt.date:
    """Return the working day so many days before the last one on which anything is written."""
    return on_or_before(world.plan.eve - dt.timedelta(days=number))


def lives_in_fear(case: Case) -> bool:
    """Whether somebody of the family must not be found by another."""
    return any("domestic_abuse" in strand.tags for strand in case.strands)


def seal_home(world: World, case: Case, child: Person) -> None:
    """Seal where a family lives, after whoever hit the mother was told to leave."""
    by = world.overseer
    with sitting(by, days_before(world, 30)):
        home = child.homes.select_related("household").filter(to_on=None).first()
        if home is not None:
            seal_part(
                record=home.household,
                why=WhySealed.REFUGE,
                words="He must not learn where they live now. Write to the coordinator.",
                readers=[],
                through=child,
                by=by,
            )


def seal_phone(world: World, case: Case, child: Person) -> None:
    """Seal the number of a parent, as the family asks."""
    by = world.overseer
    with sitting(by, days_before(world, 21)):
        held = ContactPoint.objects.filter(person__kin_to__to=child).order_by("id").first()
        if held is not None and not held.sealed:
            seal_part(
                record=held,
                why=WhySealed.ASKED,
                words="She was rung again and again. Ring the school instead.",
                readers=[],
                through=child,
                by=by,
            )


def shield_family(world: World, place: int, *, why: str, words: str) -> None:
    """Shield the eldest of a family without a case."""
    by = world.overseer
    _, family = world.plan.others[place]
    first = family.children[0]
    with sitting(by, days_before(world, 14)):
        named = Person.objects.filter(
            given_names=first.given, family_name=first.family, born_on=first.born_on
        )
        child = named.first()
        if child is not None:
            shield_record(child=child, why=why, words=words, readers=coordinators(world), by=by)


def coordinators(world: World) -> list[Practitioner]:
    """Return the first coordinator, who looks after shielded records with the manager."""
    people = [one for one in world.plan.people if one.role == Role.COORDINATOR]
    return [world.row_of(one) for one in people[:1]]


def find_it(child: Person, by: Practitioner) -> bool:
    """Let somebody look for a child; whether they know of the record and may not open it."""
    if can_see_child(by, child):
        return False
    born = child.born_on.isoformat() if child.born_on else ""
    hits = find_children(sought=Sought(name=f"{child.full_name} {born}".strip()), by=by)
    return any(hit.child.id == child.id for hit in hits)


def open_at_once(
    world: World, case: Case, child: Person, *, who: Practitioner, ago: int, reason: str, words: str
) -> BrokenGlass | None:
    """Let somebody open a record in an emergency."""
    with sitting(who, days_before(world, ago)):
        if not find_it(child, who):
            return None
        return break_glass(child=child, reason=reason, words=words, by=who)


def judge(world: World, case: Case, broken: BrokenGlass, *, verdict: Verdict, on: dt.date) -> None:
    """Let the privacy officer close a look."""
    by = auditor(world)
    with sitting(by, on):
        judge_glass(broken=broken, verdict=verdict, words=SAID[verdict], by=by)


def auditor(world: World) -> Practitioner:
    """Return the privacy officer."""
    return world.row_of(next(one for one in world.plan.people if one.role == Role.AUDITOR))


def ask(
    world: World, case: Case, child: Person, *, who: Practitioner, ago: int, purpose: str
) -> AccessRequest | None:
    """Let somebody ask to see a record."""
    with sitting(who, days_before(world, ago)):
        if not find_it(child, who):
            return None
        return ask_for_access(child=child, purpose=purpose, by=who)


def answer(world: World, case: Case, asked: AccessRequest, *, on: dt.date) -> None:
    """Let the coordinator give what was asked for, for a quarter of a year."""
    by = world.overseer
    with sitting(by, on):
        give_access(request=asked, until=on + dt.timedelta(days=91), by=by)
