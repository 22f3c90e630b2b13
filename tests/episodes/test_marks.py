"""Concern marks: giving them, and what they show over time."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.asked import remembering
from opencaf.core.ids import new_id
from opencaf.episodes.codes import Rater
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import Assessment, Mark, Meeting, Review
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.marks import MarkFor, give_marks, mark_not_relevant
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.marks import (
    high_marks_at_start,
    highest_concerns,
    latest_marks,
    marks_by_occasion,
    own_marks,
)
from opencaf.people.models import Person
from tests.factories import ChildFactory, MeetingKindFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft, three_children

REVIEWED = dt.date(2026, 1, 21)


@pytest.fixture
def child(authority: object) -> Person:
    return ChildFactory()


@pytest.fixture
def draft(alice: Practitioner, child: Person) -> Assessment:
    return make_draft(by=alice, children=[child])


def give(draft: Assessment, by: Practitioner, child: Person, **codes: str) -> None:
    marks = [MarkFor(child.id, element, code) for element, code in codes.items()]
    give_marks(assessment=draft, marks=marks, marked_on=STARTED, by=by)


def review(draft: Assessment, by: Practitioner, child: Person, **values: int) -> Review:
    """A review at which the team agreed these numbers."""
    kind = MeetingKindFactory()
    meeting = Meeting.record(
        by=by, episode=draft.episode, kind=kind, status="held", held_on=REVIEWED, next_on=REVIEWED
    )
    held = Review.record(by=by, episode=draft.episode, meeting=meeting, reviewed_on=REVIEWED)
    for element, value in values.items():
        Mark.record(
            by=by, episode=draft.episode, review=held, occasion="review", child=child, element=element,
            state="marked", value=value, rater=Rater.TEAM, marked_on=REVIEWED,
        )  # fmt: skip
    return held


def test_marks_are_given_and_changed(alice: Practitioner, draft: Assessment, child: Person) -> None:
    give(draft, alice, child, identity="0", aspirations="dont_know")

    give(draft, alice, child, identity="4", aspirations="dont_know")

    marks = {mark.element: (mark.state, mark.value, mark.rated_by) for mark in Mark.objects.all()}
    assert marks == {"identity": ("marked", 4, alice), "aspirations": ("dont_know", None, alice)}


def test_a_parents_mark_stands_beside_the_practitioners(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    father = ChildFactory(given_names="Abdi")
    give(draft, alice, child, identity="4")

    give_marks(
        assessment=draft, marks=[MarkFor(child.id, "identity", "3")], marked_on=STARTED,
        rater=Rater.PARENT, person=father, by=alice,
    )  # fmt: skip

    assert latest_marks(draft.episode, hidden=NOTHING)[child.id, "identity"].answer.value == 4
    assert [
        (mark.answer.value, mark.rated_by_person_id) for mark in own_marks(draft.episode, hidden=NOTHING)
    ] == [(3, father.id)]


def test_a_parents_mark_says_whose_it_is(alice: Practitioner, draft: Assessment, child: Person) -> None:
    with pytest.raises(ValidationError, match="whose marks"):
        give_marks(assessment=draft, marks=[], marked_on=STARTED, rater=Rater.PARENT, by=alice)


@pytest.mark.parametrize("code", ["6", "-1", "high", ""])
def test_what_is_no_mark_is_refused(alice: Practitioner, draft: Assessment, child: Person, code: str) -> None:
    with pytest.raises(ValidationError, match="from the list"):
        give(draft, alice, child, identity=code)


def test_a_child_or_element_of_elsewhere_is_refused(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    with pytest.raises(ValidationError, match="of this assessment"):
        give(draft, alice, ChildFactory(), identity="1")
    with pytest.raises(ValidationError, match="of this assessment"):
        give(draft, alice, child, shoe_size="1")


def test_a_mark_that_somebody_else_gave_meanwhile_is_shown(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    give(draft, alice, child, identity="3")

    with pytest.raises(ValidationError, match="Somebody else marked this “Some concern”"):
        give_marks(
            assessment=draft, marks=[MarkFor(child.id, "identity", "1", seen="not_asked")],
            marked_on=STARTED, by=alice,
        )  # fmt: skip


def test_a_domain_is_marked_not_relevant_in_one_step_but_for_given_marks(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    give(draft, alice, child, wider_family="2")

    written = mark_not_relevant(
        assessment=draft, domain=Domain.FAMILY_ENVIRONMENT, child_ids=[child.id], marked_on=STARTED, by=alice
    )

    assert written == 3
    assert Mark.objects.get(element="wider_family").value == 2


def test_only_what_does_not_fit_an_unborn_baby_is_marked(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    written = mark_not_relevant(
        assessment=draft, domain=Domain.CHILD, child_ids=[child.id], marked_on=STARTED,
        only_what_does_not_fit_the_unborn=True, by=alice,
    )  # fmt: skip

    assert written == 10


def test_marks_of_several_children_stay_apart(alice: Practitioner) -> None:
    children = three_children()
    draft = make_draft(by=alice, children=children)
    for child, code in zip(children, ["5", "3", "2"], strict=True):
        give(draft, alice, child, wider_family=code, identity="3")

    assert high_marks_at_start(draft.episode) == {children[0].id: 2, children[1].id: 2, children[2].id: 1}


def test_not_asked_never_takes_the_place_of_an_answer(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    give(draft, alice, child, identity="3")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    latest = latest_marks(draft.episode, hidden=NOTHING)

    assert len(latest) == 19
    assert latest[child.id, "identity"].answer.value == 3
    assert latest[child.id, "aspirations"].answer.code == "not_asked"


def test_the_highest_concerns_come_with_their_trend(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    give(draft, alice, child, identity="3", aspirations="5", wider_family="1", general_health="0")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    review(draft, alice, child, aspirations=2, identity=4, general_health=0)

    concerns = highest_concerns(draft.episode, hidden=NOTHING)

    assert [(concern.element, concern.value, concern.trend) for concern in concerns] == [
        ("identity", 4, "up"),
        ("aspirations", 2, "down"),
        ("wider_family", 1, ""),
    ]


def test_occasions_follow_each_other(alice: Practitioner, draft: Assessment, child: Person) -> None:
    give(draft, alice, child, identity="3")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    held = review(draft, alice, child, identity=1)

    start, later = marks_by_occasion(draft.episode, hidden=NOTHING)

    assert (start.title, start.source_id, start.answer(child.id, "identity").value) == (
        "At the start",
        draft.id,
        3,
    )
    assert (later.title, later.source_id, later.on) == ("Review", held.id, REVIEWED)
    assert later.answer(child.id, "aspirations").code == "not_asked"
    assert later.answer(new_id(), "identity").code == "not_asked"


def test_marks_are_read_in_one_query(
    alice: Practitioner, draft: Assessment, child: Person, django_assert_num_queries: object
) -> None:
    give(draft, alice, child, identity="3")

    with remembering():
        form_areas()  # as every request knows them
        for read in (latest_marks, marks_by_occasion, highest_concerns, own_marks):
            with django_assert_num_queries(1):  # type: ignore[operator]
                read(draft.episode, hidden=NOTHING)
    with django_assert_num_queries(1):  # type: ignore[operator]
        high_marks_at_start(draft.episode)
