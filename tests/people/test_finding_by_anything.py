"""Whatever was typed: telephone, address, school, numbers, wrong spellings, in whatever form."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.ids import new_id
from opencaf.core.partial_dates import PartialDate
from opencaf.people.codes import Scheme
from opencaf.people.details import Address, Birth, Extras, Place
from opencaf.people.models import ContactPoint, Person, SearchName
from opencaf.people.operations.finding import MOST_SHOWN, find_children
from opencaf.people.operations.particulars import add_contact_point, add_identifier
from opencaf.people.operations.sealing import seal_part
from opencaf.people.operations.search_names import file_names
from opencaf.people.operations.writing import Home
from opencaf.people.sought import Sought
from tests.factories.people import BORN_ON, make_child, make_mother

BORN = PartialDate(BORN_ON)
MOBILE = ContactPoint.Kind.MOBILE


@pytest.fixture
def yusuf(alice: Practitioner, school: Agency) -> Person:
    """A child with a mother, a school and numbers, among others of the same street and school."""
    for number, name in enumerate(["Amira", "Robin", "Priya", "Tomasz"]):
        birth = Birth(born_on=dt.date(2012, 3, 5 + number))
        elsewhere = Address(line1=f"{number + 20} Saltpan Street", postcode="ZD4 9XX")
        make_child(name, "Otherwise", birth=birth, home=Home(address=elsewhere), by=alice)
    extras = Extras(
        nhs_number="9990725217", upn="A950000178301", mobile="07700 900123", school=Place(agency=school)
    )
    child = make_child(extras=extras, by=alice)
    mother = make_mother(child, by=alice)
    add_contact_point(person=mother, kind=MOBILE, value="+44 7700 900456", through=child, by=alice)
    add_identifier(
        person=child, scheme=Scheme.OTHER, system="Library", value="MB/20 431", through=child, by=alice
    )
    return child


@pytest.mark.parametrize(
    ("sought", "reason"),
    [
        (Sought(phone="07700900123"), "same telephone number"),
        (Sought(phone="0044 7700 900456"), "same telephone number"),
        (Sought(name="07700 900456"), "same telephone number"),
        (Sought(address="14 saltpan st"), "same address"),
        (Sought(address="Flat 6, 14 Saltpan Street, Marlbeck"), "same address"),
        (Sought(name="Yusuf", address="Saltpan Street"), "same street"),
        (Sought(identifier="mb20431"), "same number"),
        (Sought(name="MB/20431"), "same number"),
        (Sought(nhs_number="999 072 5271"), "nearly the same NHS number"),
        (Sought(nhs_number="999 072 5317"), "nearly the same NHS number"),
        (Sought(upn="A950000178310"), "nearly the same UPN"),
        (Sought(name="Yusuf", school="willow primary"), "same school"),
        (Sought(name="Yosuf Nuur"), "given name is written alike"),
        (Sought(name="Tusuf Mur"), "given name is written alike"),
        (Sought(name="Ysuuf Nur"), "same family name"),
        (Sought(given_names="Nur", family_name="Yusuf"), "same name"),
        (Sought(name="Yusuf", expected_on=BORN_ON + dt.timedelta(20)), "same given name"),
        (Sought(parent_name="Hoda Warsam"), "a parent or carer of that name"),
    ],
)
def test_a_child_is_found_by_anything_that_is_known(
    yusuf: Person, dave: Practitioner, sought: Sought, reason: str
) -> None:
    hits = find_children(sought=sought, by=dave)

    assert hits[0].child == yusuf
    assert reason in hits[0].reasons


def test_a_hit_says_what_does_not_fit(yusuf: Person, dave: Practitioner) -> None:
    sought = Sought(
        name="Yusuf Marsh",
        phone="07700 900123",
        born=BORN,
        postcode="AB1 1AA",
        nhs_number="9990000018",
        parent_name="Zoe Quill",
        school="Oakfield",
    )

    hits = find_children(sought=sought, by=dave)

    assert hits[0].child == yusuf
    assert hits[0].doubts == (
        "another family name",
        "another postcode",
        "another NHS number",
        "no parent or carer of that name",
        "another school",
    )


def test_what_a_record_does_not_hold_makes_it_no_less_likely(alice: Practitioner) -> None:
    child = make_child(home=Home(), by=alice)
    sought = Sought(
        name="Yusuf Nur", born=BORN, postcode="ZD4 2QP", phone="07700 900123", parent_name="Zoe Quill"
    )

    (hit,) = find_children(sought=sought, by=alice)

    assert (hit.child, hit.is_likely, hit.doubts) == (child, True, ())


def test_brothers_and_twins_are_told_apart(alice: Practitioner) -> None:
    born = Birth(born_on=BORN_ON)
    hassan, hussein = (make_child(name, "Nur", birth=born, by=alice) for name in ("Hassan", "Hussein"))

    hits = [
        find_children(sought=Sought(name=f"{name} Nur", born=BORN), by=alice) for name in ("Hasan", "Husein")
    ]

    assert [found[0].child for found in hits] == [hassan, hussein]


def test_of_ten_thousand_equal_names_the_closest_are_shown(alice: Practitioner, yusuf: Person) -> None:
    likes = [
        Person(id=new_id(), authority_id=alice.authority_id, given_names="Yusuf", family_name="Nur")
        for _ in range(10_000)
    ]
    Person.objects.bulk_create(likes)
    filed = (file_names(one, names=[], postcodes=[], is_child=True) for one in likes)
    SearchName.objects.bulk_create(row for rows in filed for row in rows)

    by_name = find_children(sought=Sought(name="Yusuf Nur"), by=alice)
    by_phone = find_children(sought=Sought(name="Yusuf Nur", phone="07700 900456"), by=alice)
    by_date = find_children(sought=Sought(name="Yusuf Nur", born=BORN), by=alice)

    assert len(by_name) == MOST_SHOWN
    assert by_date[0].child == by_phone[0].child == yusuf


DETAILS: dict[str, Any] = {
    "postcode": "ZD4 2QP",
    "born": BORN,
    "nhs_number": "999 072 5217",
    "phone": "07700 900123",
    "address": "14 Saltpan Street",
    "school": "Willow Primary School",
    "parent_name": "Hodan Warsame",
    "identifier": "MB20431",
}
quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def look_alikes(by: Practitioner) -> None:
    """A twin, a brother and somebody of the same name, without what else is known of the child."""
    make_child("Yunus", "Nur", by=by)
    make_child("Yusra", "Nur", birth=Birth(born_on=dt.date(2020, 1, 2)), by=by)
    make_child("Yusuf", "Nur", birth=Birth(born_on=dt.date(2021, 11, 7)), home=Home(), by=by)


def place_of(child: Person, sought: Sought, by: Practitioner) -> int:
    found = [hit.child for hit in find_children(sought=sought, by=by)]
    return found.index(child) if child in found else MOST_SHOWN


@given(
    name=st.sampled_from(["Yusuf Nur", "Yusif Noor", "Nur", "Yusuf", "Yusuf Abdirahman Nur"]),
    known=st.sets(st.sampled_from(sorted(DETAILS))),
    more=st.sampled_from(sorted(DETAILS)),
)
@quietly
def test_a_right_detail_more_never_makes_the_child_come_later(
    yusuf: Person, alice: Practitioner, name: str, known: set[str], more: str
) -> None:
    if not Person.objects.filter(given_names="Yunus").exists():
        look_alikes(alice)
    before = replace(Sought(name=name), **{key: DETAILS[key] for key in known})

    after = replace(before, **{more: DETAILS[more]})

    assert place_of(yusuf, after, alice) <= place_of(yusuf, before, alice)


@given(seed=st.integers(0, 10_000))
@quietly
def test_order_case_accents_spaces_and_signs_never_change_the_answer(
    yusuf: Person, alice: Practitioner, seed: int
) -> None:
    drawn = random.Random(seed)
    parts = ["Yusuf", "Abdirahman", "Nur", "11/07/2022", "ZD4 2QP"]
    expected = [
        (hit.child, hit.score, hit.reasons)
        for hit in find_children(sought=Sought(name=" ".join(parts)), by=alice)
    ]
    shuffled = drawn.sample(parts, len(parts))
    typed = drawn.choice([" ", ", ", "  ", " ; ", "\u00a0"]).join(
        drawn.choice(SPOILT)(one) for one in shuffled
    )

    hits = find_children(sought=Sought(name=typed), by=alice)

    assert [(hit.child, hit.score, hit.reasons) for hit in hits] == expected


SPOILT: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    lambda text: text.replace("u", "ú"),
    lambda text: text.replace("ZD4 2QP", "zd42qp"),
    lambda text: text.replace("Nur", "N'ur"),
    lambda text: text.replace("/", "."),
]


@pytest.mark.parametrize(
    ("kind", "sought", "reason"),
    [
        ("contact", Sought(name="Yusuf", phone="07700 900123"), "same telephone number"),
        ("school", Sought(name="Yusuf", school="Willow Primary School"), "same school"),
        ("address", Sought(name="Yusuf", address="14 Saltpan Street"), "same address"),
    ],
)
def test_what_is_sealed_finds_nobody(
    yusuf: Person,
    alice: Practitioner,
    acting_as: Callable[[Practitioner], Any],
    kind: str,
    sought: Sought,
    reason: str,
) -> None:
    (before,) = find_children(sought=sought, by=alice)
    sealed: Any = {
        "contact": yusuf.contact_points.get,
        "school": yusuf.schoolings.get,
        "address": lambda: yusuf.homes.get().household,
    }[kind]()

    with acting_as(alice):
        seal_part(record=sealed, why="refuge", words="They are hiding.", readers=[], through=yusuf, by=alice)

        (after,) = find_children(sought=sought, by=alice)
    assert before.reasons == ("same given name", reason)
    assert after.reasons == ("same given name",)
