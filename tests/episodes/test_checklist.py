"""The optional checklist: filled in, changed until the assessment starts, or left out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Checklist, Episode
from opencaf.episodes.operations.checklist import Answer, fill_in_checklist, leave_out_checklist
from opencaf.episodes.queries.checklist import answers_of, checklist_of, goes_no_further
from tests.factories import DAY, make_episode

ANSWERS = {"healthy": Answer("not_sure", "Two chest infections."), "safe_from_harm": Answer("yes")}


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def fill_in(episode: Episode, by: Practitioner, **values: Any) -> Checklist:
    values = {"filled_in_on": DAY, "filled_in_by": by, "answers": ANSWERS, "decision": "start_caf", **values}
    return fill_in_checklist(episode=episode, by=by, **values)


def test_a_checklist_keeps_each_answer_and_leaves_the_others_open(
    episode: Episode, alice: Practitioner
) -> None:
    fill_in(episode, alice)

    held = checklist_of(episode)
    assert held is not None
    shown = [(row.answer, row.comment) for row in answers_of(held)]
    assert shown[:3] == [
        ("Not sure", "Two chest infections."),
        ("Yes", ""),
        ("Not answered", ""),
    ]
    assert not goes_no_further(held)


def test_a_checklist_is_changed_in_place(episode: Episode, alice: Practitioner) -> None:
    fill_in(episode, alice)

    changed = fill_in(episode, alice, answers={"healthy": Answer("no")}, decision="own_service_response")

    assert Checklist.objects.filter(episode=episode).count() == 1
    assert [(row.question, row.answer) for row in changed.entries.all()] == [("healthy", "no")]
    assert goes_no_further(changed)


def test_a_checklist_that_says_nothing_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="skip the checklist"):
        fill_in(episode, alice, answers={}, decision="")


def test_a_checklist_in_the_future_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="today or in the past"):
        fill_in(episode, alice, filled_in_on=dt.date(2026, 11, 3))


def test_a_stranger_fills_in_nothing(episode: Episode, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        fill_in(episode, dave)


def test_once_the_assessment_has_started_the_checklist_stays(episode: Episode, alice: Practitioner) -> None:
    episode.move_to("assessing")

    with pytest.raises(PermissionDenied, match="until the assessment starts"):
        fill_in(episode, alice)


def test_leaving_out_takes_a_reason_and_filling_in_afterwards_takes_it_back(
    episode: Episode, alice: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="why"):
        leave_out_checklist(episode=episode, decided_on=DAY, why="", by=alice)
    left_out = leave_out_checklist(episode=episode, decided_on=DAY, why="Another assessment.", by=alice)

    filled_in = fill_in(episode, alice)

    assert left_out.pk == filled_in.pk
    assert filled_in.why_not_used == ""


def test_the_trail_knows_the_decision(
    episode: Episode, alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    checklist = fill_in(episode, alice)

    (event,) = owner_sees("select action, detail from audit_event where subject_id = %s", [checklist.id])

    assert (event["action"], event["detail"]["decision"]) == ("checklist_filled_in", "start_caf")
