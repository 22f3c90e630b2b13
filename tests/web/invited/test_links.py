"""What a link to a meeting opens without signing in, what it takes, and when it ends."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Attendance, Episode, Meeting, WordsBefore
from opencaf.episodes.operations.dates import offer_dates
from opencaf.episodes.operations.invitations import call_meeting, give_link
from opencaf.episodes.operations.meetings import cancel_meeting
from opencaf.people.models import Person
from tests.factories import MeetingKindFactory, make_episode
from tests.factories.meetings import child_of, make_parent

DAY = dt.date(2026, 11, 20)
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def mother(alice: Practitioner, episode: Episode) -> Person:
    return make_parent(episode, by=alice)


@pytest.fixture
def meeting(alice: Practitioner, episode: Episode, mother: Person) -> Meeting:
    return call_meeting(
        episode=episode,
        kind=MeetingKindFactory(),
        planned_for=DAY,
        planned_time=dt.time(14, 30),
        place="Town library, room 2",
        purpose="second team meeting",
        invited=[alice, mother],
        by=alice,
    )


@pytest.fixture
def line(meeting: Meeting, mother: Person) -> Attendance:
    return meeting.attendances.get(person=mother)


@pytest.fixture
def link(line: Attendance, alice: Practitioner) -> str:
    return "/" + give_link(line=line, by=alice)


WORDS = {"going_well": "Sie schläft wieder.", "worries": "Das Geld", "wishes": ""}


def test_a_link_says_when_and_where_and_nothing_of_the_family(
    link: str, episode: Episode, mother: Person
) -> None:
    shown = Client().get(link).content.decode()

    child = child_of(episode)
    assert "Friday 20 November 2026 at 2:30pm" in shown
    assert "Town library, room 2" in shown
    assert episode.reference in shown
    names = {*mother.full_name.split(), *child.full_name.split(), "second team meeting", "Archer"}
    assert [name for name in names if name in shown] == []


def test_apologies_come_from_the_invited_person_themselves(
    link: str, line: Attendance, owner_sees: OwnerSees
) -> None:
    response = Client().post(link, {"state": "apologies", "note": "At work until 4"}, follow=True)

    line.refresh_from_db()
    assert "Your answer has arrived" in response.content.decode()
    assert "You cannot come. You can change your answer" in response.content.decode()
    assert (line.state, line.note, line.answered_at is not None) == ("apologies", "At work until 4", True)
    (event,) = owner_sees("select practitioner_id, detail from audit_event where action = 'meeting_answered'")
    assert event["practitioner_id"] is None
    assert "At work" not in str(event)


def test_an_answer_that_is_missing_is_asked_for(link: str, line: Attendance) -> None:
    response = Client().post(link, {"note": "Perhaps"})

    line.refresh_from_db()
    assert "Select whether you can come" in response.content.decode()
    assert "Perhaps" in response.content.decode()
    assert line.state == "invited"


def test_words_arrive_once_and_in_any_language(link: str, line: Attendance) -> None:
    first = Client().post(f"{link}words/", WORDS, follow=True)
    Client().post(f"{link}words/", {**WORDS, "worries": "Changed by somebody else"})

    words = WordsBefore.objects.get()
    assert "Your words have arrived" in first.content.decode()
    assert (words.attendance_id, words.going_well, words.worries) == (
        line.id,
        "Sie schläft wieder.",
        "Das Geld",
    )
    assert (words.recorded_how, words.recorded_by_id) == ("link", None)
    assert "A link takes words once" in Client().get(f"{link}words/").content.decode()


def test_a_second_link_takes_no_second_words(link: str, line: Attendance, alice: Practitioner) -> None:
    Client().post(f"{link}words/", WORDS)

    Client().post(f"/{give_link(line=line, by=alice)}words/", {**WORDS, "worries": "Others"})

    assert WordsBefore.objects.get().worries == "Das Geld"


def test_three_empty_answers_are_sent_back(link: str) -> None:
    response = Client().post(f"{link}words/", dict.fromkeys(WORDS, "  "))

    assert "Enter an answer to at least one question" in response.content.decode()
    assert not WordsBefore.objects.exists()


def test_what_was_sent_stands_on_the_page_of_the_meeting(
    link: str, meeting: Meeting, episode: Episode, alice: Practitioner, client_of: Callable[..., Client]
) -> None:
    Client().post(f"{link}words/", WORDS)

    shown = client_of(alice).get(f"/episodes/{episode.id}/meetings/{meeting.id}/").content.decode()

    assert "In their own words, sent beforehand" in shown
    assert "Sie schläft wieder." in shown


@pytest.mark.parametrize("place", ["", "words/"])
def test_a_link_ends_with_the_day_of_the_meeting(link: str, place: str) -> None:
    with clock.everywhere_at(dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)):
        before = Client().get(link + place).status_code
    with clock.everywhere_at(dt.datetime(2026, 11, 21, 0, 30, tzinfo=dt.UTC)):
        after = Client().get(link + place)

    assert (before, after.status_code) == (200, 404)
    assert "ask whoever gave it to you" in after.content.decode()


def test_the_link_of_a_cancelled_meeting_takes_nothing(
    link: str, line: Attendance, meeting: Meeting, alice: Practitioner
) -> None:
    cancel_meeting(meeting=meeting, why_cancelled="They are away.", by=alice)

    response = Client().post(link, {"state": "coming"})

    line.refresh_from_db()
    assert response.status_code == 404
    assert line.state == "invited"


def test_a_link_opens_nothing_in_another_authority(
    link: str, other_authority: Authority, authority: Authority
) -> None:
    there = link.replace(str(authority.id), str(other_authority.id))

    assert Client().get(there).status_code == 404


def test_days_are_answered_through_a_link(alice: Practitioner, episode: Episode, mother: Person) -> None:
    meeting = offer_dates(
        episode=episode,
        kind=MeetingKindFactory(),
        offers=[(DAY, dt.time(9)), (DAY, dt.time(16))],
        invited=[mother],
        by=alice,
    )
    line = meeting.attendances.get()
    early, late = meeting.date_offers.all()
    link = "/" + give_link(line=line, by=alice)

    first = Client().post(link, {f"offer_{early.id}": "no"})
    Client().post(link, {f"offer_{early.id}": "no", f"offer_{late.id}": "if_needed"})

    assert "Select whether you can come on Friday 20 November 2026 at 4pm" in first.content.decode()
    assert [(a.offer, a.can) for a in line.date_answers.order_by("offer__at_time")] == [
        (early, "no"),
        (late, "if_needed"),
    ]


def test_who_holds_no_link_sees_no_row(meeting: Meeting, authority: Authority) -> None:
    with acting_for(Asking(authority_id=authority.id)), connection.cursor() as cursor:
        cursor.execute("select count(*) from episodes_meetinglink")
        links = cursor.fetchone()
        cursor.execute("select episodes_meeting_behind_link(%s)", ["0" * 64])
        behind = cursor.fetchone()

    assert (links, behind) == ((0,), (None,))
