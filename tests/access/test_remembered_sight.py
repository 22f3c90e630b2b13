"""The second wall remembers what it found for a transaction, and forgets it when that changes."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction

from opencaf.access.models import AccessGrant, Basis, Level, ShieldReader
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Post, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id

pytestmark = pytest.mark.django_db


def opened() -> set[uuid.UUID]:
    """The cases that the grants of who asks open, as the policies are told."""
    return set(answer("select access_episode_ids(3)"))


def remembered() -> str:
    """What is kept of it in the transaction."""
    return str(answer("select current_setting('app.episode_ids_3', true)"))


def answer(question: str) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def asking(who: Practitioner) -> Asking:
    return Asking(who.id, who.post.id, who.authority_id)


def let_in(who: Practitioner, by: Practitioner) -> uuid.UUID:
    """Give somebody a grant for a case."""
    case = new_id()
    grant_access(to=who, child_ids=[new_id()], episode_id=case, level=Level.FULL, basis=Basis.TEAM, by=by)
    return case


def test_what_was_found_is_kept_until_the_transaction_ends(alice: Practitioner) -> None:
    case = let_in(alice, by=alice)

    with acting_for(asking(alice)):
        assert opened() == {case}

        assert str(case) in remembered()


def test_a_grant_given_in_the_same_transaction_opens_at_once(alice: Practitioner) -> None:
    with acting_for(asking(alice)):
        assert opened() == set()

        case = let_in(alice, by=alice)

        assert opened() == {case}


def test_a_grant_that_ends_in_the_same_transaction_opens_nothing_more(alice: Practitioner) -> None:
    let_in(alice, by=alice)

    with acting_for(asking(alice)):
        assert len(opened()) == 1

        AccessGrant.objects.filter(practitioner=alice).update(ends_at=clock.now())

        assert opened() == set()


def test_a_post_that_ends_in_the_same_transaction_takes_its_grants_with_it(alice: Practitioner) -> None:
    let_in(alice, by=alice)

    with acting_for(asking(alice)):
        assert len(opened()) == 1

        Post.objects.filter(practitioner=alice).update(ended_on=clock.today())

        assert opened() == set()


def test_what_is_undone_is_forgotten_with_what_was_found_then(alice: Practitioner) -> None:
    first = let_in(alice, by=alice)

    with acting_for(asking(alice)):
        with transaction.atomic():
            let_in(alice, by=alice)
            assert len(opened()) == 2
            transaction.set_rollback(True)

        assert opened() == {first}


def test_what_was_found_for_one_is_not_told_to_another(alice: Practitioner, bob: Practitioner) -> None:
    let_in(alice, by=alice)

    with acting_for(asking(alice)):
        assert len(opened()) == 1
        with acting_for(asking(bob)):
            assert opened() == set()
        with acting_for(Asking()):
            assert opened() == set()


def test_what_was_found_does_not_hold_at_another_moment(alice: Practitioner) -> None:
    let_in(alice, by=alice)
    AccessGrant.objects.filter(practitioner=alice).update(ends_at=clock.now() + dt.timedelta(hours=1))

    with acting_for(asking(alice)):
        assert len(opened()) == 1

    with clock.everywhere_at(clock.now() + dt.timedelta(hours=2)), acting_for(asking(alice)):
        assert opened() == set()


@pytest.mark.parametrize("model", [AccessGrant, Post, ShieldReader])
def test_whatever_is_remembered_rests_on_tables_that_say_when_they_change(model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]

    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_trigger where tgrelid = %s::regclass "
            "and tgfoid = 'access_note_change'::regproc and tgtype & 1 = 0",
            [table],
        )

        assert cursor.fetchone() == (1,)
