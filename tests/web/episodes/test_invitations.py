"""The pages on which a meeting is called, moved, answered and given its date."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opencaf.agencies.models import MeetingKind, Practitioner
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.operations.dates import offer_dates
from opencaf.episodes.operations.invitations import call_meeting
from opencaf.episodes.operations.team import join_team
from opencaf.outbox.models import Message
from tests.factories import MeetingKindFactory, make_episode
from tests.web.counting import at_most
from tests.web.episodes.test_meetings import date

SignIn = Callable[[Practitioner], Client]
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def kind(alice: Practitioner) -> MeetingKind:
    return MeetingKindFactory()


@pytest.fixture
def episode(alice: Practitioner, bob: Practitioner, kind: MeetingKind) -> Episode:
    episode = make_episode(by=alice)
    join_team(episode=episode, who=bob, joined_on=dt.date(2026, 9, 14), by=alice)
    return episode


@pytest.fixture
def meeting(episode: Episode, kind: MeetingKind, alice: Practitioner, bob: Practitioner) -> Meeting:
    return call_meeting(episode=episode, kind=kind, planned_for=DAY, invited=[alice, bob], by=alice)


def page(client: Client, episode: Episode, place: str, answers: dict[str, Any] | None = None) -> Any:
    address = f"/episodes/{episode.id}/meetings/{place}"
    return client.get(address) if answers is None else client.post(address, answers)


def test_a_planned_meeting_invites_by_mail(
    alice: Practitioner, bob: Practitioner, episode: Episode, kind: MeetingKind, client_of: SignIn
) -> None:
    answers = {
        "kind": str(kind.id),
        "invited": [str(alice.id), str(bob.id)],
        **date("planned_for", "20", "11", "2026"),
    }

    client = client_of(alice)
    with at_most(20):
        response = page(client, episode, "plan/", answers)

    assert response.status_code == 302
    assert {mail.to for mail in Message.objects.all()} == {alice.email, bob.email}


def test_a_meeting_is_moved_on_a_page_that_knows_when_it_was(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    client = client_of(alice)
    shown = page(client, episode, f"{meeting.id}/move/").content.decode()
    answers = {"lasts_minutes": "90", "place": "Library", **date("planned_for", "27", "11", "2026")}

    with at_most(20):
        response = page(client, episode, f"{meeting.id}/move/", answers)

    meeting.refresh_from_db()
    assert 'value="2026"' in shown
    assert response.status_code == 302
    assert (meeting.planned_for, meeting.lasts_minutes, meeting.sequence) == (dt.date(2026, 11, 27), 90, 1)


def test_a_day_that_is_missing_is_asked_for_at_its_field(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    response = page(
        client_of(alice), episode, f"{meeting.id}/move/", {"lasts_minutes": "60", "place": "Library"}
    )

    assert response.status_code == 200
    assert "Enter the date of the meeting" in response.content.decode()
    assert "Library" in response.content.decode()


def test_somebody_invited_answers_and_the_page_of_the_meeting_says_so(
    alice: Practitioner, bob: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    client = client_of(bob)
    asked = page(client, episode, f"{meeting.id}/").content.decode()

    page(client, episode, f"{meeting.id}/answer/", {"state": "apologies", "note": "In court that day"})

    reader = client_of(alice)
    with at_most(12):
        shown = page(reader, episode, f"{meeting.id}/").content.decode()
    assert "Say whether you come" in asked
    assert "Sent apologies: In court that day" in shown


def test_who_is_not_invited_has_nothing_to_answer(
    coordinator: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    assert page(client_of(coordinator), episode, f"{meeting.id}/answer/").status_code == 404


def test_more_people_are_invited(
    alice: Practitioner, dave: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    client = client_of(alice)

    nobody = page(client, episode, f"{meeting.id}/invite/", {"invited": [], "others": ""})
    page(client, episode, f"{meeting.id}/invite/", {"others": dave.email})

    assert "Select at least one person to invite" in nobody.content.decode()
    assert meeting.attendances.filter(practitioner=dave).exists()


def test_a_date_is_found_on_three_pages(
    alice: Practitioner, bob: Practitioner, episode: Episode, kind: MeetingKind, client_of: SignIn
) -> None:
    answers = {
        "kind": str(kind.id),
        "lasts_minutes": "60",
        "invited": [str(alice.id), str(bob.id)],
        **date("day_1", "20", "11", "2026"),
        **date("day_2", "23", "11", "2026"),
    }
    client = client_of(alice)
    with at_most(20):
        page(client, episode, "dates/", answers)
    meeting = Meeting.objects.get(status="finding")
    first, second = meeting.date_offers.all()

    can = {f"offer_{first.id}": "no", f"offer_{second.id}": "yes"}
    page(client_of(bob), episode, f"{meeting.id}/answer/", can)
    shown = page(client_of(alice), episode, f"{meeting.id}/choose/").content.decode()
    page(client_of(alice), episode, f"{meeting.id}/choose/", {"offer": str(second.id)})

    meeting.refresh_from_db()
    assert f"0 can come; cannot: {bob}" in shown
    assert (meeting.status, meeting.planned_for) == ("planned", dt.date(2026, 11, 23))


def test_one_day_alone_is_no_choice(
    alice: Practitioner, episode: Episode, kind: MeetingKind, client_of: SignIn
) -> None:
    answers = {"kind": str(kind.id), "lasts_minutes": "60", **date("day_1", "20", "11", "2026")}

    response = page(client_of(alice), episode, "dates/", answers)

    assert "Enter day 2" in response.content.decode()


def test_a_date_that_is_looked_for_is_on_the_list_and_has_its_page(
    alice: Practitioner, episode: Episode, kind: MeetingKind, client_of: SignIn
) -> None:
    meeting = offer_dates(
        episode=episode, kind=kind, offers=[(DAY, None), (DAY, dt.time(9))], invited=[alice], by=alice
    )
    client = client_of(alice)

    listed = page(client, episode, "").content.decode()
    with at_most(12):
        shown = page(client, episode, f"{meeting.id}/").content.decode()

    assert "See the answers and choose the day" in listed
    assert "Days that are offered" in shown


def test_a_link_is_shown_once_and_leads_to_the_invitation(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    line = meeting.attendances.get(practitioner=alice)

    client, address = client_of(alice), f"{meeting.id}/link/{line.id}/"

    page(client, episode, address, {"to": ""})
    shown, again = (page(client, episode, address).content.decode() for _ in range(2))

    (link,) = re.findall(r"http://127.0.0.1:8000(/invited/[^<]+)<", shown)
    assert "Friday 20 November 2026" in Client().get(link).content.decode()
    assert "/invited/" not in again


def test_a_link_goes_by_mail_to_an_address(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    line = meeting.attendances.get(practitioner=alice)

    client, address = client_of(alice), f"{meeting.id}/link/{line.id}/"

    page(client, episode, address, {"to": "morgan@example.org"})
    shown = page(client, episode, address)

    assert "The link is on its way" in shown.content.decode()
    assert "/invited/" not in shown.content.decode()
    assert Message.objects.get(to="morgan@example.org").subject == "Three questions before a meeting"
