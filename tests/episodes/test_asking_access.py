"""Asking to see a record that one has found; giving access until a day; refusing with a reason."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, AccessRequest, Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.asking_access import ask_for_access, give_access, refuse_access
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.access_requests import requests_to_answer
from opencaf.outbox.models import Message
from opencaf.people.models import Person
from opencaf.people.permissions import can_change_child
from tests.factories import ChildFactory, make_episode

WHY = "I am the new health visitor."
UNTIL = dt.date(2026, 12, 31)


@pytest.fixture
def child(alice: Practitioner, dave: Practitioner) -> Person:
    """A child with an open case that Alice started; Dave has found the record."""
    child: Person = ChildFactory()
    make_episode(by=alice, children=[child])
    grant_access(to=dave, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return child


@pytest.fixture
def asked(child: Person, dave: Practitioner) -> AccessRequest:

    return ask_for_access(child=child, purpose=WHY, by=dave)


def sees(practitioner: Practitioner) -> bool:
    return Episode.objects.visible_to(practitioner).exists()


def test_who_leads_is_asked_and_told_by_a_mail_that_names_nobody(
    asked: AccessRequest, child: Person, alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    mail = Message.objects.get()

    assert (asked.asked_of, asked.answer_by) == (alice, dt.date(2026, 11, 5))
    assert mail.to == alice.email
    assert child.family_name not in mail.subject + mail.body
    assert len(owner_sees("select id from audit_event where action = 'access_asked'")) == 1


def test_it_waits_for_who_was_asked_and_when_left_for_the_coordinator(
    asked: AccessRequest, alice: Practitioner, coordinator: Practitioner, bob: Practitioner
) -> None:
    assert [row.id for row in requests_to_answer(alice)] == [asked.id]
    assert requests_to_answer(coordinator) == requests_to_answer(bob) == []

    with clock.everywhere_at(dt.datetime(2026, 11, 6, 9, tzinfo=dt.UTC)):
        assert [row.id for row in requests_to_answer(coordinator)] == [asked.id]


def test_access_given_ends_by_itself(asked: AccessRequest, alice: Practitioner, dave: Practitioner) -> None:
    give_access(request=asked, until=UNTIL, by=alice)

    assert sees(dave)
    with clock.everywhere_at(dt.datetime(2026, 12, 31, 22, tzinfo=dt.UTC)):
        assert sees(dave)
    with clock.everywhere_at(dt.datetime(2027, 1, 1, 0, 1, tzinfo=dt.UTC)):
        assert not sees(dave)


def test_access_given_is_to_read_until_somebody_joins_the_team(
    asked: AccessRequest, child: Person, alice: Practitioner, dave: Practitioner
) -> None:
    give_access(request=asked, until=UNTIL, by=alice)
    episode = Episode.objects.get()

    assert not can_write(dave, episode)
    assert "let in to read" in can_change_child(dave, child).reason

    join_team(episode=episode, who=dave, joined_on=clock.today(), by=alice)

    assert can_write(dave, episode)
    assert can_change_child(dave, child)


def test_refusing_gives_nothing_and_keeps_the_reason(
    asked: AccessRequest, alice: Practitioner, dave: Practitioner
) -> None:
    refuse_access(request=asked, reason="The family said no.", by=alice)

    asked.refresh_from_db()
    assert (asked.answer, asked.reason, asked.answered_by) == ("refused", "The family said no.", alice)
    assert not sees(dave)
    assert AccessGrant.objects.filter(basis=Basis.ASKED).count() == 0


def test_somebody_who_did_not_find_the_child_cannot_ask(child: Person, bob: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="Look for the child first"):
        ask_for_access(child=child, purpose=WHY, by=bob)


def test_somebody_who_sees_the_record_need_not_ask(child: Person, alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="already"):
        ask_for_access(child=child, purpose=WHY, by=alice)


@pytest.mark.parametrize("purpose", ["", "  \n "])
def test_a_request_says_why(child: Person, dave: Practitioner, purpose: str) -> None:
    with pytest.raises(ValidationError, match="Enter why you need"):
        ask_for_access(child=child, purpose=purpose, by=dave)


def test_a_second_request_waits_for_the_first(
    asked: AccessRequest, child: Person, dave: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="You asked on 2 November 2026"):
        ask_for_access(child=child, purpose=WHY, by=dave)


def test_only_who_was_asked_who_leads_or_coordinates_answers(
    asked: AccessRequest, bob: Practitioner, dave: Practitioner, coordinator: Practitioner
) -> None:
    for stranger in (bob, dave):
        with pytest.raises(PermissionDenied):
            give_access(request=asked, until=UNTIL, by=stranger)

    give_access(request=asked, until=UNTIL, by=coordinator)

    assert sees(dave)


@pytest.mark.parametrize("until", [dt.date(2026, 11, 1), dt.date(2028, 1, 1)])
def test_access_ends_within_a_year_and_not_in_the_past(
    asked: AccessRequest, alice: Practitioner, until: dt.date
) -> None:
    with pytest.raises(ValidationError, match="The last day must be"):
        give_access(request=asked, until=until, by=alice)


def test_an_answer_is_given_once(asked: AccessRequest, alice: Practitioner) -> None:
    refuse_access(request=asked, reason="The family said no.", by=alice)

    with pytest.raises(ValidationError, match="answered already"):
        give_access(request=asked, until=UNTIL, by=alice)


def test_a_refusal_needs_its_reason(asked: AccessRequest, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter why access is not given"):
        refuse_access(request=asked, reason=" ", by=alice)


def test_how_long_a_request_waits_is_the_authoritys_to_say(child: Person, dave: Practitioner) -> None:
    dave.authority.answer_access_within = 6

    asked = ask_for_access(child=child, purpose=WHY, by=dave)

    assert asked.answer_by == dt.date(2026, 11, 10)
