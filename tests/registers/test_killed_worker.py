"""A worker is killed while it brings a register in; the next one goes on, as the worker's role alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.core.roles import WORKER
from opencaf.episodes.models import Episode
from opencaf.registers.models import Import, WaitingRegister
from opencaf.registers.operations.waiting import bring_in_waiting
from tests.databases import CLONE, Databases
from tests.factories import AuthorityFactory, MeetingKindFactory, PractitionerFactory, acting_in
from tests.factories.registers import JACK, LEAH, make_tried
from tests.outbox.workers import PATIENCE, take_up_at_once

MIA = ("D0004", "OWEN, Mia", "4/4/2003", "F", "", "ZD9 1AA", "3/4/2010", "", "")
# A worker as in service, but that it writes row by row and kills itself after the second.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from opencaf.registers import jobs
from opencaf.registers.operations import importing
whole = importing.portions
importing.portions = lambda lines: whole(lines, 1)
told = jobs.stop_where_asked

def die(waiting_id, turn, done, rows):
    if done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    told(waiting_id, turn, done, rows)

jobs.stop_where_asked = die
call_command("procrastinate", "worker", "--queues", "registers", "--one-shot")
"""


def environment_of(databases: Databases, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "OPENCAF_TESTING": "1",
        "DATABASE_URL": databases.url(WORKER, database),
        "DJANGO_SETTINGS_MODULE": "opencaf.config.settings",
    }


def state_of(by: Practitioner) -> tuple[Any, ...]:
    with acting_as(by), transaction.atomic():
        begun = Import.objects.get()
        return WaitingRegister.objects.get().stage, begun.state, begun.written, Episode.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_next_worker_goes_on(
    today: None, databases: Databases, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        by = PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")
        MeetingKindFactory(code="tac")
        waiting = make_tried(LEAH, JACK, MIA, by=by)
    with acting_as(by):
        bring_in_waiting(waiting=waiting, by=by)
    environment = environment_of(databases, fresh_database)

    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=CLONE, env=environment, check=False)
    begun = state_of(by)
    time.sleep(0.1)  # a heartbeat ago
    take_up_at_once()
    finished = subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "registers", "--one-shot"],
        cwd=Path(CLONE),
        env=environment,
        check=False,
        timeout=PATIENCE,
    )

    assert killed.returncode == -signal.SIGKILL
    assert begun == ("writing", "writing", 2, 2)
    assert finished.returncode == 0
    assert state_of(by) == ("done", "done", 3, 3)
