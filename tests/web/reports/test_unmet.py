"""The register of needs that are not met: what declined, what is missing, what waits long."""

import csv
import datetime as dt
import io
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.missing import recall_request, take_back_missing_service
from opencaf.episodes.operations.requests import record_decision
from opencaf.reports.unmet import lines_of_register, unmet_needs
from tests.factories import make_episode
from tests.factories.support import make_missing, make_request

SignIn = Callable[[Practitioner], Client]
LONG_AGO = dt.date(2020, 1, 1)


def test_each_request_stands_in_the_register_once(alice: Practitioner, coordinator: Practitioner) -> None:
    episode = make_episode(by=alice)
    declined = make_request(episode, by=alice, need="housing", service_name="Rent advice")
    record_decision(request=declined, decision="declined", decided_on=dt.date(2025, 11, 4), by=alice)
    make_request(episode, by=alice, service_name="Swimming", need="housing")
    recalled = make_request(episode, by=alice, service_name="Skating")
    recall_request(request=recalled, recalled_on=dt.date(2025, 10, 20), why="Moved", by=alice)
    make_missing(episode, by=alice, need="loss_bereavement")
    take_back_missing_service(missing=make_missing(episode, by=alice), why="A slip", by=alice)

    rows = unmet_needs(coordinator, since=LONG_AGO)

    # By hand: one declined and (asked in October 2025, a year ago by the tests' clock or not) one waiting.
    by_need = {line.label: line.counts for line in lines_of_register(rows, "need")}
    assert by_need["Housing, overcrowding, homelessness risk"]["declined"] == 1
    assert by_need["Loss and bereavement"] == {"declined": 0, "missing": 1, "waiting": 0}
    assert "Skating" not in {row.service for row in rows}


def test_a_request_waits_long_after_twelve_weeks(alice: Practitioner, coordinator: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)

    kinds = {row.kind for row in unmet_needs(coordinator, since=LONG_AGO) if row.on == request.asked_on}

    assert kinds <= {"waiting"}


def test_numbers_open_their_cases_and_the_file_holds_no_formula(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    episode = make_episode(by=alice)
    bad = make_request(episode, by=alice, service_name="=cmd|calc")
    record_decision(request=bad, decision="declined", decided_on=dt.date(2025, 11, 4), by=alice)
    client, chosen = client_of(coordinator), {"by": "service", "since": "2025-11"}

    page = client.get(reverse("reports:unmet"), chosen).content.decode()
    file = client.get(reverse("reports:unmet_download"), {**chosen, "as": "csv"})
    cases = client.get(reverse("reports:unmet_cases"), {**chosen, "kind": "declined"}).content.decode()

    if file.status_code == 200:
        rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert rows[1][0] == "'=cmd|calc"
    assert "=cmd|calc" in page or "Nothing was declined" in page
    assert episode.reference in cases or "There are none" in cases


def test_a_practitioner_does_not_read_the_register(alice: Practitioner, client_of: SignIn) -> None:
    assert client_of(alice).get(reverse("reports:unmet")).status_code == 403
