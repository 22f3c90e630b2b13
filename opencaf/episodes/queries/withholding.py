"""Which parts of the assessment an agency does not see, because the family left them out for it.

A part is one element of one child. This is the one place that decides; the rows of Withheld are what it
decided, written by operations, read by pages and by the second wall.

- An agency sees of a child what every standing answer that speaks for this child, and names the agency,
  lets it see: what one of the parents leaves out stays out.
- Where the young person has answered about the agency, that answer alone counts for their own parts.
- Once anybody has answered about sharing for a child, an agency that no standing answer names sees no part.
  Before anybody was asked nothing is left out: then those who write the assessment are at work.
- Answers for what is written about the giver alone never speak for a child.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.access.models import AccessGrant
from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import ConsentCapacity, ConsentKind, Parts, Share
from opencaf.episodes.models import Consent, ConsentAgency, Episode, EpisodeChild, Withheld
from opencaf.episodes.queries.areas import NOTHING, Area, Areas
from opencaf.episodes.queries.consent import (
    AgencyAnswer,
    covered_by,
    current_agency_answers,
    standing_consents,
)
from opencaf.episodes.queries.form_areas import FormAreas, form_areas
from opencaf.episodes.reads import episode_as_seen, withheld_rows


def withheld_from(practitioner: Practitioner, episode: Episode) -> Areas:
    """Return the parts that somebody does not see on any page, because of where they work.

    Who wrote the assessment, or typed it in, has it by the family's agreement to be assessed; coordinators
    and managers look after every record by their post. Everybody else, the lead professional too, sees what
    the family lets their agency see: a family may choose who leads without showing them everything.
    """
    if practitioner.has_role(*SEES_ALL):
        return NOTHING
    seen_by: uuid.UUID | None
    seen_by, areas = getattr(episode, "_withheld", (None, NOTHING))
    if seen_by == practitioner.id:
        return areas
    return frozenset(parts_withheld(practitioner.id, practitioner.agency.id, episode.id))


def sees_no_part(hidden: Areas, child_ids: Iterable[uuid.UUID]) -> bool:
    """Whether everything is withheld of every child: then conclusions, which tell of all parts, are too."""
    if not hidden:
        return False
    codes = form_areas().codes
    return all((child_id, element) in hidden for child_id in child_ids for element in codes)


@composed_once
def parts_withheld(
    practitioner_id: uuid.UUID, agency_id: uuid.UUID, episode_id: uuid.UUID
) -> QuerySet[Withheld, tuple[uuid.UUID, str]]:
    """The parts of an episode withheld from somebody at an agency."""
    rows = withheld_rows(practitioner_id, agency_id).filter(episode_id=episode_id)
    return rows.values_list("child_id", "element")


def episode_seen_by(practitioner: Practitioner, episode_id: uuid.UUID) -> Episode | None:
    """Return an episode that somebody sees, in one read with what is withheld from them."""
    sees_all = practitioner.has_role(*SEES_ALL)
    who, where = (None, None) if sees_all else (practitioner.id, practitioner.agency.id)
    found = episode_as_seen(*sight_of(practitioner), who, where, episode_id)
    if not found:
        return None
    parts: list[dict[str, str]] = getattr(found[0], "withheld_parts", [])
    areas = frozenset((uuid.UUID(part["child"]), part["element"]) for part in parts)
    found[0]._withheld = (practitioner.id, areas)  # type: ignore[attr-defined]
    return found[0]


def left_out_for(agency_id: uuid.UUID, consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> Areas:
    """Return the parts that an agency does not see after these answers, the latest first."""
    answers = [
        answer
        for answer in current_agency_answers(consents, everybody)
        if answer.row.agency_id == agency_id and answer.consent.capacity != ConsentCapacity.ABOUT_THEMSELVES
    ]
    asked, areas = children_answered_for(consents, everybody), form_areas()
    return frozenset(
        (child_id, element)
        for child_id in everybody
        for element in areas.codes - elements_seen(child_id, answers, areas, is_asked=child_id in asked)
    )


def children_answered_for(
    consents: Sequence[Consent], everybody: frozenset[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Return the children for whom somebody has answered about sharing; a withdrawn answer counts."""
    answered = [
        covered_by(consent, everybody)
        for consent in standing_consents(consents)
        if consent.kind == ConsentKind.SHARE and consent.capacity != ConsentCapacity.ABOUT_THEMSELVES
    ]
    return frozenset().union(*answered)


def elements_seen(
    child_id: uuid.UUID, answers: Iterable[AgencyAnswer], areas: FormAreas, *, is_asked: bool
) -> frozenset[str]:
    """Return the elements of a child that answers about one agency let it see."""
    voices = [answer for answer in answers if child_id in answer.child_ids]
    own = [answer for answer in voices if answer.consent.given_by_id == child_id]
    if not voices:
        return frozenset() if is_asked else areas.codes
    seen = [
        elements_of(one.row, child_id, areas, answered_on=one.consent.answered_on) for one in own or voices
    ]
    return areas.codes.intersection(*seen)


def elements_of(
    row: ConsentAgency, child_id: uuid.UUID, areas: FormAreas, *, answered_on: dt.date
) -> frozenset[str]:
    """Return the elements of a child that one answer lets an agency see.

    A part that names neither elements nor children says nothing that a page could follow: none are seen.
    Who left something out could not speak of a question that came later: that is left out until they do.
    """
    about: list[uuid.UUID] = row.about_children  # type: ignore[attr-defined]
    named: list[str] = row.named_elements  # type: ignore[attr-defined]
    if row.share == Share.NOTHING or (about and child_id not in about):
        return frozenset()
    if row.parts == Parts.ONLY:
        return frozenset(named)
    if row.parts == Parts.EXCEPT:
        return areas.codes.difference(named, areas.later_than(answered_on))
    return areas.codes if row.share == Share.EVERYTHING or about else frozenset()


@dataclass(frozen=True)
class Standing:
    """What is to be known of an episode before the parts withheld are written anew."""

    children: frozenset[uuid.UUID]
    children_now: frozenset[uuid.UUID]
    readers: frozenset[uuid.UUID]
    withheld: dict[tuple[uuid.UUID, Area], uuid.UUID]


def standing_of(episode: Episode) -> Standing:
    """Return the children, those who left too, the agencies whose people read, and what is withheld."""
    (row,) = standing_in_json(episode)
    children, readers, withheld = row
    return Standing(
        children=frozenset(uuid.UUID(one["id"]) for one in children),
        children_now=frozenset(uuid.UUID(one["id"]) for one in children if one["left"] is None),
        readers=frozenset(readers),
        withheld={
            (uuid.UUID(one["agency"]), (uuid.UUID(one["child"]), one["element"])): uuid.UUID(one["id"])
            for one in withheld
        },
    )


@composed_once
def standing_in_json(episode: Episode) -> QuerySet[Episode, Any]:
    """The three lists of Standing, each as an array."""
    here = OuterRef("pk")
    children = EpisodeChild.objects.filter(episode=here).order_by()
    live = AccessGrant.objects.live().filter(episode_id=here, practitioner__posts__ended_on=None)
    withheld = Withheld.objects.filter(episode=here)
    return Episode.objects.filter(pk=episode.pk).values_list(
        ArraySubquery(children.values(one=JSONObject(id="child_id", left="left_on"))),
        ArraySubquery(live.values("practitioner__posts__agency").distinct()),
        ArraySubquery(
            withheld.values(one=JSONObject(id="id", agency="agency_id", child="child_id", element="element"))
        ),
    )


def agencies_to_decide(consents: Iterable[Consent], readers: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the agencies that answers name, and those of everybody who has a live reason to see."""
    return readers.union(row.agency_id for consent in consents for row in consent.agencies.all())
