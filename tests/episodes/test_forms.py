"""The next version of the form is prepared beside the one in use; an old assessment keeps its own."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.operations.assessment import form_in_use
from opencaf.episodes.operations.forms import (
    bring_form_into_use,
    change_question,
    move_question,
    prepare_form,
    throw_form_away,
)
from tests.factories import ChildFactory
from tests.factories.assessment import make_draft
from tests.factories.setup import equipped

NEXT = dt.date(2026, 12, 1)


@pytest.fixture
def form(authority: Authority) -> AssessmentForm:
    """The form in use: the national one."""
    return equipped(authority).form


@pytest.fixture
def prepared(form: AssessmentForm, erin: Practitioner) -> AssessmentForm:
    """The next version, being prepared."""
    return prepare_form(name="Our form", by=erin)


def asked(form: AssessmentForm, code: str) -> Question:
    return form.questions.get(code=code)


def test_the_national_form_has_words_beside_every_box(form: AssessmentForm) -> None:
    for question in form.questions.all():
        assert all([question.help_text, question.ask_child, question.ask_parents, question.example])


def test_the_next_version_begins_as_a_copy(form: AssessmentForm, prepared: AssessmentForm) -> None:
    shown = (
        "code",
        "domain",
        "group",
        "name",
        "help_text",
        "ask_child",
        "ask_parents",
        "example",
        "position",
    )

    assert prepared.version == form.version + 1
    assert list(prepared.questions.values(*shown)) == list(form.questions.values(*shown))


def test_nobody_assesses_on_a_version_that_is_being_prepared(
    form: AssessmentForm, prepared: AssessmentForm, alice: Practitioner
) -> None:
    assert form_in_use(alice, clock.today()) == form
    assert form_in_use(alice, dt.date(1999, 1, 1)) == form


def test_an_assessment_keeps_the_form_on_which_it_was_begun(alice: Practitioner, erin: Practitioner) -> None:
    draft = make_draft(by=alice, children=[ChildFactory()])
    prepared = prepare_form(name="Our form", by=erin)
    health = asked(prepared, "general_health")
    change_question(question=health, name="Health", help_text="Eats, sleeps, well?", by=erin)
    bring_form_into_use(form=prepared, in_use_from=clock.today(), by=erin)

    draft.refresh_from_db()

    assert asked(draft.form, "general_health").name == "General health"
    assert form_in_use(alice, clock.today()) == prepared
    assert asked(prepared, "general_health").name == "Health"


def test_from_its_first_day_on_it_is_asked(
    form: AssessmentForm, prepared: AssessmentForm, erin: Practitioner
) -> None:
    bring_form_into_use(form=prepared, in_use_from=NEXT, by=erin)

    assert form_in_use(erin, NEXT - dt.timedelta(1)) == form
    assert form_in_use(erin, NEXT) == prepared


def test_a_version_in_use_stays_as_it_is(form: AssessmentForm, erin: Practitioner) -> None:
    question = asked(form, "general_health")
    for change in (
        lambda: change_question(question=question, name="Health", by=erin),
        lambda: move_question(question=question, earlier=False, by=erin),
        lambda: throw_form_away(form=form, by=erin),
        lambda: bring_form_into_use(form=form, in_use_from=NEXT, by=erin),
    ):
        with pytest.raises(ValidationError, match="is in use and stays as it is"):
            change()


def test_one_version_is_prepared_at_a_time(prepared: AssessmentForm, erin: Practitioner) -> None:
    with pytest.raises(ValidationError, match="is being prepared already"):
        prepare_form(name="Another", by=erin)
    with pytest.raises(IntegrityError, match="one_form_is_being_prepared"), transaction.atomic():
        AssessmentForm.objects.create(authority_id=erin.authority_id, version=9, name="Another")


@pytest.mark.parametrize(("day", "sentence"), [(-1, "today or later"), (2, "not be before that of another")])
def test_the_first_day_is_neither_past_nor_before_anothers(
    prepared: AssessmentForm, erin: Practitioner, day: int, sentence: str
) -> None:
    bring_form_into_use(form=prepared, in_use_from=clock.today() + dt.timedelta(3), by=erin)
    another = prepare_form(name="Another", by=erin)

    with pytest.raises(ValidationError, match=sentence):
        bring_form_into_use(form=another, in_use_from=clock.today() + dt.timedelta(day), by=erin)


def test_questions_change_places_within_their_part(prepared: AssessmentForm, erin: Practitioner) -> None:
    codes = list(prepared.questions.values_list("code", flat=True))

    move_question(question=asked(prepared, codes[1]), earlier=True, by=erin)

    assert list(prepared.questions.values_list("code", flat=True)) == [codes[1], codes[0], *codes[2:]]
    for code, earlier, sentence in ((codes[1], True, "first"), ("aspirations", False, "last")):
        with pytest.raises(ValidationError, match=f"stands {sentence} in its part"):
            move_question(question=asked(prepared, code), earlier=earlier, by=erin)


def test_what_was_prepared_can_be_thrown_away(prepared: AssessmentForm, erin: Practitioner) -> None:
    throw_form_away(form=prepared, by=erin)

    assert not AssessmentForm.objects.filter(in_use_from=None).exists()
    assert prepare_form(name="Anew", by=erin).version == prepared.version


def test_only_who_looks_after_it_changes_the_form(form: AssessmentForm, alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="Only an administrator or the training team"):
        prepare_form(name="Mine", by=alice)
