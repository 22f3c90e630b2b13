"""The pages of meetings."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode, Meeting
from tests.factories import AgencyFactory, MeetingKindFactory, PractitionerFactory, make_episode
from tests.factories.meetings import child_of, make_meeting, make_parent, make_planned_meeting
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def date(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def held(kind: Any, practitioner: Practitioner, **more: Any) -> dict[str, Any]:
    """What a form says of a meeting that was held."""
    return {
        "kind": str(kind.id),
        "purpose": "first team meeting",
        "place": "Tumbledown Day Nursery, staff room",
        f"attendance_{practitioner.id}": "present",
        "why_without_family": "At work; will be rung.",
        "notes": "Abdi read out the list.",
        "decisions": "Alice leads\n\nEverybody uses the same five signs",
        **date("held_on", "5", "11", "2025"),
        **date("next_on", "14", "1", "2026"),
        **more,
    }


def test_a_meeting_is_written_down_with_everybody_who_was_asked(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    kind, mother = MeetingKindFactory(), make_parent(episode, by=alice)
    visitor = PractitionerFactory(given_name="Saira", family_name="Mahmood")
    AgencyFactory(name="Quayside Surgery", kind="gp")
    answers = held(
        kind,
        alice,
        chair=str(alice.id),
        minutes_else="saira mahmood",
        **{
            f"attendance_{mother.id}": "present",
            f"note_{mother.id}": "came straight from work",
            "who_other_1": visitor.email,
            "attendance_other_1": "present",
            "joins_other_1": "yes",
            "who_other_2": "quayside surgery",
            "attendance_other_2": "no_reply",
        },
    )

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers, follow=True)

    meeting = Meeting.objects.get(episode=episode)
    assert response.redirect_chain[0][0] == f"/episodes/{episode.id}/meetings/{meeting.id}/"
    assert (meeting.chair, meeting.minutes_by, meeting.decisions.count()) == (alice, visitor, 2)
    assert meeting.attendances.count() == 4
    assert episode.team_members.get().practitioner == visitor
    page = response.content.decode()
    assert "3 were there, 1 did not reply." in page
    assert "The next meeting is on 14 January 2026." in page


def test_a_girl_chairs_her_own_meeting(alice: Practitioner, episode: Episode, client_of: SignIn) -> None:
    child = child_of(episode)
    answers = held(MeetingKindFactory(), alice, chair=str(child.id))

    client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers)

    assert Meeting.objects.get(episode=episode).chair_person == child


def test_a_meeting_without_an_end_is_refused_and_keeps_what_was_typed(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    story = "Ā😀" * 5000
    answers = held(MeetingKindFactory(), alice, notes=story, **date("next_on", "", "", ""))

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers)

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("Enter the date of the next meeting, or tick that closing was proposed") == 2
    assert story in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"who_other_1": "Nobody Known", "attendance_other_1": "present"}, "is not in the directory"),
        ({"attendance_other_1": "present"}, "Enter who this line is about"),
        ({"who_other_1": "Alice"}, "is not in the directory"),
        ({"note_other_1": "rang twice"}, "Select whether they came"),
        ({"chair": "00000000-0000-7000-8000-000000000000"}, "Select who chaired from the list"),
    ],
)
def test_a_line_that_says_half_is_refused_at_its_field(
    alice: Practitioner, episode: Episode, client_of: SignIn, typed: dict[str, str], sentence: str
) -> None:
    answers = held(MeetingKindFactory(), alice, **typed)

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers)

    assert response.content.decode().count(sentence) == 2
    assert not Meeting.objects.exists()


def test_two_of_one_name_are_told_apart_by_mail_address(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    for address in ("one@example.org", "two@example.org"):
        PractitionerFactory(given_name="Jo", family_name="Bell", email=address)
    answers = held(MeetingKindFactory(), alice, who_other_1="Jo Bell", attendance_other_1="present")

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers)

    assert "Several people are called Jo Bell" in response.content.decode()


def test_a_planned_meeting_is_planned_held_and_read(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, kind = client_of(alice), MeetingKindFactory()
    planning = {
        "kind": str(kind.id),
        "purpose": "review",
        "planned_time": "2pm",
        "place": "Harbour Family Hub",
        "invited": [str(alice.id)],
        "others": bob.email,
        **date("planned_for", "14", "1", "2026"),
    }
    client.post(f"/episodes/{episode.id}/meetings/plan/", planning)
    meeting = Meeting.objects.get()
    answers = held(kind, alice, **{f"attendance_{bob.id}": "apologies", f"update_{bob.id}": "Accepted."})

    client.post(f"/episodes/{episode.id}/meetings/{meeting.id}/hold/", answers)

    meeting.refresh_from_db()
    assert meeting.status == "held"
    assert dict(meeting.attendances.values_list("practitioner", "state")) == {
        alice.id: "present",
        bob.id: "apologies",
    }


def test_cancelling_asks_why(alice: Practitioner, episode: Episode, client_of: SignIn) -> None:
    meeting = make_planned_meeting(episode, by=alice)
    address = f"/episodes/{episode.id}/meetings/{meeting.id}/cancel/"

    empty = client_of(alice).post(address, {"why_cancelled": ""})
    client_of(alice).post(address, {"why_cancelled": "Suspended on 19 December"})

    meeting.refresh_from_db()
    assert empty.content.decode().count("Enter why the meeting does not take place") == 2
    assert meeting.status == "cancelled"


def test_a_meeting_without_the_family_is_pointed_out(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    meeting = make_meeting(episode, by=alice)

    page = client_of(alice).get(f"/episodes/{episode.id}/meetings/{meeting.id}/").content.decode()

    assert "Nobody of the family was there." in page


def test_a_meeting_without_a_parent_needs_a_reason(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    child = child_of(episode)
    answers = held(
        MeetingKindFactory(), alice, why_without_family="", **{f"attendance_{child.id}": "present"}
    )

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/hold/", answers)

    assert response.content.decode().count("Enter why no parent or carer was there") == 2
    assert "Abdi read out the list." in response.content.decode()
    assert not Meeting.objects.exists()


def test_the_reason_stands_on_the_page_and_only_where_it_is_needed(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    mother = make_parent(episode, by=alice)
    client, kind = client_of(alice), MeetingKindFactory()

    client.post(f"/episodes/{episode.id}/meetings/hold/", held(kind, alice))
    client.post(
        f"/episodes/{episode.id}/meetings/hold/", held(kind, alice, **{f"attendance_{mother.id}": "present"})
    )

    without, with_her = Meeting.objects.order_by("recorded_at", "id")
    page = client.get(f"/episodes/{episode.id}/meetings/{without.id}/").content.decode()
    assert "No parent or carer was there: At work; will be rung." in page
    assert with_her.why_without_family == ""


def test_what_was_answered_before_stands_in_the_form(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(episode, by=alice, invited=[bob])
    meeting.attendances.update(state="apologies", note="In court that day")

    page = client_of(alice).get(f"/episodes/{episode.id}/meetings/{meeting.id}/hold/").content.decode()

    assert "In court that day" in page
    assert re.search(rf'name="attendance_{bob.id}"[^>]*value="apologies" checked', page)


def test_a_form_sent_twice_makes_one_meeting(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    answers = held(MeetingKindFactory(), alice, submission_token="0190a1b2-0000-7000-8000-000000000001")
    client = client_of(alice)

    client.post(f"/episodes/{episode.id}/meetings/hold/", answers)
    client.post(f"/episodes/{episode.id}/meetings/hold/", answers)

    assert Meeting.objects.count() == 1


PAGES = ("meetings/", "meetings/plan/", "meetings/hold/", "plan/", "plan/outcomes/add/", "team/", "lead/")


@pytest.mark.parametrize("place", PAGES)
def test_a_stranger_who_found_the_child_is_told_whom_to_ask_and_others_find_nothing(
    alice: Practitioner,
    dave: Practitioner,
    erin: Practitioner,
    episode: Episode,
    client_of: SignIn,
    place: str,
) -> None:
    address = f"/episodes/{episode.id}/{place}"
    child = child_of(episode)

    unknown = client_of(dave).get(address).status_code
    grant_access(to=dave, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    found = client_of(dave).get(address)

    assert unknown == 404
    assert found.status_code == 403
    assert str(alice) in found.content.decode()
    assert client_of(erin).get(address).status_code == 404


def test_a_meeting_of_another_family_is_not_found(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    meeting = make_meeting(make_episode(by=alice), by=alice)

    response = client_of(alice).get(f"/episodes/{episode.id}/meetings/{meeting.id}/")

    assert response.status_code == 404


def test_another_authority_finds_nothing(
    alice: Practitioner, episode: Episode, other_authority: Authority, client_of: SignIn
) -> None:
    with acting_for(Asking(authority_id=other_authority.id)):
        elsewhere = PractitionerFactory(post_worn__role="manager")

        response = client_of(elsewhere).get(f"/episodes/{episode.id}/meetings/")

    assert response.status_code == 404


def test_the_pages_stay_within_their_queries(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, kind = client_of(alice), MeetingKindFactory()
    make_parent(episode, by=alice)
    meeting = make_meeting(episode, by=alice)
    planned = make_planned_meeting(episode, by=alice, invited=[bob])
    base = f"/episodes/{episode.id}/meetings"

    for place in (
        "/",
        "/plan/",
        "/hold/",
        f"/{meeting.id}/",
        f"/{planned.id}/hold/",
        f"/{planned.id}/cancel/",
    ):
        with at_most(12):
            assert client.get(base + place).status_code == 200
    with at_most(20):
        client.post(f"{base}/hold/", held(kind, alice))
