"""Are brothers and sisters seen?

Who is in: each child whom the first completed assessment of a CAF could have told of beside another: the children
of the CAF, where there are two or more, and the children who live in a household or belong to a family with one of
them, as the record stands now. In the month in which that assessment was completed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, EpisodeChild, Standing, StoryChild
from opencaf.people.models import FamilyMember, HouseholdMember, Person
from opencaf.reports.axes import OF_CASES, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

GROWN = 18
SEEN = (
    ("told", "Included, with a story of their own"),
    ("listed", "Included, without a story of their own"),
    ("outside", "In the family, not included"),
)
HOLDS = {"told": True, "listed": False, "outside": False}
Ids = Collection[uuid.UUID]
Ties = dict[uuid.UUID, set[uuid.UUID]]


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each child of a family with more than one, with whether the assessment tells of them."""
    rows = Standing.objects.within(sight_of(practitioner)).filter(
        ~is_a_mistake("episode_id"),
        first_completed_on__gte=period.first,
        first_completed_on__lt=period.ends_before,
    )
    cases = list(rows_of_cases(rows, wanted, "episode_id", "first_completed_on"))
    ids = {row["episode_id"] for row in cases}
    children: Ties = tied(EpisodeChild.objects.filter(episode_id__any_of=list(ids)), "episode_id", "child_id")
    told = told_of(ids)
    beside = living_with({child for those in children.values() for child in those})
    born = birthdays({one for those in beside.values() for one in those})
    found: list[Fact] = []
    for row in cases:
        inside = children.get(row["episode_id"], set())
        near = {one for child in inside for one in beside.get(child, ())} - inside
        young = {one for one in near if is_child(born.get(one), row["first_completed_on"])}
        if len(inside) + len(young) > 1:
            found += facts_of(row, inside, told.get(row["episode_id"], set()), len(young))
    return found


def facts_of(row: dict[str, Any], inside: Ids, told: Ids, outside: int) -> Iterator[Fact]:
    """Give the facts of a case: one for each child in it, and one for each beside it, who stays unnamed."""
    for child in inside:
        yield fact(row, "told" if child in told else "listed", child)
    for _ in range(outside):
        yield fact(row, "outside", None)


def fact(row: dict[str, Any], seen: str, child: uuid.UUID | None) -> Fact:
    """Return a child as it is counted."""
    codes = codes_of_case(row) | {"seen": seen}
    return Fact(row["episode_id"], row["first_completed_on"], codes, child_id=child, holds=HOLDS[seen])


def tied(rows: Any, one: str, other: str) -> Ties:
    """Return two columns of rows as what belongs to what."""
    found: Ties = defaultdict(set)
    for key, value in rows.values_list(one, other):
        found[key].add(value)
    return dict(found)


def told_of(episode_ids: Ids) -> Ties:
    """Return whom the first completed assessment of cases has stories of."""
    done = Assessment.objects.filter(episode_id__any_of=list(episode_ids), completed_on__isnull=False)
    first = done.order_by("episode_id", "version").distinct("episode_id").values_list("id", flat=True)
    rows = StoryChild.objects.filter(assessment_id__any_of=list(first))
    return tied(rows, "assessment__episode_id", "child_id")


def living_with(children: Ids) -> Ties:
    """Return who is in a household or a family with each of some children now."""
    found: Ties = defaultdict(set)
    for members, group in ((HouseholdMember, "household_id"), (FamilyMember, "family_id")):
        now = members.objects.filter(to_on=None)
        groups = tied(now.filter(person_id__any_of=list(children)), group, "person_id")
        everybody = tied(now.filter(**{f"{group}__any_of": list(groups)}), group, "person_id")
        for key, those in groups.items():
            for child in those:
                found[child] |= everybody[key]
    return found


def birthdays(ids: Ids) -> dict[uuid.UUID, dt.date]:
    """Return when people were born, or are expected, as far as it is known; nobody joined, dead or shielded."""
    rows = Person.objects.filter(pk__any_of=list(ids), merged_into=None, died_on=None, shielded=False)
    known = rows.filter(Q(born_on__isnull=False) | Q(expected_on__isnull=False))
    found = known.annotate(day=Coalesce("born_on", "expected_on"))
    return dict(found.values_list("pk", "day"))


def is_child(born: dt.date | None, on: dt.date) -> bool:
    """Whether somebody was under 18 on a day, or not born yet."""
    return born is not None and (on.year - born.year, on.month, on.day) < (GROWN, born.month, born.day)


REPORT = Report(
    code="siblings",
    title="Are brothers and sisters seen?",
    hint="Children of families with more than one child: in the {caf} with a story of their own, without one, or not in it.",
    counts="children of families with more than one",
    day="the first assessment was completed",
    who_is_in=(
        "Each child of a {caf} with a first completed assessment, where the record knows of more than one child of the family.",
        "Each child under 18 who lives in a household, or is in a family, with one of them as the record stands now, and is not in the {caf}.",
    ),
    who_is_out=(
        "Families of whom the record knows one child.",
        "Children outside the {caf} whose day of birth is not known, or whose record is shielded.",
        "{caf}s opened by mistake or joined to another.",
    ),
    limits=(
        "Who lives together is what the record holds today: who came later counts, and who has left does not.",
        "A child in the {caf} of a brother or sister may have one of their own.",
        "A story of their own is an area that names the child, alone or with others. It does not say that somebody met them.",
        "A list behind a figure names the {caf} of a child who is not in it, and not the child.",
    ),
    axes=(fixed("seen", "How they are seen", SEEN), *OF_CASES),
    read=read,
    share="with a story of their own",
)
