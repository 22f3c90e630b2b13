"""Two authorities, and a case of one of them with something in every part of it."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode, Mark, Transfer
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.operations.transferring import prepare_transfer, secrets_of, take_package
from opencaf.people.models import (
    ContactPoint,
    Family,
    FamilyMember,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Schooling,
)
from opencaf.people.operations.sealing import seal_part
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, make_draft
from tests.factories.chronology import make_event
from tests.factories.files import make_file
from tests.factories.full_case import fill_draft, fill_rest
from tests.factories.meetings import make_action, make_lead, make_meeting, make_outcome
from tests.factories.stepping import make_answer, make_step_up
from tests.factories.support import make_mother, make_request

AGREED = dt.date(2026, 10, 20)
MOVES = dt.date(2026, 11, 16)
SEALED_CANARY = "SEALED-CANARY 9 Hidden Lane"
LEFT_OUT_CANARY = "LEFT-OUT-CANARY"
DECISION_CANARY = "Waiting would leave her there."
HIDDEN = "emotional_social_development"


def whole_case(*, by: Practitioner, given_names: str = "Robin", **values: Any) -> Episode:
    """A case with rows in every sheet; one part is left out, one address sealed."""
    child = ChildFactory(given_names=given_names, family_name="Okonjo", **values)
    mother = make_mother(child, by=by, family_name="Okonjo")
    person_rows(child, mother, by)
    assessment = make_draft(by=by, children=[child])
    episode = assessment.episode
    Episode.objects.filter(pk=episode.pk).update(family=family_of(child, mother, by))
    for question in assessment.form.questions.filter(code__in=["general_health", HIDDEN]):
        text = f"{LEFT_OUT_CANARY if question.code == HIDDEN else 'Coughs'} at night."
        assessment.stories.filter(question=question).update(story=text, written_by=by)
        Mark.record(
            by=by,
            episode=episode,
            assessment=assessment,
            occasion="start",
            child=child,
            element=question.code,
            state="marked",
            value=3,
            marked_on=COMPLETED,
        )
    fill_draft(assessment, by=by)
    complete_assessment(assessment=assessment, completed_on=COMPLETED, by=by)
    episode.refresh_from_db()
    make_meeting(episode, by=by)
    make_lead(episode, by, by=by)
    make_action(make_outcome(episode, by=by), by=by)
    make_request(episode, by=by)
    make_event(episode, people=[child], by=by)
    make_event(episode, f"{LEFT_OUT_CANARY} happened", element=HIDDEN, people=[child], by=by)
    add_note(episode=episode, kind="visit", happened_on=dt.date(2025, 11, 12), text="A calm week.", by=by)
    set_level(episode=episode, level=3, decided_on=dt.date(2025, 11, 12), reason="Two agencies.", by=by)
    make_answer(make_step_up(episode, by=by), "declined", by=by)
    make_file(episode, by=by, element="general_health", child=child)
    make_file(episode, by=by, title=LEFT_OUT_CANARY, element=HIDDEN, child=child)
    fill_rest(episode, by=by)
    episode.refresh_from_db()
    return episode


def person_rows(child: Person, mother: Person, by: Practitioner) -> None:
    """Names, numbers, school, a home, and another that is sealed."""
    PersonName.record(by=by, person=child, kind="known_as", given_names="Robbie")
    Identifier.record(by=by, person=child, scheme="nhs", value="9998023777")
    ContactPoint.record(by=by, person=mother, kind="mobile", value="07700 900123")
    Schooling.record(by=by, person=child, name="Marlbeck Primary")
    hidden = [
        ContactPoint.record(by=by, person=mother, kind="home", value="SEALED-CANARY-9"),
        Schooling.record(by=by, person=child, name="SEALED-CANARY School"),
    ]
    for line in ("4 Weir Street", SEALED_CANARY):
        home = Household.record(by=by, line1=line, postcode="ZD1 1AA")
        HouseholdMember.record(by=by, household=home, person=child)
        hidden += [home] if line == SEALED_CANARY else []
    for part in hidden:
        with acting_as(by):
            seal_part(record=part, why="refuge", words="Hiding.", readers=[], through=child, by=by)


def family_of(child: Person, mother: Person, by: Practitioner) -> Family:
    """The family of two."""
    family = Family.record(by=by, name="Okonjo")
    for person in (child, mother):
        FamilyMember.record(by=by, family=family, person=person)
    return family


def make_transfer(episode: Episode, *, by: Practitioner, **values: Any) -> Transfer:
    """A transfer that the mother agreed to."""
    child = episode.episode_children.all()[0].child
    values.setdefault("agreed_by", child)
    least: dict[str, Any] = {
        "to_name": "Westshire",
        "to_mailbox": "early.help@westshire.example.org",
        "why": "The family moves house.",
        "moves_on": MOVES,
        "agreed_on": AGREED,
        "agreed_words": "Everything but feelings.",
        "left_out": [HIDDEN],
        "prepared_on": dt.date(2026, 11, 2),
    }
    return prepare_transfer(episode=episode, by=by, **{**least, **values})


def package_of(transfer: Transfer, *, by: Practitioner) -> tuple[bytes, str]:
    """The package and its words, taken by somebody who reads even what is sealed."""
    with acting_as(by):
        return take_package(transfer=transfer, by=by), secrets_of(transfer)["words"]


def acting_as(who: Practitioner) -> AbstractContextManager[None]:
    """Act as somebody rather than as the keeper of the tests."""
    return acting_for(Asking(who.id, who.post.id, who.authority_id))
