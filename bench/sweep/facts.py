"""What the rules rest on, read by the owner of the tables: families, posts and grants as they stand."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bench.sweep.agreement import TOLD, Agreement, Part, read_agreement
from bench.sweep.asked import Asked, read_asked
from bench.sweep.kept import People, read_kept, read_written
from bench.sweep.words import Kind, Unit, Word, words_in

CHILDREN = """
select person.id as child_id, person.authority_id, given_names || ' ' || family_name as name,
       episode.id as episode_id, episode.locality_id
from people_person person
left join episodes_episodechild of_case on of_case.child_id = person.id
left join episodes_episode episode on episode.id = of_case.episode_id
where exists (select from people_searchname name where name.person_id = person.id and name.is_child)
   or episode.id is not null
"""
GRANTS = """
select practitioner_id, child_id, episode_id, level, basis from access_accessgrant
where starts_at <= now() and (ends_at is null or ends_at > now()) and exists (
    select from agencies_post held
    where held.practitioner_id = access_accessgrant.practitioner_id and held.ended_on is null
      and held.agency_id = access_accessgrant.agency_id)
"""
# Who found a record, or typed for another, did not work with the family.
EVER_WORKED = """
select distinct practitioner_id, child_id from access_accessgrant
where basis not in ('found', 'recorded', 'entered')
"""
# Those who wear one live post and sign in; the order makes every run choose the same people.
PEOPLE = """
select person.id, person.user_id, person.email, person.authority_id, authority.name as authority,
       min(post.role) as role, min(post.locality_id::text)::uuid as locality_id,
       min(post.agency_id::text)::uuid as agency_id
from agencies_practitioner person
join agencies_authority authority on authority.id = person.authority_id
join agencies_post post on post.practitioner_id = person.id
     and (post.started_on is null or post.started_on <= current_date)
     and (post.ended_on is null or post.ended_on > current_date)
where person.user_id is not null
group by person.id, authority.name having count(*) = 1
order by authority.name, person.email
"""


@dataclass
class Family:
    """A family whose words are one unit: where it belongs, its children, its cases and their localities."""

    authority_id: uuid.UUID
    children: set[uuid.UUID] = field(default_factory=set)
    cases: dict[uuid.UUID, uuid.UUID | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Grant:
    """A live grant."""

    child_id: uuid.UUID
    case_id: uuid.UUID | None
    level: int
    basis: str


@dataclass(frozen=True)
class Somebody:
    """Somebody who signs in, as their post says."""

    id: uuid.UUID
    user_id: uuid.UUID
    email: str
    authority_id: uuid.UUID
    authority: str
    role: str
    locality_id: uuid.UUID | None
    agency_id: uuid.UUID | None = None


@dataclass
class Facts:
    """Everything that decides who may see which words.

    parts: of which elements of which children each word of a story tells. kept: the words that are for a
    list alone. written: those that somebody else may read too, since they wrote or answer them. asked: what
    goes to each agency because it was asked. ever: the children with whom each person worked at any time.
    """

    families: dict[Unit, Family]
    grants: dict[uuid.UUID, list[Grant]]
    people: list[Somebody]
    agreement: Agreement = field(default_factory=Agreement)
    parts: dict[Word, set[Part]] = field(default_factory=dict)
    kept: People = field(default_factory=dict)
    written: People = field(default_factory=dict)
    asked: dict[uuid.UUID, Asked] = field(default_factory=dict)
    ever: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)

    def grants_about(self, who: Somebody, family: Family) -> Iterator[Grant]:
        """Yield the live grants that somebody has about a family."""
        yield from (one for one in self.grants.get(who.id, []) if one.child_id in family.children)

    def asked_of(self, who: Somebody) -> Asked:
        """Return what the agency of somebody is asked."""
        return self.asked.get(who.agency_id, Asked()) if who.agency_id else Asked()


def read_facts(owner: psycopg.Connection[Any]) -> Facts:
    """Read the facts; the children's names say which family they are."""
    cursor = owner.cursor()
    families: dict[Unit, Family] = {}
    for child_id, authority_id, name, case_id, locality_id in cursor.execute(CHILDREN).fetchall():
        units = {word.unit for word in words_in(name)}
        if len(units) != 1:
            raise ValueError(f"The name of child {child_id} is of {len(units)} families")
        family = families.setdefault(units.pop(), Family(authority_id))
        family.children.add(child_id)
        if case_id:
            family.cases[case_id] = locality_id
    grants: dict[uuid.UUID, list[Grant]] = defaultdict(list)
    for practitioner_id, *grant in cursor.execute(GRANTS).fetchall():
        grants[practitioner_id].append(Grant(*grant))
    ever: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for practitioner_id, child_id in cursor.execute(EVER_WORKED).fetchall():
        ever[practitioner_id].add(child_id)
    people = [Somebody(*row) for row in cursor.execute(PEOPLE).fetchall()]
    parts: dict[Word, set[Part]] = defaultdict(set)
    for text, *part in cursor.execute(TOLD).fetchall():
        for word in (one for one in words_in(text) if one.kind == Kind.CASE):  # stories hold names too
            parts[word].add((part[0], part[1], part[2]))
    agreement = read_agreement(owner)
    return Facts(
        families,
        grants,
        people,
        agreement,
        dict(parts),
        read_kept(owner),
        read_written(owner),
        read_asked(owner, agreement),
        dict(ever),
    )
