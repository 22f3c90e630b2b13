"""Loading people from a file: what is kept of each, and that a wrong line loads nobody."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from opencaf.agencies.models import Authority, Practitioner
from opencaf.people.given import person_of
from opencaf.people.models import Identifier, Person, Relationship
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.loading import load_people
from opencaf.people.sought import Sought
from tests.databases import rows_as_owner

ZOFIA: dict[str, Any] = {
    "id": "A-17",
    "names": [
        {"given_names": "Zofia Maria", "family_name": "Borczak"},
        {"kind": "known_as", "given_names": "Zosia"},
        {"kind": "previous", "family_name": "Marsh", "to": "2019-05-01"},
    ],
    "date_of_birth": "2015-03-27",
    "sex": "F",
    "addresses": [
        {"line1": "3 Tannery Lane", "city": "Marlbeck", "postcode": "zd42qp"},
        {"line1": "9 Kiln Road", "postcode": "ZD9 1AA", "to": "2020-01-31"},
    ],
    "school": "Willow Primary School",
    "parents": [
        {
            "id": "P-1",
            "given_names": "Hanna",
            "family_name": "Borczak",
            "kinship": "mother",
            "phones": ["07700 900123"],
        }
    ],
    "phones": [{"number": "01632 960123", "kind": "home"}],
    "identifiers": [{"scheme": "nhs", "value": "999 072 5217"}, {"system": "Index", "value": "77"}],
}
BROTHER = {
    "id": "A-18",
    "names": [{"given_names": "Filip", "family_name": "Borczak"}],
    "date_of_birth": "2018-06",
    "addresses": [{"line1": "3 Tannery Lane", "postcode": "ZD4 2QP"}],
    "parents": [{"id": "P-1", "given_names": "Hanna", "family_name": "Borczak", "kinship": "mother"}],
}
UNBORN = {"id": "A-19", "names": [{"family_name": "Lowther"}], "expected_date": "2027-02-24"}

Load = Callable[..., dict[str, uuid.UUID]]


@pytest.fixture
def load(coordinator: Practitioner, tmp_path: Path) -> Load:
    """Load people with the command; returns which record each id became."""

    def run(*people: Any, **options: Any) -> dict[str, uuid.UUID]:
        file = tmp_path / "people.jsonl"
        lines = [one if isinstance(one, str) else json.dumps(one) for one in people]
        file.write_text("\n".join(lines), encoding="utf-8")
        out = StringIO()
        options.setdefault("address", coordinator.email)
        call_command(
            "load_people", str(file), stdout=out, stderr=options.pop("stderr", StringIO()), **options
        )
        rows = map(json.loads, out.getvalue().splitlines())
        return {row["id"]: uuid.UUID(row["child"]) for row in rows}

    return run


def faults(load: Load, *people: Any) -> list[str]:
    """What the command says of each wrong line, when it loads nobody."""
    said = StringIO()
    with pytest.raises(CommandError, match=r"Nothing was loaded\.$"):
        load(*people, stderr=said)
    assert not Identifier.objects.filter(system="Loaded").exists()
    return said.getvalue().splitlines()


def test_everything_of_a_line_is_kept(load: Load) -> None:
    child_id = load(ZOFIA)["A-17"]

    child = Person.objects.get(id=child_id)
    assert (child.full_name, child.sex, child.born_on) == ("Zofia Maria Borczak", "F", dt.date(2015, 3, 27))
    names = {(name.kind, str(name), name.to_on) for name in child.names.all()}
    assert names == {("known_as", "Zosia", None), ("previous", "Marsh", dt.date(2019, 5, 1))}
    numbers = {(number.scheme, number.system, number.value) for number in child.identifiers.all()}
    assert numbers == {("other", "Loaded", "A-17"), ("nhs", "", "9990725217"), ("other", "Index", "77")}
    homes = {(str(home.household), home.to_on) for home in child.homes.select_related("household")}
    assert homes == {
        ("3 Tannery Lane, Marlbeck, ZD4 2QP", None),
        ("9 Kiln Road, ZD9 1AA", dt.date(2020, 1, 31)),
    }
    assert [str(school) for school in child.schoolings.all()] == ["Willow Primary School"]
    assert [point.value for point in child.contact_points.all()] == ["01632 960123"]
    mother = child.kin.get().of
    assert (mother.full_name, child.kin.get().kinship) == ("Hanna Borczak", "mother")
    assert [point.value for point in mother.contact_points.all()] == ["07700 900123"]
    assert child.recorded_how == "imported"


def test_a_date_known_in_part_and_an_expected_one_keep_their_accuracy(load: Load) -> None:
    ids = load(BROTHER, UNBORN)

    brother, unborn = (Person.objects.get(id=ids[key]) for key in ("A-18", "A-19"))
    assert (brother.born_on, brother.born_accuracy) == (dt.date(2018, 6, 15), "UAA")
    assert (unborn.born_on, unborn.expected_on) == (None, dt.date(2027, 2, 24))


def test_brothers_and_sisters_share_a_parent_and_a_home(load: Load) -> None:
    ids = load(ZOFIA, BROTHER)

    mothers = set(Relationship.objects.filter(to__in=ids.values()).values_list("of", flat=True))
    homes = {Person.objects.get(id=child).homes.get(to_on=None).household_id for child in ids.values()}
    assert len(mothers) == len(homes) == 1


@pytest.mark.parametrize(
    "sought",
    [
        Sought(name="Zofia Borczak"),
        Sought(name="Zosia Borczak"),
        Sought(name="Zofia Marsh"),
        Sought(postcode="ZD4 2QP"),
        Sought(nhs_number="9990725217"),
        Sought(parent_name="Hanna Borczak"),
    ],
)
def test_who_was_loaded_is_found(load: Load, dave: Practitioner, sought: Sought) -> None:
    child_id = load(ZOFIA)["A-17"]

    hits = find_children(sought=sought, by=dave)

    assert [hit.child.id for hit in hits] == [child_id]


def test_a_load_stands_on_the_trail_without_words(load: Load) -> None:
    load(ZOFIA, BROTHER)

    from django.db import connection

    row = rows_as_owner(connection, "select detail from audit_event where action = 'people_loaded'")
    assert row == [{"detail": {"people": 2}}]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("not a line of JSON", "Line 2: The line is not JSON."),
        ('["A-1"]', "Line 2: The line must be keys and values in braces."),
        ({**UNBORN, "colour": "red"}, "Line 2: colour is not one of the keys."),
        ({**UNBORN, "id": ""}, "Line 2: id must not be empty."),
        ({**UNBORN, "id": "x" * 61}, "Line 2: id must have at most 60 characters."),
        ({"id": "A-2"}, "Line 2: Enter a given name or a family name."),
        ({**BROTHER, "date_of_birth": "2015-02-31"}, "date_of_birth must be a real date such as"),
        (
            {**BROTHER, "date_of_birth": "2031-02-01"},
            "Line 2: The date of birth must be today or in the past.",
        ),
        (
            {**BROTHER, "expected_date": "2027-02-24"},
            "Enter the date of birth or the expected date, not both",
        ),
        ({**UNBORN, "expected_date": "24/02/2027"}, "expected_date must be a day of the calendar such as"),
        ({**BROTHER, "accuracy": "day"}, "Line 2: accuracy must be three letters, each A, E or U."),
        (
            {**UNBORN, "addresses": [{"postcode": "ZD4 2QP ZD4 2QP"}]},
            "addresses 1 postcode must have at most 10",
        ),
        (
            {**UNBORN, "addresses": [{"from": "2020-02-01", "to": "2020-01-01"}]},
            "The end must be on or after",
        ),
        ({**UNBORN, "parents": [{"kinship": "boss"}]}, "Line 2: parents 1 kinship must be 'mother'"),
        ({**UNBORN, "parents": [{}]}, "Line 2: Enter a given name or a family name of each parent."),
        ({**UNBORN, "parents": BROTHER["parents"] * 2}, "Line 2: The id of a parent stands there twice."),
        (
            {**UNBORN, "addresses": BROTHER["addresses"] * 2},
            "Line 2: An address without an end stands there twice",
        ),
        ({**UNBORN, "names": [{"family_name": "Low\u0000ther"}]}, "which is not text"),
        (ZOFIA, "Line 2: The id stands on line 1 already."),
    ],
)
def test_a_wrong_line_is_named_and_nobody_is_loaded(load: Load, line: Any, sentence: str) -> None:
    said = faults(load, ZOFIA, line)

    assert len(said) == 1
    assert sentence in said[0]


def test_every_wrong_line_is_named(load: Load) -> None:
    said = faults(load, "{}", UNBORN, '{"id": 5}')

    assert [line.split(":")[0] for line in said] == ["Line 1", "Line 3"]


def test_an_empty_file_is_said_to_be_empty(load: Load) -> None:
    assert faults(load, "") == ["Line 1: There is nobody in the file."]


def test_who_was_loaded_before_is_not_loaded_again(load: Load) -> None:
    load(ZOFIA)
    said = StringIO()

    with pytest.raises(CommandError, match="Nothing was loaded"):
        load(BROTHER, ZOFIA, stderr=said)

    assert said.getvalue() == "Line 2: This id was loaded from the system Loaded before.\n"
    assert not Person.objects.filter(given_names="Filip").exists()


def test_the_same_id_of_another_system_is_somebody_else(load: Load) -> None:
    first = load(ZOFIA)

    second = load({**UNBORN, "id": "A-17"}, system="Other index")

    assert first["A-17"] != second["A-17"]


def test_checking_loads_nobody(load: Load) -> None:
    assert load(ZOFIA, check=True) == {}

    assert not Person.objects.filter(family_name="Borczak").exists()


def test_one_authority_needs_no_name_of_who_loads(load: Load) -> None:
    assert len(load(UNBORN, address=None)) == 1


@pytest.mark.parametrize("address", ["nobody@example.org", ""])
def test_nobody_loads_without_an_account(load: Load, authority: Authority, address: str) -> None:
    with pytest.raises(CommandError, match="Nobody signs in"):
        load(UNBORN, address=address or " ")


def test_only_who_coordinates_or_manages_loads(load: Load, alice: Practitioner) -> None:
    with pytest.raises(CommandError, match="Loading people is for those who coordinate or manage"):
        load(UNBORN, address=alice.email)

    with pytest.raises(PermissionDenied):
        load_people(batches=[], system="Loaded", by=alice)


def test_a_line_may_hold_names_in_any_script() -> None:
    person = person_of('{"id": "1", "names": [{"given_names": "שרה", "family_name": "👶 Ng"}]}')

    assert (person.present_name.given_names, person.present_name.family_name) == ("שרה", "👶 Ng")


def test_what_a_line_gets_wrong_is_a_validation_error() -> None:
    with pytest.raises(ValidationError):
        person_of("{}")
