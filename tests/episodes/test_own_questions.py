"""A question of the authority's own is asked like an element, and keeps its code in later versions."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.asked import remembering
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.operations.forms import (
    bring_form_into_use,
    bring_in_form,
    change_question,
    move_question,
    prepare_form,
    throw_form_away,
)
from opencaf.episodes.operations.own_questions import MOST, add_question, take_question_off
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.questionnaire import questionnaire_of, read_questionnaire
from tests.factories import ChildFactory, acting_in
from tests.factories.assessment import make_draft
from tests.factories.setup import equipped
from tests.web.counting import statements

NEXT = dt.date(2026, 12, 1)


@pytest.fixture
def form(authority: Authority) -> AssessmentForm:
    return equipped(authority).form


@pytest.fixture
def prepared(form: AssessmentForm, erin: Practitioner) -> AssessmentForm:
    return prepare_form(name="Our form", by=erin)


def add(form: AssessmentForm, name: str, by: Practitioner, **values: Any) -> Question:
    return add_question(
        **{"form": form, "domain": "child", "name": name, "fits_the_unborn": False, "by": by} | values
    )


def into_use(form: AssessmentForm, by: Practitioner, on: dt.date | None = None) -> None:
    bring_form_into_use(form=form, in_use_from=on or clock.today(), by=by)


def test_it_stands_last_in_its_part_and_moves_among_the_others(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    added = add(prepared, "Screen time", erin, help_text="Hours a day", example="Two hours.")

    assert added.code == "own_screen_time"
    assert [one.code for one in prepared.questions.filter(domain="child")][-1] == added.code
    move_question(question=added, earlier=True, by=erin)
    assert [one.code for one in prepared.questions.filter(domain="child")][-2] == added.code


def test_an_assessment_on_the_version_has_its_box_and_an_older_one_has_not(
    prepared: AssessmentForm, alice: Practitioner, erin: Practitioner
) -> None:
    older = make_draft(by=alice, children=[ChildFactory()], started_on=clock.today())
    add(prepared, "Screen time", erin)
    into_use(prepared, erin)
    newer = make_draft(by=alice, children=[ChildFactory()], started_on=clock.today())

    asked = [[box.question.code for box in boxes_of(draft)] for draft in (older, newer)]

    assert "own_screen_time" not in asked[0]
    assert len(asked[0]) == 19
    assert "own_screen_time" in asked[1]
    assert len(asked[1]) == 20


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Screen time", "own_screen_time"),
        ("Identity: faith!", "own_identity_faith"),
        ("Café au lait 🍼", "own_cafe_au_lait"),
        ("وقت الشاشة", "own_question"),
        ("x" * 120, f"own_{'x' * 40}"),
    ],
)
def test_its_code_is_made_from_its_name(
    prepared: AssessmentForm, erin: Practitioner, name: str, code: str
) -> None:
    assert add(prepared, name, erin).code == code


def test_its_code_stays_when_it_is_called_otherwise_and_in_later_versions(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    added = add(prepared, "Screen time", erin)
    change_question(question=added, name="Time at screens", domain="family_environment", by=erin)
    into_use(prepared, erin)

    copied = prepare_form(name="Next", by=erin).questions.get(code="own_screen_time")

    assert (copied.name, copied.domain) == ("Time at screens", "family_environment")


def test_one_that_is_brought_back_has_its_old_code_and_another_a_new_one(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    add(prepared, "Screen time", erin)
    into_use(prepared, erin)
    following = prepare_form(name="Next", by=erin)
    take_question_off(question=following.questions.get(code="own_screen_time"), by=erin)

    assert add(following, "Screen-time?", erin).code == "own_screen_time_2"
    assert add(following, "screen  TIME", erin).code == "own_screen_time"


def test_it_goes_out_with_the_form_and_comes_in_as_the_same_question(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    add(prepared, "Screen time", erin, help_text="Hours", ask_child="How long?", ask_parents="And you?")
    told = ("code", "domain", "name", "help_text", "ask_child", "ask_parents", "fits_the_unborn")
    before = list(prepared.questions.order_by("domain", "position").values_list(*told))
    file = json.dumps(questionnaire_of(prepared, list(prepared.questions.all())))
    throw_form_away(form=prepared, by=erin)

    back = bring_in_form(read=read_questionnaire(file), by=erin)

    assert list(back.questions.order_by("domain", "position").values_list(*told)) == before


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Screen time", "asks “Screen time” already"),
        (" screen  TIME ", "already. Enter another name"),
        ("General health", "already. Enter another name"),
        ("🍼🍼", "must have letters or numbers"),
    ],
)
def test_a_name_that_cannot_stand_is_refused_at_its_field(
    prepared: AssessmentForm, erin: Practitioner, name: str, sentence: str
) -> None:
    add(prepared, "Screen time", erin)

    with pytest.raises(ValidationError) as refused:
        add(prepared, name, erin)

    assert sentence in refused.value.message_dict["name"][0]


def test_the_name_of_an_element_is_refused_though_the_authority_calls_it_otherwise(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    health = prepared.questions.get(code="general_health")
    change_question(question=health, name="Health", by=erin)

    with pytest.raises(ValidationError, match="is the name of an element"):
        add(prepared, "General Health", erin)
    with pytest.raises(ValidationError, match="already"):
        change_question(question=prepared.questions.get(code="identity"), name="Health", by=erin)
    change_question(question=health, name="General health", by=erin)


def test_only_their_own_can_be_taken_off_and_only_once(prepared: AssessmentForm, erin: Practitioner) -> None:
    added = add(prepared, "Screen time", erin)
    twice = Question.objects.get(pk=added.pk)
    take_question_off(question=added, by=erin)

    assert prepared.questions.count() == 19
    with pytest.raises(ValidationError, match="was taken off the version already"):
        take_question_off(question=twice, by=erin)
    for question in prepared.questions.all():
        with pytest.raises(ValidationError, match="is one of the nineteen elements"):
            take_question_off(question=question, by=erin)


def test_a_version_that_came_into_use_meanwhile_stays_as_it_is(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    added = add(prepared, "Screen time", erin)
    stale = AssessmentForm.objects.get(pk=prepared.pk)
    into_use(prepared, erin)

    for change in (
        lambda: add(stale, "Pets", erin),
        lambda: take_question_off(question=added, by=erin),
        lambda: change_question(question=added, name="Pets", by=erin),
    ):
        with pytest.raises(ValidationError, match="is in use and stays as it is"):
            change()


def test_a_form_has_an_end(prepared: AssessmentForm, erin: Practitioner) -> None:
    for number in range(MOST):
        add(prepared, f"Question {number}", erin)

    with pytest.raises(ValidationError, match="can ask 30 questions of your own"):
        add(prepared, "One more", erin)


def test_only_who_looks_after_the_form_adds_to_it(
    prepared: AssessmentForm, alice: Practitioner, erin: Practitioner
) -> None:
    added = add(prepared, "Screen time", erin)

    with pytest.raises(PermissionDenied):
        add(prepared, "Mine", alice)
    with pytest.raises(PermissionDenied):
        take_question_off(question=added, by=alice)


def test_areas_have_the_names_and_the_order_of_the_version_in_use(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    change_question(question=prepared.questions.get(code="general_health"), name="Health", by=erin)
    move_question(question=prepared.questions.get(code="general_health"), earlier=False, by=erin)
    add(prepared, "Screen time", erin)
    into_use(prepared, erin)

    areas = form_areas()

    assert [area.name for area in areas][:2] == ["Physical development", "Health"]
    assert [area.code for area in areas if area.is_own] == ["own_screen_time"]
    assert areas.position("own_screen_time") == 12  # last of the child's
    assert areas.by_code["own_screen_time"].since == clock.today()
    assert areas.name("unheard_of") == "unheard_of"


def test_areas_tell_apart_what_is_asked_now_before_and_later(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    add(prepared, "Before", erin)
    into_use(prepared, erin)
    second = prepare_form(name="Second", by=erin)
    take_question_off(question=second.questions.get(code="own_before"), by=erin)
    add(second, "Now", erin)
    into_use(second, erin)
    third = prepare_form(name="Third", by=erin)
    add(third, "Later", erin)
    into_use(third, erin, NEXT)
    add(prepare_form(name="Fourth", by=erin), "Being prepared", erin)

    areas = form_areas()

    assert {area.code: area.is_asked for area in areas.everything if area.is_own} == {
        "own_before": False,
        "own_now": True,
        "own_later": False,
    }
    assert areas.later_than(clock.today()) == {"own_later"}
    with clock.at(dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC)):
        assert [area.code for area in form_areas() if area.is_own] == ["own_now", "own_later"]


def test_without_a_form_the_nineteen_elements_are_the_areas(authority: Authority) -> None:
    assert [area.code for area in form_areas()] == [element.code for element in ELEMENTS]


def test_another_authoritys_questions_are_not_known(
    prepared: AssessmentForm, erin: Practitioner, other_authority: Authority
) -> None:
    add(prepared, "Screen time", erin)
    into_use(prepared, erin)

    with acting_in(other_authority.id):
        assert "own_screen_time" not in form_areas().codes


def test_a_request_reads_them_once_until_a_form_is_written_to(
    prepared: AssessmentForm, erin: Practitioner
) -> None:
    with remembering():
        with statements() as asked:
            assert form_areas() is form_areas()
        add(prepared, "Screen time", erin)
        into_use(prepared, erin)

        assert "own_screen_time" in form_areas().codes
    assert len(asked) == 1
