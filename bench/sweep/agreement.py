"""What families let each agency see, from their answers alone: the model's own reading of the policy.

- Of each giver the latest answer that names an agency counts; a refusal ends what its giver said before.
- An answer that was replaced says nothing; one that was withdrawn takes back what it said.
- Several givers: what one leaves out stays out. A young person's own answer counts alone for themselves.
- Who left parts out could not speak of a question that the authority asked for the first time later.
- Where anybody was asked about sharing for a child, an agency that nobody named sees nothing of that child.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

Part = tuple[uuid.UUID, uuid.UUID, str]  # the case, the child, the element

ANSWERS = """
select answer.id, answer.episode_id, answer.given_by_id, answer.given, answer.withdrawn_on is not null,
       array(select child_id from episodes_consentchild where consent_id = answer.id)
from episodes_consent answer
where answer.kind = 'share' and answer.capacity <> 'about_themselves'
  and not exists (select from episodes_consent later where later.replaces_id = answer.id)
order by answer.answered_on desc, answer.recorded_at desc, answer.id desc
"""
ROWS = """
select said.consent_id, said.agency_id, said.share, said.parts,
       array(select element from episodes_consentagencyelement where answer_id = said.id),
       array(select child_id from episodes_consentagencychild where answer_id = said.id),
       array(select question.code
             from episodes_question question join episodes_assessmentform form on form.id = question.form_id
             where form.authority_id = said.authority_id and starts_with(question.code, 'own_')
             group by question.code having min(form.in_use_from) > answer.answered_on)
from episodes_consentagency said join episodes_consent answer on answer.id = said.consent_id
"""
TOLD = """
select told.story || ' ' || told.family_words || ' ' || told.strengths || ' ' || told.needs || ' ' ||
       told.evidence, version.episode_id, about.child_id, question.code
from episodes_story told
join episodes_storychild about on about.story_id = told.id
join episodes_assessment version on version.id = told.assessment_id
join episodes_question question on question.id = told.question_id
union all
select kept.title || ' ' || kept.description || ' ' || kept.words || ' ' || kept.file_name, kept.episode_id,
       kept.child_id, kept.element
from episodes_casefile kept where kept.child_id is not null and kept.element <> ''
union all
select event.text || ' ' || event.source, event.episode_id, about.person_id, event.element
from episodes_chronologyevent event
join episodes_chronologyperson about on about.event_id = event.id
where event.element <> ''
"""


@dataclass(frozen=True)
class Row:
    """What an answer says of one agency."""

    share: str
    parts: str
    elements: frozenset[str]
    children: frozenset[uuid.UUID]
    asked_later: frozenset[str] = frozenset()

    def is_for(self, child: uuid.UUID) -> bool:
        """Whether it lets its agency see anything of a child."""
        return self.share != "nothing" and (not self.children or child in self.children)

    def lets_see(self, child: uuid.UUID, element: str) -> bool:
        """Whether it lets its agency see an element of a child."""
        if not self.is_for(child):
            return False
        if self.parts == "only":
            return element in self.elements
        if self.parts == "except":
            return element not in self.elements | self.asked_later
        return self.share == "everything" or bool(self.children)


@dataclass
class Answer:
    """One answer about sharing that nobody replaced."""

    giver: uuid.UUID
    given: bool
    withdrawn: bool
    children: frozenset[uuid.UUID]
    rows: dict[uuid.UUID, Row] = field(default_factory=dict)

    def speaks_for(self, child: uuid.UUID) -> bool:
        """Whether it is about a child: who named none spoke for all."""
        return not self.children or child in self.children


@dataclass
class Agreement:
    """The answers of every case, the latest first."""

    answers: dict[uuid.UUID, list[Answer]] = field(default_factory=dict)

    def lets_see(self, agency: uuid.UUID, part: Part) -> bool:
        """Whether an agency may see one element of one child of a case."""
        case, child, element = part
        if not self.about(case, child):
            return True
        counted = self.counted(agency, case, child)
        return bool(counted) and all(row.lets_see(child, element) for row in counted)

    def says_yes(self, agency: uuid.UUID, case: uuid.UUID, child: uuid.UUID) -> bool:
        """Whether anybody named an agency for a child, and nobody who counts kept everything from it."""
        counted = self.counted(agency, case, child)
        return bool(counted) and all(row.is_for(child) for row in counted)

    def names(self, agency: uuid.UUID, part: Part) -> bool:
        """Whether an answer that counts says of an agency what it may see."""
        case, child, _ = part
        return bool(self.counted(agency, case, child))

    def about(self, case: uuid.UUID, child: uuid.UUID) -> list[Answer]:
        """Return the answers of a case that speak for a child."""
        return [one for one in self.answers.get(case, []) if one.speaks_for(child)]

    def counted(self, agency: uuid.UUID, case: uuid.UUID, child: uuid.UUID) -> list[Row]:
        """Return what counts of an agency for a child: each giver's answer, or a young person's own alone."""
        about = self.about(case, child)
        voices = {
            giver: row for giver in {one.giver for one in about} if (row := last_said(about, giver, agency))
        }
        return [voices[child]] if child in voices else list(voices.values())


def last_said(answers: Sequence[Answer], giver: uuid.UUID, agency: uuid.UUID) -> Row | None:
    """Return what somebody last said of an agency, if that stands."""
    for one in answers:
        if one.giver == giver and agency in one.rows:
            return None if one.withdrawn else one.rows[agency]
        if one.giver == giver and not one.given:
            return None
    return None


def read_agreement(owner: psycopg.Connection[Any]) -> Agreement:
    """Read every answer about sharing."""
    found, by_id = Agreement(), {}
    for answer_id, case, giver, given, withdrawn, children in owner.execute(ANSWERS).fetchall():
        by_id[answer_id] = Answer(giver, given, withdrawn, frozenset(children))
        found.answers.setdefault(case, []).append(by_id[answer_id])
    for answer_id, agency, share, parts, elements, children, later in owner.execute(ROWS).fetchall():
        if answer_id in by_id:
            row = Row(share, parts, frozenset(elements), frozenset(children), frozenset(later))
            by_id[answer_id].rows[agency] = row
    return found
