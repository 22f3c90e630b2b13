"""The summary of a child's record: who helps, how far it is and when. No word of the content is in it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from opencaf.episodes.states import State

SUMMARY_OF = """
select reference, state, intended_on, assessed_on, first_met_on, last_met_on, next_on, closed_on, is_led,
       contact, job_title, phone, email, agencies, unnamed
from episodes_summary_of(%s)
"""


@dataclass(frozen=True)
class CaseSummary:
    """One case of a child, as far as the level summary goes.

    unnamed: how many services help whose very name would tell something of the family.
    """

    reference: str
    state_code: str
    intended_on: dt.date
    assessed_on: dt.date | None
    first_met_on: dt.date | None
    last_met_on: dt.date | None
    next_on: dt.date | None
    closed_on: dt.date | None
    is_led: bool
    contact: str
    job_title: str
    phone: str
    email: str
    agencies: list[str]
    unnamed: int

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return State(self.state_code).label

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_on is None


def summary_of(child_id: uuid.UUID) -> list[CaseSummary]:
    """Return a child's cases, the open one first; nothing for whoever may not see the summary."""
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY_OF, [child_id])
        return [CaseSummary(*row) for row in cursor.fetchall()]
