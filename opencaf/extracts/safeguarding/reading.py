"""Reads the tables of the Standard Safeguarding Dataset, each in a set for the children chosen first."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Closure, OutcomeTie
from opencaf.extracts.annex_a_contacts import Contact, contacts_in
from opencaf.extracts.code_sets import SOURCES
from opencaf.extracts.described import Filled, Window
from opencaf.extracts.headings import HEADING_OF_NEED, HEADINGS
from opencaf.extracts.keys import key_of
from opencaf.extracts.safeguarding import tables
from opencaf.extracts.safeguarding.people import read_people
from opencaf.extracts.safeguarding.workers import Parts, read_workers
from opencaf.extracts.scope import ChildInCase, children_in_cases, episodes_in, people_by_id

LEFT = "The child left the case"
Rows = list[dict[str, Any]]


def read(by: Practitioner, window: Window) -> Iterator[Filled]:
    """Yield the tables: first whom they are about, then everything that belongs to those."""
    cases = episodes_in(by, window)
    contacts = contacts_in(by, window)
    found = children_in_cases(cases, window)
    people = people_by_id([*(one.child_id for one in found), *(one.child_id for one in contacts)])
    children = [one for one in found if one.child_id in people]
    parts = Parts.read(children, window)
    initiating = dict(cases.values_list("id", "initiating_agency__name"))
    yield tables.EPISODES.filled(episode_rows(children, initiating, parts))
    yield from read_people(people, children, window)
    yield tables.DISABILITY.filled([])
    yield tables.CONTACTS.filled([contact_row(one) for one in contacts if one.child_id in people])
    yield from read_workers(parts, children)


def episode_rows(children: list[ChildInCase], initiating: dict[uuid.UUID, str], parts: Parts) -> Rows:
    """Return one row for each child in each case."""
    ids = sorted({one.episode_id for one in children})
    closings = dict(
        Closure.objects.filter(episode_id__any_of=ids, reopened_on=None).values_list("episode_id", "reason")
    )
    words = dict(Closure._meta.get_field("reason").flatchoices)
    reasons = reasons_of(ids)
    rows = []
    for one in children:
        lead = parts.last_lead.get(one.episode_id)
        has_left = not one.is_open and one.left_on is not None and one.ended == one.left_on
        closing = "" if one.is_open else words.get(closings.get(one.episode_id, ""), "")
        rows.append(
            {
                "earl_episode_id": key_of(one.id),
                "earl_person_id": key_of(one.child_id),
                "earl_episode_start_date": one.begun,
                "earl_episode_end_date": one.ended,
                "earl_episode_reason": reasons.get(one.episode_id),
                "earl_episode_end_reason": LEFT if has_left else closing,
                "earl_episode_organisation": lead.agency.name if lead else initiating[one.episode_id],
                "earl_episode_worker_id": key_of(lead.practitioner_id) if lead else "",
            }
        )
    return rows


def reasons_of(episodes: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the heading to which most outcomes of a case are tied by a kind of need."""
    ties = OutcomeTie.objects.filter(
        outcome__episode_id__any_of=list(episodes), kind=OutcomeTie.Kind.NEED_TAG
    )
    counts: dict[uuid.UUID, Counter[int]] = defaultdict(Counter)
    for episode_id, code in ties.values_list("outcome__episode_id", "code"):
        if heading := HEADING_OF_NEED.get(code):
            counts[episode_id][heading] += 1
    most = {case: min(found, key=lambda one: (-found[one], one)) for case, found in counts.items()}
    return {case: HEADINGS[heading] for case, heading in most.items()}


def contact_row(one: Contact) -> dict[str, Any]:
    """Return the row of a contact."""
    outcome = {"OUTCOME": one.answer, "DATE": str(one.answered_on or "")} if one.answer else None
    return {
        "cont_contact_id": key_of(one.step_id, one.child_id),
        "cont_person_id": key_of(one.child_id),
        "cont_contact_date": one.sent_on,
        "cont_contact_source_code": one.source,
        "cont_contact_source_desc": SOURCES[one.source],
        "cont_contact_outcome_json": json.dumps(outcome) if outcome else "",
    }
