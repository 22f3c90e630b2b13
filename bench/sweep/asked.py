"""What agencies are asked: the words that go to a service with a request, and the cases sent to social care.

The model's own reading of docs/adr/0039. A request is open while it was sent and neither recalled, declined
nor ended, its case is open, and the family agrees: by an answer that names the agency, or for this request.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bench.sweep.agreement import Agreement
from bench.sweep.words import Kind, Word, words_in

OPEN = """
select request.id, request.agency_id, request.episode_id, request.consent_note <> '',
       array(select inside.child_id from episodes_episodechild inside
             where inside.episode_id = request.episode_id and inside.left_on is null
               and (inside.child_id in (select named.child_id from episodes_servicerequestchild named
                                        where named.request_id = request.id)
                    or not exists (select from episodes_servicerequestchild named
                                   join episodes_episodechild of_case on of_case.child_id = named.child_id
                                   where named.request_id = request.id
                                     and of_case.episode_id = request.episode_id))),
       concat_ws(' ', request.service_name, request.reason, request.sent_what, request.delivered, (
           select string_agg(made.reason, ' ') from episodes_servicedecision made
           where made.request_id = request.id))
from episodes_servicerequest request
join episodes_episode file on file.id = request.episode_id and file.state <> 'closed' and not file.shielded
where request.sent_on is not null and request.recalled_on is null and request.ended_on is null
  and coalesce((select last.decision from episodes_servicedecision last where last.request_id = request.id
                order by last.decided_on desc, last.id desc limit 1), '') <> 'declined'
"""
# Each part with those whom it tells of: it goes where the request names them all.
PARTS = """
select part.request_id, told.story || ' ' || told.family_words,
       array(select about.child_id from episodes_storychild about where about.story_id = told.id)
from episodes_servicerequestpart part
join episodes_story told on told.assessment_id = part.assessment_id
join episodes_question question on question.id = told.question_id and question.code = part.element
where part.removed_on is null
union all
select part.request_id, outcome.wording || ' ' || outcome.whose_words,
       array(select wanted.child_id from episodes_outcomechild wanted where wanted.outcome_id = outcome.id)
from episodes_servicerequestpart part join episodes_outcome outcome on outcome.id = part.outcome_id
where part.removed_on is null
union all
select part.request_id, said.text,
       array(select other.child_id from episodes_episodechild other
             where other.episode_id = said.episode_id and other.child_id = said.person_id)
from episodes_servicerequestpart part join episodes_familyview said on said.id = part.view_id
where part.removed_on is null
"""
SENT_TO_CARE = """
select step.agency_id, about.child_id from episodes_thresholdstep step
join episodes_episodechild about on about.episode_id = step.episode_id and about.left_on is null
where step.direction = 'up' and step.answer = '' and step.taken_back_on is null
"""


@dataclass
class Asked:
    """What one agency was asked: in which words, about which children, whose cases wait for its decision.

    for_one_request: the words that go because the family agreed to one request.
    """

    words: set[Word] = field(default_factory=set)
    for_one_request: set[Word] = field(default_factory=set)
    children: set[uuid.UUID] = field(default_factory=set)
    sent_to_care: set[uuid.UUID] = field(default_factory=set)


def read_asked(owner: psycopg.Connection[Any], agreement: Agreement) -> dict[uuid.UUID, Asked]:
    """Return what each agency is asked now."""
    found: dict[uuid.UUID, Asked] = defaultdict(Asked)
    parts = defaultdict(list)
    for request_id, text, tells_of in owner.execute(PARTS).fetchall():
        parts[request_id].append((text, set(tells_of)))
    for request_id, agency, case, noted, named, text in owner.execute(OPEN).fetchall():
        children = {child for child in named if noted or agreement.says_yes(agency, case, child)}
        if children:
            texts = [text, *(part for part, tells_of in parts[request_id] if tells_of <= children)]
            words = {word for word in words_in(" ".join(texts)) if word.kind == Kind.CASE}
            found[agency].words |= words
            found[agency].for_one_request |= words if noted else set()
            found[agency].children |= children
    for agency, child in owner.execute(SENT_TO_CARE).fetchall():
        found[agency].sent_to_care.add(child)
    return dict(found)
