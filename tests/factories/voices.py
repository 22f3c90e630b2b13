"""People who are asked what they think, and what they say."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Asked, Questionnaire
from opencaf.voices.operations.asking import ask_about, give_link
from opencaf.voices.operations.by_link import Said, answer_by_link
from opencaf.voices.operations.questionnaires import put_in_use, take_over_ready_questions
from opencaf.voices.queries.questionnaires import asked_on, worded
from tests.factories import DAY


def make_questionnaire(kind: Kind = Kind.CHILD, *, by: Practitioner) -> Questionnaire:
    """Our questions for a kind of people, in use."""
    found = asked_on(DAY, kind, by.authority_id)
    if found is None:
        found = take_over_ready_questions(kind=kind, by=by)
        put_in_use(questionnaire=found, in_use_from=DAY, by=by)
    return found


def make_asked(
    episode: Episode, kind: Kind = Kind.CHILD, moment: Moment = Moment.REVIEW, *, by: Practitioner
) -> Asked:
    """Somebody of a case who is asked."""
    make_questionnaire(kind, by=by)
    return ask_about(reference=episode.reference, kind=kind, moment=moment, asked_on_day=DAY, by=by)[0]


def make_secret(asked: Asked, *, by: Practitioner, on: dt.date) -> str:
    """The secret of a link for them."""
    return give_link(asked=asked, given_on=on, by=by)


def say(asked: Asked, words: str = "More football.", step: int = 3, *, by: Practitioner, on: dt.date) -> None:
    """They answer every question by link: this step, and these words."""
    secret = make_secret(asked, by=by, on=on)
    said = [
        Said(one.question.id, words=words) if one.question.is_of_words else Said(one.question.id, step=step)
        for one in worded(asked.questionnaire_id)
    ]
    with acting_for(Asking(authority_id=asked.authority_id)):
        answer_by_link(secret=secret, language="en", said=said, authority_id=asked.authority_id)
