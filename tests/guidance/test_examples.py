"""Examples: written, shown, withdrawn; and those that come with the program."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.elements import ELEMENTS
from opencaf.guidance.models import AgeBand, Example
from opencaf.guidance.operations.examples import add_shipped_examples, change_example
from opencaf.guidance.queries.examples import examples_in
from opencaf.guidance.shipped import SHIPPED
from tests.factories.assessment import national_form
from tests.factories.guidance import make_example
from tests.factories.training import trainer


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    national_form(alice)
    return trainer()


def test_an_example_is_found_by_question_and_age_once_it_is_shown(tara: Practitioner) -> None:
    shown = make_example(by=tara)
    make_example("Another", by=tara, age_band="unborn")
    make_example("A draft", by=tara, state="draft")

    assert list(examples_in(tara.authority_id, element="general_health", age_band="under_5")) == [shown]
    assert examples_in(tara.authority_id, shown_only=False).count() == 3


def test_one_that_is_withdrawn_is_kept_and_not_shown(tara: Practitioner) -> None:
    example = make_example(by=tara)

    change_example(example=example, element=example.element, title=example.title, state="withdrawn", by=tara)

    assert not examples_in(tara.authority_id)
    assert Example.objects.get().state == "withdrawn"


def test_a_title_stands_once_and_a_question_is_one_that_is_asked(tara: Practitioner) -> None:
    example = make_example(by=tara)
    with pytest.raises(ValidationError, match="Another example has this title"):
        make_example(example.title.upper(), by=tara)
    with pytest.raises(ValidationError, match="Select a question"):
        make_example("Unknown", by=tara, element="own_unknown")
    change_example(example=example, element=example.element, title=example.title, by=tara)


def test_the_ready_ones_are_added_once(tara: Practitioner) -> None:
    first, second = add_shipped_examples(by=tara), add_shipped_examples(by=tara)

    assert (len(first), len(second)) == (len(SHIPPED), 0)
    assert {one.origin for one in first} == {"invented"}


def test_the_ready_ones_are_of_every_age_and_of_elements_that_there_are() -> None:
    assert len(SHIPPED) >= 20
    assert {one.age_band for one in SHIPPED} == set(AgeBand.values)
    assert {one.element for one in SHIPPED} <= {element.code for element in ELEMENTS}
    fits = {element.code for element in ELEMENTS if element.fits_the_unborn}
    assert {one.element for one in SHIPPED if one.age_band == AgeBand.UNBORN} <= fits
    assert len({one.title for one in SHIPPED}) == len(SHIPPED)


def test_only_who_looks_after_training_writes(tara: Practitioner, alice: Practitioner) -> None:
    example = make_example(by=tara)

    with pytest.raises(PermissionDenied, match="training team"):
        make_example("Mine", by=alice)
    with pytest.raises(PermissionDenied, match="training team"):
        change_example(example=example, element=example.element, title="Mine", by=alice)
    with pytest.raises(PermissionDenied, match="training team"):
        add_shipped_examples(by=alice)
