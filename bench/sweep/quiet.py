"""Where no word may ever stand: logs, mail, the trail, sessions, caches, jobs, and pages about mistakes."""

from __future__ import annotations

import http.client
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.urls import reverse
from psycopg import sql

from bench.asking import Answer, Pairs, Person, cookie_line
from bench.forms import forms_of
from bench.sweep.crawler import Crawl
from bench.sweep.sizes import Bounds
from bench.sweep.words import PATTERN, words_in
from bench.worker import HOST, free_port, wait_until_answers, web_server

# Tables beside those of families: mail, the trail, sessions, caches, jobs, accounts, reports of browsers.
BESIDE = """
select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
and relname !~ '^(episodes|people|access|files)_'
and relname not in ('audit_correction', 'case_audit_paper', 'voices_answer') order by relname
"""
# What makes PostgreSQL refuse a note and say its words while it does, and what takes that away again.
REFUSALS = {
    "check violation": (
        "alter table episodes_contactnote add constraint no_words check (text = '') not valid",
        "alter table episodes_contactnote drop constraint no_words",
    ),
    "bad type": (
        "alter table episodes_contactnote add constraint no_words check (text::int > 0) not valid",
        "alter table episodes_contactnote drop constraint no_words",
    ),
    "unique violation": (
        "create unique index no_words on episodes_contactnote (text)",
        "drop index no_words",
    ),
}
A_DAY = {"happened_on_day": "2", "happened_on_month": "3", "happened_on_year": "2026", "kind": "visit"}


@dataclass
class Line:
    """Somebody who asks the web server over loopback."""

    port: int
    cookies: dict[str, str]

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def post(self, address: str, pairs: Pairs) -> Answer:
        return self._ask("POST", address, urlencode(pairs))

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Cookie": cookie_line(self.cookies)}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, address, body=body, headers=headers)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return Answer(answer.status, answer.getheaders(), content)


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[int]:
    """Serve as the demonstration does, with every request in the log as well; yield the port."""
    port = free_port()
    command = [*web_server(port)[:-1], "--access-log", *web_server(port)[-1:]]
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, env=environment, stdout=words, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_until_answers(process, port)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def ask_the_served_site(
    owner: psycopg.Connection[Any], person: Person, episode_id: object, log: Path
) -> list[str]:
    """Look around, search and send what the database refuses; return what was wrong."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    with serving(environment, log) as port:
        line = Line(port, dict(person.cookies))
        crawl = Crawl(line, Bounds(a_route=2, variants=1))
        crawl.look_around()
        shown = {word for seen in crawl.seen for word in seen.words}
        word = str(min(shown)) if shown else "Qzacaaacaaa"
        crawl.search([{"name": word}, {"name": word, "born_day": word}])
        line.get(f"/episodes/{episode_id}/nowhere/")
        wrong = [] if len(shown) > 10 else ["The served site showed hardly any words"]
        sent = f"{word} again"
        send_note(line, episode_id, sent)  # so that the next one like it is not the only one
        for refusal, (begin, end) in REFUSALS.items():
            owner.execute(begin)
            answer = send_note(line, episode_id, sent)
            owner.execute(end)
            wrong += [] if answer.status == 500 else [f"A {refusal} was answered with {answer.status}"]
            wrong += [f"The page about a {refusal} shows {one}" for one in sorted(words_in(answer.text))]
    said = log.read_text(errors="replace")
    wrong += [f"The web server's log holds {word}" for word in sorted(words_in(said))]
    if "GET /" not in said or "Internal Server Error" not in said:
        wrong.append("The web server's log holds no requests or no refusals: nothing was tested")
    return wrong


def send_note(line: Line, episode_id: object, text: str) -> Answer:
    """Send a note about a case as its page does."""
    address = reverse("episodes:note_add", args=[episode_id])
    form = forms_of(line.get(address).text, sign_out=reverse("account_logout"))[0]
    hidden = [(name, one.value) for name, one in form.controls.items() if one.kind == "hidden"]
    return line.post(address, [*hidden, *A_DAY.items(), ("text", text)])


def words_beside(owner: psycopg.Connection[Any]) -> list[str]:
    """Return the tables beside those of families that hold words all the same."""
    wrong = []
    for (table,) in owner.execute(BESIDE).fetchall():
        query = sql.SQL("select count(*) from {} row where row::text ~* {}")
        row = owner.execute(query.format(sql.Identifier(table), sql.Literal(PATTERN))).fetchone()
        if row and row[0]:
            wrong.append(f"{row[0]} rows of {table} hold words")
    return wrong
