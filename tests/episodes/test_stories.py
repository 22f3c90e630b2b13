"""Telling the stories."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, Story, StoryRevision
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.regrouping import Regrouping, take_over_story, tell_apart, tell_together
from opencaf.episodes.operations.stories import BoxWords, save_domain, write_stories
from opencaf.episodes.queries.assessment import Box, boxes_of
from tests.factories.assessment import COMPLETED, STARTED, make_completed, make_draft, three_children


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def of_three(alice: Practitioner) -> Assessment:
    return make_draft(by=alice, children=three_children())


def first_box(assessment: Assessment) -> Box:
    return boxes_of(assessment)[0]


def write(assessment: Assessment, by: Practitioner, **words: object) -> None:
    box = BoxWords(first_box(assessment).id, **words)  # type: ignore[arg-type]
    write_stories(assessment=assessment, words=[box], written_on=STARTED, by=by)


def test_a_story_is_written_with_its_author(alice: Practitioner, draft: Assessment) -> None:
    write(draft, alice, story="Ten words.", family_words="He points.", evidence="Nursery, 12 September.")

    story = first_box(draft).story
    assert (story.story, story.family_words, story.evidence) == (
        "Ten words.",
        "He points.",
        "Nursery, 12 September.",
    )
    assert (story.written_by, story.written_on, story.change_count) == (alice, STARTED, 1)


def test_a_story_may_be_somebody_elses_view(
    alice: Practitioner, bob: Practitioner, draft: Assessment
) -> None:
    write(draft, alice, story="Centile 25.", written_by=bob)

    assert first_box(draft).story.written_by == bob


def test_a_box_left_empty_may_still_be_somebodys_view(
    alice: Practitioner, bob: Practitioner, draft: Assessment
) -> None:
    write(draft, alice, written_by=bob)

    assert first_box(draft).story.written_by == bob
    assert not StoryRevision.objects.exists()


def test_what_is_overwritten_is_kept(alice: Practitioner, draft: Assessment) -> None:
    write(draft, alice, story="First.", needs="A test.")

    write(draft, alice, story="Second.", needs="A test.")

    kept = StoryRevision.objects.get()
    assert (kept.number, kept.story_text, kept.needs) == (1, "First.", "A test.")


def test_the_same_words_again_change_nothing(alice: Practitioner, draft: Assessment) -> None:
    write(draft, alice, story="First.")

    write(draft, alice, story="First.")

    assert not StoryRevision.objects.exists()
    assert first_box(draft).story.change_count == 1


def test_a_page_left_alone_gives_way_to_what_was_saved_meanwhile(
    alice: Practitioner, draft: Assessment
) -> None:
    write(draft, alice, story="First.", needs="Old need.")
    seen = first_box(draft).seen
    write(draft, alice, story="First.", needs="New need.")

    write(draft, alice, story="Mine.", needs="Old need.", seen=seen)

    story = first_box(draft).story
    assert (story.story, story.needs) == ("Mine.", "New need.")


def test_a_text_that_both_changed_is_refused_at_its_field(alice: Practitioner, draft: Assessment) -> None:
    box = first_box(draft)
    write(draft, alice, story="Theirs.")

    with pytest.raises(ValidationError) as refusal:
        write(draft, alice, story="Mine.", seen=box.seen)

    assert list(refusal.value.error_dict) == [f"story-{box.id}"]
    assert first_box(draft).story.story == "Theirs."


def test_a_stranger_writes_nothing(dave: Practitioner, draft: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        write(draft, dave, story="Hello.")

    assert not Story.objects.exclude(story="").exists()


def test_a_box_of_another_assessment_is_refused(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        write_stories(
            assessment=draft, words=[BoxWords(new_id(), story="Hello.")], written_on=STARTED, by=alice
        )


def test_one_child_is_told_apart_with_an_empty_box(alice: Practitioner, of_three: Assessment) -> None:
    write(of_three, alice, story="All three.")
    box = first_box(of_three)

    tell_apart(assessment=of_three, story_id=box.id, child_ids=box.child_ids[2:], by=alice)

    together, alone = boxes_of(of_three)[:2]
    assert [child.given_names for child in together.children] == ["Ellis", "Maisie"]
    assert [child.given_names for child in alone.children] == ["Theo"]
    assert (together.story.story, alone.story.story) == ("All three.", "")


@pytest.mark.parametrize("number", [0, 3])
def test_a_box_keeps_a_child_and_loses_one(alice: Practitioner, of_three: Assessment, number: int) -> None:
    box = first_box(of_three)

    with pytest.raises(ValidationError, match="leave at least one"):
        tell_apart(assessment=of_three, story_id=box.id, child_ids=box.child_ids[:number], by=alice)


def test_boxes_are_told_together_again_with_both_texts(alice: Practitioner, of_three: Assessment) -> None:
    write(of_three, alice, story="All three.")
    box = first_box(of_three)
    apart = tell_apart(assessment=of_three, story_id=box.id, child_ids=box.child_ids[2:], by=alice)
    theo = BoxWords(apart.id, story="Theo alone.")
    write_stories(assessment=of_three, words=[theo], written_on=STARTED, by=alice)

    tell_together(assessment=of_three, story_id=apart.id, by=alice)

    joined = first_box(of_three)
    assert len(joined.children) == 3
    assert joined.story.story == "All three.\n\nTheo alone."
    assert StoryRevision.objects.get().story_text == "All three."


def test_the_earlier_version_is_taken_over_where_a_box_is_empty(alice: Practitioner) -> None:
    draft = make_draft(by=alice)
    write(draft, alice, story="Then.", needs="Then too.")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    second = start_assessment(episode=draft.episode, started_on=COMPLETED, why_again="New.", by=alice)
    write(second, alice, needs="Now.")

    take_over_story(assessment=second, story_id=first_box(second).id, by=alice)

    story = first_box(second).story
    assert (story.story, story.needs) == ("Then.", "Now.")


def test_a_page_is_saved_whole(alice: Practitioner, of_three: Assessment) -> None:
    box = first_box(of_three)
    theo = box.child_ids[2]

    save_domain(
        assessment=of_three,
        domain="child",
        words=[BoxWords(box.id, story="All.", seen=box.seen)],
        marks=[MarkFor(theo, "general_health", "1", seen="not_asked")],
        regrouping=Regrouping(apart={box.id: [theo]}),
        written_on=STARTED,
        by=alice,
    )

    together, alone = boxes_of(of_three)[:2]
    assert together.story.story == "All."
    assert alone.marks == {theo: "1"}


def test_a_page_with_one_disagreement_writes_nothing(alice: Practitioner, draft: Assessment) -> None:
    first, second = boxes_of(draft)[:2]
    write(draft, alice, story="Theirs.")

    with pytest.raises(ValidationError):
        save_domain(
            assessment=draft,
            domain="child",
            words=[BoxWords(first.id, story="Mine.", seen=first.seen), BoxWords(second.id, story="New.")],
            marks=[],
            written_on=STARTED,
            by=alice,
        )

    assert boxes_of(draft)[1].story.story == ""


def test_a_page_of_a_version_completed_meanwhile_says_so(alice: Practitioner) -> None:
    done = make_completed(by=alice)

    with pytest.raises(ValidationError, match="Version 1 was completed"):
        save_domain(assessment=done, domain="child", words=[], marks=[], written_on=STARTED, by=alice)
