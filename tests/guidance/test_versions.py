"""Guidance by question: each save is a version, nothing is lost, and an older one comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.guidance.models import GuidanceVersion
from opencaf.guidance.operations.versions import bring_guidance_back, save_guidance
from opencaf.guidance.queries.versions import guided_questions, words_for
from tests.factories.assessment import national_form
from tests.factories.guidance import ELEMENT, make_guidance
from tests.factories.training import trainer
from tests.web.counting import statements


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    national_form(alice)
    return trainer()


def words(by: Practitioner) -> str:
    return words_for([ELEMENT], by.authority_id).get(ELEMENT, "")


def test_the_last_version_that_is_shown_stands_beside_the_question(tara: Practitioner) -> None:
    make_guidance("First.", by=tara)
    make_guidance("Second.", by=tara)
    make_guidance("A draft.", by=tara, shown=False)

    assert words(tara) == "Second."
    assert list(GuidanceVersion.objects.values_list("number", "text")) == [
        (3, "A draft."),
        (2, "Second."),
        (1, "First."),
    ]


def test_an_older_version_comes_back_as_the_next(tara: Practitioner) -> None:
    first = make_guidance("First.", by=tara)
    make_guidance("Second.", by=tara)

    back = bring_guidance_back(version=first, by=tara)

    assert (back.number, back.text, words(tara)) == (3, "First.", "First.")


def test_without_words_nothing_stands_there(tara: Practitioner) -> None:
    make_guidance("First.", by=tara)

    make_guidance(" ", by=tara)

    assert words(tara) == ""
    assert not any(one.has_words for one in guided_questions(tara.authority_id))


def test_a_draft_needs_words_and_a_question_that_is_asked(tara: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter the words of the draft"):
        make_guidance(" ", by=tara, shown=False)
    with pytest.raises(ValidationError, match="Select a question"):
        make_guidance(by=tara, element="own_unknown")


def test_only_who_looks_after_training_writes(tara: Practitioner, alice: Practitioner) -> None:
    first = make_guidance(by=tara)

    with pytest.raises(PermissionDenied, match="training team"):
        make_guidance(by=alice)
    with pytest.raises(PermissionDenied, match="training team"):
        bring_guidance_back(version=first, by=alice)


def test_a_save_leaves_its_mark_on_the_trail(
    tara: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    saved = make_guidance(by=tara)

    (event,) = owner_sees("select * from audit_event where action = 'guidance_saved'")
    assert event["subject_id"] == str(saved.id)


def test_the_words_of_a_page_are_one_statement(tara: Practitioner) -> None:
    make_guidance(by=tara)
    make_guidance("About their home.", by=tara, element="wider_family")

    with statements() as asked:
        found = words_for([ELEMENT, "wider_family", "identity"], tara.authority_id)

    assert len(asked) == 1
    assert sorted(found) == [ELEMENT, "wider_family"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=st.lists(st.tuples(st.sampled_from(["", "One.", "Two."]), st.booleans()), max_size=6))
def test_nothing_that_was_saved_is_lost(tara: Practitioner, saves: list[tuple[str, bool]]) -> None:
    before = GuidanceVersion.objects.count()
    kept = [(text, shown) for text, shown in saves if text or shown]
    shown_now = words(tara)

    for text, shown in kept:
        save_guidance(element=ELEMENT, text=text, is_shown=shown, by=tara)

    assert GuidanceVersion.objects.count() == before + len(kept)
    assert words(tara) == next((text for text, shown in reversed(kept) if shown), shown_now)
