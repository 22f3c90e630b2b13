"""Inviting to meetings by mail: calendar files that replace each other, answers, and nothing personal."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from icalendar import Calendar, Event

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Attendance, Episode, Meeting, MeetingLink
from opencaf.episodes.operations.dates import answer_dates, choose_date, offer_dates
from opencaf.episodes.operations.invitations import (
    answer_invitation,
    call_meeting,
    give_link,
    invite_others,
    move_meeting,
)
from opencaf.episodes.operations.meetings import cancel_meeting
from opencaf.outbox.models import Message
from tests.factories import MeetingKindFactory, make_episode
from tests.factories.meetings import child_of, make_parent

DAY = dt.date(2026, 11, 20)
PLACE = "Willow Primary School, staff room"


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def call(episode: Episode, alice: Practitioner, *invited: Any, **values: Any) -> Meeting:
    values = {"planned_for": DAY, "planned_time": dt.time(14, 30), "place": PLACE} | values
    return call_meeting(
        episode=episode, kind=MeetingKindFactory(), invited=[alice, *invited], by=alice, **values
    )


def files_to(practitioner: Practitioner) -> list[tuple[str, Event]]:
    """The method and the event of each calendar file that somebody was sent, in order."""
    sent = Message.objects.filter(to=practitioner.email).exclude(calendar="").order_by("recorded_at", "id")
    calendars = [Calendar.from_ical(message.calendar) for message in sent]
    return [(str(one["METHOD"]), next(iter(one.walk("VEVENT")))) for one in calendars]


def unfolded(calendar: str) -> str:
    """A calendar file without the breaks of its long lines."""
    return calendar.replace("\r\n ", "")


def line_of(meeting: Meeting, practitioner: Practitioner) -> Attendance:
    return meeting.attendances.get(practitioner=practitioner)


def test_each_practitioner_gets_a_calendar_file_that_a_calendar_can_read(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob, make_parent(episode, by=alice))

    ((method, event),) = files_to(bob)
    assert method == "REQUEST"
    assert event["UID"] == f"{meeting.id}@127.0.0.1"
    assert (event.decoded("SEQUENCE"), event["STATUS"]) == (0, "CONFIRMED")
    assert event.decoded("DTSTART") == dt.datetime(2026, 11, 20, 14, 30, tzinfo=dt.UTC)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(hours=1)
    assert str(event["ATTENDEE"]) == f"mailto:{bob.email}"
    assert Message.objects.count() == 2


def test_an_update_and_a_cancellation_replace_the_invitation(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob)

    move_meeting(meeting=meeting, planned_for=DAY + dt.timedelta(days=7), place=PLACE, by=alice)
    cancel_meeting(meeting=meeting, why_cancelled="The family is away.", by=alice)

    files = files_to(bob)
    assert [(method, event.decoded("SEQUENCE"), event["STATUS"]) for method, event in files] == [
        ("REQUEST", 0, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
    ]
    assert len({event["UID"] for _, event in files}) == 1
    assert files[1][1].decoded("DTSTART") == DAY + dt.timedelta(days=7)


def test_nothing_of_the_family_stands_in_a_mail_or_a_calendar(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    mother, child = make_parent(episode, by=alice), child_of(episode)
    meeting = call(episode, alice, bob, mother, purpose=f"About {child.first_name}")
    give_link(line=meeting.attendances.get(person=mother), to="morgan@example.org", by=alice)
    move_meeting(meeting=meeting, planned_for=DAY, place=PLACE, by=alice)
    cancel_meeting(meeting=meeting, why_cancelled=f"{child.first_name} is ill.", by=alice)

    said = " ".join(
        f"{mail.subject} {mail.body} {unfolded(mail.calendar)}".replace(mail.to, "")
        for mail in Message.objects.all()
    )
    people = [mother, child]
    words = {word for person in people for word in person.full_name.split()} | {
        "Willow",
        "School",
        "staff room",
        alice.given_name,
        bob.family_name,
        alice.family_name,
    }
    assert [word for word in words if word.lower() in said.lower()] == []
    assert episode.reference in said


def test_a_meeting_of_a_day_that_has_passed_sends_nothing(alice: Practitioner, episode: Episode) -> None:
    call(episode, alice, planned_for=clock.today() - dt.timedelta(days=1))

    assert not Message.objects.exists()


def test_moving_a_meeting_asks_everybody_anew(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob)
    answer_invitation(line=line_of(meeting, bob), state="coming", by=bob)

    move_meeting(meeting=meeting, planned_for=DAY, planned_time=dt.time(9), by=alice)

    line = line_of(meeting, bob)
    assert (line.state, line.answered_at) == ("invited", None)


def test_somebody_invited_sends_their_own_apologies(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob)

    answer_invitation(line=line_of(meeting, bob), state="apologies", note="In court that day", by=bob)

    line = line_of(meeting, bob)
    assert (line.state, line.note, line.answered_at) == ("apologies", "In court that day", clock.now())


def test_nobody_answers_for_somebody_else(alice: Practitioner, bob: Practitioner, episode: Episode) -> None:
    meeting = call(episode, alice, bob)

    with pytest.raises(PermissionDenied, match="Only who is invited"):
        answer_invitation(line=line_of(meeting, bob), state="coming", by=alice)


def test_an_answer_must_be_one_of_two(alice: Practitioner, bob: Practitioner, episode: Episode) -> None:
    meeting = call(episode, alice, bob)

    with pytest.raises(ValidationError, match="Select whether you come"):
        answer_invitation(line=line_of(meeting, bob), state="present", by=bob)


def test_those_invited_later_are_told_and_nobody_twice(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob)

    invite_others(meeting=meeting, invited=[bob, dave], by=alice)

    assert Message.objects.filter(to=dave.email).count() == 1
    assert Message.objects.filter(to=bob.email).count() == 1
    assert meeting.attendances.count() == 3


def test_a_stranger_neither_moves_nor_invites(
    alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice)

    with pytest.raises(PermissionDenied):
        move_meeting(meeting=meeting, planned_for=DAY, by=dave)
    with pytest.raises(PermissionDenied):
        invite_others(meeting=meeting, invited=[dave], by=dave)
    with pytest.raises(PermissionDenied):
        give_link(line=line_of(meeting, alice), by=dave)


def test_what_is_kept_of_a_link_does_not_open_it(alice: Practitioner, episode: Episode) -> None:
    meeting = call(episode, alice)

    path = give_link(line=line_of(meeting, alice), by=alice)

    secret = path.rstrip("/").rsplit("/", 1)[-1]
    assert len(secret) >= 43
    assert secret not in str(list(MeetingLink.objects.values_list("secret_digest", flat=True)))


def test_a_cancelled_meeting_takes_no_more_answers(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = call(episode, alice, bob)
    cancel_meeting(meeting=meeting, why_cancelled="The family is away.", by=alice)

    with pytest.raises(ValidationError, match="cancelled already"):
        answer_invitation(line=line_of(meeting, bob), state="coming", by=bob)


OFFERS = [(DAY, dt.time(9)), (DAY, dt.time(15)), (DAY + dt.timedelta(days=3), None)]


def offer(episode: Episode, alice: Practitioner, *invited: Any, **values: Any) -> Meeting:
    values = {"offers": OFFERS} | values
    return offer_dates(
        episode=episode, kind=MeetingKindFactory(), invited=[alice, *invited], by=alice, **values
    )


def test_a_date_is_found_by_offering_several_and_choosing_one(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = offer(episode, alice, bob)
    early, late, _ = meeting.date_offers.all()
    answer_dates(line=line_of(meeting, bob), answers={str(early.id): "no", str(late.id): "yes"}, by=bob)

    choose_date(meeting=meeting, offer=late, by=alice)

    meeting.refresh_from_db()
    ((method, event),) = files_to(bob)
    assert (meeting.status, meeting.planned_for, meeting.planned_time) == ("planned", DAY, dt.time(15))
    assert (method, event.decoded("DTSTART").hour) == ("REQUEST", 15)
    assert line_of(meeting, bob).state == "coming"
    assert line_of(meeting, alice).state == "invited"


def test_an_answer_about_a_day_can_be_changed(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    meeting = offer(episode, alice, bob)
    first = meeting.date_offers.all()[0]

    for can in ("yes", "if_needed"):
        answer_dates(line=line_of(meeting, bob), answers={str(first.id): can}, by=bob)

    assert [answer.can for answer in first.answers.all()] == ["if_needed"]


@pytest.mark.parametrize(
    ("offers", "sentence"),
    [
        (OFFERS[:1], "Enter at least two days"),
        ([OFFERS[0], OFFERS[0]], "offered twice"),
        ([(dt.date(2026, 10, 1), None), OFFERS[0]], "has passed"),
    ],
)
def test_wrong_offers_are_refused(
    alice: Practitioner, episode: Episode, offers: list[Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        offer(episode, alice, offers=offers)


def test_a_day_is_chosen_once_and_among_those_offered(alice: Practitioner, episode: Episode) -> None:
    meeting, other = offer(episode, alice), offer(episode, alice)
    with pytest.raises(ValidationError, match="one of the days"):
        choose_date(meeting=meeting, offer=other.date_offers.all()[0], by=alice)
    choose_date(meeting=meeting, offer=meeting.date_offers.all()[0], by=alice)

    with pytest.raises(ValidationError, match="has a date already"):
        choose_date(meeting=meeting, offer=meeting.date_offers.all()[1], by=alice)


def test_a_stranger_offers_and_chooses_nothing(
    alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    meeting = offer(episode, alice)

    with pytest.raises(PermissionDenied):
        offer_dates(episode=episode, kind=MeetingKindFactory(), offers=OFFERS, by=dave)
    with pytest.raises(PermissionDenied):
        choose_date(meeting=meeting, offer=meeting.date_offers.all()[0], by=dave)
    with pytest.raises(PermissionDenied):
        answer_dates(line=line_of(meeting, alice), answers={}, by=dave)
