"""Reads the extract for research: whoever may be in it first, then what is told of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Subquery

from opencaf.agencies.models import Practitioner
from opencaf.episodes.elements import OWN
from opencaf.episodes.models import (
    Assessment,
    Closure,
    EpisodeChild,
    Mark,
    Meeting,
    ServiceDecision,
    ServiceRequest,
)
from opencaf.extracts.described import Filled, Window
from opencaf.extracts.research import tables
from opencaf.extracts.research.k_anonymity import RARE, Anonymised, anonymised, common
from opencaf.extracts.research.masks import Masks
from opencaf.extracts.scope import ChildInCase, age_on, children_in_cases, episodes_in, people_by_id
from opencaf.people.codes import ETHNIC_GROUP
from opencaf.people.models import Person

K = 5
AGES = ((5, "0-4"), (11, "5-10"), (16, "11-15"))
MOST_CHILDREN_TOLD = 3
Row = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """Who is in the file, by case; and how they are masked."""

    masks: Masks
    by_case: dict[uuid.UUID, list[ChildInCase]]
    window: Window

    def moved(self, day: dt.date | None, one: ChildInCase) -> dt.date | None:
        """Return a day of a child's, moved; nothing for one after the window."""
        return self.masks.moved(day, one.child_id) if day and day <= self.window.last else None

    def case(self, one: ChildInCase) -> str:
        """Return what stands for a child in a case."""
        return self.masks.of(one.child_id, one.episode_id)


def read(by: Practitioner, window: Window) -> Iterator[Filled]:
    """Yield the tables; who would be too rare is in none of them."""
    masks = Masks()
    cases = episodes_in(by, window)
    found = [one for one in children_in_cases(cases, window) if one.begun]
    checked = children_who_may_be_told(found, cases, masks)
    yield tables.CHILDREN.filled(checked.rows)
    told = {row["child"] for row in checked.rows}
    given = Given(masks, by_case([one for one in found if masks.of(one.child_id) in told]), window)
    yield tables.CASES.filled(list(case_rows(given)))
    yield tables.MARKS.filled(list(mark_rows(given)))
    yield tables.REQUESTS.filled(list(request_rows(given)))
    yield tables.CHECK.filled(list(check_rows(checked)))


def children_who_may_be_told(found: list[ChildInCase], cases: Any, masks: Masks) -> Anonymised:
    """Return the children as far as none is rare, in an order that tells nothing."""
    people = people_by_id(one.child_id for one in found)
    sectors = dict(cases.values_list("id", "initiating_agency__sector"))
    first: dict[uuid.UUID, ChildInCase] = {}
    for one in sorted(found, key=lambda one: (one.begun or one.joined_on, one.id)):
        first.setdefault(one.child_id, one)
    rows = [
        child_row(people[child], one, sectors[one.episode_id], masks)
        for child, one in first.items()
        if child in people
    ]
    return anonymised(sorted(rows, key=lambda row: row["child"]), tables.GIVEN_UP_IN_ORDER, K)


def child_row(person: Person, first: ChildInCase, sector: str, masks: Masks) -> Row:
    """Return what can be known of a child from outside, as coarse as it is told."""
    return {
        "child": masks.of(person.pk),
        "age_group": age_group(person, first.begun or first.joined_on),
        "sex": person.sex,
        "ethnic_group": ETHNIC_GROUP[person.ethnicity],
        "first_sector": sector,
    }


def age_group(person: Person, day: dt.date) -> str:
    """Return the age on a day in groups."""
    if person.expected_on or (person.born_on and person.born_on > day):
        return "unborn"
    age = age_on(person, day)
    if age is None:
        return "unknown"
    return next((group for limit, group in AGES if age < limit), "16 and over")


def by_case(found: list[ChildInCase]) -> dict[uuid.UUID, list[ChildInCase]]:
    """Return children by their cases."""
    cases: dict[uuid.UUID, list[ChildInCase]] = {}
    for one in found:
        cases.setdefault(one.episode_id, []).append(one)
    return cases


def case_rows(given: Given) -> Iterator[Row]:
    """Yield each child in each case, with the days that matter."""
    ids, until = sorted(given.by_case), given.window.last
    assessed = dict(
        Assessment.objects.filter(episode_id__any_of=ids)
        .values_list("episode_id")
        .annotate(first=Min("completed_on"))
    )
    held = Meeting.objects.filter(episode_id__any_of=ids, held_on__lte=until).values_list("episode_id")
    met = {case: (first, count) for case, first, count in held.annotate(Min("held_on"), Count("id"))}
    in_case = dict(
        EpisodeChild.objects.filter(episode_id__any_of=ids)
        .values_list("episode_id")
        .annotate(count=Count("child_id", distinct=True))
    )
    closed = Closure.objects.filter(episode_id__any_of=ids, reopened_on=None, closed_on__lte=until)
    reasons = dict(closed.order_by("closed_on").values_list("episode_id", "reason"))
    told = common(
        ((one.child_id, reasons[case]) for case in ids if case in reasons for one in given.by_case[case]), K
    )
    for one in in_order(given):
        first_met, meetings = met.get(one.episode_id, (None, 0))
        reason = reasons.get(one.episode_id, "")
        yield {
            "case": given.case(one),
            "child": given.masks.of(one.child_id),
            "children_in_case": many(in_case[one.episode_id]),
            "began_on": given.moved(one.begun, one),
            "assessed_on": given.moved(assessed.get(one.episode_id), one),
            "first_met_on": given.moved(first_met, one),
            "meetings": meetings,
            "ended_on": given.moved(one.ended, one),
            "reason": reason if not reason or reason in told else RARE,
        }


def in_order(given: Given) -> list[ChildInCase]:
    """Return children in cases in an order that tells nothing."""
    return sorted((one for some in given.by_case.values() for one in some), key=given.case)


def many(children: int) -> str:
    """Return how many children a case is about; large families are rare."""
    return str(children) if children < MOST_CHILDREN_TOLD else f"{MOST_CHILDREN_TOLD} or more"


def mark_rows(given: Given) -> Iterator[Row]:
    """Yield the marks of the children, but for areas that only this authority asks about."""
    by_child = {(one.episode_id, one.child_id): one for one in in_order(given)}
    marks = Mark.objects.filter(episode_id__any_of=sorted(given.by_case), marked_on__lte=given.window.last)
    columns = ("episode_id", "child_id", "element", "occasion", "rater", "marked_on", "state", "value")
    rows = []
    for case, child, element, occasion, rater, day, state, value in marks.exclude(
        element__startswith=OWN
    ).values_list(*columns):
        if one := by_child.get((case, child)):
            rows.append(
                {
                    "case": given.case(one),
                    "element": element,
                    "occasion": occasion,
                    "rater": rater,
                    "marked_on": given.moved(day, one),
                    "concern": state if value is None else value,
                }
            )
    rows.sort(key=lambda row: tuple(map(str, row.values())))
    return ({"mark": number, **row} for number, row in enumerate(rows, start=1))


def request_rows(given: Given) -> Iterator[Row]:
    """Yield the requests to services, for each child of their case."""
    last = ServiceDecision.objects.filter(request=OuterRef("pk"), decided_on__lte=given.window.last)
    last = last.order_by("-decided_on", "-id")
    asked = ServiceRequest.objects.filter(
        episode_id__any_of=sorted(given.by_case), asked_on__lte=given.window.last
    ).annotate(
        decision=Subquery(last.values("decision")[:1]), decided_on=Subquery(last.values("decided_on")[:1])
    )
    columns = ("id", "episode_id", "agency__sector", "need", "asked_on", "decision", "decided_on")
    found = list(asked.values_list(*columns, "started_on", "ended_on"))
    sectors = common(((one.child_id, row[2]) for row in found for one in given.by_case[row[1]]), K)
    needs = common(((one.child_id, row[3]) for row in found for one in given.by_case[row[1]]), K)
    rows = [
        {
            "request": given.masks.of(one.child_id, request),
            "case": given.case(one),
            "sector": sector if sector in sectors else RARE,
            "need": need if not need or need in needs else RARE,
            "asked_on": given.moved(asked_on, one),
            "decided_on": given.moved(decided_on, one),
            "decision": decision,
            "started_on": given.moved(started_on, one),
            "ended_on": given.moved(ended_on, one),
        }
        for request, case, sector, need, asked_on, decision, decided_on, started_on, ended_on in found
        for one in given.by_case[case]
    ]
    return iter(sorted(rows, key=lambda row: str(row["request"])))


def check_rows(checked: Anonymised) -> Iterator[Row]:
    """Yield what was counted, so that a reader can count it again."""
    yield {"what": "Children in the file", "count": len(checked.rows)}
    yield {
        "what": "Children left out, since they would be rare with everything hidden",
        "count": checked.left_out,
    }
    yield {"what": "k: as many children at least look the same in the table children", "count": K}
    yield {"what": "Children in the smallest group that looks the same", "count": checked.smallest}
    for column, hidden in checked.hidden.items():
        yield {"what": f"Values hidden in {column}", "count": hidden}
