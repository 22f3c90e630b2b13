"""Which words are kept for a list, and which were written for somebody who does not work with the case."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

import psycopg

from bench.sweep.words import Word, words_in

People = dict[Word, frozenset[uuid.UUID]]

SEALED = """
select home.line1 || ' ' || home.line2, array(
    select listed.practitioner_id from people_sealreader listed
    where listed.seal_id = seal.id and listed.ended_at is null)
from people_seal seal join people_household home on home.id = seal.record_id
where seal.opened_on is null
"""
SHIELDED = """
select hidden.given_names || ' ' || hidden.family_name || ' ' || shield.words, array(
    select listed.practitioner_id from access_shieldreader listed
    where listed.shield_id = shield.id and listed.ended_at is null)
from access_shield shield join people_person hidden on hidden.id = shield.child_id
where shield.lifted_on is null
"""
# A name that a brother or a parent bears too is theirs as well.
OTHERS = "select string_agg(given_names || ' ' || family_name, ' ') from people_person where not shielded"
WRITTEN = """
select words || ' ' || verdict_words, array[practitioner_id] || array(
    select post.practitioner_id from agencies_post post
    where post.role = 'auditor' and post.authority_id = broken.authority_id)
from access_brokenglass broken
union all
select purpose || ' ' || reason, array[asked_by_id, asked_of_id] from access_accessrequest
"""


def read_kept(owner: psycopg.Connection[Any]) -> People:
    """Return for whom alone each word of a sealed home or a shielded child is."""
    borne_by_others = words_in(owner.execute(OTHERS).fetchone()[0] or "")  # type: ignore[index]
    found = people_of(owner, SEALED)
    found |= {word: who for word, who in people_of(owner, SHIELDED).items() if word not in borne_by_others}
    return found


def read_written(owner: psycopg.Connection[Any]) -> People:
    """Return who may see each word of a look in an emergency or a request, without working with the case."""
    return people_of(owner, WRITTEN)


def people_of(owner: psycopg.Connection[Any], query: str) -> People:
    """Return the people that a query gives for the words of a text."""
    found: dict[Word, set[uuid.UUID]] = defaultdict(set)
    for text, people in owner.execute(query).fetchall():
        for word in words_in(text):
            found[word] |= {one for one in people if one}
    return {word: frozenset(people) for word, people in found.items()}
