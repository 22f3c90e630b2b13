"""People who are asked what they think, and what they say."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Answer, Asked, Questionnaire
from opencaf.voices.operations.asking import ask_about, give_link
from opencaf.voices.operations.by_link import Said, answer_by_link
from opencaf.voices.operations.listening import tell_what_was_done
from opencaf.voices.operations.questionnaires import put_in_use, take_over_ready_questions
from opencaf.voices.queries.questionnaires import asked_on, worded
from tests.factories import DAY

WORDS = "More football and fewer forms."
SEPTEMBER = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)


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


def say(asked: Asked, words: str = WORDS, step: int = 3, *, by: Practitioner, on: dt.date) -> None:
    """They answer every question by link: this step, and these words."""
    secret = make_secret(asked, by=by, on=on)
    said = [
        Said(one.question.id, words=words) if one.question.is_of_words else Said(one.question.id, step=step)
        for one in worded(asked.questionnaire_id)
    ]
    with acting_for(Asking(authority_id=asked.authority_id)):
        answer_by_link(secret=secret, language="en", said=said, authority_id=asked.authority_id)


def in_september() -> AbstractContextManager[Any]:
    """Two months before the day of the tests, so that what is answered counts by then."""
    return clock.everywhere_at(SEPTEMBER)


def heard(
    cases: list[Episode],
    *,
    by: Practitioner,
    words: str = WORDS,
    step: int = 3,
    kind: Kind = Kind.CHILD,
    moment: Moment = Moment.REVIEW,
) -> list[Asked]:
    """The people of each case answer in September; whoever acts coordinates and works with none."""
    asked = [make_asked(case, kind, moment, by=by) for case in cases]
    with in_september():
        for number, one in enumerate(asked):
            say(one, f"{words} {number}", step, by=by, on=SEPTEMBER.date())
    return asked


def a_draft(by: Practitioner) -> dict[str, Any]:
    """A questionnaire that is being written."""
    found = Questionnaire.objects.filter(authority_id=by.authority_id, in_use_from=None).first()
    return {"questionnaire_id": (found or take_over_ready_questions(kind=Kind.PARENT, by=by)).id}


def voices_arguments(cases: list[Episode], *, by: Practitioner) -> dict[str, Any]:
    """What the addresses of this area ask for, of cases with which whoever coordinates does not work."""
    heard(cases, by=by, moment=Moment.CLOSING)
    answer = Answer.objects.filter(authority_id=by.authority_id).exclude(words="").latest("id")
    done_on = clock.today()
    entry = tell_what_was_done(said="Forms are long.", done="We cut one.", done_on=done_on, by=by)
    return {
        "asked_id": make_asked(cases[0], by=by).id,
        "answer_id": answer.id,
        "questionnaire_id": answer.question.questionnaire_id,
        "told_id": entry.id,
        "language": "en",
    }
