"""A list beside what is known here: who its names are, which are unknown, what is there already."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from opencaf.agencies.models import Agency, Locality, Practitioner
from opencaf.agencies.models.agency import SECTOR_OF, AgencyType, Sector
from opencaf.agencies.queries import agencies_of, localities_of
from opencaf.core.dates import in_words
from opencaf.training.lists import TOTAL, Entry, simple
from opencaf.training.models import AttendanceList, CountedAttendance, Course, TrainingAttendance

COURSE_WORDS = {"briefed": "briefing", "practitioner trained": "practitioner", "manager trained": "manager"}


@dataclass(frozen=True)
class Known:
    """A line that names somebody who is known here."""

    entry: Entry
    practitioner: Practitioner
    agency: Agency
    course: Course
    day: dt.date
    is_there: bool


@dataclass(frozen=True)
class Unknown:
    """A name that nobody here, or more than one, bears; alike: who it may be."""

    key: str
    name: str
    agency: Agency | None
    agency_said: str
    alike: tuple[Practitioner, ...]


@dataclass(frozen=True)
class Counted:
    """A line that counts people; before: the number that is noted for it already."""

    entry: Entry
    course: Course
    day: dt.date
    kind: str
    sector: str
    agency: Agency | None
    locality: Locality | None
    before: int | None


@dataclass
class Understood:
    """What bringing a list in would do."""

    known: list[Known] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    waiting: dict[str, list[tuple[Entry, Course, dt.date]]] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def adds(self) -> int:
        """How many attendances of known people are new."""
        return len({(one.practitioner.id, one.course.id, one.day) for one in self.known if not one.is_there})

    @property
    def there(self) -> int:
        """How many lines are noted already."""
        return sum(one.is_there for one in self.known) + sum(
            one.before == one.entry.number for one in self.counted
        )


def list_with(by: Practitioner, list_id: uuid.UUID) -> AttendanceList | None:
    """Return a list that waits, to whoever sent it."""
    return AttendanceList.objects.filter(
        authority_id=by.authority_id, recorded_by=by.id, pk=list_id, ended_at=None
    ).first()


def entries_of(waiting: AttendanceList) -> list[Entry]:
    """Return the lines of a list that waits."""
    return [Entry(**row) for row in waiting.rows]


class World:
    """What is known here of the people, agencies and courses that some lines name."""

    def __init__(self, authority_id: uuid.UUID, entries: Sequence[Entry]) -> None:
        self.courses: dict[str, Course] = {}
        for course in Course.objects.filter(authority_id=authority_id):
            self.courses.setdefault(course.kind, course)
            self.courses[simple(course.name)] = course
        self.agencies = {simple(one.name): one for one in agencies_of(authority_id)}
        self.localities = {simple(one.name): one for one in localities_of(authority_id)}
        self.by_name: dict[str, list[Practitioner]] = defaultdict(list)
        self.by_family: dict[str, list[Practitioner]] = defaultdict(list)
        self.by_email: dict[str, list[Practitioner]] = defaultdict(list)
        if any(entry.name for entry in entries):
            self.read_people(authority_id, entries)

    def read_people(self, authority_id: uuid.UUID, entries: Sequence[Entry]) -> None:
        """Read those who may be meant: by their family name or their address."""
        families = Q()
        for name in {entry.name.split()[-1] for entry in entries if entry.name}:
            families |= Q(family_name__iexact=name) | Q(family_name__iendswith=f" {name}")
        emails = {entry.email.casefold() for entry in entries if entry.email}
        people = Practitioner.objects.filter(authority_id=authority_id).select_related("user", "authority")
        wanted = families | Q(email__in=emails) | Q(user__email__in=emails)
        for who in people.filter(wanted).prefetch_related("posts__agency"):
            self.by_name[simple(str(who))].append(who)
            self.by_family[simple(who.family_name).split(" ")[-1]].append(who)
            for email in {who.email.casefold(), who.user.email.casefold() if who.user else ""} - {""}:
                self.by_email[email].append(who)

    def course_named(self, words: str) -> Course | None:
        """Return the course of a name, or of a kind."""
        asked = simple(words)
        return self.courses.get(asked) or self.courses.get(COURSE_WORDS.get(asked, ""))

    def people_meant(self, entry: Entry) -> list[Practitioner]:
        """Return who a line may mean: by address, else by name, and of several whoever works there."""
        found = self.by_email.get(entry.email.casefold(), []) if entry.email else []
        found = found or self.by_name.get(simple(entry.name), [])
        if len(found) > 1 and entry.agency:
            there = [who for who in found if works_at(who, entry.agency)]
            found = there or found
        return found


def agency_of(who: Practitioner) -> Agency:
    """Return for which agency somebody works, or worked last."""
    posts = sorted(who.posts.all(), key=lambda post: (post.ended_on or dt.date.max, post.id), reverse=True)
    agency: Agency = posts[0].agency
    return agency


def works_at(who: Practitioner, agency: str) -> bool:
    """Whether somebody has or had a post at an agency of this name."""
    return any(simple(post.agency.name) == simple(agency) for post in who.posts.all())


def understand(entries: Sequence[Entry], authority_id: uuid.UUID) -> Understood:
    """Return what bringing in these lines would do."""
    world, found = World(authority_id, entries), Understood()
    totals: dict[tuple[uuid.UUID, dt.date], list[int]] = defaultdict(lambda: [0, -1])
    for entry in entries:
        course = world.course_named(entry.course)
        if course is None:
            found.problems.append(f"Line {entry.line}: {entry.course or 'it'} names no course held here")
        elif not entry.day:
            found.problems.append(f"Line {entry.line}: there is no date")
        elif entry.number is not None:
            understand_count(entry, course, world, found, totals)
        else:
            understand_name(entry, course, world, found)
    found.problems += [
        f"The printed total of {in_words(day)} is {printed:,}, and the lines add up to {added:,}"
        for (_, day), (added, printed) in totals.items()
        if printed not in (-1, added)
    ]
    mark_those_there(found)
    return found


def understand_name(entry: Entry, course: Course, world: World, found: Understood) -> None:
    """Add a line that names somebody: known, or to be asked about."""
    day = dt.date.fromisoformat(entry.day)
    meant = world.people_meant(entry)
    if len(meant) == 1:
        agency = world.agencies.get(simple(entry.agency)) or agency_of(meant[0])
        found.known.append(Known(entry, meant[0], agency, course, day, is_there=False))
        return
    key = f"{simple(entry.name)}|{simple(entry.agency)}|{entry.email.casefold()}"
    if key not in found.waiting:
        alike = meant or world.by_family.get(simple(entry.name).split(" ")[-1], [])[:8]
        at = world.agencies.get(simple(entry.agency))
        found.unknown.append(Unknown(key, entry.name, at, entry.agency, tuple(alike)))
    found.waiting.setdefault(key, []).append((entry, course, day))


def understand_count(
    entry: Entry,
    course: Course,
    world: World,
    found: Understood,
    totals: dict[tuple[uuid.UUID, dt.date], list[int]],
) -> None:
    """Add a line that counts; a line of the printed total is only compared."""
    day, number = dt.date.fromisoformat(entry.day), entry.number or 0
    total = totals[course.id, day]
    if simple(entry.agency) == TOTAL:
        total[1] = number
        return
    total[0] += number
    agency = world.agencies.get(simple(entry.agency))
    said = kind_of(entry.kind) or kind_of(entry.agency) or AgencyType.UNKNOWN
    kind = agency.kind if agency else said
    sector = agency.sector if agency else SECTOR_OF.get(kind, Sector.UNKNOWN)
    locality = world.localities.get(simple(entry.locality)) or (agency.locality if agency else None)
    found.counted.append(Counted(entry, course, day, kind, sector, agency, locality, before=None))


def kind_of(words: str) -> str:
    """Return the kind of agency that some words name, by its code or its label; empty where none."""
    asked = simple(words)
    for value, label in AgencyType.choices:
        if asked in (simple(value), simple(str(label))):
            return str(value)
    return ""


def mark_those_there(found: Understood) -> None:
    """Say of each line whether it is noted already."""
    people = {one.practitioner.id for one in found.known}
    rows = TrainingAttendance.objects.filter(practitioner_id__in=people)
    held = set(rows.values_list("practitioner_id", "course_id", "attended_on"))
    found.known = [
        replace(one, is_there=key in held)
        for one in found.known
        for key in [(one.practitioner.id, one.course.id, one.day)]
    ]
    days = {one.day for one in found.counted}
    counted = {
        (row.course_id, row.counted_on, row.label, row.locality_id): row.number
        for row in CountedAttendance.objects.filter(counted_on__in=days)
    }
    found.counted = [
        replace(one, before=counted.get(key))
        for one in found.counted
        for key in [(one.course.id, one.day, one.entry.agency, one.locality.id if one.locality else None)]
    ]
