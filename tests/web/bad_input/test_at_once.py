"""The same form arriving twice at the same moment, and again later: one row, one page that follows."""

import threading
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from psycopg import sql

from opencaf.core import clock
from opencaf.core.ids import new_id
from tests.factories import acting_in
from tests.web.bad_input.filling import right_answers
from tests.web.bad_input.site import TODAY, Site, make_site

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = {
    "episodes:note_add": "episodes_contactnote",
    "episodes:outcome_add": "episodes_outcome",
    "episodes:close": "episodes_closure",
}


@pytest.fixture
def committed_site(transactional_db: None) -> Iterator[Site]:
    """The same world, where every request has a transaction of its own."""
    with clock.everywhere_at(TODAY), acting_in(new_id()):
        with transaction.atomic():
            site = make_site()
        for name in WRITTEN:
            with transaction.atomic():
                site.page(name)
        yield site


@pytest.mark.parametrize("name", WRITTEN)
def test_a_form_that_arrives_twice_at_once_writes_one_row(
    committed_site: Site, as_owner: psycopg.Connection[Any], name: str
) -> None:
    before = count(as_owner, name)

    answers = send_at_once(committed_site, name, times=2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert count(as_owner, name) == before + 1


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_form_sent_again_leads_where_it_led_first(committed_site: Site, name: str) -> None:
    form = committed_site.forms(name)[0]
    answers = right_answers(form, name) | {"submission_token": [str(uuid.uuid4())]}
    client = committed_site.client(name)

    led = [client.post(form.address, answers).get("Location") for _ in range(2)]

    assert led[0] is not None
    assert led[0] == led[1]


def count(owner: psycopg.Connection[Any], name: str) -> int:
    counting = sql.SQL("select count(*) from {}").format(sql.Identifier(WRITTEN[name]))
    row = owner.execute(counting).fetchone()
    assert row
    return int(row[0])


def send_at_once(site: Site, name: str, *, times: int) -> list[HttpResponse]:
    """The same form from several threads that wait for each other before they send."""
    form = site.forms(name)[0]
    answers = right_answers(form, name) | {"submission_token": [str(uuid.uuid4())]}
    gate, found = threading.Barrier(times), list[HttpResponse]()

    def send() -> None:
        client = Client(raise_request_exception=False)
        client.cookies = site.client(name).cookies
        gate.wait(timeout=10)
        found.append(client.post(form.address, answers))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found
