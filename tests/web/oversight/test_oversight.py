"""What auditors see: looks by case and by practitioner, seals and alerts; no word of a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit import jobs, sealing, trail
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.operations.recording import add_child
from tests.architecture.access_world import make_world
from tests.audit.conftest import as_superuser, as_worker, write_events
from tests.factories import PractitionerFactory, acting_in
from tests.web.episodes.test_looks import words

__all__ = ["as_superuser", "as_worker", "write_events"]
Sign = Callable[[Practitioner], Client]


@pytest.fixture
def case(alice: Practitioner, bob: Practitioner, coordinator: Practitioner, school: Agency) -> Episode:
    finder = PractitionerFactory(given_name="Fred")
    world = make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=school)
    return world.cases.supporting


def test_an_auditor_finds_who_looked_by_the_reference_alone(
    case: Episode, bob: Practitioner, auditor: Practitioner, client_of: Sign
) -> None:
    client_of(bob).get(f"/episodes/{case.id}/plan/")

    page = client_of(auditor).post(
        "/oversight/cases/", {"reference": f" {case.reference.lower()} "}, follow=True
    )

    assert page.redirect_chain == [(f"/oversight/cases/{case.id}/", 302)]
    assert case.reference in words(page)
    assert "Bob" in words(page)
    child = case.episode_children.get().child
    for secret in (child.given_names, child.family_name, case.why):
        assert secret not in page.content.decode()


def test_a_reference_that_is_not_there_is_said_at_the_field(auditor: Practitioner, client_of: Sign) -> None:
    page = client_of(auditor).post("/oversight/cases/", {"reference": "T001-26-00042-X"})

    assert "There is no case with this reference here. Check each letter and number" in words(page)
    assert 'value="T001-26-00042-X"' in page.content.decode()


def test_an_auditor_sees_what_a_practitioner_looked_at(
    case: Episode, bob: Practitioner, auditor: Practitioner, client_of: Sign
) -> None:
    child = case.episode_children.get().child
    for address in (f"/episodes/{case.id}/notes/", f"/children/{child.id}/", "/home/", "/reports/"):
        client_of(bob).get(address)
    details = PersonDetails("Robin", "Okonjo", Birth(dt.date(2016, 3, 2)), sex="F")
    add_child(details=details, by=bob)
    client_of(bob).post("/children/results/", {"name": "Robin Okonjo"})

    found = client_of(auditor).post("/oversight/practitioners/", {"name": f"{bob.family_name} bo"})
    page = client_of(auditor).get(f"/oversight/practitioners/{bob.id}/")

    assert f"/oversight/practitioners/{bob.id}/" in found.content.decode()
    assert f"{case.reference}: notes" in words(page)
    assert f"{case.reference}" in words(page)
    assert "Searched for a child; 1 child shown" in words(page)
    assert "Had their own list of work" in words(page)
    assert "Was refused a page" in words(page)
    assert child.given_names not in page.content.decode()


def test_an_auditor_of_another_authority_sees_nothing(
    case: Episode, bob: Practitioner, other_authority: Any, client_of: Sign
) -> None:
    with acting_in(other_authority.id):
        stranger = PractitionerFactory(post_worn__role="auditor")

    answers = [
        client_of(stranger).get(address).status_code
        for address in (f"/oversight/cases/{case.id}/", f"/oversight/practitioners/{bob.id}/")
    ]
    searched = client_of(stranger).post("/oversight/cases/", {"reference": case.reference})

    assert answers == [404, 404]
    assert searched.status_code == 200


def search_often(client: Client, times: int) -> list[int]:
    return [client.post("/children/results/", {"name": "Nobody Here"}).status_code for _ in range(times)]


def test_half_of_a_limit_alerts_auditors_and_the_whole_stops_with_429(
    alice: Practitioner, auditor: Practitioner, client_of: Sign
) -> None:
    type(alice.authority).objects.update(searches_an_hour=4)
    client = client_of(alice)
    answers = search_often(client, 5)
    last = client.post("/children/results/", {"name": "Nobody Here"})

    alerts = words(client_of(auditor).get("/oversight/alerts/"))

    assert answers == [200, 200, 200, 200, 429]
    assert "ring the data protection officer of" in words(last)
    assert "Try again after 11:30" in words(last)
    assert "Half of the limit reached: 2 of 4 searches in an hour." in alerts
    assert "Stopped at the limit of searches in an hour." in alerts
    assert str(alice) in alerts


def test_a_record_beyond_the_limit_is_not_shown(
    case: Episode, alice: Practitioner, auditor: Practitioner, client_of: Sign
) -> None:
    type(alice.authority).objects.update(opens_an_hour=1)
    child = case.episode_children.get().child
    client = client_of(alice)
    first = client.get(f"/episodes/{case.id}/")

    second = client.get(f"/children/{child.id}/")
    again = client.get(f"/episodes/{case.id}/plan/")

    assert (first.status_code, second.status_code, again.status_code) == (200, 429, 200)
    assert child.given_names not in second.content.decode()


def test_a_file_beyond_the_limit_is_not_given(carol: Practitioner, client_of: Sign) -> None:
    type(carol.authority).objects.update(exports_a_day=1)
    address = "/reports/started/download/"

    answers = [client_of(carol).get(address).status_code for _ in range(2)]

    assert answers == [200, 429]


def test_the_first_page_says_how_the_seals_stand(
    auditor: Practitioner, client_of: Sign, acting_as: Callable[..., Any], settings: Any
) -> None:
    settings.SEAL_ANCHOR = "/somewhere/seals.txt"
    with acting_as(auditor):
        trail.record("seals_checked", subject_kind="trail", reason="whole", seals=1200)

    page = words(client_of(auditor).get("/oversight/"))

    assert "All 1,200 seals held when they were last verified." in page
    assert "Each seal is also kept in a file outside the database." in page
    assert "not sealed yet; the oldest is" in page


def test_a_fault_of_the_seals_is_an_alarm(
    auditor: Practitioner, client_of: Sign, acting_as: Callable[..., Any]
) -> None:
    with acting_as(auditor), clock.at(clock.now()):
        jobs.note_check(sealing.Fault("missing", seal=7, event_id=auditor.id, how_many=1))

    page = words(client_of(auditor).get("/oversight/"))

    assert f"Seal 7: 1 row missing; the first is event {auditor.id}." in page
    assert "whoever owns it could write them all anew" in page
    assert "Alerts of the last 30 days: 1" in page


def test_sealing_that_has_stopped_is_an_alarm(
    auditor: Practitioner, client_of: Sign, owner_sees: Callable[..., Any]
) -> None:
    made = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=17)
    number = (int(made.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62) | 5
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into audit_event (id, at, action, subject_kind, reason, detail, request_id) "
            "values (%s, now(), 'read', 'episode', '', '{}', '')",
            [f"{number:032x}"],
        )

    page = words(client_of(auditor).get("/oversight/"))

    assert "the oldest is 17 minutes old. Sealing has stopped or is held up" in page


def test_an_administrator_changes_the_limits_and_an_auditor_reads_them(
    erin: Practitioner, auditor: Practitioner, client_of: Sign
) -> None:
    answers = {"searches_an_hour": "30", "opens_an_hour": "50", "exports_a_day": "2"}
    answers |= {"answer_access_within": "7", "feedback_within": "4"}
    answers |= {"answer_offer_within": "2", "training_lasts_years": "2"}
    answers |= {"files_a_case": "20", "megabytes_a_case": "30"}
    answers |= {"small_numbers_below": "10"}

    saved = client_of(erin).post("/oversight/limits/", answers, follow=True)
    wrong = client_of(erin).post("/oversight/limits/", {**answers, "exports_a_day": "none"})
    read = client_of(auditor).get("/oversight/limits/")
    refused = client_of(auditor).post("/oversight/limits/", answers)

    assert "The limits are saved and hold from now on." in saved.content.decode()
    assert "Error: " in wrong.content.decode()
    assert 'value="none"' in wrong.content.decode()
    assert "Searches for a child in an hour 30" in words(read)
    assert "Working days in which a request for access is answered 7" in words(read)
    assert "Working days in which social care feeds back on a step-up 4" in words(read)
    assert "Files of one case 20" in words(read)
    assert "may take together 30" in words(read)
    assert "hidden from readers of reports who see no case 10" in words(read)
    assert refused.status_code == 403


def test_the_jobs_seal_verify_and_tell_auditors(
    fresh_database: str,
    as_worker: Callable[..., Any],
    as_superuser: psycopg.Connection[Any],
    write_events: Callable[[int], list[Any]],
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.SEAL_ANCHOR = str(tmp_path / "seals.txt")
    write_events(3)
    while as_worker(sealing.state).unsealed:
        as_worker(jobs.seal_trail, 0)

    as_worker(jobs.verify_trail, 0)
    whole = sealing.last_check()
    as_superuser.execute("update audit_event set action = 'x'")
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        as_worker(jobs.verify_trail, 0)
    broken = sealing.last_check()

    assert whole
    assert whole.is_whole
    assert broken
    assert broken.detail["fault"] == "altered"
    assert len(sealing.anchored(tmp_path / "seals.txt")) == whole.detail["seals"]
