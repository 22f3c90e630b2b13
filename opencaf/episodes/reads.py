"""The reads that nearly every page of a case makes; each is composed once."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F
from django.db.models.functions import JSONObject

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.sight import Sight
from opencaf.core.asked import asked_once
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import SharingChoice
from opencaf.episodes.models import (
    Episode,
    EpisodeChild,
    LeadProfessional,
    PersonLeftOut,
    PersonLeftOutElement,
    SharingDecision,
    Withheld,
)

# what an emergency or the duty to protect opens rests on the law, not on what was agreed
RESTS_ON_NO_AGENCY = (Basis.ASSESSOR, Basis.ENTERED, Basis.DUTY, Basis.GLASS)


@asked_once(
    "access_accessgrant",
    "access_shieldreader",
    "agencies_locality",
    "agencies_post",
    "agencies_practitioner",
    "episodes_episode",
)
@composed_once
def visible_episode(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    episode_id: uuid.UUID,
) -> models.QuerySet[Episode]:
    """The episode, if it is within this sight (the first four), with who started it and where."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    return Episode.objects.within(sight).filter(pk=episode_id).select_related("initiator", "locality")


@asked_once(
    "access_accessgrant",
    "access_shieldreader",
    "agencies_locality",
    "agencies_post",
    "agencies_practitioner",
    "episodes_consent",
    "episodes_episode",
    "episodes_personleftout",
    "episodes_personleftoutelement",
    "episodes_sharingdecision",
    "episodes_withheld",
    "people_familymember",
    "people_person",
    "people_relationship",
)
@composed_once
def episode_as_seen(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner_id: uuid.UUID | None,
    agency_id: uuid.UUID | None,
    episode_id: uuid.UUID,
) -> models.QuerySet[Episode]:
    """As visible_episode, with what is withheld from this practitioner at this agency (None: nothing is).

    Beside it stands who of the family may not see something, by an answer or by a decision. Where grants
    widen the sight it knows until when it was opened in an emergency, if it was.
    """
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    here = Episode.objects.within(sight).filter(pk=episode_id).select_related("initiator", "locality")
    row = models.OuterRef("pk")
    episodes = here.annotate(
        left_out=ArraySubquery(people_left_out(row)), kept_back=ArraySubquery(kept_back_from(row))
    )
    if practitioner_id is None or agency_id is None:
        return episodes
    parts = withheld_rows(practitioner_id, agency_id).filter(episode=row)
    pairs = parts.values(pair=JSONObject(child="child_id", element="element"))
    emergencies = AccessGrant.objects.live().filter(
        practitioner_id=practitioner_id, episode_id=row, basis=Basis.GLASS
    )
    until = emergencies.order_by("-ends_at").values("ends_at")[:1]
    return episodes.annotate(withheld_parts=ArraySubquery(pairs), glass_until=models.Subquery(until))


def people_left_out(episode: models.OuterRef) -> models.QuerySet[PersonLeftOut, Any]:
    """Return who is left out by answers that were neither replaced nor withdrawn, as JSON."""
    standing = PersonLeftOut.objects.filter(
        consent__episode=episode, consent__withdrawn_on=None, consent__replaced_by=None
    )
    return left_out_in_json(standing)


def kept_back_from(episode: models.OuterRef) -> models.QuerySet[SharingDecision, Any]:
    """Return with whom of the family it was decided not to share, as JSON, unless decided otherwise since."""
    later = SharingDecision.objects.filter(
        episode=models.OuterRef("episode"), person=models.OuterRef("person"), decision=SharingChoice.SHARE
    ).filter(
        models.Q(decided_on__gt=models.OuterRef("decided_on"))
        | models.Q(decided_on=models.OuterRef("decided_on"), id__gt=models.OuterRef("id"))
    )
    decisions = SharingDecision.objects.filter(
        ~models.Exists(later), episode=episode, decision=SharingChoice.NOT_SHARE, person__isnull=False
    )
    one = JSONObject(given="person__given_names", family="person__family_name", items="items", why="ground")
    return decisions.order_by("decided_on", "id").values(one=one)


def left_out_in_json(rows: models.QuerySet[PersonLeftOut]) -> models.QuerySet[PersonLeftOut, Any]:
    """Return people left out, each as an object: name, elements and why."""
    named = PersonLeftOutElement.objects.filter(left_out=models.OuterRef("pk")).order_by("recorded_at", "id")
    one = JSONObject(
        given="person__given_names",
        family="person__family_name",
        elements=ArraySubquery(named.values("element")),
        why="why",
    )
    return rows.order_by("recorded_at", "id").values(one=one)


def withheld_rows(practitioner_id: uuid.UUID, agency_id: uuid.UUID) -> models.QuerySet[Withheld]:
    """Return the parts withheld from an agency, but of cases where somebody's reason rests on no agency.

    Where they were let in while they worked elsewhere, what is withheld there is withheld too.
    """
    own = AccessGrant.objects.live().filter(
        practitioner_id=practitioner_id, episode_id=models.OuterRef("episode")
    )
    let_in = models.Q(agency_id__in=own.values("agency")) | models.Q(agency_id=agency_id)
    return Withheld.objects.filter(let_in, ~models.Exists(own.filter(basis__in=RESTS_ON_NO_AGENCY)))


@composed_once
def children_now(episode_id: uuid.UUID) -> models.QuerySet[EpisodeChild]:
    """The children that an episode is about now, in their order."""
    now = EpisodeChild.objects.filter(episode_id=episode_id, left_on=None)
    return now.select_related("child")


@asked_once(
    "access_accessgrant",
    "access_shieldreader",
    "agencies_post",
    "agencies_practitioner",
    "episodes_episode",
    "episodes_leadprofessional",
)
@composed_once
def lead_now(episode_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """The lead professional of now, if there is one."""
    return LeadProfessional.objects.filter(episode_id=episode_id, ended_on=None).select_related(
        "practitioner"
    )


@asked_once(
    "access_accessgrant",
    "access_shieldreader",
    "agencies_post",
    "episodes_episode",
    "episodes_leadprofessional",
)
@composed_once
def last_lead(episode_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """Whoever led last, if anybody did."""
    leads = LeadProfessional.objects.filter(episode_id=episode_id)
    return leads.order_by(F("ended_on").desc(nulls_first=True), "-id")[:1]


@composed_once
def leads_case_of(practitioner_id: uuid.UUID, child_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """Where somebody leads a case of a child now."""
    leading = LeadProfessional.objects.filter(practitioner_id=practitioner_id, ended_on=None)
    return leading.filter(episode__episode_children__child_id=child_id)
