"""Reviews: marks agreed again, own marks, views, and what they may not be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import FamilyView, Mark
from opencaf.episodes.operations.reviews import ReviewMark, ReviewView
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import (
    MET_ON,
    child_of,
    make_meeting,
    make_parent,
    make_planned_meeting,
    make_review,
)


def test_a_review_keeps_the_marks_of_what_was_looked_at(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    child, meeting = child_of(episode), make_meeting(episode, by=alice)

    review = make_review(
        meeting,
        by=alice,
        marks=[ReviewMark(child, "general_health", "0"), ReviewMark(child, "identity", "dont_know")],
    )

    kept = Mark.objects.filter(review=review).order_by("element")
    assert [(m.element, m.state, m.value, m.rater, m.occasion) for m in kept] == [
        ("general_health", "marked", 0, "team", "review"),
        ("identity", "dont_know", None, "team", "review"),
    ]
    assert {mark.marked_on for mark in kept} == {MET_ON}


def test_a_parent_and_a_child_mark_for_themselves(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    child, mother = child_of(episode), make_parent(episode, by=alice)
    meeting = make_meeting(episode, by=alice)

    review = make_review(
        meeting,
        by=alice,
        marks=[ReviewMark(child, "housing_employment_finance", "3")],
        own_marks=[
            ReviewMark(child, "housing_employment_finance", "4", mother),
            ReviewMark(child, "housing_employment_finance", "2", child),
        ],
    )

    marks = Mark.objects.filter(review=review).order_by("value")
    assert [(m.rater, m.rated_by_person, m.value) for m in marks] == [
        ("young_person", child, 2),
        ("team", None, 3),
        ("parent", mother, 4),
    ]


def test_a_review_keeps_what_each_child_and_the_parents_say(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    child, meeting = child_of(episode), make_meeting(episode, by=alice)

    review = make_review(
        meeting,
        by=alice,
        views=[ReviewView("child", "“My peg has a rabbit.”", child), ReviewView("parent", "Two voices.")],
    )

    views = FamilyView.objects.filter(review=review)
    assert {(view.whose, view.person, view.said_on) for view in views} == {
        ("child", child, MET_ON),
        ("parent", None, MET_ON),
    }


def test_a_review_says_something(alice: Practitioner) -> None:
    meeting = make_meeting(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="Enter what changed"):
        make_review(meeting, by=alice, what_changed=" ")


def test_a_meeting_that_was_not_held_is_no_review(alice: Practitioner) -> None:
    meeting = make_planned_meeting(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="that was held"):
        make_review(meeting, by=alice)


def test_a_meeting_has_one_review(alice: Practitioner) -> None:
    meeting = make_meeting(make_episode(by=alice), by=alice)
    make_review(meeting, by=alice)

    with pytest.raises(ValidationError, match="written already"):
        make_review(meeting, by=alice)


def test_the_same_mark_is_not_given_twice(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    child, meeting = child_of(episode), make_meeting(episode, by=alice)
    mark = ReviewMark(child, "identity", "3", child)

    with pytest.raises(ValidationError, match="twice"):
        make_review(meeting, by=alice, own_marks=[mark, mark])


def test_marks_are_about_children_of_the_family_and_known_areas(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    meeting = make_meeting(episode, by=alice)
    wrong = [ReviewMark(ChildFactory(), "identity", "3"), ReviewMark(child_of(episode), "luck", "3")]

    for mark in wrong:
        with pytest.raises(ValidationError, match="child of this family"):
            make_review(meeting, by=alice, marks=[mark])


def test_a_stranger_marks_nothing_for_anybody(alice: Practitioner, dave: Practitioner) -> None:
    episode = make_episode(by=alice)
    meeting = make_meeting(episode, by=alice)
    stranger = ChildFactory()

    with pytest.raises(PermissionDenied):
        make_review(meeting, by=dave)
    with pytest.raises(ValidationError, match="belongs to this family"):
        make_review(meeting, by=alice, own_marks=[ReviewMark(child_of(episode), "identity", "1", stranger)])


def test_a_review_is_on_the_trail_in_numbers(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    make_review(make_meeting(make_episode(by=alice), by=alice), by=alice, what_changed="Two words.")

    events = owner_sees("select detail from audit_event where action = 'review_held'")

    assert len(events) == 1
    assert "Two words" not in str(events)
