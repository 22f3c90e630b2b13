"""What parents and young people mark themselves, at the start, at a review and at closing."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import Rater
from opencaf.episodes.models import Assessment, Closure, Episode, Mark, Review
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.own_marks import give_own_marks
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.concern_map import map_of_marks
from opencaf.episodes.queries.own_marks import OwnOccasion, own_answers, own_occasions
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_parent
from tests.factories.meetings import MET_ON, make_lead, make_meeting, make_review

IDENTITY = "identity"


@pytest.fixture
def child(authority: object) -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def mother(child: Person) -> Person:
    return make_parent(child)


@pytest.fixture
def draft(alice: Practitioner, child: Person, mother: Person) -> Assessment:
    draft = make_draft(by=alice, children=[child])
    give_marks(assessment=draft, marks=[MarkFor(child.id, IDENTITY, "4")], marked_on=STARTED, by=alice)
    return draft


@pytest.fixture
def review(draft: Assessment, alice: Practitioner) -> Review:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    episode = Episode.objects.get(pk=draft.episode_id)
    return make_review(make_meeting(episode, by=alice), by=alice)


@pytest.fixture
def closure(review: Review, alice: Practitioner, coordinator: Practitioner) -> Closure:
    episode = Episode.objects.get(pk=review.episode_id)
    make_lead(episode, alice, by=alice)
    return close_episode(
        episode=episode, closed_on=dt.date(2026, 3, 4), reason="needs_met_universal",
        outcome_level="all", views_missing_why="Moved.", by=coordinator,
    )  # fmt: skip


def test_a_parents_marks_stand_beside_and_can_be_changed_while_it_is_written(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    for code in ("2", "5"):
        give_own_marks(
            occasion=draft,
            person=mother,
            marks=[MarkFor(child.id, IDENTITY, code)],
            marked_on=STARTED,
            by=alice,
        )

    marks = {mark.rater: mark.value for mark in Mark.objects.filter(assessment=draft, element=IDENTITY)}
    assert marks == {Rater.PRACTITIONER: 4, Rater.PARENT: 5}


def test_a_mark_taken_back_was_not_asked(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    given, taken = MarkFor(child.id, IDENTITY, "2"), MarkFor(child.id, IDENTITY, "not_asked", seen="2")
    give_own_marks(occasion=draft, person=mother, marks=[given], marked_on=STARTED, by=alice)

    give_own_marks(occasion=draft, person=mother, marks=[taken], marked_on=STARTED, by=alice)

    assert Mark.objects.get(rated_by_person=mother).state == "not_asked"


def test_a_young_person_marks_for_themselves(alice: Practitioner, draft: Assessment, child: Person) -> None:
    marks = [MarkFor(child.id, IDENTITY, "dont_know")]

    give_own_marks(occasion=draft, person=child, marks=marks, marked_on=STARTED, by=alice)

    mark = Mark.objects.get(rated_by_person=child)
    assert (mark.rater, mark.state, mark.rated_by) == (Rater.YOUNG_PERSON, "dont_know", None)


def test_a_review_takes_own_marks_on_its_own_day(
    alice: Practitioner, review: Review, child: Person, mother: Person
) -> None:
    marks = [MarkFor(child.id, IDENTITY, "0")]

    give_own_marks(occasion=review, person=mother, marks=marks, marked_on=MET_ON, by=alice)

    mark = Mark.objects.get(review=review)
    assert (mark.occasion, mark.value, mark.marked_on) == ("review", 0, review.reviewed_on)


def test_a_mark_of_a_review_is_given_once(
    alice: Practitioner, review: Review, child: Person, mother: Person
) -> None:
    first, again = MarkFor(child.id, IDENTITY, "3"), MarkFor(child.id, IDENTITY, "1")
    give_own_marks(occasion=review, person=mother, marks=[first], marked_on=MET_ON, by=alice)

    with pytest.raises(ValidationError, match="stays as it was given"):
        give_own_marks(occasion=review, person=mother, marks=[again], marked_on=MET_ON, by=alice)


def test_a_closing_takes_own_marks_after_it(
    coordinator: Practitioner, closure: Closure, child: Person, mother: Person
) -> None:
    marks = [MarkFor(child.id, IDENTITY, "1")]

    give_own_marks(occasion=closure, person=mother, marks=marks, marked_on=closure.closed_on, by=coordinator)

    found = map_of_marks(closure.episode, hidden=NOTHING)
    assert found.occasions[-1].title == "At closing"
    assert found.answers(str(mother.id), found.occasions[-1].key)[child.id, IDENTITY].value == 1


def test_occasions_are_the_draft_then_reviews_and_closings(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    before = [one.title for one in own_occasions(draft.episode)]
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    none = own_occasions(draft.episode)
    make_review(make_meeting(Episode.objects.get(pk=draft.episode_id), by=alice), by=alice)

    assert before == ["The assessment that is being written, started on 30 September 2025"]
    assert none == []
    assert [one.title for one in own_occasions(draft.episode)] == ["Review of 5 November 2025"]


def test_own_answers_leave_out_what_is_withheld(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    marks = [MarkFor(child.id, IDENTITY, "5"), MarkFor(child.id, "aspirations", "1")]
    give_own_marks(occasion=draft, person=mother, marks=marks, marked_on=STARTED, by=alice)
    occasion = OwnOccasion(draft, "", STARTED)

    answers = own_answers(occasion, mother, child, hidden=frozenset({(child.id, IDENTITY)}))

    assert {code: answer.value for code, answer in answers.items()} == {"aspirations": 1}


@pytest.mark.parametrize(
    ("element", "code", "sentence"),
    [
        ("shoe_size", "1", "one of the areas"),
        (IDENTITY, "6", "from the list"),
        (IDENTITY, "not_asked", "at least one"),
    ],
)
def test_what_is_no_mark_is_refused(
    alice: Practitioner, review: Review, child: Person, mother: Person, element: str, code: str, sentence: str
) -> None:
    marks = [MarkFor(child.id, element, code)]

    with pytest.raises(ValidationError, match=sentence):
        give_own_marks(occasion=review, person=mother, marks=marks, marked_on=MET_ON, by=alice)


def test_somebody_of_another_family_gives_no_marks(
    alice: Practitioner, draft: Assessment, child: Person
) -> None:
    with pytest.raises(ValidationError, match="belongs to this family"):
        give_own_marks(
            occasion=draft, person=ChildFactory(), marks=[MarkFor(child.id, IDENTITY, "1")],
            marked_on=STARTED, by=alice,
        )  # fmt: skip


def test_a_completed_version_takes_no_more(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    with pytest.raises(ValidationError, match="stays as it is"):
        give_own_marks(
            occasion=draft,
            person=mother,
            marks=[MarkFor(child.id, IDENTITY, "1")],
            marked_on=STARTED,
            by=alice,
        )


def test_a_stranger_notes_no_marks(
    dave: Practitioner, draft: Assessment, child: Person, mother: Person
) -> None:
    with pytest.raises(PermissionDenied):
        give_own_marks(
            occasion=draft,
            person=mother,
            marks=[MarkFor(child.id, IDENTITY, "1")],
            marked_on=STARTED,
            by=dave,
        )
