"""A note written in the wrong child's record is moved to the right one, and back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import ContactNote, Episode
from opencaf.episodes.operations.moving_notes import move_note
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.queries.notes_moved import cases_to_choose, notes_moved
from tests.factories import ChildFactory, make_episode

HAPPENED = dt.date(2025, 10, 2)


@pytest.fixture
def right(alice: Practitioner) -> Episode:
    """The case in which the note belongs."""
    return make_episode(by=alice, children=[ChildFactory(given_names="Wren", family_name="Adeyemi")])


@pytest.fixture
def wrong(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def note(alice: Practitioner, wrong: Episode) -> ContactNote:
    return add_note(episode=wrong, kind="call", happened_on=HAPPENED, text="Hodan rang.", by=alice)


def test_a_note_moves_with_its_date_and_author(
    alice: Practitioner, right: Episode, wrong: Episode, note: ContactNote
) -> None:
    written_at = note.recorded_at

    move_note(episode=wrong, note_id=note.id, episode_to=right, reason="Wrong twin", by=alice)

    moved = right.contact_notes.get()
    assert (moved.id, moved.text, moved.happened_on) == (note.id, "Hodan rang.", HAPPENED)
    assert (moved.recorded_by, moved.recorded_at) == (alice, written_at)
    assert not wrong.contact_notes.exists()


def test_both_records_keep_that_it_was_moved(
    alice: Practitioner, right: Episode, wrong: Episode, note: ContactNote
) -> None:
    move_note(episode=wrong, note_id=note.id, episode_to=right, reason="Wrong twin", by=alice)

    (away,), (here,) = notes_moved(wrong), notes_moved(right)
    assert (away.is_away, away.other, away.reason) == (True, right.reference, "Wrong twin")
    assert (here.is_away, here.other, here.note_id) == (False, wrong.reference, note.id)
    assert here.by == str(alice)


def test_moving_it_back_undoes_it_and_both_moves_stay_readable(
    alice: Practitioner, right: Episode, wrong: Episode, note: ContactNote
) -> None:
    move_note(episode=wrong, note_id=note.id, episode_to=right, reason="Wrong twin", by=alice)
    move_note(episode=right, note_id=note.id, episode_to=wrong, reason="It was right", by=alice)

    assert wrong.contact_notes.get() == note
    assert [one.is_away for one in notes_moved(wrong)] == [False, True]


def test_each_move_is_on_the_trail_of_both_without_a_word(
    alice: Practitioner,
    right: Episode,
    wrong: Episode,
    note: ContactNote,
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    move_note(episode=wrong, note_id=note.id, episode_to=right, reason="Wrong twin", by=alice)

    events = owner_sees("select * from audit_event where action = 'note_moved'")
    assert {event["episode_id"] for event in events} == {str(right.id), str(wrong.id)}
    assert not any("Hodan" in str(event) or "twin" in str(event) for event in events)


def test_it_does_not_move_to_where_it_stands(alice: Practitioner, wrong: Episode, note: ContactNote) -> None:
    with pytest.raises(ValidationError, match="in this record now"):
        move_note(episode=wrong, note_id=note.id, episode_to=wrong, reason="Hm", by=alice)


def test_a_note_of_another_case_is_not_found(alice: Practitioner, right: Episode, note: ContactNote) -> None:
    other = make_episode(by=alice)

    with pytest.raises(ContactNote.DoesNotExist):
        move_note(episode=other, note_id=note.id, episode_to=right, reason="Hm", by=alice)


def test_who_works_with_one_family_alone_moves_nothing(
    alice: Practitioner, dave: Practitioner, wrong: Episode, note: ContactNote
) -> None:
    of_dave = make_episode(by=dave)

    with pytest.raises(PermissionDenied):
        move_note(episode=wrong, note_id=note.id, episode_to=of_dave, reason="Hm", by=alice)
    with pytest.raises(PermissionDenied):
        move_note(episode=wrong, note_id=note.id, episode_to=of_dave, reason="Hm", by=dave)
    assert wrong.contact_notes.get() == note


def test_own_cases_are_offered_with_their_children(
    alice: Practitioner, right: Episode, wrong: Episode, dave: Practitioner
) -> None:
    ((case, words),) = cases_to_choose(alice, besides=wrong)

    assert (case, words) == (right, f"Wren Adeyemi, {right.reference}")
    assert cases_to_choose(dave, besides=wrong) == []
