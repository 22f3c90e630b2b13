"""A database server and a web server of the tests' own, which may be killed while somebody types."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from opencaf.config.postgres import CLONE, SUPERUSER, Server
from opencaf.core.roles import OWNER, WEB, prepare_cluster
from tests.databases import Databases

HOST = "127.0.0.1"
DATABASE = "opencaf_loss"
PATIENCE = 60.0  # seconds; other tests share the machine


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Return once something is so; looks often, gives up late."""
    give_up_at = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > give_up_at:
            raise AssertionError(f"It never came that {what}")
        time.sleep(0.05)


@dataclass
class Ground:
    """What a browser talks to."""

    database: Server
    databases: Databases
    port: int = 0
    web: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.port}"

    def serve(self) -> None:
        """Start the web server as in service: one that starts its worker again when it dies."""
        self.port = self.port or free_port()
        program = shutil.which("granian", path=str(Path(sys.executable).parent)) or "granian"
        options = ["--interface", "wsgi", "--host", HOST, "--port", str(self.port), "--no-ws"]
        options += ["--workers", "1", "--blocking-threads", "2", "--respawn-failed-workers"]
        options += ["--respawn-interval", "0.5", "--log-level", "error"]
        without = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        self.web = subprocess.Popen(
            [program, *options, "opencaf.config.wsgi:application"],
            cwd=CLONE,
            env={**without, **self.databases.environment(DATABASE)},
            start_new_session=True,
        )
        wait_until(self.answers, "the site answers")

    def answers(self) -> bool:
        """Whether the sign-in page comes back."""
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=10)) as line:
            try:
                line.request("GET", "/account/login/")
                return line.getresponse().status == 200
            except OSError:
                return False

    def worker_ids(self) -> list[int]:
        """The processes that answer requests."""
        assert self.web
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children")
        return [int(word) for word in children.read_text().split()]

    def kill_worker(self) -> None:
        """Kill the process that answers; the server starts another."""
        for process in self.worker_ids():
            os.kill(process, signal.SIGKILL)

    def kill_web(self) -> None:
        """Kill the web server with everything it started."""
        assert self.web
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def kill_database(self) -> None:
        """Kill PostgreSQL as a power cut does."""
        postmaster = int((self.database.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)
        wait_until(lambda: not self.database.running(), "the database is gone")
        connections.close_all()

    def start_database(self) -> None:
        """Start PostgreSQL again; it reads what was committed back from its log."""
        self.database.start()

    def url(self, role: str = WEB) -> str:
        return self.databases.url(role, DATABASE)


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind((HOST, 0))
        return int(attempt.getsockname()[1])


def copy_into(own: Server, *, template: str, programs_of: Server) -> Databases:
    """Bring a migrated database over from another server; quicker than to migrate again."""
    with psycopg.connect(own.url(SUPERUSER, "postgres"), autocommit=True) as keeper:
        databases = Databases(own.url(SUPERUSER, "postgres"), keeper, DATABASE)
    prepare_cluster(databases.superuser_url, database=DATABASE)
    wait_for_the_disk(databases, "off")
    dump = own.home / own.name / "dump"  # where the server’s account may write
    for program, arguments in (
        ("pg_dump", ["--format=custom", f"--file={dump}", f"--dbname={template}"]),
        ("pg_restore", [f"--dbname={own.url(SUPERUSER, DATABASE)}", "--clean", "--if-exists", str(dump)]),
    ):
        done = programs_of._programs().run(program, *arguments)
        if done.returncode != 0:
            raise RuntimeError(f"{program} said: {done.stderr}")
    wait_for_the_disk(databases, "on")
    prepare_cluster(databases.superuser_url, database=DATABASE)
    return databases


def wait_for_the_disk(databases: Databases, word: str) -> None:
    """Let the server wait for its disk as in service, or not while it is filled."""
    with psycopg.connect(databases.superuser_url, autocommit=True) as superuser:
        superuser.execute(sql.SQL("alter system set fsync = {}").format(sql.SQL(word)))
        superuser.execute("select pg_reload_conf()")
        superuser.execute("checkpoint")


__all__ = ["DATABASE", "OWNER", "Ground", "copy_into", "wait_until"]
