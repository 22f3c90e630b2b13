"""Recording the intention to do a CAF: the first step, after looking whether one exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.agencies.references import next_reference
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, EpisodeChild, RecordCheck
from opencaf.episodes.permissions import can_start
from opencaf.episodes.queries import contacts_for_episode
from opencaf.people.models import Family, Person


@dataclass(frozen=True)
class Look:
    """The look whether a record existed: what was searched for, what was found, what came of it."""

    on: dt.date
    searched_for: str = ""
    found: str = ""
    then: str = ""


@transaction.atomic
def record_intention(
    *,
    children: Sequence[Person],
    intended_on: dt.date,
    why: str,
    look: Look,
    told: str = "",
    family: Family | None = None,
    initiator: Practitioner | None = None,
    second_open_reason: str = "",
    by: Practitioner,
) -> Episode:
    """Start an episode for one or more children.

    The initiator is who types, unless somebody enters it for them. A child with an open episode is
    refused, naming whom to contact, unless a reason for a second one is given.
    """
    require(can_start(by))
    initiator = initiator or by
    refuse_future("intended_on", intended_on, "The date of the intention")
    if not children:
        raise ValidationError({"children": "Select at least one child"})
    if not second_open_reason:
        refuse_second_open_episode(children, by)
    episode_id = new_id()
    child_ids = [child.id for child in children]
    grant_access(to=initiator, child_ids=child_ids, episode_id=episode_id, basis=Basis.INITIATED, by=by)
    if by != initiator:
        grant_access(to=by, child_ids=child_ids, episode_id=episode_id, basis=Basis.ENTERED, by=by)
    episode = Episode.record(
        by=by,
        id=episode_id,
        reference=next_reference(by.authority, intended_on.year),
        family=family,
        locality_id=initiator.agency.locality_id,
        intended_on=intended_on,
        initiator=initiator,
        initiating_agency=initiator.agency,
        on_behalf_of=initiator if initiator != by else None,
        why=why,
        told=told,
    )
    EpisodeChild.objects.bulk_create(
        EpisodeChild(
            **signed(by),
            episode=episode,
            child=child,
            joined_on=intended_on,
            second_open_reason=second_open_reason,
            position=position,
        )
        for position, child in enumerate(children)
    )
    RecordCheck.record(
        by=by,
        episode=episode,
        checked_on=look.on,
        searched_for=look.searched_for,
        found=look.found,
        then=look.then,
    )
    trail.record("intention_recorded", subject_kind="episode", subject_id=episode.id, episode_id=episode.id)
    return episode


def refuse_second_open_episode(children: Sequence[Person], by: Practitioner) -> None:
    """Raise ValidationError for a child who has an open episode, naming it and whom to contact."""
    taken = EpisodeChild.objects.filter(child__in=children, is_open=True)
    first = taken.select_related("episode__authority", "episode__initiator", "child").first()
    if first is None:
        return
    name, reference = first.child.full_name, first.episode.reference
    sentence = f"{name} has an open {by.authority.short_name} already ({reference})."
    raise ValidationError({"children": f"{sentence} Contact {contacts_for_episode(first.episode)}."})
