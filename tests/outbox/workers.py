"""Workers of their own, as in service: started, killed with kill -9, and followed by the next."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from procrastinate.contrib.django import app

from opencaf.core.roles import WORKER
from opencaf.outbox.jobs import take_up
from tests.databases import CLONE, Databases
from tests.outbox.test_mail import run_apart

PATIENCE = 180.0  # seconds


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
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "reminders,mail", *more]
    quiet: Any = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=Path(CLONE), env=environment, stdout=quiet, stderr=quiet)


def kill_after(number: int, done: Callable[[], int], environment: dict[str, str]) -> None:
    """Let a worker go on until so much is done, then kill it."""
    started = worker(environment)
    give_up_at = time.monotonic() + PATIENCE
    while done() < number and time.monotonic() < give_up_at:
        time.sleep(0.02)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()


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
