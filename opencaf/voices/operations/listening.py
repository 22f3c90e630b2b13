"""Making something of what people say: themes, notes of talks, what was done; and a worry about a person."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.voices.models import Answer, Coding, Interview, OpenedTie, SaidAndDone, Theme
from opencaf.voices.permissions import can_ask, can_hear, can_word

OPEN_TIE = "select voices_open_tie(%s)"


@all_or_nothing
def name_theme(*, name: str, by: Practitioner) -> Theme:
    """Name a theme that free answers can speak of."""
    require(can_hear(by))
    if Theme.objects.filter(authority_id=by.authority_id, name__iexact=name).exists():
        raise ValidationError({"name": "There is a theme with this name already"})
    made = Theme.record(by=by, name=name)
    trail.record("theme_named", subject_kind="theme", subject_id=made.id)
    return made


@all_or_nothing
def mark_themes(*, answer: Answer, themes: Collection[Theme], by: Practitioner) -> None:
    """Say which themes a free answer speaks of; those marked before and not now are taken off."""
    require(can_hear(by))
    Coding.objects.filter(answer=answer).exclude(theme__in=themes).delete()
    had = set(Coding.objects.filter(answer=answer).values_list("theme_id", flat=True))
    for theme in themes:
        if theme.pk not in had:
            Coding.record(by=by, answer=answer, theme=theme)
    trail.record("answer_coded", subject_kind="answer", subject_id=answer.id, themes=len(themes))


@all_or_nothing
def keep_interview(
    *, held_on: dt.date, kind: str, held_by: str, notes: str, may_be_quoted: bool, by: Practitioner
) -> Interview:
    """Keep the notes of a talk."""
    require(can_hear(by))
    made = Interview.record(
        by=by, held_on=held_on, kind=kind, held_by=held_by, notes=notes, may_be_quoted=may_be_quoted
    )
    trail.record("interview_kept", subject_kind="interview", subject_id=made.id)
    return made


@all_or_nothing
def tell_what_was_done(*, said: str, done: str, done_on: dt.date, by: Practitioner) -> SaidAndDone:
    """Tell everybody what people said and what was done about it."""
    require(can_word(by))
    made = SaidAndDone.record(by=by, said=said, done=done, done_on=done_on)
    trail.record("said_and_done_told", subject_kind="said_and_done", subject_id=made.id)
    return made


@all_or_nothing
def take_down(*, entry: SaidAndDone, taken_down_on: dt.date, by: Practitioner) -> None:
    """Show an entry no longer."""
    require(can_word(by))
    if entry.taken_down_on is not None:
        raise ValidationError("Somebody has taken this down already. Go back to the list.")
    entry.taken_down_on = taken_down_on
    entry.save(update_fields=["taken_down_on"])
    trail.record("said_and_done_taken_down", subject_kind="said_and_done", subject_id=entry.id)


@all_or_nothing
def open_tie(*, answer: Answer, why: str, by: Practitioner) -> uuid.UUID:
    """Find out of which case an answer is, since somebody may be in danger; the trail says so."""
    require(can_ask(by))
    OpenedTie.record(by=by, reply_id=answer.reply_id, why=why)
    with connection.cursor() as cursor:
        cursor.execute(OPEN_TIE, [answer.reply_id])
        (episode_id,) = cursor.fetchone()
    if episode_id is None:
        raise ValidationError("This answer is no longer there. Go back to the list.")
    trail.record("voice_tie_opened", subject_kind="reply", subject_id=answer.reply_id, episode_id=episode_id)
    return uuid.UUID(str(episode_id))
