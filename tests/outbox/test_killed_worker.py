"""Workers that are killed with kill -9 in the middle of sending: no mail is lost, none becomes two."""

import pytest
from django.db import connection, transaction

from opencaf.core.ids import new_id
from opencaf.outbox.models import Message
from opencaf.outbox.operations import Letter, queue_letters
from opencaf.outbox.wording import MailKind
from tests.databases import Databases
from tests.factories import AuthorityFactory, acting_in
from tests.outbox.mail_server import mail_server
from tests.outbox.workers import environment_of, finish, kill_after, take_up_at_once

MAILS = 90
KILLED_AT = (20, 50)


@pytest.mark.django_db(transaction=True)
def test_killed_workers_lose_no_mail_and_what_goes_twice_bears_one_message_id(
    today: None, databases: Databases, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    authority_id = new_id()
    with acting_in(authority_id), transaction.atomic():
        AuthorityFactory()
        letters = [Letter(f"nobody.{number}@example.org") for number in range(MAILS)]
        queue_letters(kind=MailKind.INTENTION, letters=letters, authority_id=authority_id)

    with mail_server() as (postbox, port):
        environment = environment_of(databases, fresh_database, port)
        for number in KILLED_AT:
            kill_after(number, lambda: len(postbox.times), environment)
            assert number <= len(postbox.times) < MAILS
            take_up_at_once()
        finish(environment)

    with acting_in(authority_id), transaction.atomic():
        sent = Message.objects.filter(state="sent").count()
    assert (sent, len(postbox.times)) == (MAILS, MAILS)
    assert sum(postbox.times.values()) - MAILS <= len(KILLED_AT)
