"""Another assessment that is taken over with the family's agreement."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, ReusedAgreement, ReusedAssessment
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.assessment_reused import leave_out_reused, take_over_assessment
from opencaf.episodes.operations.correcting import correct_text
from opencaf.episodes.queries.reused import rests_on
from opencaf.people.models import Person
from tests.factories.assessment import COMPLETED, make_draft
from tests.factories.consent import make_parent

MADE_ON = dt.date(2025, 1, 20)
WHAT = "single assessment by children’s social care"


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def mother(draft: Assessment) -> Person:
    return make_parent(
        draft.episode.episode_children.get().child, given_names="Natalie", family_name="Brennan"
    )


def take_over(
    draft: Assessment, agreed_by: list[Person], *, by: Practitioner, made_on: dt.date = MADE_ON
) -> ReusedAssessment:
    return take_over_assessment(assessment=draft, what=WHAT, made_on=made_on, agreed_by=agreed_by, by=by)


def test_it_says_what_it_was_of_which_day_and_who_agreed(
    draft: Assessment, mother: Person, alice: Practitioner
) -> None:
    take_over(draft, [mother], by=alice)

    (one,) = rests_on(draft).reused
    assert one.in_words == f"{WHAT}, of 20 January 2025. Agreed by Natalie Brennan."


def test_nothing_is_taken_over_without_agreement(draft: Assessment, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Select who of the family agreed"):
        take_over(draft, [], by=alice)


def test_an_assessment_to_come_is_refused(draft: Assessment, mother: Person, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="must be today or in the past"):
        take_over(draft, [mother], by=alice, made_on=dt.date(2026, 11, 3))


def test_a_stranger_takes_nothing_over(draft: Assessment, mother: Person, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        take_over(draft, [mother], by=dave)


def test_it_is_left_out_again_while_the_version_is_written(
    draft: Assessment, mother: Person, alice: Practitioner
) -> None:
    held = take_over(draft, [mother], by=alice)

    leave_out_reused(assessment=draft, reused_id=held.id, by=alice)
    leave_out_reused(assessment=draft, reused_id=new_id(), by=alice)

    assert rests_on(draft).reused == []
    assert not ReusedAgreement.objects.exists()


def test_a_completed_version_keeps_what_it_rests_on(
    draft: Assessment, mother: Person, alice: Practitioner
) -> None:
    held = take_over(draft, [mother], by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    with pytest.raises(ValidationError):
        leave_out_reused(assessment=draft, reused_id=held.id, by=alice)
    with pytest.raises(ValidationError):
        take_over(draft, [mother], by=alice)

    assert len(rests_on(draft).reused) == 1


def test_what_it_was_is_put_right_later(draft: Assessment, mother: Person, alice: Practitioner) -> None:
    held = take_over(draft, [mother], by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    correct_text(
        episode=draft.episode,
        kind="reused",
        record_id=held.id,
        field="what",
        value="Nursery's own",
        reason="typing",
        by=alice,
    )

    assert rests_on(draft).reused[0].what == "Nursery's own"
