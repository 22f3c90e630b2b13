"""Saving while somebody types."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, Mark, Story, StoryRevision
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.autosave import Saved, Typed, save_typed
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.queries.assessment import Box, boxes_of
from opencaf.episodes.seen import fingerprint
from tests.factories.assessment import COMPLETED, make_draft
from tests.fixtures import TODAY


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


def box_of(draft: Assessment) -> Box:
    return boxes_of(draft)[0]


def save(draft: Assessment, by: Practitioner, **typed: Any) -> Saved:
    story_id = box_of(draft).id
    return save_typed(episode=draft.episode, story_id=story_id, typed=Typed(**typed), by=by)


def test_only_what_was_typed_is_saved(alice: Practitioner, draft: Assessment) -> None:
    save(draft, alice, texts={"needs": "A hearing test."})

    saved = save(draft, alice, texts={"story": "Ten words."})

    story = box_of(draft).story
    assert (story.story, story.needs) == ("Ten words.", "A hearing test.")
    assert (story.typed_by, story.typed_at, story.written_by) == (alice, TODAY, alice)
    assert saved.seen["story"] == fingerprint("Ten words.")


def test_every_save_is_a_version_that_says_whose_it_is(
    alice: Practitioner, draft: Assessment, carol: Practitioner
) -> None:
    save(draft, alice, texts={"story": "One."})
    with clock.at(TODAY + dt.timedelta(minutes=1)):
        save(draft, carol, texts={"story": "One. Two."})

    save(draft, alice, texts={"story": "Three."})

    kept = [
        (each.number, each.story_text, each.typed_by) for each in StoryRevision.objects.order_by("number")
    ]
    assert kept == [(1, "One.", alice), (2, "One. Two.", carol)]
    assert box_of(draft).story.typed_by == alice


def test_a_text_that_somebody_else_changed_stays_and_the_others_are_saved(
    alice: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, texts={"story": "Theirs."})

    saved = save(
        draft,
        alice,
        texts={"story": "Mine.", "needs": "A hearing test."},
        seen={"story": fingerprint(""), "needs": fingerprint("")},
    )

    story = box_of(draft).story
    assert (story.story, story.needs) == ("Theirs.", "A hearing test.")
    assert list(saved.clashing) == ["story"]


def test_a_page_that_never_heard_of_its_last_save_does_not_clash_with_itself(
    alice: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, texts={"story": "One."}, seen={"story": fingerprint("")})

    seen = {"story": f"{fingerprint('')}/{fingerprint('One.')}"}
    saved = save(draft, alice, texts={"story": "One. Two."}, seen=seen)

    assert not saved.clashing
    assert box_of(draft).story.story == "One. Two."


def test_a_save_that_comes_late_does_not_undo_a_later_one(alice: Practitioner, draft: Assessment) -> None:
    later = {"story": f"{fingerprint('')}/{fingerprint('One.')}"}
    save(draft, alice, texts={"story": "One. Two."}, seen=later)

    saved = save(draft, alice, texts={"story": "One."}, seen={"story": fingerprint("")})

    assert list(saved.clashing) == ["story"]
    assert box_of(draft).story.story == "One. Two."


def test_a_mark_is_saved_and_one_that_somebody_else_gave_stays(
    alice: Practitioner, draft: Assessment
) -> None:
    box = box_of(draft)
    area = (box.child_ids[0], box.question.code)
    save(draft, alice, marks=[MarkFor(*area, "3", "not_asked")])

    saved = save(draft, alice, marks=[MarkFor(*area, "5", "not_asked")])

    assert Mark.objects.get().value == 3
    assert list(saved.refused_marks) == [f"mark-{area[1]}-{area[0]}"]
    assert box_of(draft).story.typed_at is None


def test_the_writer_may_say_of_which_day_a_box_is(alice: Practitioner, draft: Assessment) -> None:
    save(draft, alice, texts={"story": "One."}, written_on=dt.date(2026, 10, 1))

    assert box_of(draft).story.written_on == dt.date(2026, 10, 1)


def test_a_day_to_come_is_not_taken_but_the_words_are(alice: Practitioner, draft: Assessment) -> None:
    save(draft, alice, texts={"story": "One."}, written_on=dt.date(2027, 1, 1))

    story = box_of(draft).story
    assert (story.story, story.written_on) == ("One.", TODAY.date())


def test_an_hour_of_typing_leaves_three_lines_on_the_trail(
    alice: Practitioner, draft: Assessment, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    for minute in range(61):
        with clock.at(TODAY + dt.timedelta(minutes=minute)):
            save(draft, alice, texts={"story": f"Word {minute}."})

    lines = owner_sees("select at from audit_event where action = 'stories_written'")
    assert len(lines) == 3
    assert StoryRevision.objects.count() == 60


def test_a_stranger_saves_nothing(dave: Practitioner, draft: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        save(draft, dave, texts={"story": "Hello."})

    assert not Story.objects.exclude(story="").exists()


def test_a_completed_version_stays_as_it_is(alice: Practitioner, draft: Assessment) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    with pytest.raises(ValidationError, match="was completed and stays as it is"):
        save(draft, alice, texts={"story": "Late."})


def test_a_box_that_is_gone_says_so(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        save_typed(episode=draft.episode, story_id=new_id(), typed=Typed(texts={"story": "x"}), by=alice)


def test_a_mark_of_a_child_elsewhere_is_refused(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="of this assessment"):
        save(draft, alice, marks=[MarkFor(new_id(), box_of(draft).question.code, "3")])
