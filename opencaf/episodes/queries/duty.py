"""What waits for somebody of the social care duty team, and what they have open on a ground."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import working_days_after
from opencaf.people.models import Person
from opencaf.people.permissions import SEES_SUMMARIES

WAITS = """
select child_id, given_names, family_name, sent_on, sent_by, null::timestamptz from episodes_steps_to_duty()
union all
select child.id, child.given_names, child.family_name, null, '', max(ground.ends_at)
from access_dutyground ground join people_person child on child.id = ground.child_id
where ground.practitioner_id = %s and ground.ends_at > %s
group by child.id
order by 4, 6
"""


@dataclass(frozen=True)
class SentToTeam:
    """A case that was sent to somebody's team of social care and waits for its decision."""

    child: Person
    sent_on: dt.date
    sent_by: str
    answer_by: dt.date


@dataclass(frozen=True)
class OpenOnGround:
    """A record that somebody has open on a ground, until a moment."""

    child: Person
    ends_at: dt.datetime


@dataclass(frozen=True)
class OnDuty:
    """What the duty team is sent and has open; nothing for anybody else."""

    sent: list[SentToTeam]
    opened: list[OpenOnGround]

    @property
    def children(self) -> list[Person]:
        """Every child who is named."""
        return [*(one.child for one in self.sent), *(one.child for one in self.opened)]


def on_duty(practitioner: Practitioner) -> OnDuty:
    """Return what waits for somebody of the duty team, the oldest first, and what closes again soon."""
    if not practitioner.has_role(*SEES_SUMMARIES):
        return OnDuty([], [])
    within = practitioner.authority.feedback_within
    with connection.cursor() as cursor:
        cursor.execute(WAITS, [practitioner.id, clock.now()])
        rows = cursor.fetchall()
    sent, opened = [], []
    for child_id, given_names, family_name, sent_on, sent_by, ends_at in rows:
        child = Person(id=child_id, given_names=given_names, family_name=family_name)
        if sent_on:
            sent.append(SentToTeam(child, sent_on, sent_by, working_days_after(sent_on, within)))
        else:
            opened.append(OpenOnGround(child, ends_at))
    return OnDuty(sent, opened)
