"""Words of a record reach no log, mail or error page, not even when the database refuses them.

The pages are served by the real web server; the database is made to refuse what the pages send.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import re
import secrets
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import transaction
from django.test import Client

from bench.worker import HOST, free_port, wait_until_answers, web_server
from opencaf.agencies.models import Practitioner
from opencaf.config.postgres import server
from opencaf.core.ids import new_id
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.operations.recording import add_child
from tests.databases import Databases
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in, make_episode

# What makes PostgreSQL refuse a note, and say its words while it does.
REFUSALS = {
    "unique violation": "create unique index on episodes_contactnote (text)",
    "bad type": "alter table episodes_contactnote add number int generated always as (text::int) stored",
    "check violation": "alter table episodes_contactnote add constraint no_words check (text = '')",
}
MAILS = "select count(*) from outbox_message where subject || body like %s"


class Visitor:
    """Somebody signed in at the served site, without a browser."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port = port
        self.cookies = dict(cookies)

    def ask(self, method: str, address: str, answers: dict[str, str] | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if answers is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, address, body=urlencode(answers) if answers else None, headers=headers)
        answer = line.getresponse()
        for kept in answer.headers.get_all("Set-Cookie") or []:
            name, value = kept.split(";")[0].split("=", 1)
            self.cookies[name] = value
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def send(self, address: str, answers: dict[str, str]) -> tuple[int, str]:
        _, page = self.ask("GET", address)
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|submission_token)" value="([^"]+)"', page))
        return self.ask("POST", address, {**hidden, **answers})


@contextmanager
def serving(databases: Databases, name: str, log: Path) -> Iterator[int]:
    """The site with the real web server; all that it says goes into a log."""
    port = free_port()
    environment = {
        **os.environ,
        **databases.environment(name),
        "DJANGO_SETTINGS_MODULE": "opencaf.config.settings",
    }
    with log.open("wb") as words:
        process = subprocess.Popen(
            web_server(port), env=environment, stdout=words, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_until_answers(process, port)
            yield port
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_database_refuses_stands_in_no_log(
    refusal: str,
    databases: Databases,
    fresh_database: str,
    as_owner: psycopg.Connection[object],
    client_of: Callable[[Practitioner], Client],
    tmp_path: Path,
) -> None:
    canary = f"Canary{secrets.token_hex(8)}"
    with transaction.atomic(), acting_in(new_id()):
        AuthorityFactory()
        alice = PractitionerFactory(given_name="Alice")
        details = PersonDetails(canary, f"{canary}son", Birth(dt.date(2016, 3, 2)), sex="F")
        case = make_episode(by=alice, children=[add_child(details=details, by=alice)])
    session = {name: cookie.value for name, cookie in client_of(alice).cookies.items()}
    note = {"happened_on_day": "2", "happened_on_month": "3", "happened_on_year": "2026", "kind": "visit"}
    log = tmp_path / "site.log"

    with serving(databases, fresh_database, log) as port:
        visitor = Visitor(port, session)
        address = f"/episodes/{case.id}/notes/add/"
        first = visitor.send(address, {**note, "text": f"{canary} one"})
        shown = visitor.ask("GET", f"/episodes/{case.id}/notes/")
        if refusal != "unique violation":
            as_owner.execute("delete from episodes_contactnote")
        as_owner.execute(REFUSALS[refusal])  # type: ignore[call-overload]
        second = visitor.send(address, {**note, "text": f"{canary} one"})

    assert (first[0], shown[0], second[0]) == (302, 200, 500)
    assert canary in shown[1]
    assert canary not in second[1]
    said = log.read_text()
    assert "Internal Server Error" in said
    assert "IntegrityError" in said or "DataError" in said
    assert canary not in said
    assert canary not in log_of_the_database()
    assert as_owner.execute(MAILS, [f"%{canary}%"]).fetchone() == (0,)


def log_of_the_database() -> str:
    """All that our PostgreSQL has said; another one's log is not ours to read."""
    ours = server("test")
    return ours.log.read_text(errors="replace") if ours.running() else ""
