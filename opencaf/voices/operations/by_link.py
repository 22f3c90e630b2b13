"""What holders of a link do. Not operations: nobody is signed in to act by; the link lets them.

Each is done by one database function that asks first whether the link still works. The trail says that it
happened, and not in which case.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.audit import trail
from opencaf.episodes.links import digest_of

ANSWER = "select voices_answer_by_link(%s, %s, %s, %s)"
DECLINE = "select voices_decline_by_link(%s)"
OVER = "This link was used already, or no longer works."


class Said(NamedTuple):
    """The answer to one question: a step, counted from one, or words."""

    question_id: uuid.UUID
    step: int | None = None
    words: str = ""


def as_json(said: Sequence[Said]) -> list[dict[str, object]]:
    """Return answers as the database functions take them; refuses none at all."""
    rows: list[dict[str, object]] = [
        {"question": str(one.question_id), "step": one.step, "words": one.words}
        for one in said
        if one.step or one.words
    ]
    if not rows:
        raise ValidationError("Answer at least one question, or say that you would rather not")
    return rows


def answer_by_link(*, secret: str, language: str, said: Sequence[Said], authority_id: uuid.UUID) -> None:
    """Send answers, once. Their id is drawn by lot: it does not say when it was made."""
    values = [digest_of(secret), uuid.uuid4(), language, json.dumps(as_json(said))]
    do("voice_answered", ANSWER, values, authority_id)


def decline_by_link(*, secret: str, authority_id: uuid.UUID) -> None:
    """Say that one would rather not answer; nobody asks again."""
    do("voice_declined", DECLINE, [digest_of(secret)], authority_id)


def do(action: str, statement: str, values: list[Any], authority_id: uuid.UUID) -> None:
    """Ask the database function, and write on the trail that it was done; refuse where it was not."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (done,) = cursor.fetchone()
    if not done:
        raise ValidationError(OVER)
    trail.record(action, subject_kind="authority", subject_id=authority_id)
