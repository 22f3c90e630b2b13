"""The pages of panels: the list, one panel with its turns, and putting cases on."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Meeting, Panel
from opencaf.episodes.operations.panel_turns import put_on_panel
from tests.factories import MeetingKindFactory, make_episode
from tests.factories.panels import make_panel
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
WHEN = {"planned_for_day": "20", "planned_for_month": "11", "planned_for_year": "2026", "starts_at": "10:00"}


@pytest.fixture
def panel(carol: Practitioner, bob: Practitioner) -> Panel:
    return make_panel(by=carol, members=[bob])


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def turn(panel: Panel, episode: Episode, alice: Practitioner) -> Meeting:
    return put_on_panel(panel=panel, episode=episode, by=alice)


def test_a_panel_is_planned_with_who_sits_on_it(
    carol: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    kind = MeetingKindFactory(name="Panel")
    answers = {
        **WHEN,
        "kind": str(kind.id),
        "minutes_each": "20",
        "places": "4",
        "place": "Civic centre",
        "chair": carol.email,
        "others": f"{bob.email}\n{bob}",
    }

    response = client_of(carol).post("/episodes/panels/plan/", answers)

    panel = Panel.objects.get()
    assert response["Location"] == f"/episodes/panels/{panel.id}/"
    assert (panel.kind, panel.minutes_each, panel.places) == (kind, 20, 4)
    assert [row.practitioner for row in panel.members.all()] == [bob]


def test_words_typed_into_a_refused_panel_stay(carol: Practitioner, client_of: SignIn) -> None:
    MeetingKindFactory()

    page = client_of(carol).post("/episodes/panels/plan/", {**WHEN, "others": "Nobody Known"})

    assert "“Nobody Known” is not in the directory" in page.content.decode()
    assert ">Nobody Known</textarea>" in page.content.decode()


def test_the_chair_reads_the_turns_in_their_order(
    panel: Panel, turn: Meeting, carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)
    with at_most(12):
        page = client.get(f"/episodes/panels/{panel.id}/").content.decode()

    assert f"1. 10am: {turn.episode.reference}" in page
    assert "1 of 6 places is taken" in page
    assert "You see the cases that are open to you" not in page


def test_a_member_who_sees_no_case_reads_no_number(
    panel: Panel, turn: Meeting, bob: Practitioner, client_of: SignIn
) -> None:
    page = client_of(bob).get(f"/episodes/panels/{panel.id}/").content.decode()

    assert "You see the cases that are open to you. 1 more has its turn." in page
    assert turn.episode.reference not in page
    assert "Tester" not in page


def test_a_stranger_is_told_whom_to_ask(panel: Panel, dave: Practitioner, client_of: SignIn) -> None:
    response = client_of(dave).get(f"/episodes/panels/{panel.id}/")

    assert response.status_code == 403
    assert "Only who sits on this panel" in response.content.decode()


def test_a_case_is_put_on_by_its_number(
    panel: Panel, episode: Episode, carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)

    refused = client.post(f"/episodes/panels/{panel.id}/add/", {"episode": "XX-1"})
    client.post(f"/episodes/panels/{panel.id}/add/", {"episode": f" {episode.reference.lower()} "})

    assert "No case that is open to you has the number XX-1" in refused.content.decode()
    assert [one.episode for one in panel.turns.all()] == [episode]


def test_a_number_of_a_case_that_is_not_open_is_not_known(
    panel: Panel, episode: Episode, bob: Practitioner, client_of: SignIn
) -> None:
    page = client_of(bob).post(f"/episodes/panels/{panel.id}/add/", {"episode": episode.reference})

    assert "No case that is open to you" in page.content.decode()


def test_a_case_is_put_on_from_its_own_meetings(
    panel: Panel, episode: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    address = f"/episodes/{episode.id}/meetings/panel/"

    page = client.get(address).content.decode()
    response = client.post(address, {"panel": str(panel.id)})

    assert "20 November 2026, 10:00: Panel" in page
    assert response["Location"] == f"/episodes/{episode.id}/meetings/{panel.turns.get().id}/"


def test_a_turn_is_moved_and_taken_off(panel: Panel, carol: Practitioner, client_of: SignIn) -> None:
    first, second = (put_on_panel(panel=panel, episode=make_episode(by=carol), by=carol) for _ in range(2))
    client = client_of(carol)

    client.post(f"/episodes/panels/{panel.id}/turns/{second.id}/earlier/")
    again = client.post(f"/episodes/panels/{panel.id}/turns/{second.id}/earlier/", follow=True)
    client.post(f"/episodes/panels/{panel.id}/turns/{first.id}/off/", {"why_cancelled": "Not ready yet."})
    page = client.get(f"/episodes/panels/{panel.id}/").content.decode()

    assert "It is the first turn already." in again.content.decode()
    assert f"1. 10am: {second.episode.reference}" in page
    assert "Not ready yet." in page


def test_a_panel_is_changed_and_cancelled(
    panel: Panel, turn: Meeting, carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)
    at = f"/episodes/panels/{panel.id}"
    answers = WHEN | {"starts_at": "14:00", "minutes_each": "15", "places": "6", "chair": carol.email}

    client.post(f"{at}/change/", answers)
    turn.refresh_from_db()
    client.post(f"{at}/cancel/", {"why_cancelled": "Snow."})
    page = client.get("/episodes/panels/").content.decode()

    assert str(turn.planned_time) == "14:00:00"
    assert "Cancelled: Snow." in page


def test_a_turn_leads_back_to_its_panel_and_stays_on_its_day(
    panel: Panel, turn: Meeting, carol: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    address = f"/episodes/{turn.episode_id}/meetings/{turn.id}/"

    page = client_of(carol).get(address).content.decode()
    own = client_of(alice).get(address).content.decode()

    assert f'href="/episodes/panels/{panel.id}/"' in page
    assert "/move/" not in page
    assert "This is a turn on a panel." in own


def test_who_sits_on_a_panel_finds_it_in_their_work(
    carol: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    panel = make_panel(by=carol, members=[bob], planned_for=dt.date(2026, 11, 4))

    page = client_of(bob).get("/home/").content.decode()

    assert f'href="/episodes/panels/{panel.id}/"' in page
