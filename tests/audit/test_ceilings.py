"""Ceilings on searches, opened records and exports: alert at half, refusal at full, freed by the clock."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.setup import set_ceilings
from opencaf.audit.ceilings import CeilingReachedError, forget_old_counts
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in

See = Callable[..., list[dict[str, Any]]]
LIMITS = {"searches_an_hour": 30, "opens_an_hour": 50, "exports_a_day": 1, "answer_access_within": 5} | {
    "feedback_within": 3,
    "answer_offer_within": 2,
    "training_lasts_years": 2,
    "files_a_case": 20,
    "megabytes_a_case": 30,
    "small_numbers_below": 10,
}
EVENTS = "select action, reason, detail from audit_event where action = %s"
MORNING = dt.datetime(2026, 11, 3, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def limited(alice: Practitioner, acting_as: Callable[..., Any]) -> Iterator[Practitioner]:
    """Somebody with small limits, who asks at nine in the morning."""
    authority = alice.authority
    authority.searches_an_hour, authority.opens_an_hour, authority.exports_a_day = 4, 3, 2
    with clock.at(MORNING), acting_as(alice):
        yield alice


def later(**ahead: float) -> Any:
    return clock.at(MORNING + dt.timedelta(**ahead))


def search(by: Practitioner) -> None:
    with transaction.atomic():
        ceilings.record_search("searched", by=by, subject_kind="search")


def open_record(by: Practitioner, record_id: uuid.UUID | None = None) -> None:
    with transaction.atomic():
        subject = record_id or new_id()
        ceilings.record_open("read", record_id=subject, by=by, subject_kind="child", subject_id=subject)


def told_the_time() -> None:
    """A test is one transaction, which was told the time at its beginning."""
    connection.tell_who_is_asking()  # type: ignore[attr-defined]


def test_searches_are_refused_above_the_limit_with_whom_to_ask(limited: Practitioner) -> None:
    limited.authority.help_phone = "01632 960123"
    told_the_time()
    for _ in range(4):
        search(limited)

    with pytest.raises(PermissionDenied) as refusal:
        search(limited)

    assert str(refusal.value) == (
        "You have searched 4 times within the last hour, the most that your authority allows. If your work "
        f"needs more, ring the data protection officer of {limited.authority} on 01632 960123."
    )


def test_auditors_are_alerted_once_at_half(limited: Practitioner, owner_sees: See) -> None:
    told_the_time()
    for _ in range(3):
        search(limited)

    (alert,) = owner_sees(EVENTS, ["ceiling_half_reached"])
    assert alert["reason"] == "search"
    assert alert["detail"] == {"count": 2, "most": 4}


def test_each_count_is_a_look_on_the_trail(limited: Practitioner, owner_sees: See) -> None:
    told_the_time()
    for _ in range(3):
        search(limited)

    assert len(owner_sees(EVENTS, ["searched"])) == 3


def test_an_hour_later_there_is_room_again(limited: Practitioner) -> None:
    told_the_time()
    for _ in range(4):
        search(limited)

    with later(minutes=59):
        told_the_time()
        with pytest.raises(CeilingReachedError) as refusal:
            search(limited)
    with later(minutes=61):
        told_the_time()
        search(limited)

    assert refusal.value.free_at == MORNING + dt.timedelta(hours=1)


def test_the_record_that_was_opened_counts_once_a_day(limited: Practitioner) -> None:
    told_the_time()
    mine = [new_id() for _ in range(3)]
    for record in mine * 3:
        open_record(limited, record)

    with pytest.raises(CeilingReachedError, match="opened 3 records"):
        open_record(limited)
    with later(hours=3):
        told_the_time()
        open_record(limited, mine[0])
        for _ in range(3):
            open_record(limited)
        open_record(limited, mine[1])


def test_exports_are_counted_by_the_day(limited: Practitioner) -> None:
    def export() -> None:
        with transaction.atomic():
            ceilings.record_export("downloaded", by=limited, subject_kind="report")

    told_the_time()
    export()
    export()

    with later(hours=23):
        told_the_time()
        with pytest.raises(CeilingReachedError, match="taken away 2 tables within the last 24 hours"):
            export()
    with later(hours=25):
        told_the_time()
        export()


def test_one_persons_searches_are_not_anothers(
    limited: Practitioner, bob: Practitioner, acting_as: Callable[..., Any]
) -> None:
    told_the_time()
    for _ in range(4):
        search(limited)

    with acting_as(bob):
        search(bob)


def test_old_counts_are_forgotten(limited: Practitioner, owner_sees: See) -> None:
    told_the_time()
    search(limited)

    with later(days=3), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        forget_old_counts()

    assert owner_sees("select kind from audit_counted") == [{"kind": "search"}]


def test_an_administrator_sets_the_limits(erin: Practitioner, owner_sees: See) -> None:
    authority = set_ceilings(**LIMITS, by=erin)

    (event,) = owner_sees(EVENTS, ["ceilings_set"])
    assert {name: getattr(authority, name) for name in LIMITS} == LIMITS
    assert event["detail"]["before"]["searches_an_hour"] == 60


@pytest.mark.parametrize("wrong", [0, 40_000])
def test_a_limit_that_cannot_be_is_refused(wrong: int, erin: Practitioner) -> None:
    with pytest.raises(ValidationError) as refusal:
        set_ceilings(**LIMITS | {"searches_an_hour": wrong}, by=erin)

    assert set(refusal.value.message_dict) == {"searches_an_hour"}


@pytest.mark.parametrize("wrong", [0, 21])
def test_days_to_answer_that_cannot_be_are_refused(wrong: int, erin: Practitioner) -> None:
    with pytest.raises(ValidationError) as refusal:
        set_ceilings(**LIMITS | {"answer_access_within": wrong}, by=erin)

    assert refusal.value.message_dict == {"answer_access_within": ["Enter a number from 1 to 20"]}


@pytest.mark.parametrize("wrong", [2, 21])
def test_a_smallest_number_that_hides_nothing_or_all_is_refused(wrong: int, erin: Practitioner) -> None:
    with pytest.raises(ValidationError) as refusal:
        set_ceilings(**LIMITS | {"small_numbers_below": wrong}, by=erin)

    assert refusal.value.message_dict == {"small_numbers_below": ["Enter a number from 3 to 20"]}


def test_a_record_opened_by_night_raises_one_alert_a_night(limited: Practitioner, owner_sees: See) -> None:
    for hours in (-1, 14, 16, 38):  # eight in the morning, eleven at night, one, eleven at night a day later
        with later(hours=hours):
            told_the_time()
            open_record(limited)

    found = owner_sees(EVENTS, ["opened_by_night"])
    assert [event["reason"] for event in found] == ["night", "night"]


def test_the_duty_team_works_by_night(
    duty: Practitioner, owner_sees: See, acting_as: Callable[..., Any]
) -> None:
    with later(hours=14), acting_as(duty):
        open_record(duty)

    assert owner_sees(EVENTS, ["opened_by_night"]) == []


def test_nobody_else_sets_the_limits(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        set_ceilings(**LIMITS, by=alice)


def test_eight_workers_together_let_no_more_through(fresh_database: str) -> None:
    authority_id = new_id()
    with transaction.atomic(), acting_in(authority_id):
        AuthorityFactory()
        who = PractitionerFactory()
        who.authority.opens_an_hour = 10
        asking = Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=authority_id)
    together = threading.Barrier(8)

    def work(_: int) -> int:
        opened = 0
        together.wait()
        with acting_for(asking):
            for _ in range(4):
                try:
                    open_record(who)
                    opened += 1
                except CeilingReachedError:
                    continue
        connection.close()
        return opened

    with ThreadPoolExecutor(8) as workers:
        assert sum(workers.map(work, range(8))) == 10
