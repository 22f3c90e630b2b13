"""The days that are offered for a meeting, and who can come when."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db import models

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Attendance, DateAnswer, DateOffer, Meeting


@dataclass(frozen=True)
class Day:
    """An offered day with the answers, and the names of those who cannot come."""

    offer: DateOffer
    can: int
    if_needed: int
    cannot: list[str]
    own: str = ""

    @property
    def in_words(self) -> str:
        """How many can come, and who cannot."""
        if not (self.can or self.if_needed or self.cannot):
            return "Nobody has answered yet"
        parts = [f"{self.can} can come"]
        if self.if_needed:
            parts.append(f"{self.if_needed} if it has to be")
        if self.cannot:
            parts.append(f"cannot: {', '.join(self.cannot)}")
        return "; ".join(parts)


def days_offered(meeting: Meeting, own_line_id: uuid.UUID | None = None) -> list[Day]:
    """Return the days offered for a meeting with what was answered, and what somebody said themselves."""
    answers: dict[uuid.UUID, list[DateAnswer]] = {}
    for answer in answers_about(meeting.id):
        answers.setdefault(answer.offer_id, []).append(answer)
    return [as_day(offer, answers.get(offer.id, []), own_line_id) for offer in offers_of(meeting)]


@composed_once
def offers_of(meeting: Meeting) -> models.QuerySet[DateOffer]:
    """The days offered for a meeting, in their order."""
    return meeting.date_offers.all()


@composed_once
def answers_about(meeting_id: uuid.UUID) -> models.QuerySet[DateAnswer]:
    """What was answered about the days of a meeting, with who answered."""
    of_meeting = DateAnswer.objects.filter(offer__meeting_id=meeting_id)
    who = ("attendance__practitioner", "attendance__person", "attendance__agency")
    return of_meeting.select_related(*who).order_by("id")


@composed_once
def own_line(meeting_id: uuid.UUID, practitioner_id: uuid.UUID) -> models.QuerySet[Attendance]:
    """Somebody's own line in the list of those invited to a meeting."""
    lines = Attendance.objects.filter(meeting_id=meeting_id, practitioner_id=practitioner_id)
    return lines.select_related("meeting__episode")


@composed_once
def line_to_open(meeting_id: uuid.UUID, line_id: uuid.UUID) -> models.QuerySet[Attendance]:
    """One line of the list of those invited to a meeting."""
    lines = Attendance.objects.filter(meeting_id=meeting_id, id=line_id)
    return lines.select_related("meeting__episode", "practitioner", "person", "agency")


def as_day(offer: DateOffer, answers: list[DateAnswer], own_line_id: uuid.UUID | None) -> Day:
    """Return an offered day with its answers counted."""
    counts = Counter(answer.can for answer in answers)
    own = [answer.can for answer in answers if answer.attendance_id == own_line_id]
    return Day(
        offer=offer,
        can=counts[DateAnswer.Can.YES],
        if_needed=counts[DateAnswer.Can.IF_NEEDED],
        cannot=[name_of(answer.attendance) for answer in answers if answer.can == DateAnswer.Can.NO],
        own=own[0] if own else "",
    )


def name_of(line: Attendance) -> str:
    """Return who stands in a line of the attendance."""
    return str(line.practitioner or line.person or line.agency)
