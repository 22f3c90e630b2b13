"""What an agency would see if an answer were recorded as it is being given; nothing is written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from opencaf.agencies.models import Agency
from opencaf.core.composed import attach
from opencaf.core.ids import new_id
from opencaf.episodes.codes import ConsentKind
from opencaf.episodes.models import Consent, ConsentAgency, Episode
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import Box, boxes_of, shown, versions_of
from opencaf.episodes.queries.consent import answers_with_agencies
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.withholding import left_out_for
from opencaf.people.models import Person


@dataclass(frozen=True)
class RehearsedAgency:
    """What would be said of one agency."""

    agency: Agency
    share: str
    parts: str
    elements: list[str]
    child_ids: list[uuid.UUID]


@dataclass(frozen=True)
class Rehearsed:
    """An answer that is still being given."""

    given_by: Person
    given: bool
    capacity: str
    answered_on: dt.date
    child_ids: list[uuid.UUID]
    replaces: Consent | None
    agencies: list[RehearsedAgency]


@dataclass(frozen=True)
class ChildSeen:
    """The parts of one child, by name: seen, and left out."""

    child: Person
    seen: list[str]
    left_out: list[str]


@dataclass(frozen=True)
class Rehearsal:
    """What an agency would see of each child, and boxes that tell of a left-out child beside another."""

    agency: Agency
    children: list[ChildSeen]
    told_together: list[str]

    @property
    def sees_nothing(self) -> bool:
        """Whether no part is seen of any child."""
        return not any(child.seen for child in self.children)


def rehearse(episode: Episode, answer: Rehearsed, agency: Agency, children: Sequence[Person]) -> Rehearsal:
    """Return what an agency would see after an answer, by the function that decides what it sees."""
    consents = sorted(
        [as_consent(episode, answer), *answers_with_agencies(episode)],
        key=lambda consent: (consent.answered_on, consent.id),
        reverse=True,
    )
    hidden = left_out_for(agency.id, consents, frozenset(child.id for child in children))
    return Rehearsal(
        agency=agency,
        children=[seen_of(child, hidden) for child in children],
        told_together=[name_of(box) for box in told_with_somebody_hidden(episode, hidden)],
    )


def as_consent(episode: Episode, answer: Rehearsed) -> Consent:
    """Return an answer as a row that is never saved, with what the reads would give it."""
    consent = Consent(
        id=new_id(),
        episode_id=episode.id,
        kind=ConsentKind.SHARE,
        given=answer.given,
        answered_on=answer.answered_on,
        given_by=answer.given_by,
        capacity=answer.capacity,
        replaces_id=answer.replaces.id if answer.replaces else None,
    )
    consent.named_children = answer.child_ids  # type: ignore[attr-defined]
    attach([consent], "agencies", [as_row(consent, row) for row in answer.agencies])
    return consent


def as_row(consent: Consent, said: RehearsedAgency) -> ConsentAgency:
    """Return what would be said of an agency as a row that is never saved."""
    row = ConsentAgency(consent=consent, agency=said.agency, share=said.share, parts=said.parts)
    row.named_elements = said.elements  # type: ignore[attr-defined]
    row.about_children = said.child_ids  # type: ignore[attr-defined]
    return row


def seen_of(child: Person, hidden: Areas) -> ChildSeen:
    """Return the names of a child's parts, seen and left out."""
    areas = form_areas().everything
    left_out = [area.name for area in areas if (child.id, area.code) in hidden]
    seen = [area.name for area in areas if (child.id, area.code) not in hidden]
    return ChildSeen(child, seen, left_out)


def told_with_somebody_hidden(episode: Episode, hidden: Areas) -> list[Box]:
    """Return the boxes with words that would be seen for one child and tell of another who is left out."""
    versions = versions_of(episode) if hidden else []
    boxes = [box for box in boxes_of(versions[0]) if box.has_words] if versions else []
    many = {box.id: len(box.children) for box in boxes}
    return [box for box in shown(boxes, hidden) if len(box.children) < many[box.id]]


def name_of(box: Box) -> str:
    """Return the name of a box's element."""
    return box.question.name
