"""Recording the intention to do a CAF: the first step, after looking whether one exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import IntentionRoute, Post, Practitioner, Role, signed
from opencaf.agencies.references import next_reference
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, EpisodeChild, RecordCheck
from opencaf.episodes.operations.shielding import shield_case
from opencaf.episodes.permissions import can_enter_for, can_start
from opencaf.episodes.queries.existence import open_episodes
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Family, FamilyMember, Person


@dataclass(frozen=True)
class Look:
    """The look whether a record existed: what was searched for, what was found, what came of it."""

    on: dt.date
    searched_for: str = ""
    found: str = ""
    then: str = ""


@all_or_nothing
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

    The initiator is who types, unless somebody enters it for them; the agency is that of the post the
    initiator wears, the family the one the children belong to. A child with an open episode is refused,
    naming whom to contact, unless a reason for a second one is given. Where the authority asks for it,
    its coordinators are told by a mail that says nothing of the family.
    """
    require(can_start(by))
    initiator = initiator or by
    if initiator != by:
        require(can_enter_for(by))
    refuse_future("intended_on", intended_on, "The date of the intention")
    refuse_future("looked_on", look.on, "The date of the look")
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
        family=family or family_of(children),
        locality_id=initiator.agency.locality_id or initiator.post.locality_id,
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
    shield_case(episode, children)
    RecordCheck.record(
        by=by,
        episode=episode,
        checked_on=look.on,
        searched_for=look.searched_for,
        found=look.found,
        then=look.then,
    )
    tell_coordinators(episode, by)
    trail.record("intention_recorded", subject_kind="episode", subject_id=episode.id, episode_id=episode.id)
    return episode


def family_of(children: Sequence[Person]) -> Family | None:
    """Return the family to which most of the children belong now; None where none is recorded."""
    memberships = FamilyMember.objects.filter(person__in=children, to_on=None)
    counted = memberships.values("family").annotate(together=Count("person")).order_by("-together", "family")
    first = counted.first()
    return Family.objects.get(pk=first["family"]) if first else None


def tell_coordinators(episode: Episode, by: Practitioner) -> None:
    """Let a mail wait for the locality's coordinators where the authority's route leads through them."""
    if by.authority.intention_route == IntentionRoute.OPENS_RECORD:
        return
    posts = Post.objects.filter(authority_id=by.authority_id, role=Role.COORDINATOR, ended_on=None)
    if episode.locality_id:
        posts = posts.filter(Q(locality_id=episode.locality_id) | Q(locality=None))
    addresses = posts.exclude(practitioner=by).exclude(practitioner__user=None)
    to = addresses.order_by().values_list("practitioner__user__email", flat=True).distinct()
    queue_message(kind=MailKind.INTENTION, to=to, authority_id=by.authority_id)


def refuse_second_open_episode(children: Sequence[Person], by: Practitioner) -> None:
    """Raise ValidationError for a child who has an open episode, naming it and whom to contact."""
    by_id = {child.id: child for child in children}
    first = next(iter(open_episodes(by_id)), None)
    if first is None:
        return
    name = by_id[first.child_id].full_name
    sentence = f"{name} has an open {by.authority.short_name} already ({first.reference})."
    raise ValidationError({"children": f"{sentence} Contact {first.contact_words(by.authority)}."})
