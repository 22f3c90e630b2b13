"""What people say, in the demonstration: families of closed cases answered, and some wait to be asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from opencaf.agencies.models import Practitioner, Role
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.demo.days import moment
from opencaf.demo.loading.safekeeping import cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.episodes.models import Episode
from opencaf.episodes.states import State
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Answer, Asked
from opencaf.voices.operations.asking import ask_about, give_link
from opencaf.voices.operations.by_link import Said, answer_by_link
from opencaf.voices.operations.listening import mark_themes, name_theme, tell_what_was_done
from opencaf.voices.operations.questionnaires import choose_moments, put_in_use, take_over_ready_questions
from opencaf.voices.queries.asking import case_to_ask, children_to_ask, works_with_case
from opencaf.voices.queries.questionnaires import worded

BEGAN, ANSWERED, DONE = 200, 75, 20  # days before the last one on which anything is written
ANSWER, WAIT = 8, 2
WORDS = {
    Kind.PARENT: (
        "I only had to say it once. That was the best thing.",
        "The meetings are at two. I work until three.",
        "She rang when she said she would ring.",
        "Nobody told us how long the waiting would be.",
    ),
    Kind.CHILD: ("I want to go to football.", "The lady was nice.", "Less shouting.", "My own bed."),
}
THEMES = ("Being told once", "Times of meetings", "Waiting")
THEMES_OF = {WORDS[Kind.PARENT][0]: 0, WORDS[Kind.PARENT][1]: 1, WORDS[Kind.PARENT][3]: 2}
SAID_AND_DONE = (
    "Meetings are at times when we work.",
    "Every plan now asks first which times suit the family.",
)


def let_people_speak(world: World) -> None:
    """Ask the parents and children of cases that were closed, and let most of them answer."""
    by = coordinator_of(world)
    with sitting(by, days_before(world, BEGAN)):
        for kind in (Kind.PARENT, Kind.CHILD):
            draft = take_over_ready_questions(kind=kind, by=by)
            put_in_use(questionnaire=draft, in_use_from=clock.today(), by=by)
        moments = {(kind, Moment.CLOSING) for kind in (Kind.PARENT, Kind.CHILD)}
        choose_moments(chosen=moments, from_on=world.plan.eve, by=by)
    for kind in (Kind.PARENT, Kind.CHILD):
        ask_and_answer(world, kind, by)
    with sitting(by, days_before(world, DONE)):
        said, done = SAID_AND_DONE
        tell_what_was_done(said=said, done=done, done_on=clock.today(), by=by)
        themes = [name_theme(name=name, by=by) for name in THEMES]
        for answer in Answer.objects.filter(words__in=THEMES_OF):
            mark_themes(answer=answer, themes=[themes[THEMES_OF[answer.words]]], by=by)


def coordinator_of(world: World) -> Practitioner:
    """Return a coordinator, of the whole authority where it has one."""
    people = [one for one in world.plan.people if one.role == Role.COORDINATOR]
    return world.row_of(min(people, key=lambda one: bool(one.locality)))


def ask_and_answer(world: World, kind: Kind, by: Practitioner) -> None:
    """Ask at the closing of cases with which the coordinator never worked; the first ones answer."""
    with sitting(by, days_before(world, ANSWERED)):
        asked = [one for case in closed_cases(world) for one in ask(case, kind, by)][: ANSWER + WAIT]
    for place, one in enumerate(asked[:ANSWER]):
        with sitting(by, days_before(world, ANSWERED)):
            secret = give_link(asked=one, given_on=clock.today(), by=by)
        answer(world, one, secret, place)


def closed_cases(world: World) -> Iterator[Episode]:
    """Yield cases that were closed, each once, those closed last first."""
    closed = [one for one in cases_told(world) if one.case.course.state == State.CLOSED]
    found: dict[uuid.UUID, Episode] = {}
    for one in closed[: -3 * (ANSWER + WAIT) : -1]:
        cases = Episode.objects.filter(episode_children__child=one.child, closed_on__isnull=False)
        found |= {case.id: case for case in cases[:1]}
    yield from found.values()


def ask(case: Episode, kind: Kind, by: Practitioner) -> list[Asked]:
    """Ask about a case; nobody, where the coordinator works with it or no child is old enough."""
    is_apart = case_to_ask(by, case.reference) is not None and not works_with_case(case.id)
    if not is_apart or (kind == Kind.CHILD and not children_to_ask(case)):
        return []
    return ask_about(
        reference=case.reference, kind=kind, moment=Moment.CLOSING, asked_on_day=clock.today(), by=by
    )


def answer(world: World, asked: Asked, secret: str, place: int) -> None:
    """Answer every question by link: most is well, and each says something else."""
    said = [
        Said(one.question.id, words=WORDS[Kind(asked.kind)][place % 4])
        if one.question.is_of_words
        else Said(one.question.id, step=max(len(one.steps) - (place + number) % 3, 1))
        for number, one in enumerate(worded(asked.questionnaire_id))
    ]
    on = days_before(world, ANSWERED) + dt.timedelta(days=place % 5)
    with clock.at(moment(on, 500)), acting_for(Asking(authority_id=asked.authority_id)):
        answer_by_link(secret=secret, language="en", said=said, authority_id=asked.authority_id)
