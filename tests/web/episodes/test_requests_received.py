"""The pages of what goes with a request: chosen, seen by the service that is asked, answered, on paper."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.episodes.models import ServiceDecision, ServiceRequestPart
from opencaf.episodes.queries.looks import looks_at
from opencaf.episodes.queries.requests_received import FIRST, RequestReceived
from opencaf.web.home.asked_rows import requests_to_agency
from opencaf.web.shared.looks import days_of
from tests.factories import PractitionerFactory
from tests.factories.requested import CANARY, GOES, STAYS, Asked, make_asked
from tests.web.counting import at_most
from tests.web.shared.paper_read import text_of

ON = dt.date(2026, 10, 1)
SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def asked(alice: Practitioner) -> Asked:
    return make_asked(by=alice)


@pytest.fixture
def worker(asked: Asked) -> Practitioner:
    return PractitionerFactory(given_name="Wanda", post_worn__agency=asked.agency)


def day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_lead_ticks_what_goes_and_changes_it_later(
    alice: Practitioner, asked: Asked, client_of: SignIn
) -> None:
    client = client_of(alice)
    here = f"/episodes/{asked.episode.id}/services/{asked.request.id}/"
    with at_most(12):
        page = client.get(f"{here}send/").content.decode()
    assert "General health" in page
    assert "checked" not in page

    with at_most(25):
        client.post(f"{here}send/", {**day("sent_on", 20, 10, 2025), "elements": [f"element-{GOES}"]})
    client.get(here)  # says that it is saved
    with at_most(12):
        shown = client.get(here).content.decode()
    assert "What goes with it" in shown
    with at_most(12):
        change = client.get(f"{here}goes/change/").content.decode()
    assert change.count("checked") == 1
    with at_most(20):
        client.post(f"{here}goes/change/", {"elements": [f"element-{STAYS}"], "outcomes": ["no"]})
    assert ServiceRequestPart.objects.get().element == GOES  # refused: no such outcome
    client.post(f"{here}goes/change/", {"elements": [f"element-{STAYS}"]})

    assert {part.element: part.removed_on is None for part in ServiceRequestPart.objects.all()} == {
        GOES: False,
        STAYS: True,
    }
    client.get(f"{here}goes/")
    with at_most(12):
        goes = client.get(f"{here}goes/").content.decode()
    assert "Papers for Harbour counselling (PDF)" in goes


def test_the_worker_finds_it_in_my_work_reads_it_and_answers(
    alice: Practitioner, asked: Asked, worker: Practitioner, client_of: SignIn
) -> None:
    asked.send(by=alice)
    client, address = client_of(worker), f"/episodes/requests/{asked.request.id}/"
    with at_most(13):
        work = client.get("/home/").content.decode()
    assert "Requests to your agency" in work
    assert "for AN" in work
    assert "Amira" not in work
    with at_most(12):
        everything = client.get("/home/requests/").content.decode()
    assert "for AN" in everything

    with at_most(12):
        page = client.get(address).content.decode()
    for text in ("Amira Nur", "She cannot sleep.", "She wakes up at two.", "7 Quay Street", "07700 900123"):
        assert text in page
    assert CANARY not in page
    assert f"/episodes/{asked.episode.id}" not in page

    answer = {"decision": "waiting", **day("decided_on", 1, 11, 2026), "reason": "We are full.", "after": ""}
    refused = client.post(f"{address}answer/", answer).content.decode()
    assert "Enter about how many weeks it takes" in refused
    assert "We are full." in refused
    with at_most(20):
        client.post(f"{address}answer/", {**answer, "waits_weeks": "8"})
    late = client.post(f"{address}answer/", {**answer, "decision": "accepted"}).content.decode()
    assert "noted an answer meanwhile: on a waiting list on 1 November 2026" in words_of(late)
    assert "About 8 weeks" in words_of(client.get(address).content.decode())

    last = ServiceDecision.objects.get()
    client.post(f"{address}answer/", {**answer, "decision": "accepted", "after": str(last.id)})
    client.post(f"{address}start/", day("started_on", 1, 11, 2026))
    assert "The service started" in client_of(alice).get("/home/").content.decode()
    with at_most(20):
        done = client.post(
            f"{address}deliver/",
            {"delivered": "Six sessions", "sessions_given": "6", **day("ended_on", 2, 11, 2026)},
        )

    assert done.headers["Location"] == "/home/"
    assert client.get(address).status_code == 404
    lead = client_of(alice).get(f"/episodes/{asked.episode.id}/services/{asked.request.id}/").content.decode()
    assert "Six sessions" in lead


def test_whoever_looked_stands_under_who_has_looked(
    alice: Practitioner, asked: Asked, worker: Practitioner, client_of: SignIn
) -> None:
    asked.send(by=alice)
    client_of(worker).get(f"/episodes/requests/{asked.request.id}/")

    with acting_for(Asking(alice.id, alice.post.id, alice.authority_id)):
        lines = [line for on in days_of(looks_at(asked.episode.id)) for line in on.lines]

    assert [(line.agency, line.what) for line in lines if line.name == str(worker)] == [
        ("Harbour counselling", "What a service was asked")
    ]


def test_nobody_else_knows_of_it(
    alice: Practitioner, asked: Asked, dave: Practitioner, client_of: SignIn
) -> None:
    asked.send(by=alice)

    for page in ("", "answer/", "start/", "deliver/"):
        assert client_of(dave).get(f"/episodes/requests/{asked.request.id}/{page}").status_code == 404
        assert client_of(alice).get(f"/episodes/requests/{asked.request.id}/{page}").status_code == 404
    assert "Requests to your agency" not in client_of(dave).get("/home/").content.decode()


def test_the_papers_say_what_the_page_says(
    alice: Practitioner, asked: Asked, worker: Practitioner, client_of: SignIn
) -> None:
    asked.send(by=alice)
    here = f"/episodes/{asked.episode.id}/services/{asked.request.id}/goes/"
    page = words_of(client_of(worker).get(f"/episodes/requests/{asked.request.id}/").content.decode())
    paper = words_of(text_of(client_of(alice).get(f"{here}papers/").content))

    assert CANARY not in paper
    said = page.partition("Why it is asked")[2].partition("What was noted")[0].split()
    assert "".join(said) in "".join(paper.split())


def test_papers_are_not_given_where_nothing_goes(
    alice: Practitioner, asked: Asked, client_of: SignIn
) -> None:
    client, here = client_of(alice), f"/episodes/{asked.episode.id}/services/{asked.request.id}/goes/"

    assert "Nothing goes with this request now" in client.get(here).content.decode()
    assert client.get(f"{here}papers/").status_code == 403


def test_what_is_left_out_is_not_offered_and_said(
    alice: Practitioner, asked: Asked, client_of: SignIn
) -> None:
    asked.episode.withheld.create(
        authority_id=alice.authority_id, agency=asked.agency, child=asked.amira, element=GOES
    )

    page = (
        client_of(alice)
        .get(f"/episodes/{asked.episode.id}/services/{asked.request.id}/send/")
        .content.decode()
    )

    assert "The family left 1 part of the assessment out for Harbour counselling" in page
    assert f"element-{GOES}" not in page


def test_a_long_list_leads_to_all_of_it() -> None:
    line = RequestReceived(new_id(), new_id(), "Talks", "AN", "Alice", ON, None, "", None)

    rows = requests_to_agency([line] * (FIRST + 1))[0].rows

    assert (len(rows), rows[-1].action["href"]) == (FIRST + 1, "/home/requests/")
    assert len(requests_to_agency([line] * FIRST)[0].rows) == FIRST
