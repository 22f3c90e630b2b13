"""Looking in other authorities: that a record exists and whom to ring, nothing more, even by plain SQL."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from opencaf.agencies.models import Authority, Practitioner
from opencaf.audit.ceilings import CeilingReachedError
from opencaf.core.partial_dates import YEAR_KNOWN, PartialDate
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.details import Extras
from opencaf.people.models import Person
from opencaf.people.operations.finding_elsewhere import Elsewhere, find_elsewhere
from opencaf.people.queries.existence import rows_of
from opencaf.people.sought import Sought
from tests.factories import PractitionerFactory, acting_in
from tests.factories.people import BORN_ON, make_child

ActingAs = Callable[[Practitioner], Any]
BORN = PartialDate(BORN_ON)
FUNCTION = "people_known_elsewhere(%s::text[], %s::date[], %s::text[], %s::text[])"


@pytest.fixture
def yusuf(other_authority: Authority) -> Person:
    """A child of another authority."""
    other_authority.help_phone = "01632 960555"
    with acting_in(other_authority.id):
        other_authority.save(update_fields=["help_phone"])
        return make_child(extras=Extras(nhs_number="9990725217"), by=PractitionerFactory())


@pytest.fixture
def look(alice: Practitioner, acting_as: ActingAs) -> Callable[..., list[Elsewhere]]:
    def looking(**sought: Any) -> list[Elsewhere]:
        with acting_as(alice):
            return find_elsewhere(sought=Sought(**sought), by=alice)

    return looking


@pytest.mark.parametrize(
    ("sought", "agrees"),
    [
        ({"name": "Yusuf Nur", "born": BORN}, "name, date of birth"),
        ({"name": "Noor Yusef", "born": BORN}, "name, date of birth"),
        ({"name": "Yusuf Nur", "born": PartialDate(dt.date(2022, 11, 7))}, "name, date of birth"),
        ({"name": "Yusuf Nur", "postcode": "zd42qp"}, "name, postcode"),
        ({"born": BORN, "postcode": "ZD4 2QP"}, "date of birth, postcode"),
        ({"name": "Yusuf Nur", "born": BORN, "postcode": "ZD4 2QP"}, "name, date of birth, postcode"),
        ({"name": "Somebody Else", "born": BORN, "postcode": "ZD4 2QP"}, "date of birth, postcode"),
        ({"nhs_number": "999 072 5217"}, "number"),
    ],
)
def test_two_that_agree_or_a_number_tell_that_a_record_exists_and_whom_to_ring(
    yusuf: Person,
    other_authority: Authority,
    look: Callable[..., list[Elsewhere]],
    sought: dict[str, Any],
    agrees: str,
) -> None:
    assert look(**sought) == [Elsewhere(other_authority.name, "01632 960555", agrees)]


@pytest.mark.parametrize(
    ("sought", "add"),
    [
        ({"name": "Yusuf Nur"}, "enter also the full date of birth or the full postcode"),
        ({"born": BORN}, "enter also the given and the family name or the full postcode"),
        ({"postcode": "ZD4 2QP"}, "enter also the given and the family name or the full date"),
        ({"name": "Yusuf", "postcode": "ZD4"}, "enter two of the given and the family name, the full"),
        ({"name": "Yusuf Nur", "born": PartialDate(BORN_ON, YEAR_KNOWN)}, "enter also the full date"),
        ({}, "enter two of"),
    ],
)
def test_too_little_is_refused_with_what_to_add(
    look: Callable[..., list[Elsewhere]], sought: dict[str, Any], add: str
) -> None:
    with pytest.raises(ValidationError, match=add):
        look(**sought)


@pytest.mark.parametrize(
    "sought",
    [
        {"name": "Yusuf Nur", "born": PartialDate(dt.date(2015, 1, 2))},
        {"name": "Bilal Nur", "born": BORN},
        {"name": "Yusuf Nur", "postcode": "ZD9 9XX"},
        {"nhs_number": "9990000018"},
    ],
)
def test_what_does_not_agree_in_two_things_tells_nothing(
    yusuf: Person, look: Callable[..., list[Elsewhere]], sought: dict[str, Any]
) -> None:
    assert look(**sought) == []


def test_ones_own_authority_is_not_another(alice: Practitioner, look: Callable[..., list[Elsewhere]]) -> None:
    make_child(by=alice)

    assert look(name="Yusuf Nur", born=BORN) == []


def test_a_shielded_child_is_known_to_nobody_elsewhere(
    yusuf: Person, other_authority: Authority, look: Callable[..., list[Elsewhere]], acting_as: ActingAs
) -> None:
    with acting_in(other_authority.id):
        manager = PractitionerFactory(post_worn__role="manager")
        with acting_as(manager):
            shield_record(child=yusuf, why="refuge", words="Hiding.", readers=[], by=manager)

    found = [look(name="Yusuf Nur", born=BORN, postcode="ZD4 2QP"), look(nhs_number="9990725217")]

    assert found == [[], []]


def test_both_trails_say_who_was_told_and_neither_says_a_word(
    yusuf: Person,
    alice: Practitioner,
    other_authority: Authority,
    look: Callable[..., list[Elsewhere]],
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    look(name="Yusuf Nur", born=BORN)

    [told] = owner_sees("select * from audit_event where action = 'told_elsewhere'")
    [looked] = owner_sees("select * from audit_event where action = 'looked_elsewhere'")
    assert (told["authority_id"], told["subject_id"]) == (str(other_authority.id), str(yusuf.id))
    assert told["detail"] == {"authority": str(alice.authority_id), "practitioner": str(alice.id)}
    assert (looked["authority_id"], looked["practitioner_id"]) == (str(alice.authority_id), str(alice.id))
    assert set(looked["detail"]) == {"terms"}


def test_looking_elsewhere_counts_as_looking(
    yusuf: Person, alice: Practitioner, look: Callable[..., list[Elsewhere]]
) -> None:
    alice.authority.searches_an_hour = 2
    alice.authority.save(update_fields=["searches_an_hour"])
    for _ in range(2):
        look(name="Yusuf Nur", born=BORN)

    with pytest.raises(CeilingReachedError), transaction.atomic():
        look(name="Yusuf Nur", born=BORN)


@pytest.mark.parametrize("name", ["erin", "auditor"])
def test_who_does_not_work_with_families_does_not_look(
    yusuf: Person, name: str, request: pytest.FixtureRequest, acting_as: ActingAs
) -> None:
    who = request.getfixturevalue(name)

    with acting_as(who):
        with pytest.raises(PermissionDenied):
            find_elsewhere(sought=Sought(name="Yusuf Nur", born=BORN), by=who)
        with pytest.raises(DatabaseError, match="people who work with families"), transaction.atomic():
            rows_of(FUNCTION, [["ASF", "NR"], [BORN_ON], [], []])


@pytest.mark.parametrize(
    "asked",
    [
        [["ASF", "NR"], [], [], []],
        [[], [BORN_ON], [], []],
        [[], [], ["ZD42QP"], []],
        [["ASF"], [BORN_ON], [], []],
        [[], [], [], []],
        [["ASF", "NR"], [BORN_ON + dt.timedelta(days=one) for one in range(30)], [], []],
        [["ASF", "NR"], [], ["ZD42QP", "ZD42QQ"], []],
        [[], [], [], ["9990725217", "9990000018", "9990000026", "9990000034"]],
        [[f"A{one}" for one in range(300)], [BORN_ON], [], []],
    ],
)
def test_the_database_itself_refuses_too_little_and_sweeps(
    yusuf: Person, alice: Practitioner, acting_as: ActingAs, asked: list[Any]
) -> None:
    with acting_as(alice), pytest.raises(DatabaseError, match="too little"), transaction.atomic():
        rows_of(FUNCTION, asked)


def test_the_database_itself_counts(yusuf: Person, alice: Practitioner, acting_as: ActingAs) -> None:
    alice.authority.searches_an_hour = 2
    alice.authority.save(update_fields=["searches_an_hour"])
    with acting_as(alice):
        for _ in range(2):
            rows_of(FUNCTION, [[], [], [], ["9990725217"]])

        with pytest.raises(DatabaseError, match="too often"), transaction.atomic():
            rows_of(FUNCTION, [[], [], [], ["9990725217"]])


def test_plain_sql_gives_three_columns_and_not_a_row_of_the_other_authority(
    yusuf: Person, alice: Practitioner, acting_as: ActingAs
) -> None:
    tables = ("people_person", "people_searchname", "people_identifier", "people_householdmember")
    with acting_as(alice), connection.cursor() as cursor:
        cursor.execute(f"select * from {FUNCTION}", [[], [], [], ["9990725217"]])  # noqa: S608
        columns = [one.name for one in cursor.description or []]
        cursor.execute(" union all ".join(f"select count(*) from {table}" for table in tables))  # noqa: S608
        seen = cursor.fetchall()

    assert columns == ["authority", "phone", "agrees"]
    assert seen == [(0,)] * 4
