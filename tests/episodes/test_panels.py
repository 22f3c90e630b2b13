"""Several children on one panel: planned, changed and cancelled, with a place and a time for each."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode, Meeting, Panel
from opencaf.episodes.operations.invitations import move_meeting
from opencaf.episodes.operations.panel_turns import move_on_panel, put_on_panel, take_off_panel
from opencaf.episodes.operations.panels import cancel_panel, change_panel
from opencaf.episodes.permissions import can_see_panel
from opencaf.episodes.queries.panels import agenda_of, next_turn, panels_for
from opencaf.outbox.models import Message
from tests.factories import make_episode
from tests.factories.meetings import make_meeting
from tests.factories.panels import SITS_ON, make_panel

WHY = "The family cannot come."


@pytest.fixture
def panel(carol: Practitioner, bob: Practitioner) -> Panel:
    return make_panel(by=carol, members=[bob])


def times_of(panel: Panel, who: Practitioner) -> list[tuple[int | None, dt.time | None]]:
    """The places and times of the turns, in their order."""
    return [(turn.meeting.panel_position, turn.meeting.planned_time) for turn in agenda_of(panel, who).turns]


def put_on(panel: Panel, by: Practitioner, number: int = 1) -> list[Meeting]:
    return [put_on_panel(panel=panel, episode=make_episode(by=by), by=by) for _ in range(number)]


def changed(panel: Panel, by: Practitioner, **values: Any) -> Panel:
    names = ("planned_for", "starts_at", "chair", "place", "minutes_each", "places")
    values = {name: getattr(panel, name) for name in names} | {"members": []} | values
    return change_panel(panel=panel, by=by, **values)


def mails_to(who: Practitioner) -> list[Message]:
    return list(Message.objects.filter(to=who.email).order_by("recorded_at", "id"))


def test_each_case_gets_the_next_place_and_its_time(panel: Panel, carol: Practitioner) -> None:
    put_on(panel, carol, 3)

    assert times_of(panel, carol) == [(1, dt.time(10)), (2, dt.time(10, 15)), (3, dt.time(10, 30))]


def test_a_turn_is_a_meeting_of_its_case_with_the_members_invited(
    panel: Panel, carol: Practitioner, bob: Practitioner
) -> None:
    (turn,) = put_on(panel, carol)

    assert (turn.kind, turn.place, turn.lasts_minutes) == (panel.kind, "Civic centre", 15)
    assert {line.practitioner for line in turn.attendances.all()} == {carol, bob}


def test_a_member_gets_one_mail_for_the_whole_sitting(
    panel: Panel, carol: Practitioner, bob: Practitioner
) -> None:
    turns = put_on(panel, carol, 6)

    (mail,) = mails_to(bob)
    (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(minutes=90)
    assert not [one for one in turns if one.episode.reference in mail.body + mail.calendar]


def test_a_place_that_was_given_back_is_taken_again(panel: Panel, carol: Practitioner) -> None:
    first, _ = put_on(panel, carol, 2)
    take_off_panel(turn=first, why_cancelled=WHY, by=carol)

    (next_one,) = put_on(panel, carol)

    assert next_one.panel_position == 1
    assert [turn.state for turn in agenda_of(panel, carol).off] == ["Taken off"]


def test_a_full_panel_takes_no_more(panel: Panel, carol: Practitioner) -> None:
    put_on(panel, carol, 6)

    with pytest.raises(ValidationError, match="All 6 places"):
        put_on(panel, carol)


def test_a_case_is_on_a_panel_once(panel: Panel, carol: Practitioner) -> None:
    (turn,) = put_on(panel, carol)

    with pytest.raises(ValidationError, match="already"):
        put_on_panel(panel=panel, episode=turn.episode, by=carol)


def test_moving_the_panel_moves_every_turn_to_come(panel: Panel, carol: Practitioner) -> None:
    put_on(panel, carol, 2)

    changed(panel, carol, planned_for=dt.date(2026, 11, 27), starts_at=dt.time(14), minutes_each=20)

    turns = [turn.meeting for turn in agenda_of(panel, carol).turns]
    assert [(one.planned_for, one.planned_time) for one in turns] == [
        (dt.date(2026, 11, 27), dt.time(14)),
        (dt.date(2026, 11, 27), dt.time(14, 20)),
    ]


def test_members_may_change_and_turns_to_come_know_them(
    panel: Panel, carol: Practitioner, bob: Practitioner, dave: Practitioner
) -> None:
    (turn,) = put_on(panel, carol)

    changed(panel, carol, members=[dave])

    assert {line.practitioner for line in turn.attendances.all()} == {carol, dave}
    assert [str(Calendar.from_ical(one.calendar)["METHOD"]) for one in mails_to(bob)] == ["REQUEST", "CANCEL"]
    assert len(mails_to(dave)) == 1
    assert len(mails_to(carol)) == 1


def test_a_panel_is_not_made_shorter_than_its_turns(panel: Panel, carol: Practitioner) -> None:
    put_on(panel, carol, 2)

    with pytest.raises(ValidationError, match="Place 2 is taken"):
        changed(panel, carol, places=1)


def test_cancelling_the_panel_cancels_every_turn_with_the_reason(
    panel: Panel, carol: Practitioner, bob: Practitioner
) -> None:
    put_on(panel, carol, 2)

    cancel_panel(panel=panel, why_cancelled="Snow.", by=carol)

    assert {one.why_cancelled for one in panel.turns.all()} == {"Snow."}
    assert str(Calendar.from_ical(mails_to(bob)[-1].calendar)["METHOD"]) == "CANCEL"
    with pytest.raises(ValidationError, match="cancelled already"):
        put_on(panel, carol)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"planned_for": dt.date(2026, 11, 1)}, "today or in the future"),
        ({"starts_at": dt.time(23)}, "before midnight"),
        ({"places": 0}, "at least one place"),
    ],
)
def test_an_impossible_panel_is_refused(carol: Practitioner, wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        make_panel(by=carol, **wrong)


def test_a_reason_is_needed_to_cancel(panel: Panel, carol: Practitioner) -> None:
    with pytest.raises(ValidationError, match="why the panel"):
        cancel_panel(panel=panel, why_cancelled=" ", by=carol)


def test_a_turn_is_not_moved_away_from_its_panel(panel: Panel, carol: Practitioner) -> None:
    (turn,) = put_on(panel, carol)

    with pytest.raises(ValidationError, match="turn on a panel"):
        move_meeting(meeting=turn, planned_for=SITS_ON, by=carol)


def test_only_coordinators_and_managers_plan_panels(alice: Practitioner, panel: Panel) -> None:
    with pytest.raises(PermissionDenied):
        make_panel(by=alice)
    with pytest.raises(PermissionDenied):
        cancel_panel(panel=panel, why_cancelled=WHY, by=alice)
    with pytest.raises(PermissionDenied):
        changed(panel, alice)


def test_who_writes_in_a_case_puts_it_on_and_takes_it_off(
    panel: Panel, alice: Practitioner, dave: Practitioner
) -> None:
    episode = make_episode(by=alice)
    with pytest.raises(PermissionDenied):
        put_on_panel(panel=panel, episode=episode, by=dave)

    turn = put_on_panel(panel=panel, episode=episode, by=alice)

    with pytest.raises(PermissionDenied):
        take_off_panel(turn=turn, why_cancelled=WHY, by=dave)
    with pytest.raises(PermissionDenied):
        move_on_panel(turn=turn, earlier=True, by=alice)
    assert take_off_panel(turn=turn, why_cancelled=WHY, by=alice).status == "cancelled"


def test_a_member_sees_the_panel_and_no_case_through_it(
    panel: Panel, alice: Practitioner, bob: Practitioner, dave: Practitioner
) -> None:
    put_on(panel, alice, 2)

    assert can_see_panel(bob, panel)
    assert not can_see_panel(dave, panel)
    assert list(panels_for(dave)) == []
    with as_themselves(bob):
        agenda = agenda_of(panel, bob)
        assert (agenda.turns, agenda.hidden) == ([], 2)
        assert list(Episode.objects.all()) == []


def as_themselves(who: Practitioner) -> Any:
    """Act with one person's sight, as a page does."""
    return acting_for(Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=who.authority_id))


def test_the_next_turn_is_the_next_that_is_open(panel: Panel, carol: Practitioner) -> None:
    first, second = put_on(panel, carol, 2)
    held = make_meeting(first.episode, by=carol, meeting=first, held_on=dt.date(2026, 11, 2), next_on=SITS_ON)

    assert next_turn(held, carol) == second
    assert next_turn(second, carol) is None
    assert [turn.state for turn in agenda_of(panel, carol).turns] == ["Written down", "To come"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=6))
def test_however_turns_are_moved_each_place_keeps_its_time(
    carol: Practitioner, moves: list[tuple[int, bool]]
) -> None:
    panel = make_panel(by=carol)
    turns = put_on(panel, carol, 4)
    order = [one.id for one in turns]

    for which, earlier in moves:
        here = order.index(turns[which].id)
        there = here - 1 if earlier else here + 1
        if 0 <= there < len(order):
            move_on_panel(turn=turns[which], earlier=earlier, by=carol)
            order[here], order[there] = order[there], order[here]
        else:
            with pytest.raises(ValidationError, match="already"):
                move_on_panel(turn=turns[which], earlier=earlier, by=carol)

    agenda = agenda_of(panel, carol).turns
    assert [turn.meeting.id for turn in agenda] == order
    assert times_of(panel, carol) == [(place, panel.time_of(place)) for place in range(1, 5)]
