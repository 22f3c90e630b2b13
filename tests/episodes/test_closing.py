"""Closing and reopening."""

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Closure, Episode, FamilyView, LevelOfNeed, Mark, TeamMember
from opencaf.episodes.operations.closing import Remaining, Result, View, close_episode, reopen_episode
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from opencaf.episodes.operations.team import join_team, leave_team
from tests.factories import make_episode
from tests.factories.support import (
    agency_named,
    child_of,
    make_assessment,
    make_lead,
    make_meeting,
    make_mother,
    make_outcome,
)

CLOSED = dt.date(2026, 5, 6)


def close(episode: Episode, *, by: Practitioner, **values: Any) -> Closure:
    values.setdefault("closed_on", CLOSED)
    values.setdefault("reason", "needs_met_universal")
    values.setdefault("outcome_level", "most")
    return close_episode(episode=episode, by=by, **values)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Assessed, met about, led by Alice."""
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice, marks={"general_health": 2, "social_community_resources": "dont_know"})
    make_meeting(episode, by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    make_lead(episode, of=alice)
    TeamMember.record(by=alice, episode=episode, practitioner=alice, joined_on=dt.date(2025, 11, 5))
    return Episode.objects.get(pk=episode.pk)


def test_closing_says_how_far_each_outcome_was_met_with_both_marks(
    alice: Practitioner, episode: Episode
) -> None:
    outcome = make_outcome(episode, by=alice, elements=("general_health",))
    child = child_of(episode)

    closure = close(
        episode,
        by=alice,
        results=[
            Result(
                child=child,
                element="general_health",
                status="met",
                outcome=outcome,
                state_at_end="marked",
                mark_at_end=0,
                text="No antibiotics since January.",
            ),
            Result(
                child=child,
                element="social_community_resources",
                status="met",
                outcome=outcome,
                state_at_end="marked",
                mark_at_end=1,
            ),
        ],
    )

    rows = {row.element: row for row in closure.results.all()}
    assert (rows["general_health"].mark_at_start, rows["general_health"].mark_at_end) == (2, 0)
    assert rows["social_community_resources"].state_at_start == "dont_know"
    assert {(m.element, m.value) for m in Mark.objects.filter(closure=closure)} == {
        ("general_health", 0),
        ("social_community_resources", 1),
    }


def test_closing_ends_the_lead_the_team_and_the_childs_part(alice: Practitioner, episode: Episode) -> None:
    close(episode, by=alice)

    episode.refresh_from_db()
    assert (episode.state, episode.closed_on) == ("closed", CLOSED)
    assert episode.lead_professionals.get().ended_on == CLOSED
    assert episode.team_members.get().left_on == CLOSED
    assert episode.episode_children.get().is_open is False
    assert Episode.objects.visible_to(alice).filter(pk=episode.pk).exists()


def test_closing_keeps_views_remaining_needs_and_the_level(alice: Practitioner, episode: Episode) -> None:
    mother = make_mother(child_of(episode), by=alice)

    closure = close(
        episode,
        by=alice,
        level_of_need=1,
        views=[
            View(whose="child", person=child_of(episode), text="Alfie. Swing. My bed."),
            View(whose="parent", person=mother, not_asked_why="no contact"),
        ],
        remaining=[Remaining("a second bedroom", "housing register")],
    )

    assert FamilyView.objects.filter(closure=closure).count() == 2
    assert closure.remaining_needs.get().held_by == "housing register"
    assert LevelOfNeed.objects.get(episode=episode).level == 1


def test_closing_leaves_a_line_on_the_trail(
    alice: Practitioner, episode: Episode, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    close(episode, by=alice)

    (event,) = owner_sees("select * from audit_event where action = 'episode_closed'")
    assert event["reason"] == "needs_met_universal"


def test_one_agency_that_carries_on_is_named(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError) as refusal:
        close(episode, by=alice, reason="needs_met_single_agency")
    closure = close(
        episode, by=alice, reason="needs_met_single_agency", single_agency=agency_named("Haven Lamp")
    )

    assert "single_agency" in refusal.value.message_dict
    assert closure.single_agency is not None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2025, 9, 1), "the day of the intention"),
        (dt.date(2025, 11, 4), "when the last lead began"),
        (dt.date(2026, 11, 3), "today or in the past"),
    ],
)
def test_a_closing_on_a_wrong_day_is_refused(
    alice: Practitioner, episode: Episode, day: dt.date, sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        close(episode, by=alice, closed_on=day)

    assert not Closure.objects.exists()


def test_two_different_end_marks_for_one_area_are_refused(alice: Practitioner, episode: Episode) -> None:
    first, second = make_outcome(episode, by=alice), make_outcome(episode, by=alice)
    ends = [(first, 1), (second, 2)]

    with pytest.raises(ValidationError, match="two different marks"):
        close(
            episode,
            by=alice,
            results=[
                Result(
                    child=child_of(episode),
                    element="identity",
                    status="met",
                    outcome=outcome,
                    state_at_end="marked",
                    mark_at_end=mark,
                )
                for outcome, mark in ends
            ],
        )


def test_the_initiator_may_close_only_where_nobody_leads(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    other = make_episode(by=bob)
    make_lead(other, of=alice)

    with pytest.raises(PermissionDenied, match="Alice"):
        close(other, by=bob)


def test_an_intention_that_went_no_further_can_be_closed(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    closure = close(episode, by=alice, reason="declined_at_offer", outcome_level="not_assessed")

    assert closure.state_before == "intended"


def test_a_team_member_cannot_close(alice: Practitioner, bob: Practitioner, episode: Episode) -> None:
    grant_access(to=bob, child_ids=[child_of(episode).id], episode_id=episode.id, basis=Basis.TEAM, by=alice)

    with pytest.raises(PermissionDenied):
        close(episode, by=bob)


def test_reopening_takes_up_where_it_stood_and_keeps_the_closing_readable(
    alice: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    closure = close(episode, by=alice)

    reopen_episode(
        episode=episode, reopened_on=dt.date(2026, 6, 1), reason="The family asked for it.", by=carol
    )

    episode.refresh_from_db()
    closure.refresh_from_db()
    assert (episode.state, episode.closed_on) == ("supporting", None)
    assert (closure.closed_on, closure.reopened_on) == (CLOSED, dt.date(2026, 6, 1))
    assert episode.episode_children.get().is_open is True
    assert episode.team_members.filter(left_on=None).count() == 1


def test_reopening_is_refused_while_the_child_has_another_open_one(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    close(episode, by=alice)
    other = make_episode(by=bob, children=[child_of(episode)], intended_on=dt.date(2026, 6, 1))

    with pytest.raises(ValidationError, match=other.reference):
        reopen_episode(episode=episode, reopened_on=dt.date(2026, 7, 1), reason="Again", by=alice)


def test_an_open_episode_cannot_be_reopened(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(PermissionDenied, match="is open"):
        reopen_episode(episode=episode, reopened_on=CLOSED, reason="Again", by=alice)


@pytest.mark.parametrize(("highest", "is_refused"), [(1, True), (2, False), (5, False)])
def test_the_highest_concern_in_between_is_not_below_the_ends(
    alice: Practitioner, episode: Episode, highest: int, is_refused: bool
) -> None:
    outcome = make_outcome(episode, by=alice, elements=("general_health",))
    result = Result(
        child=child_of(episode),
        element="general_health",
        status="met",
        outcome=outcome,
        state_at_end="marked",
        mark_at_end=0,
        highest_mark=highest,
    )
    refused = pytest.raises(ValidationError, match="in between must not be lower than at the start")

    with refused if is_refused else nullcontext():
        close(episode, by=alice, results=[result])

    assert Closure.objects.exists() != is_refused


def test_it_cannot_close_before_it_was_taken_up_again(alice: Practitioner, episode: Episode) -> None:
    suspend_episode(episode=episode, started_on=dt.date(2025, 12, 19), reason="step-up", by=alice)
    resume_episode(episode=Episode.objects.get(), ended_on=dt.date(2026, 4, 22), by=alice)

    with pytest.raises(ValidationError, match="22 April 2026, when it was taken up again"):
        close(Episode.objects.get(), closed_on=dt.date(2026, 4, 1), by=alice)


def test_who_joined_after_the_day_of_closing_is_in_the_team_no_more(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    later = dt.date(2026, 6, 1)
    join_team(episode=episode, who=bob, joined_on=later, by=alice)

    close(episode, by=alice)

    member = TeamMember.objects.get(practitioner=bob)
    assert (member.joined_on, member.left_on) == (later, later)
    reopen_episode(episode=Episode.objects.get(), reopened_on=later, reason="Again", by=carol)
    assert TeamMember.objects.filter(practitioner=bob, left_on=None).count() == 1


def test_who_left_the_team_and_came_back_on_the_day_of_closing_is_in_it_once(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    first = join_team(episode=episode, who=bob, joined_on=dt.date(2026, 1, 7), by=alice)
    leave_team(member=first, left_on=CLOSED, by=alice)
    join_team(episode=episode, who=bob, joined_on=CLOSED, by=alice)
    close(episode, by=alice)

    reopen_episode(episode=Episode.objects.get(), reopened_on=CLOSED, reason="Again", by=carol)

    assert TeamMember.objects.filter(practitioner=bob, left_on=None).count() == 1


def test_who_left_the_team_on_the_day_of_closing_is_not_brought_back(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    member = join_team(episode=episode, who=bob, joined_on=dt.date(2026, 1, 7), by=alice)
    leave_team(member=member, left_on=CLOSED, by=alice)
    close(episode, by=alice)

    reopen_episode(episode=Episode.objects.get(), reopened_on=CLOSED, reason="Again", by=carol)

    assert not TeamMember.objects.filter(practitioner=bob, left_on=None).exists()
