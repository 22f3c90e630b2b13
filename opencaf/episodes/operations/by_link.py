"""What holders of a link to a meeting do. Not operations: nobody is signed in to act by; the link lets them.

Each is done by one database function that asks first whether the link still works.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.audit import trail
from opencaf.core.ids import new_id
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.links import digest_of

ANSWER = "select * from episodes_answer_by_link(%s, %s, %s)"
DATES = "select * from episodes_answer_dates_by_link(%s, %s, %s)"
WRITE = "select * from episodes_write_by_link(%s, %s, %s, %s, %s)"
OVER = "This link no longer works: the meeting is over, or was cancelled."
LONGEST_NOTE = 300


def answer_by_link(*, secret: str, state: str, note: str = "") -> None:
    """Say whether the holder of a link comes."""
    if state not in (AttendanceState.COMING, AttendanceState.APOLOGIES):
        raise ValidationError({"state": "Select whether you can come"})
    do("meeting_answered", ANSWER, [digest_of(secret), str(state), note[:LONGEST_NOTE]], OVER, answer=state)


def answer_dates_by_link(*, secret: str, answers: Mapping[str, str]) -> None:
    """Say at which of the offered days the holder of a link can come."""
    ids = [str(new_id()) for _ in answers]
    do("meeting_dates_answered", DATES, [digest_of(secret), json.dumps(dict(answers)), ids], OVER)


def write_by_link(*, secret: str, going_well: str = "", worries: str = "", wishes: str = "") -> None:
    """Send words before a meeting, once."""
    texts = [text.strip() for text in (going_well, worries, wishes)]
    if not any(texts):
        raise ValidationError({"going_well": "Enter an answer to at least one question"})
    values = [digest_of(secret), str(new_id()), *texts]
    do("meeting_words_sent", WRITE, values, "Your words came before, or the meeting is over.")


def do(action: str, statement: str, values: list[Any], refusal: str, **detail: Any) -> None:
    """Ask the database function, and write on the trail what was done; refuse where nothing was."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        raise ValidationError(refusal)
    attendance_id, episode_id = row
    trail.record(action, subject_kind="attendance", subject_id=attendance_id, episode_id=episode_id, **detail)
