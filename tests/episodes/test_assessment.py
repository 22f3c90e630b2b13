"""Starting and completing an assessment, and what lies between."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Assessment, Episode, LevelOfNeed, Mark, Story
from opencaf.episodes.operations.assessment import (
    complete_assessment,
    record_visit,
    set_reason_and_home,
    show_to_family,
    start_assessment,
)
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.regrouping import tell_apart
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.queries.marks import count_boxes, count_boxes_by_child
from tests.factories import make_episode
from tests.factories.assessment import (
    COMPLETED,
    STARTED,
    agree_to_assess,
    make_completed,
    make_draft,
    national_form,
    three_children,
)

OwnerSees = Callable[..., list[dict[str, Any]]]


def test_starting_makes_a_box_for_each_element_and_moves_the_episode_on(alice: Practitioner) -> None:
    draft = make_draft(by=alice)

    assert draft.version == 1
    assert count_boxes(draft) == 19
    assert Episode.objects.get().state == "assessing"
    assert AccessGrant.objects.filter(practitioner=alice, basis=Basis.ASSESSOR).exists()


def test_three_children_are_told_together_at_first(alice: Practitioner) -> None:
    draft = make_draft(by=alice, children=three_children())

    assert count_boxes(draft) == 19
    assert count_boxes_by_child(draft) == 57


def test_starting_is_refused_before_the_family_agreed(alice: Practitioner) -> None:
    national_form(alice)
    episode = make_episode(by=alice)

    with pytest.raises(PermissionDenied, match="has not agreed"):
        start_assessment(episode=episode, started_on=STARTED, by=alice)


def test_a_withdrawn_agreement_is_none(alice: Practitioner) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice, withdrawn_on=STARTED)

    with pytest.raises(PermissionDenied, match="no longer does"):
        start_assessment(episode=episode, started_on=STARTED, by=alice)


def test_a_stranger_and_an_administrator_cannot_start(
    alice: Practitioner, dave: Practitioner, erin: Practitioner
) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    for outsider in (dave, erin):
        with pytest.raises(PermissionDenied, match="who work with this family"):
            start_assessment(episode=episode, started_on=STARTED, by=outsider)


@pytest.mark.parametrize("day", [dt.date(2025, 9, 23), dt.date(2026, 11, 3)])
def test_an_assessment_starts_after_the_intention_and_not_in_the_future(
    alice: Practitioner, day: dt.date
) -> None:
    with pytest.raises(ValidationError, match="The date the assessment started must be"):
        make_draft(by=alice, started_on=day)


def test_only_one_version_is_written_at_a_time(alice: Practitioner) -> None:
    draft = make_draft(by=alice)

    with pytest.raises(ValidationError, match="being written already"):
        start_assessment(episode=draft.episode, started_on=STARTED, by=alice)


def test_an_authority_without_a_form_is_told_so(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    with pytest.raises(ValidationError, match="no assessment form yet"):
        start_assessment(episode=episode, started_on=STARTED, by=alice)


def test_somebody_enters_it_for_the_assessor_who_then_sees_it(alice: Practitioner, bob: Practitioner) -> None:
    draft = make_draft(by=alice, assessor=bob)

    assert (draft.assessor, draft.recorded_by, draft.on_behalf_of) == (bob, alice, bob)
    assert list(Episode.objects.visible_to(bob)) == [draft.episode]


def test_the_situation_and_a_visit_are_written(alice: Practitioner) -> None:
    draft = make_draft(by=alice)

    set_reason_and_home(
        assessment=draft, reason="Ten words.", home_situation="Two rooms.", people_present="Hodan", by=alice
    )
    visit = record_visit(assessment=draft, visited_on=STARTED, by=alice)

    draft.refresh_from_db()
    assert (draft.reason, draft.home_situation, draft.people_present) == ("Ten words.", "Two rooms.", "Hodan")
    assert visit.visited_by == alice


def test_the_family_is_shown_it_before_or_after_completion(alice: Practitioner) -> None:
    draft = make_completed(by=alice)

    show_to_family(assessment=draft, shown_on=COMPLETED, by=alice)

    assert Assessment.objects.get().shown_to_family_on == COMPLETED


def test_the_family_cannot_have_been_shown_it_before_it_was_started(alice: Practitioner) -> None:
    draft = make_draft(by=alice)

    with pytest.raises(ValidationError, match="30 September 2025"):
        show_to_family(assessment=draft, shown_on=dt.date(2025, 9, 29), by=alice)


def test_completing_leaves_blanks_as_not_asked(alice: Practitioner) -> None:
    draft = make_draft(by=alice)
    child = draft.episode.episode_children.get().child
    give_marks(assessment=draft, marks=[MarkFor(child.id, "identity", "0")], marked_on=STARTED, by=alice)

    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    assert Mark.objects.filter(state="not_asked", value=None).count() == 18
    assert Mark.objects.get(element="identity").value == 0
    assert Episode.objects.get().state == "planning"


def test_completing_notes_the_level_of_need(alice: Practitioner) -> None:
    draft = make_draft(by=alice)
    Assessment.objects.update(level_of_need=3)

    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    level = LevelOfNeed.objects.get()
    assert (level.level, level.decided_on, level.decided_by) == (3, COMPLETED, alice)


def test_an_assessment_is_not_completed_before_it_was_started(alice: Practitioner) -> None:
    draft = make_draft(by=alice)

    with pytest.raises(ValidationError, match="must be on or after 30 September 2025"):
        complete_assessment(assessment=draft, completed_on=dt.date(2025, 9, 29), by=alice)


def test_a_completed_assessment_refuses_every_change(alice: Practitioner) -> None:
    done = make_completed(by=alice)
    box = boxes_of(done)[0]
    refused = pytest.raises(ValidationError, match="Version 1 was completed")

    with refused:
        write_stories(assessment=done, words=[BoxWords(box.id, story="More")], written_on=STARTED, by=alice)
    with refused:
        give_marks(assessment=done, marks=[], marked_on=STARTED, by=alice)
    with refused:
        record_visit(assessment=done, visited_on=STARTED, by=alice)
    with refused:
        complete_assessment(assessment=done, completed_on=COMPLETED, by=alice)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Story.objects.update(story="More"),
        lambda: Mark.objects.update(state="marked", value=1),
        lambda: Mark.objects.all().delete(),
        lambda: Assessment.objects.update(summary="Other"),
        lambda: Assessment.objects.update(state="draft", completed_on=None),
    ],
)
def test_the_database_keeps_a_completed_assessment_as_it_was(
    alice: Practitioner, change: Callable[[], Any]
) -> None:
    make_completed(by=alice)

    with pytest.raises(IntegrityError, match="completed_assessment_stays_as_it_was"), transaction.atomic():
        change()


def test_dates_of_a_completed_assessment_can_be_put_right(alice: Practitioner) -> None:
    make_completed(by=alice)

    Assessment.objects.update(completed_on=dt.date(2025, 10, 16))
    Story.objects.update(written_on=dt.date(2025, 10, 1))
    Mark.objects.update(marked_on=dt.date(2025, 10, 16))

    assert Assessment.objects.get().completed_on == dt.date(2025, 10, 16)


def test_a_change_makes_the_next_version_and_the_older_is_superseded(alice: Practitioner) -> None:
    first = make_completed(by=alice)

    second = start_assessment(
        episode=first.episode, started_on=dt.date(2026, 4, 22), why_again="Ivy is born.", by=alice
    )
    complete_assessment(assessment=second, completed_on=dt.date(2026, 4, 29), by=alice)

    states = Assessment.objects.values_list("version", "state")
    assert list(states) == [(1, "superseded"), (2, "completed")]


def test_the_next_version_says_why(alice: Practitioner) -> None:
    first = make_completed(by=alice)

    with pytest.raises(ValidationError, match="why the assessment is done again"):
        start_assessment(episode=first.episode, started_on=dt.date(2026, 4, 22), by=alice)


def test_the_next_version_groups_children_as_before_and_copies_no_words(alice: Practitioner) -> None:
    draft = make_draft(by=alice, children=three_children())
    box = boxes_of(draft)[0]
    tell_apart(assessment=draft, story_id=box.id, child_ids=box.child_ids[:1], by=alice)
    write_stories(assessment=draft, words=[BoxWords(box.id, story="Told")], written_on=STARTED, by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    second = start_assessment(
        episode=draft.episode, started_on=dt.date(2026, 4, 22), why_again="New.", by=alice
    )

    assert (count_boxes(second), count_boxes_by_child(second)) == (20, 57)
    assert not any(box.has_words for box in boxes_of(second))


def test_each_step_is_on_the_trail_without_words(alice: Practitioner, owner_sees: OwnerSees) -> None:
    asking = Asking(alice.id, alice.post.id, alice.authority_id)
    with acting_for(asking):
        draft = make_completed(by=alice)

    rows = owner_sees("select action, detail from audit_event where subject_id = %s order by id", [draft.id])
    assert [row["action"] for row in rows] == ["assessment_started", "assessment_completed"]
    assert rows[1]["detail"] == {"version": 1, "completed_on": "2025-10-15"}
