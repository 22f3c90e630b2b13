"""Asking people: giving out links and papers, typing in what came back, and noting a decline."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.links import digest_of, new_secret
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.voices.codes import LINK_WEEKS, Kind, Moment, Outcome
from opencaf.voices.models import Asked
from opencaf.voices.operations.by_link import Said, as_json
from opencaf.voices.permissions import can_ask
from opencaf.voices.queries.asking import case_to_ask, children_to_ask, works_with_case
from opencaf.voices.queries.questionnaires import asked_on

TYPE_IN = "select voices_type_in(%s, %s, %s, %s)"
ASK = "select voices_ask_at_moments()"
OVER = "They have answered, or would rather not. Go back to the list."


@all_or_nothing
def ask_about(
    *, reference: str, kind: Kind, moment: Moment, asked_on_day: dt.date, by: Practitioner
) -> list[Asked]:
    """Ask the people of a case at a moment, besides those whom the moments of the authority reach."""
    require(can_ask(by))
    episode = case_to_ask(by, reference)
    if episode is None:
        raise ValidationError({"reference": "Enter the reference of a case that you can open"})
    if works_with_case(episode.id):
        raise ValidationError({"reference": "You work with this family. Let another coordinator ask them."})
    questionnaire = asked_on(asked_on_day, kind, by.authority_id)
    if questionnaire is None:
        raise ValidationError({"kind": "There is no questionnaire in use for them. Put one in use first."})
    rows = list(children_to_ask(episode)) if kind == Kind.CHILD else [None]
    new = [child for child in rows if not was_asked(episode, kind, moment, child)]
    if not new:
        raise ValidationError("They were asked at this moment already, or would rather not be asked.")
    about = {"episode": episode, "kind": kind, "moment": moment, "questionnaire": questionnaire}
    made = [Asked.record(by=by, child=child, **about) for child in new]
    for one in made:
        trail.record("voice_asked", subject_kind="asked", subject_id=one.id, episode_id=episode.id)
    return made


def was_asked(episode: Episode, kind: Kind, moment: Moment, child: EpisodeChild | None) -> bool:
    """Whether somebody was asked at this moment, or declined at any."""
    before = Asked.objects.filter(episode=episode, kind=kind, child=child)
    return before.filter(Q(moment=moment) | Q(outcome=Outcome.DECLINED)).exists()


@all_or_nothing
def give_link(*, asked: Asked, given_on: dt.date, by: Practitioner) -> str:
    """Make a link for some weeks and return its secret, which is kept nowhere; an earlier link ends."""
    require(can_ask(by))
    if asked.outcome:
        raise ValidationError(OVER)
    secret = new_secret()
    asked.secret_digest = digest_of(secret)
    asked.expires_on = given_on + dt.timedelta(weeks=LINK_WEEKS)
    asked.save(update_fields=["secret_digest", "expires_on"])
    trail.record("voice_link_given", subject_kind="asked", subject_id=asked.id, episode_id=asked.episode_id)
    return secret


@all_or_nothing
def type_in(*, asked: Asked, language: str, said: Sequence[Said], by: Practitioner) -> None:
    """Type in what came back on paper; the case is not named on the trail beside it."""
    require(can_ask(by))
    with connection.cursor() as cursor:
        cursor.execute(TYPE_IN, [asked.id, uuid.uuid4(), language, json.dumps(as_json(said))])
        (taken,) = cursor.fetchone()
    if not taken:
        raise ValidationError(OVER)
    trail.record("voice_typed_in", subject_kind="authority", subject_id=by.authority_id)


@all_or_nothing
def note_decline(*, asked: Asked, by: Practitioner) -> None:
    """Note that somebody would rather not be asked; they are not asked again."""
    require(can_ask(by))
    if asked.outcome:
        raise ValidationError(OVER)
    asked.outcome = Outcome.DECLINED
    asked.save(update_fields=["outcome"])
    trail.record("voice_declined", subject_kind="authority", subject_id=by.authority_id)


def ask_at_moments(authority_id: uuid.UUID) -> int:
    """Ask everybody of an authority whose moment has come; by the program, which sees no case."""
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        (asked,) = cursor.fetchone()
    trail.record("voices_asked", subject_kind="authority", subject_id=authority_id, rows=asked)
    return int(asked)
