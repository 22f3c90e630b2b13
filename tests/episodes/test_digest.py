"""The morning's mail: one for whoever has something waiting, without a name, as often as they choose."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from opencaf.agencies.models import Authority, Practitioner
from opencaf.agencies.operations.digest import choose_digest
from opencaf.core import clock
from opencaf.episodes.jobs import write_digests, write_digests_of
from opencaf.episodes.models import Episode
from opencaf.outbox.models import Message
from tests.factories import make_episode
from tests.factories.meetings import child_of, make_action, make_outcome
from tests.signing_in import user_of

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def busy(alice: Practitioner) -> Practitioner:
    """Alice, with thirty actions to do and an account to sign in with."""
    outcome = make_outcome(make_episode(by=alice), by=alice)
    for number in range(30):
        make_action(outcome, by=alice, what=f"Ring the surgery about letter {number}")
    user_of(alice)
    return alice


def remind(authority: Authority) -> list[Message]:
    write_digests_of(authority_id=str(authority.id))
    return list(Message.objects.order_by("recorded_at", "id"))


def test_thirty_things_are_one_mail_without_a_name(
    busy: Practitioner, bob: Practitioner, authority: Authority
) -> None:
    user_of(bob)

    (mail,) = remind(authority)

    child = child_of(Episode.objects.get(initiator=busy))
    said = mail.subject + mail.body
    assert mail.to == busy.user.email  # type: ignore[union-attr]
    names = [*child.full_name.split(), busy.given_name, busy.family_name, "surgery", "Willow", "30"]
    assert [name for name in names if name.lower() in said.lower()] == []
    assert "home/" in mail.body


def test_a_job_that_is_done_twice_writes_no_second_mail(busy: Practitioner, authority: Authority) -> None:
    remind(authority)

    assert len(remind(authority)) == 1


def test_the_next_day_brings_the_next_mail(busy: Practitioner, authority: Authority) -> None:
    remind(authority)

    with clock.everywhere_at(dt.datetime(2026, 11, 3, 7, 30, tzinfo=dt.UTC)):
        assert len(remind(authority)) == 2


@pytest.mark.parametrize(
    ("digest", "monday", "tuesday"), [("daily", 1, 1), ("weekly", 1, 0), ("never", 0, 0)]
)
def test_everybody_chooses_how_often_it_comes(
    busy: Practitioner, authority: Authority, digest: str, monday: int, tuesday: int
) -> None:
    choose_digest(practitioner=busy, digest=digest, by=busy)

    on_monday = len(remind(authority))
    with clock.everywhere_at(dt.datetime(2026, 11, 3, 7, 30, tzinfo=dt.UTC)):
        on_tuesday = len(remind(authority)) - on_monday

    assert (on_monday, on_tuesday) == (monday, tuesday)


def test_who_has_nothing_waiting_gets_nothing(alice: Practitioner, authority: Authority) -> None:
    user_of(alice)

    assert remind(authority) == []


def test_the_program_writes_it_and_the_trail_says_so(
    busy: Practitioner, authority: Authority, owner_sees: OwnerSees
) -> None:
    remind(authority)

    (event,) = owner_sees("select practitioner_id, reason from audit_event where action = 'mail_queued'")
    assert (event["practitioner_id"], event["reason"]) == (None, "digest")


def test_the_morning_begins_a_job_for_each_authority(
    authority: Authority, other_authority: Authority, owner_sees: OwnerSees
) -> None:
    write_digests(timestamp=0)

    jobs = owner_sees("select args from procrastinate_jobs where task_name = 'write_digests_of'")
    assert {job["args"]["authority_id"] for job in jobs} == {str(authority.id), str(other_authority.id)}


def test_nobody_chooses_for_somebody_else(alice: Practitioner, bob: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="chooses for themselves"):
        choose_digest(practitioner=alice, digest="never", by=bob)
    with pytest.raises(ValidationError, match="Select how often"):
        choose_digest(practitioner=alice, digest="hourly", by=alice)


def test_the_choice_is_made_on_a_page(alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)

    client.post("/home/mail/", {"digest": "weekly"})

    alice.refresh_from_db()
    assert alice.digest == "weekly"
    assert 'value="weekly" checked' in client.get("/home/mail/").content.decode()


def test_my_work_says_why_a_thing_is_there_and_how_it_goes(busy: Practitioner, client_of: SignIn) -> None:
    page = client_of(busy).get("/home/").content.decode()

    assert "It goes when you close the action or hand it on." in page
    assert "It goes when the assessment is started" in page
