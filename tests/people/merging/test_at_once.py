"""Two who approve at one moment: the second waits for the first, then sees what became of the records."""

import threading
import time
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.people.models import Merge, Person
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.unmerging import Decisions, undo_merge
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.people.merging.two_records import two_records

PATIENCE = 60.0  # seconds
COUNT = "select count(*) from people_identifier where person_id = %s"


def wait_until_somebody_waits(owner: psycopg.Connection[Any]) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while owner.execute("select 1 from pg_locks where not granted").fetchone() is None:
        assert time.monotonic() < give_up_at, "nobody waits"
        time.sleep(0.01)


class Desk:
    """Three records of one child, and two who approve what a third proposed."""

    def __init__(self) -> None:
        self.authority_id = new_id()
        with transaction.atomic(), acting_in(self.authority_id):
            AuthorityFactory()
            alice, bob = PractitionerFactory(), PractitionerFactory(given_name="Bob")
            self.proposer = PractitionerFactory(post_worn__role="coordinator")
            self.first = PractitionerFactory(post_worn__role="manager")
            self.second = PractitionerFactory(post_worn__role="manager")
            self.two = two_records(alice=alice, bob=bob)
            self.third = two_records(alice=alice, bob=bob).losing

    def acting_as(self, who: Practitioner) -> Any:
        asking = Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=self.authority_id)
        return acting_for(asking)

    def proposed(self, keeping: Person, losing: Person) -> Merge:
        """A proposal; what waits already is left aside, as it may be written at the same moment."""
        with transaction.atomic(), self.acting_as(self.proposer):
            said = {"choices": Choices(), "why": "The same."}
            Merge.objects.filter(state="proposed").update(
                state="refused", answered_at="2026-11-02T10:00Z", answered_by=self.first
            )
            merge = propose_merge(keeping=keeping, losing=losing, **said, by=self.proposer)
            Merge.objects.filter(state="refused").update(state="proposed", answered_at=None, answered_by=None)
            return merge

    def at_once(self, owner: psycopg.Connection[Any], one: Any, other: Any) -> str:
        """One works, the other begins meanwhile and waits; returns what the other is told."""
        told: list[str] = []

        def later() -> None:
            try:
                with transaction.atomic(), self.acting_as(self.second):
                    other(self.second)
                told.append("")
            except ValidationError as refused:
                told.append(" ".join(refused.messages))
            finally:
                connection.close()

        late = threading.Thread(target=later)
        with transaction.atomic(), self.acting_as(self.first):
            one(self.first)
            late.start()
            wait_until_somebody_waits(owner)
        late.join(PATIENCE)
        return told[0]

    def leads(self) -> dict[Any, Any]:
        with transaction.atomic(), acting_in(self.authority_id):
            people = [self.two.keeping, self.two.losing, self.third]
            return {one: Person.objects.get(pk=one.pk).merged_into for one in people}


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return Desk()


def approving(merge: Merge) -> Any:
    return lambda by: approve_merge(merge=merge, by=by)


def test_one_proposal_is_approved_once(desk: Desk, as_owner: psycopg.Connection[Any]) -> None:
    merge = desk.proposed(desk.two.keeping, desk.two.losing)

    told = desk.at_once(as_owner, approving(merge), approving(merge))

    assert "answered this already" in told
    assert as_owner.execute(COUNT, [desk.two.losing.id]).fetchone() == (0,)


def test_two_records_go_into_one_third_at_once(desk: Desk, as_owner: psycopg.Connection[Any]) -> None:
    one, other = desk.two.losing, desk.third
    first, second = desk.proposed(desk.two.keeping, one), desk.proposed(desk.two.keeping, other)

    told = desk.at_once(as_owner, approving(first), approving(second))

    assert told == ""
    assert desk.leads() == {desk.two.keeping: None, one: desk.two.keeping, other: desk.two.keeping}
    assert as_owner.execute(COUNT, [desk.two.keeping.id]).fetchone() == (5,)


def test_a_record_that_went_into_another_takes_no_third(
    desk: Desk, as_owner: psycopg.Connection[Any]
) -> None:
    """A into B and C into A: whoever comes second is told, and nothing of C is lost or half moved."""
    first = desk.proposed(desk.two.keeping, desk.two.losing)
    second = desk.proposed(desk.two.losing, desk.third)

    told = desk.at_once(as_owner, approving(first), approving(second))

    assert "merged meanwhile" in told
    assert desk.leads() == {desk.two.keeping: None, desk.two.losing: desk.two.keeping, desk.third: None}
    assert as_owner.execute(COUNT, [desk.third.id]).fetchone() == (2,)


def test_two_that_would_lead_to_each_other_do_not(desk: Desk, as_owner: psycopg.Connection[Any]) -> None:
    first = desk.proposed(desk.two.keeping, desk.two.losing)
    second = desk.proposed(desk.two.losing, desk.two.keeping)

    told = desk.at_once(as_owner, approving(first), approving(second))

    assert "merged meanwhile" in told
    assert desk.leads()[desk.two.keeping] is None


def test_a_merge_is_undone_once(desk: Desk, as_owner: psycopg.Connection[Any]) -> None:
    merge = desk.proposed(desk.two.keeping, desk.two.losing)
    with transaction.atomic(), desk.acting_as(desk.first):
        approve_merge(merge=merge, by=desk.first)

    def undo(by: Practitioner) -> None:
        undo_merge(merge=merge, decisions=Decisions(), reason="Two cousins.", by=by)

    told = desk.at_once(as_owner, undo, undo)

    assert "does not stand any more" in told
    assert desk.leads()[desk.two.losing] is None
