"""Episodes at the stages of an assessment, made by the operations that lead there."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import ConsentCapacity, ConsentKind, ConsentMethod
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Assessment, AssessmentForm, Consent, Episode, Question
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.people.models import Person
from tests.factories import DAY, ChildFactory, make_episode
from tests.factories.consent import make_parent

ALL_ELEMENTS = frozenset(element.code for element in ELEMENTS)
STARTED = dt.date(2025, 9, 30)
COMPLETED = dt.date(2025, 10, 15)


def national_form(by: Practitioner) -> AssessmentForm:
    """The national form with its nineteen elements, once in an authority."""
    held = AssessmentForm.objects.filter(authority_id=by.authority_id).first()
    if held:
        return held
    form = AssessmentForm.objects.create(
        authority_id=by.authority_id, version=1, name="National form", in_use_from=dt.date(2020, 1, 1)
    )
    Question.objects.bulk_create(
        Question(
            authority_id=by.authority_id,
            form=form,
            code=element.code,
            domain=element.domain,
            group=element.group,
            name=element.name,
            help_text=element.help_text,
            fits_the_unborn=element.fits_the_unborn,
            position=position,
        )
        for position, element in enumerate(ELEMENTS)
    )
    return form


def agree_to_assess(episode: Episode, by: Practitioner, **values: Any) -> Consent:
    """A parent's agreement to the assessment."""
    values.setdefault("given", True)
    values.setdefault("answered_on", DAY)
    if "given_by" not in values:
        values["given_by"] = make_parent(episode.episode_children.all()[0].child)
    return Consent.record(
        by=by,
        episode=episode,
        kind=ConsentKind.ASSESS,
        capacity=ConsentCapacity.PARENT,
        method=ConsentMethod.VERBAL,
        explained_by=by,
        **values,
    )


def make_draft(*, by: Practitioner, children: list[Person] | None = None, **values: Any) -> Assessment:
    """An assessment just started."""
    national_form(by)
    episode = make_episode(by=by, children=children)
    agree_to_assess(episode, by)
    values.setdefault("started_on", STARTED)
    return start_assessment(episode=episode, by=by, **values)


def make_completed(*, by: Practitioner, children: list[Person] | None = None) -> Assessment:
    """An assessment completed without a word."""
    draft = make_draft(by=by, children=children)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=by)
    return Assessment.objects.get(pk=draft.pk)


def three_children() -> list[Person]:
    """Brothers and a sister of one family."""
    return [
        ChildFactory(given_names="Ellis", family_name="Brennan", sex="M", born_on=dt.date(2011, 2, 1)),
        ChildFactory(given_names="Maisie", family_name="Brennan", born_on=dt.date(2016, 3, 2)),
        ChildFactory(given_names="Theo", family_name="Brennan", sex="M", born_on=dt.date(2021, 1, 5)),
    ]
