"""Who was trained, and how many of them started or led a CAF afterwards: by agency, sector or locality.

Who is in: everybody who took part in practitioner or manager training up to the day, once, for the agency
for which they took it first; whoever has only a day of training noted, for where they work or worked last.
Started, led: they began a CAF, or became lead professional, on that day or later, and up to the day.
Who is out: what old lists count without names. CAFs opened by mistake, joined to another or shielded count
for nobody. Those who see every case read numbers as they are, up to any day. Others read them hidden and
rounded, up to the end of a financial year (docs/adr/0044, docs/adr/0054).
"""

from __future__ import annotations

import datetime as dt
import statistics
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, models

from opencaf.agencies.models import Agency, Practitioner, Sector
from opencaf.core.dates import financial_year_begun
from opencaf.core.hiding import Group, hide
from opencaf.reports.account_use import Accounts, accounts_of
from opencaf.reports.counted import rule_of
from opencaf.reports.permissions import can_see_cases_behind

DAYS_OF_A_MONTH = 30.4375


class By(models.TextChoices):
    """What the figures are told apart by."""

    AGENCY = "agency", "Agency"
    SECTOR = "sector", "Sector"
    LOCALITY = "locality", "Locality"


class Trained(NamedTuple):
    """Somebody who was trained, and the first day on which they started and led afterwards."""

    practitioner_id: uuid.UUID
    agency_id: uuid.UUID
    trained_on: dt.date
    started_on: dt.date | None
    led_on: dt.date | None


@dataclass(frozen=True)
class Line:
    """A group: how many are trained, started and led; None where that is hidden.

    since: the first day of training; months: the middle number of months until the first start. accounts: how
    many of those who work there today can sign in; seen_on: the last day on which one of them did.
    """

    label: str
    trained: int
    started: int | None
    led: int | None
    since: dt.date | None = None
    months: float | None = None
    agency_id: uuid.UUID | None = None
    accounts: int = 0
    seen_on: dt.date | None = None


@dataclass(frozen=True)
class Followed:
    """The lines in the order of the alphabet, and all together."""

    lines: list[Line]
    total: Line
    hides_small: bool = False


@dataclass
class Tally:
    """What is counted of a group without names."""

    trained: int = 0
    started: Group = field(default_factory=Group)
    led: Group = field(default_factory=Group)
    agency_id: uuid.UUID | None = None


def reads_exact(practitioner: Practitioner) -> bool:
    """Whether somebody sees every case, and so reads numbers as they are."""
    return bool(can_see_cases_behind(practitioner)) and practitioner.post.locality_id is None


def followed(
    practitioner: Practitioner, *, up_to: dt.date, by: str = By.AGENCY, year: int | None = None
) -> Followed:
    """Return how many were trained, started and led; year: only those trained in that financial year.

    Who does not see every case gets the end of the day's financial year, and everybody trained until then.
    """
    if not reads_exact(practitioner):
        return followed_without_cases(practitioner, dt.date(financial_year_begun(up_to) + 1, 3, 31), by)
    label_of = labels(practitioner, by)
    groups: dict[str, list[Trained]] = defaultdict(list)
    accounts = accounts_of(practitioner, label_of)
    people = [one for one in trained_by(up_to) if year in (None, financial_year_begun(one.trained_on))]
    for one in people:
        groups[label_of(one.agency_id)].append(one)
    in_order = sorted(groups.items(), key=in_alphabet)
    lines = [line_of(label, group, by, accounts[label]) for label, group in in_order]
    everywhere = accounts_of(practitioner, lambda _agency_id: "All")
    return Followed(lines, line_of("All", people, "", everywhere["All"]))


def in_alphabet(item: tuple[str, object]) -> str:
    """Return by what lines are put in order: never by how much somebody did."""
    return item[0].casefold()


def trained_by(up_to: dt.date) -> list[Trained]:
    """Return everybody trained up to a day, as far as who asks sees their cases."""
    with connection.cursor() as cursor:
        cursor.execute("select * from reports_trained(%s)", [up_to])
        return [Trained(*row) for row in cursor.fetchall()]


def line_of(label: str, people: list[Trained], by: str, accounts: Accounts) -> Line:
    """Return the figures of a group of people."""
    days = [(one.started_on - one.trained_on).days for one in people if one.started_on]
    return Line(
        label,
        trained=len(people),
        started=len(days),
        led=sum(one.led_on is not None for one in people),
        since=min((one.trained_on for one in people), default=None),
        months=round(statistics.median(days) / DAYS_OF_A_MONTH, 1) if days else None,
        agency_id=people[0].agency_id if people and by == By.AGENCY else None,
        accounts=len(accounts.who),
        seen_on=accounts.seen_on,
    )


def followed_without_cases(practitioner: Practitioner, up_to: dt.date, by: str) -> Followed:
    """Return the same for who does not see every case: what is few is hidden, the rest is rounded."""
    label_of = labels(practitioner, by)
    tallies: dict[str, Tally] = defaultdict(Tally)
    with connection.cursor() as cursor:
        cursor.execute("select * from reports_trained_counted(%s)", [up_to])
        for agency_id, trained, started, started_keys, led, led_keys in cursor.fetchall():
            tally = tallies[label_of(agency_id)]
            tally.trained += trained
            tally.started += Group(started, int(started_keys))
            tally.led += Group(led, int(led_keys))
            tally.agency_id = agency_id if by == By.AGENCY else None
    in_order = sorted(tallies.items(), key=in_alphabet)
    started, led = (
        hidden_column(practitioner, groups)
        for groups in ([one.started for _, one in in_order], [one.led for _, one in in_order])
    )
    lines = [
        Line(label, tally.trained, started[place], led[place], agency_id=tally.agency_id)
        for place, (label, tally) in enumerate(in_order)
    ]
    everybody = sum(line.trained for line in lines)
    return Followed(lines, Line("All", everybody, started[-1], led[-1]), hides_small=True)


def hidden_column(practitioner: Practitioner, groups: list[Group]) -> list[int | None]:
    """Return what may be shown of groups, and of all together last."""
    if not groups:
        return [None]
    return [row[0] for row in hide([[group] for group in groups], rule_of(practitioner.authority)).figures]


def labels(practitioner: Practitioner, by: str) -> Callable[[uuid.UUID], str]:
    """Return what says in which group an agency is."""
    rows = Agency.objects.filter(authority_id=practitioner.authority_id).select_related("locality")
    names = {row.pk: label_of_agency(row, by) for row in rows}
    return lambda agency_id: names.get(agency_id, "No longer in the list")


def label_of_agency(agency: Agency, by: str) -> str:
    """Return the group of an agency."""
    if by == By.AGENCY:
        return agency.name
    return str(Sector(agency.sector).label) if by == By.SECTOR else str(agency.locality or "No locality")


@dataclass(frozen=True)
class TrainedPerson:
    """Somebody who was trained for an agency, and when."""

    name: str
    trained_on: dt.date
    works_here: bool


def trained_for(agency: Agency, up_to: dt.date) -> list[TrainedPerson]:
    """Return who was trained for an agency up to a day, by name; nothing of what they did."""
    days = {one.practitioner_id: one.trained_on for one in trained_by(up_to) if one.agency_id == agency.pk}
    people = Practitioner.objects.filter(pk__in=days).prefetch_related("posts")
    return [
        TrainedPerson(str(who), days[who.pk], works_at(who, agency))
        for who in people.order_by("family_name", "given_name", "id")
    ]


def works_at(who: Practitioner, agency: Agency) -> bool:
    """Whether somebody has a live post at an agency."""
    return any(post.agency_id == agency.pk and post.ended_on is None for post in who.posts.all())


def agency_with(practitioner: Practitioner, agency_id: uuid.UUID) -> Agency | None:
    """Return an agency of somebody's authority."""
    return Agency.objects.filter(authority_id=practitioner.authority_id, pk=agency_id).first()
