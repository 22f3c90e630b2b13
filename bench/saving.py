"""Counting what a save asks of the database: real forms, filled in and sent, and then undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.urls import resolve, reverse

from bench.addresses import Page, first_pages, name_at
from bench.answers import ANSWERS, ASKS_ONLY, SHOWN_BY_SENDING
from bench.asking import Answer, Pairs, Person
from bench.cast import Cast
from bench.forms import forms_of, mistakes_in
from bench.watching import Seen, watching

# Undone, the transaction of a save is a savepoint instead.
SAVEPOINTS_OF_UNDOING = 2
# Forms that work on nobody's record or end the session.
NOT_SENT = {
    "help:components",
    "account_logout",
    "account_login",
    "account_change_password",
    "account_reauthenticate",
    "account_sessions",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
}


@dataclass(frozen=True)
class Save:
    """What came of sending one form."""

    name: str
    page: str
    role: str
    queries: int
    savepoints: int
    status: int
    mistakes: list[str] = field(default_factory=list)

    @property
    def is_saved(self) -> bool:
        return self.status == 302

    def says_more_than(self, other: Save) -> bool:
        """Whether to keep this of two: a failure inside before what was saved, that before a refusal."""
        return other.status < 500 and (self.is_saved or self.status >= 500)


def count_saves(pages: Iterable[Page], cast: Cast) -> list[Save]:
    """Return what each form of these pages came to, for the first who may open each.

    A form of a page of a case is tried on the other cases where the first does not take it.
    """
    saves: dict[str, Save] = {}
    pages = list({page.name: page for page in reversed(list(pages)) if page.sent is None}.values())
    extra = statements_of_undoing(cast.practitioner)
    others = [page for page in first_pages(cast) if resolve(page.address).kwargs]
    for page in pages:
        for tried in [page, *(other for other in others if other.name == page.name)]:
            for save in send_forms(tried, extra):
                if save.name not in saves or save.says_more_than(saves[save.name]):
                    saves[save.name] = save
            if all(save.is_saved for save in saves.values() if save.page == page.name):
                break
    return sorted(saves.values(), key=lambda save: save.name)


def send_forms(page: Page, extra: int) -> list[Save]:
    """Fill in and send each form of a page, each undone before the next; extra queries are the undoing's."""
    shown = page.ask()
    if page.name in NOT_SENT or not shown.is_page:
        return []
    saves = []
    for form in forms_of(shown.text, sign_out=reverse("account_logout")):
        name = name_at(form.action or page.address) or page.name
        if name not in ASKS_ONLY.union(SHOWN_BY_SENDING.values()):
            answer, seen = send_and_undo(page, form.action, form.filled(ANSWERS.get(name, {})))
            refused = mistakes_in(answer.text) if answer.status == 200 else []
            savepoints = sum("SAVEPOINT" in sql for sql, _ in seen.statements) - SAVEPOINTS_OF_UNDOING
            queries = len(seen.statements) - extra
            saves.append(Save(name, page.name, page.person.role, queries, savepoints, answer.status, refused))
    return saves


def send_and_undo(page: Page, action: str, pairs: Pairs) -> tuple[Answer, Seen]:
    """Send a form inside a transaction that is rolled back once all its keys have been checked."""
    with undone():
        with watching() as seen:
            answer = page.person.post(action or page.address, pairs)
        if answer.status == 302:
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
    return answer, seen


@contextmanager
def undone() -> Iterator[None]:
    """Undo what requests write, which keep to the open transaction instead of their own connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def statements_of_undoing(person: Person) -> int:
    """Return how many statements the transaction around a request adds to its own."""
    with watching() as plain:
        person.get(reverse("help:index"))
    with undone(), watching() as inside:
        person.get(reverse("help:index"))
    return len(inside.statements) - len(plain.statements)
