"""The lead offered to somebody, who accepts, declines, or from whom it is taken back (docs/adr/0034)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, LeadOffer, LeadProfessional
from opencaf.episodes.operations.contributions import refuse_shielded
from opencaf.episodes.operations.leading import (
    begin_leading,
    close_lead,
    current_lead,
    end_access_of,
    keep_handover,
    refuse_wrong_start,
)
from opencaf.episodes.operations.settling import end_offer, finish_offer
from opencaf.episodes.permissions import can_answer_offer, can_choose_lead
from opencaf.episodes.queries.team import children_ids
from opencaf.episodes.states import State
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

NO_ACCOUNT = "{who} does not sign in, so no offer reaches them. Ask them, then note who was agreed"


@all_or_nothing
def offer_lead(
    *,
    episode: Episode,
    practitioner: Practitioner,
    words: str = "",
    why_changed: str = "",
    handover_note: str = "",
    by: Practitioner,
) -> LeadOffer:
    """Offer the lead; until it is answered, the offered one sees the summary of the record and no more."""
    require(can_choose_lead(by, episode))
    waiting = LeadOffer.objects.filter(episode=OuterRef("pk"), answer="")
    held = Episode.objects.select_for_update(of=("self",)).annotate(has_offer=Exists(waiting))
    episode = held.get(pk=episode.pk)
    lead = current_lead(episode)
    refuse_offer(episode, practitioner, by)
    refuse_for_lead(lead, practitioner, why_changed, by)
    child_ids = list(children_ids(episode))
    if episode.shielded:
        refuse_shielded(child_ids, practitioner, field="practitioner")
    grant_access(
        to=practitioner,
        child_ids=child_ids,
        episode_id=episode.id,
        level=Level.SUMMARY,
        basis=Basis.OFFERED,
        by=by,
    )
    offer = LeadOffer.record(
        by=by,
        episode=episode,
        practitioner=practitioner,
        offered_by=by,
        offered_on=clock.today(),
        words=words,
        why_changed=why_changed.strip() if lead else "",
        handover_note=handover_note if lead else "",
    )
    tell(MailKind.LEAD_OFFERED, practitioner, by)
    trail.record("lead_offered", subject_kind="lead_offer", subject_id=offer.id, episode_id=episode.id)
    return offer


@all_or_nothing
def accept_lead(
    *,
    offer: LeadOffer,
    started_on: dt.date,
    met_on: dt.date | None = None,
    present: str = "",
    steps: Sequence[str] = (),
    by: Practitioner,
) -> LeadProfessional:
    """Lead from a day; where somebody leads, they hand over and stay in the team."""
    require(can_answer_offer(by, offer))
    episode, held = lock_offer(offer)
    refuse_wrong_start("started_on", started_on, episode)
    refuse_future("met_on", met_on, "The date you met")
    # first, since whoever was offered the lead sees only the summary of what they write here
    grant_access(to=by, child_ids=list(children_ids(episode)), episode_id=episode.id, basis=Basis.LEAD, by=by)
    old = current_lead(episode)
    if old:
        close_lead(old, on=started_on, why=held.why_changed)
        keep_handover(old, met_on=met_on, present=present, note=held.handover_note, steps=steps, by=by)
    lead = begin_leading(episode, by, on=started_on, agreed_at=None, chosen_by="", by=by, answering=held)
    finish_offer(held, LeadOffer.Answer.ACCEPTED, lead=lead, by=by)
    if old:
        end_access_of(old, by=by)
    tell(MailKind.LEAD_OFFER_ANSWERED, held.offered_by, by)
    trail.record("lead_accepted", subject_kind="lead_professional", subject_id=lead.id, episode_id=episode.id)
    return lead


@all_or_nothing
def decline_lead(*, offer: LeadOffer, reason: str, by: Practitioner) -> LeadOffer:
    """Say no, and why; who offered it is told that there is an answer."""
    require(can_answer_offer(by, offer))
    _, held = lock_offer(offer)
    finish_offer(held, LeadOffer.Answer.DECLINED, reason=said("reason", reason, "Enter why not"), by=by)
    tell(MailKind.LEAD_OFFER_ANSWERED, held.offered_by, by)
    trail.record("lead_declined", subject_kind="lead_offer", subject_id=held.id, episode_id=held.episode_id)
    return held


@all_or_nothing
def take_back_offer(*, offer: LeadOffer, reason: str, by: Practitioner) -> LeadOffer:
    """Take an offer back that nobody has answered."""
    require(can_choose_lead(by, offer.episode))
    _, held = lock_offer(offer)
    why = said("reason", reason, "Enter why the offer is taken back")
    end_offer(held, LeadOffer.Answer.TAKEN_BACK, reason=why, by=by)
    trail.record(
        "lead_offer_ended", subject_kind="lead_offer", subject_id=held.id, episode_id=held.episode_id
    )
    return held


def lock_offer(offer: LeadOffer) -> tuple[Episode, LeadOffer]:
    """Return the case and its offer, held by this transaction; refuse one that was answered meanwhile."""
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=offer.episode_id)
    offers = LeadOffer.objects.select_for_update(of=("self",))
    held = offers.select_related("practitioner__user", "offered_by__user").get(pk=offer.pk)
    if not held.is_open:
        raise ValidationError(f"This offer was answered: {held.get_answer_display().lower()}.")
    return episode, held


def refuse_offer(episode: Any, practitioner: Practitioner, by: Practitioner) -> None:
    """Raise ValidationError where nothing can be offered now, or not to this person."""
    if episode.has_offer:
        raise ValidationError("An offer waits for an answer. Take it back first.")
    if episode.state == State.SUSPENDED:
        raise ValidationError("It is suspended. Take it up again before you offer the lead.")
    if practitioner.id == by.id:
        raise ValidationError({"practitioner": "Select somebody else, or note who was agreed"})
    if practitioner.user is None or not practitioner.user.is_active:
        raise ValidationError({"practitioner": NO_ACCOUNT.format(who=practitioner)})


def refuse_for_lead(
    lead: LeadProfessional | None, practitioner: Practitioner, why_changed: str, by: Practitioner
) -> None:
    """Raise ValidationError where the offered one leads already, or nothing says why the lead changes."""
    if lead is None:
        return
    title = by.authority.lead_title
    if lead.practitioner_id == practitioner.id:
        raise ValidationError({"practitioner": f"{practitioner} is {title} already. Select somebody else"})
    said("why_changed", why_changed, f"Enter why the {title} changes")


def said(field: str, text: str, sentence: str) -> str:
    """Return a text without the space around it; raise ValidationError where it says nothing."""
    if not text.strip():
        raise ValidationError({field: sentence})
    return text.strip()


def tell(kind: MailKind, who: Practitioner, by: Practitioner) -> None:
    """Mail somebody who signs in that there is something in My work."""
    if who.user and who.id != by.id:
        queue_message(kind=kind, to=[who.user.email], authority_id=by.authority_id)
