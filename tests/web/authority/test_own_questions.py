"""Whoever looks after the form adds a question of their own in pages, changes it, moves it, takes it off."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.operations.forms import bring_form_into_use, prepare_form
from tests.factories.setup import equipped
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
ANSWERS = {"domain": "child", "name": "Screen time", "fits_the_unborn": "no"}


@pytest.fixture
def prepared(authority: Authority, erin: Practitioner) -> AssessmentForm:
    equipped(authority)
    return prepare_form(name="Our form", by=erin)


@pytest.fixture
def administrator(erin: Practitioner, client_of: ClientOf) -> Client:
    cache.clear()
    return client_of(erin)


def at(name: str, *arguments: Any) -> str:
    return reverse(f"authority:{name}", args=arguments)


def page(client: Client, address: str) -> str:
    with at_most(12):
        response = client.get(address)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def send(client: Client, address: str, **answers: Any) -> str:
    text: str = client.post(address, {"submission_token": "x", **answers}, follow=True).content.decode()
    return text


def own(form: AssessmentForm) -> Question:
    return form.questions.get(code="own_screen_time")


def test_a_question_is_added_changed_moved_and_taken_off(
    administrator: Client, prepared: AssessmentForm
) -> None:
    there = page(administrator, at("form_show", prepared.id))
    assert at("form_add_question", prepared.id) in there
    assert "It is asked like an element" in page(administrator, at("form_add_question", prepared.id))

    said = send(administrator, at("form_add_question", prepared.id), **ANSWERS, help_text="Hours a day")
    assert "The question was added." in said
    assert "Your own" in said
    assert said.count("Take it off the form") == 1

    address = at("form_question", own(prepared).id)
    assert "Hours a day" in page(administrator, address)
    changed = {**ANSWERS, "name": "Time at screens", "fits_the_unborn": "yes", "domain": "family_environment"}
    assert "It fits every child, born or not." in send(administrator, address, **changed)
    assert own(prepared).domain == "family_environment"

    assert "was moved" in send(administrator, at("form_move", own(prepared).id, "earlier"))

    gone = at("form_take_off", own(prepared).id)
    assert "What was answered to it on earlier versions stays" in page(administrator, gone)
    assert "The question was taken off." in send(administrator, gone)
    assert prepared.questions.count() == 19


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the question"),
        ({"name": "screen  TIME"}, "name", "asks “screen  TIME” already"),
        ({"name": "General health"}, "name", "This version asks “General health” already"),
        ({"name": "x" * 300}, "name", "must be 120 characters or fewer"),
        ({"name": "🍼🍼🍼"}, "name", "The question must have letters or numbers"),
        ({"domain": "money"}, "domain", "from the list"),
        ({"domain": ""}, "domain", "Select the part of the form"),
        ({"fits_the_unborn": ""}, "fits_the_unborn", "Select whether it fits a baby who is not born yet"),
        ({"help_text": "x" * 10_001}, "help_text", "must be 10,000 characters or fewer"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field_and_nothing_is_lost(
    administrator: Client, prepared: AssessmentForm, answers: dict[str, str], field: str, sentence: str
) -> None:
    send(administrator, at("form_add_question", prepared.id), **ANSWERS)
    typed = {**ANSWERS, "name": "Pets", "example": "A dog, kept well.", **answers}

    said = send(administrator, at("form_add_question", prepared.id), **typed)

    assert said.count(sentence) == 2  # in the summary and at the field
    assert "A dog, kept well." in said
    assert "Error: Add a question" in said
    assert prepared.questions.count() == 20


@pytest.mark.parametrize("name", ["Café & <b>bed</b> 🍼", "A\x00B\x07C", "Left \u202eright", "وقت الشاشة"])
def test_odd_letters_are_kept_or_refused_and_never_break_the_page(
    administrator: Client, prepared: AssessmentForm, name: str
) -> None:
    said = send(administrator, at("form_add_question", prepared.id), **{**ANSWERS, "name": name})

    assert "<b>bed</b>" not in said
    kept = prepared.questions.filter(code__startswith="own_")
    assert ("The question was added." in said) == kept.exists()
    assert all(character.isprintable() or character == "\u202e" for one in kept for character in one.name)


def test_a_question_that_was_taken_off_in_another_window_is_said_to_be_gone(
    administrator: Client, prepared: AssessmentForm
) -> None:
    send(administrator, at("form_add_question", prepared.id), **ANSWERS)
    gone = at("form_take_off", own(prepared).id)
    send(administrator, gone)

    for asked in (administrator.get(gone), administrator.post(gone, {"submission_token": "y"})):
        assert asked.status_code == 404
        assert "It may have been taken off the version already." in asked.content.decode()


def test_a_page_that_was_open_while_the_version_came_into_use_says_so(
    administrator: Client, prepared: AssessmentForm, erin: Practitioner
) -> None:
    send(administrator, at("form_add_question", prepared.id), **ANSWERS)
    bring_form_into_use(form=prepared, in_use_from=clock.today(), by=erin)

    for address, answers in (
        (at("form_add_question", prepared.id), {**ANSWERS, "name": "Pets"}),
        (at("form_question", own(prepared).id), {**ANSWERS, "name": "Pets"}),
        (at("form_take_off", own(prepared).id), {}),
    ):
        assert "is in use and stays as it is. Prepare the next version" in send(
            administrator, address, **answers
        )


def test_an_element_is_not_taken_off(administrator: Client, prepared: AssessmentForm) -> None:
    element = prepared.questions.get(code="identity")

    assert "is one of the nineteen elements" in send(administrator, at("form_take_off", element.id))
    assert "Take it off the form" not in page(administrator, at("form_show", prepared.id))


def test_before_it_comes_into_use_the_page_says_what_families_left_out_means_for_it(
    administrator: Client, prepared: AssessmentForm
) -> None:
    assert "is left out too" not in page(administrator, at("form_into_use", prepared.id))
    send(administrator, at("form_add_question", prepared.id), **ANSWERS)

    assert "is left out too, until the family is asked" in page(
        administrator, at("form_into_use", prepared.id)
    )
