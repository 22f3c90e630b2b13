"""A learner's street: made, ended, begun anew and deleted; who may, and what it leaves on the trail."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from opencaf.agencies.models import Authority, Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.operations.practitioners import end_post
from opencaf.agencies.queries import authority_ids, practitioner_of_user
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.core.roles import WORKER
from opencaf.practice.families import FAMILIES
from opencaf.practice.feedback import criteria_of, how_it_goes
from opencaf.practice.jobs import clear_ended
from opencaf.practice.models import Street
from opencaf.practice.operations.streets import begin_street, begin_street_anew, end_street
from opencaf.practice.queries import cases_here, street_of
from tests.audit.conftest import run_as
from tests.databases import Databases
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.training import trainer

ActingAs = Callable[[Practitioner], Any]


def test_a_street_holds_a_family_at_each_stage(
    learner: Practitioner, alice: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(learner):
        states = [str(case.state) for case in cases_here(learner)]

    assert learner.authority.practice_of_id == alice.authority_id
    assert len(states) == len(FAMILIES)
    assert states == ["intended", "assessing", "planning", "supporting", "supporting"]


def test_more_is_there_the_further_a_family_is(learner: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(learner):
        items = criteria_of(learner.authority_id)
        there = [sum(one.is_there for one in how_it_goes(case, items)) for case in cases_here(learner)]

    assert there == sorted(there)
    assert there[0] < 10 < there[-1]


def test_a_learner_has_one_street_at_a_time(street: Street, alice: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(alice), pytest.raises(ValidationError, match="practice street already"):
        begin_street(by=alice)


def test_nobody_practises_within_practice_or_without_writing_records(
    learner: Practitioner, erin: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(learner), pytest.raises(PermissionDenied, match="already"):
        begin_street(by=learner)
    with acting_as(erin), pytest.raises(PermissionDenied, match="writes no records"):
        begin_street(by=erin)


def test_nobody_is_let_into_a_street_that_has_ended(
    street: Street, alice: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        end_street(street=street, by=alice)

    found = practitioner_of_user(alice.user_id, street.post_id)

    assert found is not None
    assert found.authority_id == alice.authority_id


def test_a_street_ends_once(street: Street, alice: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(alice):
        end_street(street=street, by=alice)
        with pytest.raises(ValidationError, match="cleared already"):
            end_street(street=street, by=alice)


def test_signing_in_leads_to_work_and_never_into_a_street(learner: Practitioner, alice: Practitioner) -> None:
    found = practitioner_of_user(alice.user_id)

    assert found is not None
    assert found.authority_id == alice.authority_id


def test_who_has_left_work_has_left_the_street(
    street: Street, alice: Practitioner, erin: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(erin):
        end_post(post=alice.post, ended_on=clock.today(), by=erin)

    assert practitioner_of_user(alice.user_id, street.post_id) is None


def test_beginning_anew_gives_another_street(
    street: Street, alice: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        new = begin_street_anew(by=alice)

        assert street_of(alice) == new
    assert new.street_id != street.street_id


def test_another_practitioner_ends_no_street_and_the_training_team_does(
    street: Street, bob: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(bob), pytest.raises(PermissionDenied):
        end_street(street=street, by=bob)
    team = trainer()
    with acting_as(team):
        end_street(street=street, by=team)

    assert not Street.objects.filter(ended_at=None).exists()


def test_no_job_begins_for_a_street(street: Street) -> None:
    assert street.authority_id in authority_ids()
    assert street.street_id not in authority_ids()


def test_a_street_stays_a_street_and_an_authority_never_becomes_one(
    street: Street, authority: Authority
) -> None:
    with pytest.raises(DatabaseError, match="stays what it was begun as"), transaction.atomic():
        Authority.objects.filter(pk=authority.pk).update(practice_of=authority)
    with (
        acting_for(Asking(authority_id=street.street_id)),
        pytest.raises(DatabaseError, match="stays what it was begun as"),
        transaction.atomic(),
    ):
        Authority.objects.filter(pk=street.street_id).update(practice_of=None)


def test_the_trail_of_work_says_that_somebody_practised_and_no_more(
    street: Street, alice: Practitioner, owner_sees: Any
) -> None:
    rows = owner_sees("select * from audit_event where practitioner_id = %s", [alice.id])

    assert [(row["action"], row["subject_id"], row["detail"]) for row in rows] == [
        ("practice_begun", str(street.id), {})
    ]


TABLES = """
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'authority_id'
"""


def rows_of_authority(owner_sees: Any, authority_id: object) -> dict[str, int]:
    """How many rows each table holds of an authority, but for the trail."""
    names = [row["table_name"] for row in owner_sees(TABLES)]
    counts = {
        name: owner_sees(f"select count(*) from {name} where authority_id = %s", [authority_id])[0]["count"]  # noqa: S608
        for name in names
    }
    return {name: count for name, count in counts.items() if count and not name.startswith("audit_")}


def two_streets() -> tuple[Practitioner, Street, Street]:
    """A learner with a street that has ended and one that has not, kept."""
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        learner = PractitionerFactory()
        with acting_for(asking_as(learner)):
            return learner, begin_street(by=learner), begin_street_anew(by=learner)


@pytest.mark.django_db(transaction=True)
def test_a_job_deletes_all_of_a_street_that_has_ended_and_nothing_else(
    standing_day: dt.date, owner_sees: Any, databases: Databases, fresh_database: str
) -> None:
    learner, old, new = two_streets()
    before = rows_of_authority(owner_sees, learner.authority_id)
    soon = clock.now() + dt.timedelta(minutes=1)

    cleared = run_as(WORKER, databases.url(WORKER, fresh_database), clear_ended, soon)

    assert cleared == 1
    assert rows_of_authority(owner_sees, old.street_id) == {}
    assert owner_sees("select 1 from agencies_authority where id = %s", [old.street_id]) == []
    assert len(rows_of_authority(owner_sees, new.street_id)) > 20
    assert rows_of_authority(owner_sees, learner.authority_id) == before


def test_the_site_itself_deletes_no_street(street: Street, alice: Practitioner) -> None:
    with (
        acting_in(alice.authority_id),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select practice_clear_ended(now())")
