"""Contacts and notes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.support import add_note
from tests.factories import make_episode


def test_a_note_keeps_when_it_happened_apart_from_when_it_was_written(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    note = add_note(
        episode=episode,
        kind="call",
        happened_on=dt.date(2025, 10, 2),
        text="Hodan rang: the hearing test is on Friday.",
        with_whom="Hodan",
        by=alice,
    )

    assert note.happened_on == dt.date(2025, 10, 2)
    assert note.recorded_at.date() == dt.date(2026, 11, 2)
    assert note.practitioner == alice


def test_a_note_leaves_a_line_on_the_trail_without_its_words(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    episode = make_episode(by=alice)

    note = add_note(
        episode=episode, kind="note", happened_on=dt.date(2025, 10, 2), text="Secret words", by=alice
    )

    (event,) = owner_sees("select * from audit_event where action = 'note_added'")
    assert event["subject_id"] == str(note.id)
    assert "Secret" not in str(event["detail"])


def test_a_note_of_the_future_is_refused(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="today or in the past"):
        add_note(episode=episode, kind="note", happened_on=dt.date(2026, 11, 3), text="Later", by=alice)


def test_a_stranger_cannot_add_a_note(alice: Practitioner, dave: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(PermissionDenied):
        add_note(episode=episode, kind="note", happened_on=dt.date(2025, 10, 2), text="Hm", by=dave)
