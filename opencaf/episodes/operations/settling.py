"""What ends by itself when a lead begins, or a case rests or closes: an offer, work without the title."""

from __future__ import annotations

import datetime as dt

from opencaf.access.models import Basis
from opencaf.access.operations import end_access
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.episodes.models import Coordination, Episode, LeadOffer, LeadProfessional
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


def waiting_offer(episode: Episode) -> LeadOffer | None:
    """Return the offer of the lead that waits for an answer, held by this transaction."""
    offers = LeadOffer.objects.select_for_update(of=("self",)).filter(episode=episode, answer="")
    return offers.select_related("practitioner__user").first()


def work_now(episode: Episode) -> Coordination | None:
    """Return who does the work without the title now."""
    return Coordination.objects.filter(episode=episode, ended_on=None).first()


def finish_offer(
    offer: LeadOffer, answer: str, *, reason: str = "", lead: LeadProfessional | None = None, by: Practitioner
) -> None:
    """Write what became of an offer; with it ends what the offered one could see because of it."""
    offer.answer, offer.reason, offer.lead = answer, reason, lead
    offer.answered_on, offer.answered_by = max(clock.today(), offer.offered_on), by
    offer.save(update_fields=["answer", "reason", "lead", "answered_on", "answered_by"])
    end_access(of=offer.practitioner, episode_id=offer.episode_id, basis=Basis.OFFERED, by=by)
    trail.record(
        f"lead_offer_{answer}", subject_kind="lead_offer", subject_id=offer.id, episode_id=offer.episode_id
    )


def end_offer(offer: LeadOffer, answer: str, *, reason: str, by: Practitioner) -> None:
    """End an offer that nobody answered, and tell whom it was made to that it no longer waits."""
    finish_offer(offer, answer, reason=reason, by=by)
    if offer.practitioner.user and offer.practitioner_id != by.id:
        to = [offer.practitioner.user.email]
        queue_message(kind=MailKind.LEAD_OFFER_ENDED, to=to, authority_id=by.authority_id)


def end_work(work: Coordination, *, on: dt.date, why: str) -> None:
    """Write the day and the reason the work without the title ended."""
    work.ended_on, work.why_ended = max(on, work.started_on), why
    work.save(update_fields=["ended_on", "why_ended"])


def settle_before_leading(
    episode: Episode,
    practitioner: Practitioner,
    *,
    on: dt.date,
    answering: LeadOffer | None,
    by: Practitioner,
) -> None:
    """End another offer that waits, since somebody begins to lead, and their own work without the title."""
    offer = waiting_offer(episode)
    if offer and offer != answering:
        title = by.authority.lead_title
        end_offer(offer, LeadOffer.Answer.OVERTAKEN, reason=f"{practitioner} became {title}", by=by)
    work = work_now(episode)
    if work and work.practitioner_id == practitioner.id:
        end_work(work, on=on, why=f"Became {by.authority.lead_title}")


def settle_before_rest(episode: Episode, *, on: dt.date, why: str, by: Practitioner) -> None:
    """End the offer that waits and the work without the title, since the case rests or closes."""
    if offer := waiting_offer(episode):
        end_offer(offer, LeadOffer.Answer.OVERTAKEN, reason=why, by=by)
    if work := work_now(episode):
        end_work(work, on=on, why=why)
