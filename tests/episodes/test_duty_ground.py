"""The duty team reads a record on a ground, for three days, and who leads is told without a name."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import Basis, DutyGround
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.duty_ground import write_down_ground
from opencaf.episodes.permissions import can_see, can_write
from opencaf.outbox.models import Message
from opencaf.people.models import Person
from opencaf.people.permissions import can_change_child, can_see_child, can_see_summary
from tests.factories import ChildFactory, make_episode

WHY = "A neighbour rang this morning about shouting."
ActingAs = Callable[[Practitioner], Any]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def child(episode: Episode) -> Person:
    return episode.episode_children.get().child


def test_the_duty_team_sees_the_summary_at_once_and_no_content(
    child: Person, episode: Episode, duty: Practitioner
) -> None:
    assert can_see_summary(duty, child)
    assert not can_see_child(duty, child)
    assert not can_see(duty, episode)


def test_a_ground_opens_the_record_to_read_for_three_days(
    child: Person, episode: Episode, duty: Practitioner
) -> None:
    write_down_ground(child=child, ground="contact", words=WHY, by=duty)

    assert can_see_child(duty, child)
    assert can_see(duty, episode)
    assert not can_change_child(duty, child)
    assert not can_write(duty, episode)
    with clock.at(clock.now() + dt.timedelta(days=3, minutes=-1)):
        assert can_see(duty, episode)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        assert not can_see(duty, episode)
        assert not can_see_child(duty, child)


def test_the_ground_is_kept_with_its_words_and_stands_on_the_trail(
    child: Person, duty: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    noted = write_down_ground(child=child, ground="enquiry", words=WHY, by=duty)

    kept = DutyGround.objects.get()
    assert (kept, kept.words, kept.practitioner) == (noted, WHY, duty)
    (event,) = owner_sees("select * from audit_event where action = 'duty_ground_recorded'")
    assert (str(event["subject_id"]), event["reason"]) == (str(child.id), "enquiry")
    assert WHY not in str(event)
    granted = owner_sees("select * from audit_event where action = 'access_granted' and reason = 'duty'")
    assert len(granted) == 2


def test_who_leads_is_told_without_a_name(child: Person, alice: Practitioner, duty: Practitioner) -> None:
    write_down_ground(child=child, ground="contact", words=WHY, by=duty)

    message = Message.objects.get()
    assert message.to == alice.user.email  # type: ignore[union-attr]
    for word in (child.given_names, child.family_name, "Dora", "neighbour"):
        assert word not in message.subject + message.body


def test_only_this_child_is_opened(child: Person, duty: Practitioner, alice: Practitioner) -> None:
    other = ChildFactory()
    make_episode(by=alice, children=[other])

    write_down_ground(child=child, ground="contact", words=WHY, by=duty)

    assert not can_see_child(duty, other)


@pytest.mark.parametrize(
    ("ground", "words", "sentence"),
    [
        ("", WHY, "Select the ground"),
        ("curiosity", WHY, "Select the ground"),
        ("contact", "Too short.", "20 characters"),
        ("contact", " " * 30, "20 characters"),
    ],
)
def test_a_ground_is_chosen_and_told_in_words(
    child: Person, duty: Practitioner, ground: str, words: str, sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        write_down_ground(child=child, ground=ground, words=words, by=duty)

    assert not can_see_child(duty, child)


def test_only_the_duty_team_opens_a_record_by_a_ground(
    child: Person, dave: Practitioner, carol: Practitioner, alice: Practitioner
) -> None:
    for other in (dave, carol, alice):
        with pytest.raises(PermissionDenied, match="duty team"):
            write_down_ground(child=child, ground="contact", words=WHY, by=other)


def test_a_ground_is_not_asked_twice_while_the_first_holds(child: Person, duty: Practitioner) -> None:
    write_down_ground(child=child, ground="contact", words=WHY, by=duty)

    with pytest.raises(PermissionDenied, match="already"):
        write_down_ground(child=child, ground="contact", words=WHY, by=duty)


def test_the_basis_says_why(child: Person, episode: Episode, duty: Practitioner) -> None:
    write_down_ground(child=child, ground="contact", words=WHY, by=duty)

    assert can_see(duty, episode).reason == Basis.DUTY.label
