"""What ends where a case came from, on the day it is taken over; and what nobody asks here becomes a note."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.models import (
    ContactNote,
    Contribution,
    Coordination,
    Episode,
    LeadOffer,
    LeadProfessional,
    ReceivedTransfer,
    TeamMember,
)
from opencaf.episodes.transferring.sheets import Row

ASKED_THERE = "{sender} asked this of its own. {name}: {words}"
MOVED = "The case moved to {here}"
TEXTS = ("story", "family_words", "strengths", "needs", "evidence", "text")


def settle(
    episode: Episode, received: ReceivedTransfer, unasked: list[Row], on: dt.date, by: Practitioner
) -> None:
    """End what others did there on the day of the move, and keep as notes what nobody asks here."""
    end_work(episode, on, by)
    end_questions(episode, on, by)
    ContactNote.objects.bulk_create(
        ContactNote(
            **signed(by),
            episode=episode,
            kind="note",
            happened_on=on,
            practitioner=by,
            text=ASKED_THERE.format(
                sender=received.sender_name,
                name=row["question"]["name"],  # type: ignore[index]
                words=words,
            ),
        )
        for row in unasked
        if (words := " ".join(str(row[text]) for text in TEXTS if row.get(text)))
    )


def end_work(episode: Episode, on: dt.date, by: Practitioner) -> None:
    """End who led, did the work and was in the team; somebody of the family who does the work goes on."""
    why = MOVED.format(here=by.authority.name)
    LeadProfessional.objects.filter(episode=episode, ended_on=None, started_on__lte=on).update(
        ended_on=on, why_ended=why
    )
    work = Coordination.objects.filter(episode=episode, ended_on=None, started_on__lte=on)
    work.exclude(practitioner=None).update(ended_on=on, why_ended=why)
    members = TeamMember.objects.filter(episode=episode, left_on=None, joined_on__lte=on)
    members.exclude(practitioner=None).update(left_on=on)


def end_questions(episode: Episode, on: dt.date, by: Practitioner) -> None:
    """End what waits for an answer of somebody there: the lead that was offered, what was asked."""
    offers = LeadOffer.objects.filter(episode=episode, answer="", offered_on__lte=on)
    offers.update(
        answer=LeadOffer.Answer.OVERTAKEN,
        answered_on=on,
        answered_by=by,
        reason=MOVED.format(here=by.authority.name),
    )
    asked = Contribution.objects.filter(episode=episode, ended_on=None, asked_on__lte=on)
    asked.update(ended_on=on, ended_why=Contribution.Ended.WITHDRAWN)
