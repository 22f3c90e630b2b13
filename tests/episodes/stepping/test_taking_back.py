"""What is taken back or corrected of a step stays readable."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.correcting import correct_date, correct_text
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import (
    take_back_step,
    take_back_step_answer,
)
from opencaf.episodes.queries.stepping import path_of
from tests.factories.stepping import LATER, make_answer, make_step_up, titles


def test_a_step_taken_back_stays_readable_with_its_reason(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    take_back_step(step=waiting, why="Typed into the wrong case.", by=alice)

    step = path_of(episode, alice.authority, with_numbers=False)[0].step
    assert (step.taken_back_by, step.taken_back_why) == (alice, "Typed into the wrong case.")
    assert [title for _, title in titles(episode, alice)] == ["A step-up was taken back"]
    with pytest.raises(ValidationError, match="was taken back"):
        make_answer(waiting, "accepted", by=alice)
    make_step_up(episode, by=alice, packet=Packet(sharing_decision=waiting.sharing_decision))


def test_what_was_sent_again_is_taken_back_first(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    make_answer(waiting, "declined", by=alice)
    packet = Packet(sharing_decision=waiting.sharing_decision)
    again = make_step_up(episode, by=alice, packet=packet, again_after=waiting, sent_on=LATER)

    with pytest.raises(ValidationError, match="Take back what was sent again first"):
        take_back_step(step=waiting, why="Mistake.", by=alice)
    with pytest.raises(ValidationError, match="Another step-up waits"):
        take_back_step_answer(step=waiting, why="Mistake.", by=alice)
    take_back_step(step=again, why="Mistake.", by=alice)
    take_back_step(step=waiting, why="Mistake.", by=alice)


def test_an_answer_taken_back_is_kept_and_the_step_waits_again(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    make_answer(waiting, "accepted", reason="Yes.", by=alice)

    take_back_step_answer(step=waiting, why="It was another family.", by=alice)

    shown = path_of(episode, alice.authority, with_numbers=False)[0]
    assert (shown.step.answer, shown.step.answered_on, shown.step.is_waiting) == ("", None, True)
    assert "“accepted”" in shown.taken_back[0]
    assert "It was another family." in shown.taken_back[0]
    with pytest.raises(ValidationError, match="no answer to take back"):
        take_back_step_answer(step=waiting, why="Again.", by=alice)


def test_its_dates_and_words_are_corrected_in_order(
    alice: Practitioner, episode: Episode, waiting: ThresholdStep
) -> None:
    make_answer(waiting, "accepted", by=alice)
    which: dict[str, Any] = {"episode": episode, "kind": "step", "record_id": waiting.id, "by": alice}

    with pytest.raises(ValidationError, match="19 December 2025, when social care decided"):
        correct_date(**which, field="sent_on", value=dt.date(2025, 12, 20), reason="Typing mistake")
    correct_date(**which, field="sent_on", value=dt.date(2025, 12, 18), reason="Typing mistake")
    correct_text(**which, field="what_happened", value="She left the flat.", reason="Typing mistake")

    waiting.refresh_from_db()
    assert (waiting.sent_on, waiting.what_happened) == (dt.date(2025, 12, 18), "She left the flat.")
