"""Mention in the story: events of the chronology beside a box, to tick, and to untick again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.episodes.mentions import Mentions, chosen, is_in
from opencaf.episodes.queries.assessment import Box
from opencaf.episodes.queries.chronology import Event
from opencaf.web.shared.forms import CheckboxesField, HiddenField, PlainField


def mention_fields(box: Box, events: Sequence[Event]) -> dict[str, PlainField]:
    """Return the fields of a box for the events that may be told there; none where there is no event.

    The hidden one says which were ticked when the page was shown: only what changed since is done.
    """
    offered = [event for event in events if event.is_about(box.child_ids)]
    if not offered:
        return {}
    ticked = [event.id for event in offered if is_in(box.story.story, event.in_a_story)]
    return {
        f"mention-{box.id}": CheckboxesField(
            label="Mention in the story",
            name=f"the events to mention for “{box.question.name}”",
            hint="The words of what you tick are added at the end of the story when you save. "
            "Untick an event to take its words out again.",
            choices=[(event.id, event.in_a_story) for event in offered],
            coerce=uuid.UUID,
            initial=ticked,
            required=False,
        ),
        f"mentioned-{box.id}": HiddenField(initial=" ".join(map(str, ticked)), required=False),
    }


def mentions_of(box: Box, events: Sequence[Event], answers: dict[str, Any]) -> Mentions:
    """Return which events a box should mention from now on, and which no longer."""
    shown = str(answers.get(f"mentioned-{box.id}", "")).split()
    ticked = answers.get(f"mention-{box.id}", [])
    offered = [event for event in events if event.is_about(box.child_ids)]
    return chosen(
        [event.in_a_story for event in offered if str(event.id) in shown],
        [event.in_a_story for event in offered if event.id in ticked],
    )
