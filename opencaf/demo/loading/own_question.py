"""The question of its own that one of the demonstration's authorities asks, and what families say to it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.choosing import chance, chooser
from opencaf.demo.days import moment
from opencaf.demo.families import words_of
from opencaf.demo.loading.telling import Telling
from opencaf.demo.loading.world import World
from opencaf.episodes.codes import MarkState
from opencaf.episodes.elements import Domain
from opencaf.episodes.operations.forms import bring_form_into_use, prepare_form
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.own_questions import add_question
from opencaf.episodes.operations.stories import BoxWords
from opencaf.episodes.queries.assessment import Box

AUTHORITY = "B"
ASKED_FOR = dt.timedelta(days=240)
TOLD = 0.6
NO_TALK_BEFORE = 4
WORDS = {
    "name": "Time online",
    "help_text": "Telephones, tablets and games: how long, when, with whom; what is good in it; sleep.",
    "ask_child": "What do you like to do online? Who do you tell if something there is not nice?",
    "ask_parents": "What is allowed at each of the homes? When does it go well?",
    "example": "Noor (12) films birds and puts them online under another name. Her telephone stays in the "
    "kitchen at night since January; both parents hold to it. Noor: “I sleep, so fine.”",
}
SAID = (
    "{name} has a tablet until ten at night and is hard to wake. Mum would like one rule for both homes.",
    "An hour after tea, in the kitchen. It works, says {name}, as long as it is the same for everybody.",
    "There is one telephone in the family. {name} borrows it for homework and gives it back.",
    "{name} plays with two friends from school and knows whom to tell if a stranger writes.",
    "Somebody wrote unkind things about {name} in a group. It was shown to the teacher and has stopped.",
)
OWN_WORDS = ("“Everybody else is allowed.”", "“I’d rather be outside.”", "")


def ask_own_question(world: World) -> None:
    """Ask it from a day on; what was begun before keeps the national form."""
    if world.plan.shape.code != AUTHORITY:
        return
    by = world.administrator
    with clock.at(moment(world.plan.begun_on, 60)), acting_for(asking_as(by)), transaction.atomic():
        form = prepare_form(name="National form with time online", by=by)
        add_question(form=form, domain=Domain.CHILD, **WORDS, fits_the_unborn=False, by=by)
        bring_form_into_use(form=form, in_use_from=world.plan.eve - ASKED_FOR, by=by)


def write_own_box(
    telling: Telling, held: Box, on: dt.date, written: list[BoxWords], marks: list[MarkFor]
) -> None:
    """Add what was said to it; chosen apart, so that nothing else comes out otherwise."""
    plan, case = telling.world.plan, telling.case
    choose = chooser(plan.seed, plan.shape.code, "own question", case.course.number, held.question.code)
    child = case.family.children[[one.id for one in telling.recorded.children].index(held.child_ids[0])]
    is_told = chance(choose, TOLD) and (child.age_on(on) or 0) >= NO_TALK_BEFORE
    if is_told:
        words = words_of(case.family, child, choose, on=on)
        written.append(
            BoxWords(
                story_id=held.id,
                written_by=telling.row_of(case.cast.assessor),
                story=choose.choice(SAID).format_map(words),
                family_words=choose.choice(OWN_WORDS),
            )
        )
    for child_id in held.child_ids:
        code = choose.choice("00123") if is_told else str(MarkState.NOT_ASKED)
        marks.append(MarkFor(child_id, held.question.code, code))
