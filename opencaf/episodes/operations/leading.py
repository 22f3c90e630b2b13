"""The lead professional: agreed, handed over, ended; never two at once and no gap while active."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import F

from opencaf.access.models import Basis
from opencaf.access.operations import end_access, grant_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import (
    Episode,
    HandoverStep,
    LeadOffer,
    LeadProfessional,
    Meeting,
    TeamMember,
)
from opencaf.episodes.operations.at_work import refuse_away
from opencaf.episodes.operations.settling import settle_before_leading, settle_before_rest
from opencaf.episodes.operations.team import is_in_team, take_into_team, take_out_of_team
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_choose_lead, can_coordinate
from opencaf.episodes.queries.team import children_ids
from opencaf.episodes.states import State
from opencaf.training.queries.needed import may_lead

RESTS = (State.SUSPENDED, State.CLOSED)


@all_or_nothing
def agree_lead_professional(
    *,
    episode: Episode,
    practitioner: Practitioner,
    started_on: dt.date,
    agreed_at: Meeting | None = None,
    chosen_by: str = "",
    by: Practitioner,
) -> LeadProfessional:
    """Note who leads from a day, where nobody leads now; from here on the lead is active."""
    require(can_choose_lead(by, episode))
    Episode.objects.select_for_update().get(pk=episode.pk)
    current = current_lead(episode)
    if current:
        sentence = f"{current.practitioner} is {by.authority.lead_title} now. Hand over instead"
        raise ValidationError({"practitioner": sentence})
    refuse_wrong_start("started_on", started_on, episode, agreed_at=agreed_at)
    lead = begin_leading(
        episode, practitioner, on=started_on, agreed_at=agreed_at, chosen_by=chosen_by, by=by
    )
    trail.record("lead_agreed", subject_kind="lead_professional", subject_id=lead.id, episode_id=episode.id)
    return lead


@all_or_nothing
def hand_over_lead(
    *,
    episode: Episode,
    practitioner: Practitioner,
    started_on: dt.date,
    why_changed: str,
    agreed_at: Meeting | None = None,
    chosen_by: str = "",
    met_on: dt.date | None = None,
    present: str = "",
    note: str = "",
    steps: Sequence[str] = (),
    old_stays: bool = True,
    by: Practitioner,
) -> LeadProfessional:
    """End one lead on the day the next begins; the old one stays in the team unless said otherwise."""
    require(can_choose_lead(by, episode))
    Episode.objects.select_for_update().get(pk=episode.pk)
    old = current_lead(episode)
    refuse_wrong_handover(old, practitioner, why_changed, by)
    assert old is not None  # noqa: S101 - refused above
    refuse_future("met_on", met_on, "The date you met")
    refuse_wrong_start("started_on", started_on, episode)
    close_lead(old, on=started_on, why=why_changed)
    keep_handover(old, met_on=met_on, present=present, note=note, steps=steps, by=by)
    lead = begin_leading(
        episode, practitioner, on=started_on, agreed_at=agreed_at, chosen_by=chosen_by, by=by
    )
    # last, since whoever hands over their own lead sees no more of the case afterwards
    if not old_stays:
        leave_after_leading(old, on=started_on, by=by)
    end_access_of(old, by=by)
    trail.record(
        "lead_handed_over",
        subject_kind="lead_professional",
        subject_id=lead.id,
        episode_id=episode.id,
        before=old.id,
    )
    return lead


@all_or_nothing
def end_lead(*, episode: Episode, ended_on: dt.date, why: str, by: Practitioner) -> LeadProfessional | None:
    """End the lead because the episode has closed or rests; otherwise it must be handed over.

    Called by closing and suspension once the state has changed. Without a lead nothing happens.
    """
    require(can_coordinate(by, episode))
    lead = current_lead(episode)
    if episode.state in RESTS:
        settle_before_rest(episode, on=ended_on, why=why, by=by)
    if lead is None:
        return None
    if episode.state not in RESTS:
        raise ValidationError(f"Hand over to the next {by.authority.lead_title}: a family is never without")
    refuse_future("ended_on", ended_on, "The date the lead ends")
    refuse_before(
        "ended_on", ended_on, "The date the lead ends", earliest=lead.started_on, event="when it began"
    )
    close_lead(lead, on=ended_on, why=why)
    end_access_of(lead, by=by)
    trail.record("lead_ended", subject_kind="lead_professional", subject_id=lead.id, episode_id=episode.id)
    return lead


def current_lead(episode: Episode) -> LeadProfessional | None:
    """Return who leads now."""
    return (
        LeadProfessional.objects.filter(episode=episode, ended_on=None).select_related("practitioner").first()
    )


def refuse_wrong_handover(
    old: LeadProfessional | None, practitioner: Practitioner, why_changed: str, by: Practitioner
) -> None:
    """Raise ValidationError when there is nobody to hand over from, nobody new, or no reason."""
    title = by.authority.lead_title
    if old is None:
        raise ValidationError(f"There is no {title} now. Note who is agreed instead.")
    if old.practitioner_id == practitioner.id:
        raise ValidationError({"practitioner": f"{practitioner} is {title} already. Select somebody else"})
    if not why_changed.strip():
        raise ValidationError({"why_changed": f"Enter why the {title} changes"})


def refuse_wrong_start(
    field: str, day: dt.date, episode: Episode, *, agreed_at: Meeting | None = None
) -> None:
    """Raise ValidationError for a start ahead, while the case was away from work, or under another lead."""
    refuse_future(field, day, "The date the lead begins")
    refuse_away(field, day, "The date the lead begins", episode, agreed_at=agreed_at)
    leads = LeadProfessional.objects.filter(episode=episode)
    last = leads.order_by(F("ended_on").desc(nulls_first=True), "-id").first()
    if last:
        before = last.ended_on or last.started_on
        refuse_before(field, day, "The date the lead begins", earliest=before, event="as noted for the last")


def begin_leading(
    episode: Episode,
    practitioner: Practitioner,
    *,
    on: dt.date,
    agreed_at: Meeting | None,
    chosen_by: str,
    answering: LeadOffer | None = None,
    by: Practitioner,
) -> LeadProfessional:
    """Write the row of a new lead, after the grant; who leads is in the team.

    An offer that waits is over with it, unless the lead begins because it is accepted: answering.
    """
    trained = may_lead(practitioner, by.authority)
    if not trained:
        raise ValidationError({"practitioner": trained.reason})
    if agreed_at and (agreed_at.episode_id != episode.id or agreed_at.status != Meeting.Status.HELD):
        raise ValidationError({"agreed_at": "Select a meeting that was held about this family"})
    settle_before_leading(episode, practitioner, on=on, answering=answering, by=by)
    child_ids = list(children_ids(episode))
    joins = not is_in_team(episode, practitioner)
    grant_access(to=practitioner, child_ids=child_ids, episode_id=episode.id, basis=Basis.LEAD, by=by)
    if joins:
        take_into_team(episode, practitioner, child_ids=child_ids, on=on, by=by)
    else:
        write_withheld(episode=episode, by=by)
    return LeadProfessional.record(
        by=by,
        episode=episode,
        practitioner=practitioner,
        agency=practitioner.agency,
        started_on=on,
        agreed_at=agreed_at,
        chosen_by=chosen_by,
    )


def close_lead(lead: LeadProfessional, *, on: dt.date, why: str) -> None:
    """Write the day and the reason a lead ended."""
    lead.ended_on = on
    lead.why_ended = why
    lead.save(update_fields=["ended_on", "why_ended"])


def end_access_of(lead: LeadProfessional, *, by: Practitioner) -> None:
    """End what somebody saw because they led."""
    end_access(of=lead.practitioner, episode_id=lead.episode_id, basis=Basis.LEAD, by=by)


def keep_handover(
    lead: LeadProfessional,
    *,
    met_on: dt.date | None,
    present: str,
    note: str,
    steps: Sequence[str],
    by: Practitioner,
) -> None:
    """Write what was handed over beside the lead that ended."""
    lead.handover_met_on = met_on
    lead.handover_present = present
    lead.handover_note = note
    lead.save(update_fields=["handover_met_on", "handover_present", "handover_note"])
    HandoverStep.objects.bulk_create(
        HandoverStep(**signed(by), lead=lead, text=text, position=position)
        for position, text in enumerate(steps)
    )


def leave_after_leading(lead: LeadProfessional, *, on: dt.date, by: Practitioner) -> None:
    """Take who led out of the team."""
    member = TeamMember.objects.filter(
        episode=lead.episode_id, practitioner=lead.practitioner_id, left_on=None
    ).first()
    if member:
        take_out_of_team(member, on=max(on, member.joined_on), by=by)
