"""Workers that are killed with kill -9 in the middle of sending: no mail is lost, none becomes two."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from opencaf.core.ids import new_id
from opencaf.core.roles import WORKER
from opencaf.outbox.jobs import take_up
from opencaf.outbox.models import Message
from opencaf.outbox.operations import Letter, queue_letters
from opencaf.outbox.wording import MailKind
from tests.databases import CLONE, Databases
from tests.factories import AuthorityFactory, acting_in
from tests.outbox.mail_server import Postbox, mail_server
from tests.outbox.test_mail import run_apart

MAILS = 90
KILLED_AT = (20, 50)
PATIENCE = 60.0  # seconds


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
            kill_after(number, postbox, environment)
            take_up_at_once()
        finish(environment)

    with acting_in(authority_id), transaction.atomic():
        sent = Message.objects.filter(state="sent").count()
    assert (sent, len(postbox.times)) == (MAILS, MAILS)
    assert sum(postbox.times.values()) - MAILS <= len(KILLED_AT)


def environment_of(databases: Databases, database: str, port: int) -> dict[str, str]:
    """What a worker needs to work on this database and hand its mails over at this port."""
    return {
        **os.environ,
        "OPENCAF_TESTING": "1",
        "DATABASE_URL": databases.url(WORKER, database),
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }


def worker(environment: dict[str, str], *more: str) -> subprocess.Popen[bytes]:
    """Start a worker as in service."""
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "mail", *more]
    quiet: Any = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=Path(CLONE), env=environment, stdout=quiet, stderr=quiet)


def kill_after(number: int, postbox: Postbox, environment: dict[str, str]) -> None:
    """Let a worker send until so many mails have come, then kill it."""
    started = worker(environment)
    give_up_at = time.monotonic() + PATIENCE
    while len(postbox.times) < number and time.monotonic() < give_up_at:
        time.sleep(0.002)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    assert number <= len(postbox.times) < MAILS


def take_up_at_once() -> None:
    """Do what the next worker's clock does a minute later."""
    with app.replace_connector(app.connector.get_worker_connector()) as apart:  # type: ignore[attr-defined]
        run_apart(asyncio.run, main=opened_and_taken_up(apart))


async def opened_and_taken_up(apart: Any) -> None:
    async with apart.open_async():
        await take_up(apart.job_manager, silent_for=0)


def finish(environment: dict[str, str]) -> None:
    """Let a worker do all that is left."""
    assert worker(environment, "--one-shot").wait(PATIENCE) == 0
