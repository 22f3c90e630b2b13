"""Who asks, and about which cases: one of every state, with the person who leads it."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass

import psycopg

from bench.asking import Person, Site

OTHERS = """
select post.role, person.user_id from agencies_practitioner person
join agencies_post post on post.practitioner_id = person.id where post.role <> 'practitioner'
"""
SEVERAL_POSTS = """
select person.user_id from agencies_practitioner person
join agencies_post post on post.practitioner_id = person.id
group by person.user_id having count(*) > 1 order by min(person.email) limit 1
"""
# A child that is not born yet, whose case was just begun.
UNBORN = """
select episode.state, episode.id, person.id, initiator.user_id from people_person person
join episodes_episodechild child on child.child_id = person.id
join episodes_episode episode on episode.id = child.episode_id
join agencies_practitioner initiator on initiator.id = episode.initiator_id
where person.expected_on is not null and episode.state = 'intended' order by episode.reference limit 1
"""
# Of each state the fullest case: most meetings, then most children.
CASES = """
select distinct on (episode.state) episode.state, episode.id, child.child_id, person.user_id
from episodes_episode episode
join agencies_practitioner person on person.id = episode.initiator_id
join lateral (select child_id from episodes_episodechild where episode_id = episode.id
              order by position limit 1) child on true
order by episode.state,
         (select count(*) from episodes_meeting where episode_id = episode.id) desc,
         (select count(*) from episodes_episodechild where episode_id = episode.id) desc,
         (select count(*) from episodes_checklist where episode_id = episode.id) desc, episode.reference
"""
# Somebody who has found a child's record and may not open it, and whom an auditor may ask about.
FINDER = """
select found.child_id, person.user_id, person.id from access_accessgrant found
join agencies_practitioner person on person.id = found.practitioner_id
where found.basis = 'found' and not exists (
    select 1 from access_accessgrant other where other.practitioner_id = found.practitioner_id
    and other.child_id = found.child_id and other.basis <> 'found')
order by found.child_id, person.email limit 1
"""
ORDER = ["supporting", "planning", "assessing", "intended", "suspended", "closed"]


@dataclass(frozen=True)
class Case:
    """An episode, its first child, and who started it and leads."""

    state: str
    episode_id: uuid.UUID
    child_id: uuid.UUID
    lead: Person


@dataclass(frozen=True)
class Cast:
    """Everybody who asks, and every case that is asked about."""

    nobody: Person
    practitioner: Person
    others: dict[str, Person]
    cases: list[Case]
    finder: Person
    finder_id: uuid.UUID
    found_child_id: uuid.UUID

    @property
    def people(self) -> list[Person]:
        """Those whose own pages are measured, in the order in which they are tried."""
        first = [
            "coordinator",
            "manager",
            "analyst",
            "administrator",
            "auditor",
            "practitioner with two posts",
        ]
        return [self.practitioner, *(self.others[role] for role in first)]


def find_cast(site: Site) -> Cast:
    """Choose people and cases, the same ones in a database filled the same way."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        roles = owner.execute(OTHERS).fetchall()
        rows = sorted(owner.execute(CASES).fetchall(), key=lambda row: ORDER.index(row[0]))
        rows += owner.execute(UNBORN).fetchall()
        found_child_id, finder_user_id, finder_id = owner.execute(FINDER).fetchall()[0]
        with_posts = [("practitioner with two posts", *row) for row in owner.execute(SEVERAL_POSTS)]
    cases = [
        Case(state, episode_id, child_id, Person(site, "practitioner", user_id))
        for state, episode_id, child_id, user_id in rows
    ]
    return Cast(
        nobody=Person(site, "nobody"),
        practitioner=cases[0].lead,
        others={role: Person(site, role, user_id) for role, user_id in [*roles, *with_posts]},
        cases=cases,
        finder=Person(site, "finder", finder_user_id),
        finder_id=finder_id,
        found_child_id=found_child_id,
    )
