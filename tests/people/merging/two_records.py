"""Two records of one child, each with a case, a family and somebody who works with it; and what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import acting_for, asking
from opencaf.episodes.models import Episode
from opencaf.people.details import Address, Birth, Extras
from opencaf.people.models import Merge, Person
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.unmerging import Decisions, undo_merge
from opencaf.people.operations.writing import Home
from tests.factories import make_episode
from tests.factories.people import make_child, make_mother, make_sister

OwnerSees = Callable[..., list[dict[str, Any]]]
ELSEWHERE = Home(address=Address(line1="3 Tannery Lane", postcode="ZD9 1AA"), from_on=dt.date(2025, 6, 1))
KEYS = "select kind, part from people_keys_of_people() order by 1, 2"
GRANTS = """
    select id, child_id, practitioner_id, episode_id, level, basis from access_accessgrant
    where child_id = any(%s) and (ends_at is null or ends_at > '2026-11-02 10:30Z') order by id
"""


@dataclass
class TwoRecords:
    """The record that is kept, the other, and a case of each."""

    keeping: Person
    losing: Person
    kept_case: Episode
    lost_case: Episode


def two_records(*, alice: Practitioner, bob: Practitioner) -> TwoRecords:
    """Alice recorded the child under one name, Bob under another; both have begun a case."""
    keeping = make_child(extras=Extras(nhs_number="9990725217", mobile="07700 900111"), by=alice)
    make_mother(keeping, by=alice)
    given = Extras(known_as=("Yuyu",), nhs_number="9990725217", upn="A999000000001", mobile="07700 900222")
    losing = make_child(
        "Yusuf",
        "Noor",
        birth=Birth(born_on=dt.date(2022, 11, 7)),
        sex="M",
        extras=given,
        home=ELSEWHERE,
        by=bob,
    )
    make_mother(losing, by=bob)
    make_sister(losing, by=bob)
    return TwoRecords(
        keeping,
        losing,
        kept_case=make_episode(children=[keeping], by=alice),
        lost_case=make_episode(children=[losing], by=bob),
    )


def let_see(child: Person, who: Practitioner, *, by: Practitioner) -> None:
    """Let somebody see a child's own record."""
    grant_access(to=who, child_ids=[child.id], basis=Basis.ASKED, by=by)


def propose(two: TwoRecords, by: Practitioner, **choices: Any) -> Merge:
    """Somebody proposes to merge the two, with these choices."""
    return propose_merge(
        keeping=two.keeping, losing=two.losing, choices=Choices(**choices), why="One NHS number.", by=by
    )


def merged(
    two: TwoRecords,
    *,
    proposes: Practitioner,
    approves: Practitioner,
    takes: Collection[str] = (),
    lets_in: Collection[Practitioner] = (),
    leaves: Collection[Any] = (),
) -> Merge:
    """The two made one."""
    choices = Choices(
        takes=takes,
        leaves=[str(row.id) for row in leaves],
        lets_in=[str(one.id) for one in lets_in],
    )
    merge = propose_merge(
        keeping=two.keeping, losing=two.losing, choices=choices, why="One NHS number.", by=proposes
    )
    return approve_merge(merge=merge, by=approves)


def undone(merge: Merge, by: Practitioner, **decided: Any) -> Merge:
    """The one made two again."""
    return undo_merge(merge=merge, decisions=Decisions(**decided), reason="Two cousins.", by=by)


@contextmanager
def three_weeks_later() -> Iterator[None]:
    """The database is told the moment as well."""
    with clock.at(clock.now() + dt.timedelta(days=21)), acting_for(asking()):
        yield


def where_rows_hang(owner_sees: OwnerSees, *people: Person) -> dict[str, list[Any]]:
    """Every row that hangs on these people, what they are filed under, and every live grant."""
    ids = [one.id for one in people]
    found = {
        f"{key['kind']}.{key['part']}": owner_sees(
            f"select * from {key['kind']} where {key['part']} = any(%s) order by id",  # noqa: S608
            [ids],
        )
        for key in owner_sees(KEYS)
    }
    found["people"] = owner_sees("select * from people_person where id = any(%s) order by id", [ids])
    found["filed"] = owner_sees(
        "select person_id, given, family, day, postcode, is_child from people_searchname "
        "where person_id = any(%s) order by 1, 2, 3, 5",
        [ids],
    )
    found["seen"] = owner_sees(GRANTS, [ids])
    return found
