"""A thousand people are reminded; the worker is killed while it writes to them and while it sends."""

import contextlib
import datetime as dt
import uuid

import psycopg
import pytest
from django.db import connection, transaction

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.accounts.models import User
from opencaf.agencies.models import Agency, Post, Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.roles import OWNER
from opencaf.episodes.jobs import write_digests_of
from opencaf.episodes.models import Action
from opencaf.outbox.models import Message
from tests.databases import Databases
from tests.factories import AgencyFactory, AuthorityFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.meetings import child_of, make_outcome
from tests.outbox.mail_server import mail_server
from tests.outbox.workers import environment_of, finish, kill_after, take_up_at_once

PEOPLE = 1000
WRITTEN_WHEN_KILLED = (PEOPLE // 4, PEOPLE // 2, PEOPLE)
DAY = dt.date(2025, 11, 21)


@pytest.mark.django_db(transaction=True)
def test_each_reminder_is_sent_once_and_none_is_lost(
    today: None, databases: Databases, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    authority_id = new_id()
    with acting_in(authority_id), transaction.atomic():
        AuthorityFactory()
        give_everybody_something_to_do()
    with transaction.atomic():
        write_digests_of.defer(authority_id=str(authority_id))
    written = Counting(databases.url(OWNER, fresh_database))

    with contextlib.closing(written.connection), mail_server() as (postbox, port):
        environment = environment_of(databases, fresh_database, port)
        for number in WRITTEN_WHEN_KILLED:
            kill_after(number, written, environment)
            assert written() < PEOPLE or number == PEOPLE
            take_up_at_once()
        written.let_quiet_hours_pass()
        kill_after(PEOPLE // 2, lambda: len(postbox.times), environment)
        assert PEOPLE // 2 <= len(postbox.times) < PEOPLE
        take_up_at_once()
        finish(environment)

    with acting_in(authority_id), transaction.atomic():
        sent = Message.objects.filter(state="sent").values_list("to", flat=True)
        assert (len(sent), len(set(sent))) == (PEOPLE, PEOPLE)
    assert len(postbox.times) == PEOPLE
    assert sum(postbox.times.values()) - PEOPLE <= 1


class Counting:
    """How many reminders are written, as the owner of the database sees them."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True)

    def __call__(self) -> int:
        (found,) = self.connection.execute("select count(*) from outbox_message").fetchone() or (0,)
        return int(found)

    def let_quiet_hours_pass(self) -> None:
        """Let what waits for the morning go now, at whatever hour this runs."""
        self.connection.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def give_everybody_something_to_do() -> None:
    """Make a thousand people of one large team, each with an action."""
    agency = AgencyFactory()
    lead = PractitionerFactory(post_worn__agency=agency, user=None)
    outcome = make_outcome(make_episode(by=lead, intended_on=dt.date(2025, 10, 1)), by=lead)
    people = many_practitioners(agency)
    AccessGrant.objects.bulk_create(
        AccessGrant(
            authority_id=agency.authority_id,
            practitioner=one,
            child_id=child_of(outcome.episode).id,
            episode_id=outcome.episode_id,
            level=Level.FULL,
            basis=Basis.TEAM,
            starts_at=clock.now(),
        )
        for one in people
    )
    Action.objects.bulk_create(
        Action(
            authority_id=agency.authority_id,
            outcome=outcome,
            what="Ring the surgery",
            owner=one,
            agreed_on=DAY,
            due_on=DAY,
        )
        for one in people
    )


def many_practitioners(agency: Agency) -> list[Practitioner]:
    """People who sign in and work in an agency."""
    mails = [f"worker.{number}@example.org" for number in range(PEOPLE)]
    users = User.objects.bulk_create(User(id=uuid.uuid4(), email=mail, password="!") for mail in mails)
    people = Practitioner.objects.bulk_create(
        Practitioner(
            authority_id=agency.authority_id, user=user, given_name="Willow", family_name=f"Worker{number}"
        )
        for number, user in enumerate(users)
    )
    Post.objects.bulk_create(
        Post(authority_id=agency.authority_id, practitioner=one, agency=agency) for one in people
    )
    return people
