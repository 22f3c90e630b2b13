"""What is done in practice is found nowhere in real work: names that nobody real has, looked for."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Authority, Practitioner, Role
from opencaf.core.partial_dates import PartialDate
from opencaf.costing.operations.comparing import show_to_others
from opencaf.episodes.permissions import can_receive, can_transfer
from opencaf.extracts.permissions import can_make_extracts
from opencaf.open_export.writing import AUTHORITY
from opencaf.outbox.jobs import send_message
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person
from opencaf.people.operations.finding_elsewhere import Elsewhere, find_elsewhere
from opencaf.people.permissions import can_load_people
from opencaf.people.sought import Sought
from opencaf.practice.families import FAMILIES
from opencaf.practice.models import Street
from opencaf.practice.queries import cases_here
from opencaf.web.access_table import BY_POST, all_addresses
from tests.factories import ChildFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.people import BORN_ON, make_child

ActingAs = Callable[[Practitioner], Any]
ClientOf = Callable[[Practitioner], Client]
CANARIES = (*(one.family for one in FAMILIES), *(one.postcode for one in FAMILIES), "Nightingale-Bell")
READERS = (Role.COORDINATOR, Role.MANAGER, Role.TRAINING, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR)
NOT_ASKED = ("account_", "mfa_", "csp_report", "root", "practice:")  # no page of records


@pytest.fixture
def readers(alice: Practitioner, client_of: ClientOf) -> dict[str, Client]:
    """Somebody of each role that reads about many, and the learner at work."""
    made = {role: PractitionerFactory(post_worn__role=role) for role in READERS}
    return {role: client_of(who) for role, who in {**made, Role.PRACTITIONER: alice}.items()}


def plain_pages() -> list[str]:
    """Every address that needs no argument and shows a page."""
    return [
        name
        for name, pattern in sorted(all_addresses().items())
        if "<" not in pattern and name not in BY_POST and not name.startswith(NOT_ASKED)
    ]


def found_in(clients: dict[str, Client], canaries: Iterable[str]) -> set[tuple[str, str]]:
    """Which role's page holds a canary."""
    held = set()
    for role, client in clients.items():
        for name in plain_pages():
            answer = client.get(reverse(name))
            shown = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if any(canary.encode() in shown for canary in canaries):
                held.add((str(role), name))
    return held


def test_no_page_of_work_holds_anything_of_practice(street: Street, readers: dict[str, Client]) -> None:
    assert len(plain_pages()) > 40
    assert found_in(readers, CANARIES) == set()


def test_the_same_names_in_a_real_case_are_found(alice: Practitioner, readers: dict[str, Client]) -> None:
    make_episode(by=alice, children=[ChildFactory(family_name=CANARIES[0])])

    held = found_in({Role.PRACTITIONER: readers[Role.PRACTITIONER]}, CANARIES)

    assert ("practitioner", "home:my_work") in held


def test_searching_at_work_finds_nobody_of_practice(street: Street, readers: dict[str, Client]) -> None:
    client = readers[Role.COORDINATOR]

    shown = client.post(reverse("children:results"), {"name": "Mina Rowanbeck"}).content.decode()

    assert "ZD90" not in shown
    assert "Larkspur" not in shown


def tables() -> list[str]:
    """The tables that hold rows of authorities."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("opencaf.")
        and not model._meta.db_table.startswith("audit_")
        and any(field.column == "authority_id" for field in model._meta.local_concrete_fields)
    ]


def rows_elsewhere() -> dict[str, int]:
    """How many rows of other authorities each table shows to whoever asks."""
    seen = {}
    for table in tables():
        statement = (
            f"select count(*) from {table} where authority_id::text <> current_setting('app.authority')"  # noqa: S608
        )
        refused = contextlib.suppress(ProgrammingError)  # what nobody may read at all
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            seen[table] = int(cursor.fetchone()[0])
    assert len(seen) > 60
    return {table: count for table, count in seen.items() if count}


def test_plain_sql_meets_no_row_of_the_other_side(
    learner: Practitioner, coordinator: Practitioner, alice: Practitioner, acting_as: ActingAs
) -> None:
    make_episode(by=alice)

    with acting_as(coordinator):
        assert rows_elsewhere() == {}
    with acting_as(learner):
        assert rows_elsewhere() == {}


def looked(by: Practitioner, acting_as: ActingAs, **sought: Any) -> list[Elsewhere]:
    with acting_as(by):
        return find_elsewhere(sought=Sought(**sought), by=by)


def test_other_authorities_are_not_told_of_practice(
    learner: Practitioner, other_authority: Authority, acting_as: ActingAs
) -> None:
    with acting_as(learner):
        child = Person.objects.get(family_name="Rowanbeck", given_names="Mina")
    with acting_in(other_authority.id):
        asking = PractitionerFactory()
    sought = {"name": "Mina Rowanbeck", "born": PartialDate(child.born_on), "postcode": "ZD90 4RB"}

    assert looked(asking, acting_as, **sought) == []


def test_whoever_practises_is_told_of_nobody_real(
    learner: Practitioner, other_authority: Authority, bob: Practitioner, acting_as: ActingAs
) -> None:
    with acting_in(other_authority.id):
        make_child(by=PractitionerFactory())
    sought = {"name": "Yusuf Nur", "born": PartialDate(BORN_ON)}

    assert looked(learner, acting_as, **sought) == []
    assert len(looked(bob, acting_as, **sought)) == 1


def test_mail_of_practice_waits_for_ever(learner: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(learner):
        (one,) = queue_message(
            kind=MailKind.INTENTION, to=["cosima@example.org"], authority_id=learner.authority_id
        )
        send_message(message_id=str(one.id), authority_id=str(learner.authority_id))
        one.refresh_from_db()

    assert (one.state, one.tries) == ("waiting", 0)
    assert mail.outbox == []


def test_nothing_goes_out_of_practice_and_nothing_comes_in(
    learner: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(learner):
        learner.post.role = SEES_ALL[0]
        case = next(one for one in cases_here(learner) if one.is_open)
        rulings = [
            can_transfer(learner, case),
            can_receive(learner),
            can_make_extracts(learner),
            can_load_people(learner),
        ]
        learner.post.role = Role.MANAGER
        with pytest.raises(PermissionDenied, match="nothing goes out"):
            show_to_others(by=learner)

    assert [bool(ruling) for ruling in rulings] == [False] * 4
    assert {ruling.reason for ruling in rulings} == {
        "This is practice: nothing goes out of a practice street, and nothing comes in."
    }


def test_a_street_has_no_open_export(learner: Practitioner, authority: Authority, owner_sees: Any) -> None:
    assert owner_sees(AUTHORITY, [learner.authority.code]) == []
    assert len(owner_sees(AUTHORITY, [authority.code])) == 1


def test_every_copy_on_paper_says_that_it_is_practice(
    street: Street, alice: Practitioner, client_of: ClientOf, today: dt.date
) -> None:
    client = client_of(alice)
    blank = reverse("help:blank_form")
    at_work = client.get(blank).content
    client.post(reverse("practice:open"))

    assert len(client.get(blank).content) > len(at_work)
