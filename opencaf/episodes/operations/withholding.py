"""What follows when an answer about sharing changes: parts withheld from agencies, and access that ends."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.operations import end_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.models import Consent, Episode, LeadProfessional, TeamMember, Withheld
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.consent import (
    agencies_in_answers,
    agreed_children,
    answers_with_agencies,
)
from opencaf.episodes.queries.withholding import (
    Standing,
    agencies_to_decide,
    left_out_for,
    standing_of,
    withheld_from,
)

RESTS_ON_AGREEMENT = (Basis.TEAM, Basis.ASKED, Basis.CONTRIBUTES)


@dataclass(frozen=True)
class SharedNow:
    """With which agencies is shared, and whether anybody agrees to the assessment."""

    agencies: frozenset[uuid.UUID]
    is_agreed: bool


def shared_by(consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> SharedNow:
    """Return how sharing stands after these answers."""
    shared = agencies_in_answers(consents, everybody)
    return SharedNow(frozenset(shared), bool(agreed_children(consents, everybody)))


def settle_sharing(
    *, episode: Episode, changed: Consent, was_there: bool, on: dt.date, by: Practitioner
) -> None:
    """Let what agencies see follow an answer that is new, or (was_there) has been withdrawn.

    Writes what is withheld, and ends access that has no ground left. When nobody agrees to the assessment
    any more, nothing is shared with anybody. Who leads, wrote or began keeps a way in, so that the case can
    be closed; of the parts they see what their agency may.
    """
    consents = answers_with_agencies(episode)
    standing = standing_of(episode)
    now = standing.children_now
    replace_withheld(episode, consents, standing, by)
    before = shared_by([one for consent in consents for one in as_before(consent, changed, was_there)], now)
    after = shared_by(consents, now)
    if before.is_agreed and not after.is_agreed:
        changed.access_ended_of = end_sharing(episode, Q(), on=on, by=by)
    elif lost := before.agencies - after.agencies:
        whose = Q(agency__in=lost)
        changed.access_ended_of = end_sharing(episode, whose, on=on, by=by)


def as_before(consent: Consent, changed: Consent, was_there: bool) -> Iterator[Consent]:
    """Yield an answer as it stood before one was given or withdrawn."""
    if consent.id != changed.id:
        yield consent
    elif was_there:
        given = copy(consent)
        given.withdrawn_on = None
        yield given


def end_sharing(episode: Episode, whose: Q, *, on: dt.date, by: Practitioner) -> frozenset[uuid.UUID]:
    """End the access that rested on agreement, and the part in the team; return whose ended."""
    resting = AccessGrant.objects.unended().filter(episode_id=episode.id, basis__in=RESTS_ON_AGREEMENT)
    grants = resting.filter(whose).select_related("practitioner")
    held = {(grant.practitioner_id, grant.basis): grant.practitioner for grant in grants}
    whom = frozenset(practitioner_id for practitioner_id, _ in held)
    # the team first and their own last: who ends their own access sees neither of the others afterwards
    leave_with_access(episode, whom, on)
    for (_, basis), practitioner in sorted(held.items(), key=lambda item: item[1].id == by.id):
        end_access(of=practitioner, episode_id=episode.id, basis=basis, by=by)
    return whom


def leave_with_access(episode: Episode, practitioner_ids: Iterable[uuid.UUID], on: dt.date) -> None:
    """Let those whose access ended leave the team on that day, but who leads."""
    leading = LeadProfessional.objects.filter(episode=episode, ended_on=None).values("practitioner")
    members = TeamMember.objects.filter(
        episode=episode, left_on=None, practitioner__in=practitioner_ids
    ).exclude(practitioner__in=leading)
    for member in members:
        member.left_on = max(on, member.joined_on)
        member.save(update_fields=["left_on"])


def refuse_withheld(areas: Iterable[Area], episode: Episode, by: Practitioner) -> None:
    """Raise ValidationError where somebody writes about a part that they do not see."""
    refuse_areas(areas, withheld_from(by, episode))


def refuse_areas(areas: Iterable[Area], hidden: Areas) -> None:
    """Raise ValidationError where one of these parts is withheld."""
    if not hidden.isdisjoint(areas):
        raise ValidationError(
            "A part is not shared with your agency. Ask somebody who sees it, or the coordinator, to write it"
        )


def write_withheld(*, episode: Episode, by: Practitioner) -> None:
    """Write anew which parts are withheld, after the children or the agencies that read have changed."""
    consents = answers_with_agencies(episode)
    if consents:
        replace_withheld(episode, consents, standing_of(episode), by)


def replace_withheld(
    episode: Episode, consents: Sequence[Consent], standing: Standing, by: Practitioner
) -> None:
    """Write which parts are withheld from which agency, where this differs from what stands."""
    wanted = {
        (agency_id, area)
        for agency_id in agencies_to_decide(consents, standing.readers)
        for area in left_out_for(agency_id, consents, standing.children)
    }
    gone = [row_id for key, row_id in standing.withheld.items() if key not in wanted]
    if gone:
        Withheld.objects.filter(id__in=gone).delete()
    Withheld.objects.bulk_create(
        Withheld(**signed(by), episode=episode, agency_id=agency_id, child_id=child_id, element=element)
        for agency_id, (child_id, element) in sorted(wanted - standing.withheld.keys(), key=str)
    )
