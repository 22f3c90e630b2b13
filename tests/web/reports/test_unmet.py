"""The register of needs that are not met: what declined, what is missing, what waits long."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.missing import recall_request, take_back_missing_service
from opencaf.episodes.operations.requests import record_decision
from opencaf.reports.unmet import lines_of_register, unmet_needs
from tests.factories import AgencyFactory, make_episode
from tests.factories.support import make_missing, make_request

SignIn = Callable[[Practitioner], Client]
LONG_AGO = dt.date(2020, 1, 1)
YEAR_LATER = dt.datetime(2026, 10, 16, 12, tzinfo=dt.UTC)


def test_each_request_stands_in_the_register_once(alice: Practitioner, coordinator: Practitioner) -> None:
    episode, agency = make_episode(by=alice), AgencyFactory()
    declined = make_request(episode, by=alice, agency=agency, need="housing", service_name="Rent advice")
    record_decision(request=declined, decision="declined", decided_on=dt.date(2025, 11, 4), by=alice)
    make_request(episode, by=alice, agency=agency, service_name="Swimming", need="housing")
    recalled = make_request(episode, by=alice, agency=agency, service_name="Skating")
    recall_request(request=recalled, recalled_on=dt.date(2025, 10, 20), why="Moved", by=alice)
    make_missing(episode, by=alice, need="loss_bereavement")
    take_back_missing_service(missing=make_missing(episode, by=alice), why="A slip", by=alice)

    with clock.at(YEAR_LATER):
        rows = unmet_needs(coordinator, since=LONG_AGO)

    # By hand: rent advice was declined, swimming waits since 16 October 2025, skating was recalled.
    found = {line.label: line.counts for line in lines_of_register(rows, "need")}
    assert found == {
        "Housing, overcrowding, homelessness risk": {"declined": 1, "missing": 0, "waiting": 1},
        "Loss and bereavement": {"declined": 0, "missing": 1, "waiting": 0},
    }


@pytest.mark.parametrize(("days", "kinds"), [(83, []), (84, ["waiting"])])
def test_a_request_waits_long_after_twelve_weeks(
    alice: Practitioner, coordinator: Practitioner, days: int, kinds: list[str]
) -> None:
    make_request(make_episode(by=alice), by=alice)
    asked_at = dt.datetime(2025, 10, 16, 12, tzinfo=dt.UTC)

    with clock.at(asked_at + dt.timedelta(days=days)):
        rows = unmet_needs(coordinator, since=LONG_AGO)

    assert [row.kind for row in rows] == kinds


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

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[1] == ["'=cmd|calc", "1", "0", "0", "1"]
    assert "%3Dcmd" not in page
    assert "=cmd|calc" in page
    assert episode.reference in cases
    assert reverse("episodes:services", args=[episode.id]) in cases


def test_a_practitioner_does_not_read_the_register(alice: Practitioner, client_of: SignIn) -> None:
    assert client_of(alice).get(reverse("reports:unmet")).status_code == 403
