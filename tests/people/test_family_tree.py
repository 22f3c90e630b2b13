"""The family in generations: who stands above whom, who is missing, who lives with whom."""

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.people.models import Household, HouseholdMember, Person, Relationship
from opencaf.people.queries.circle import circle_of
from opencaf.people.queries.facts import facts_of
from opencaf.people.queries.family_tree import FamilyTree, tree_of
from tests.factories import ChildFactory


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return ChildFactory(given_names="Theo")


def somebody(name: str, born_on: dt.date | None = None) -> Person:
    return ChildFactory(given_names=name, born_on=born_on)


def related(of: Person, to: Person, kinship: str, *, to_on: dt.date | None = None) -> None:
    Relationship.objects.create(authority_id=of.authority_id, of=of, to=to, kinship=kinship, to_on=to_on)


def living_at(line1: str, people: list[Person]) -> None:
    home = Household.objects.create(authority_id=people[0].authority_id, line1=line1)
    for person in people:
        HouseholdMember.objects.create(authority_id=person.authority_id, household=home, person=person)


def tree(child: Person) -> FamilyTree:
    circle = circle_of(child)
    return tree_of(circle, facts_of(person.id for person in circle.everybody))


def names(found: FamilyTree) -> list[list[str]]:
    """Who stands in each generation; who is missing in the words for it."""
    return [[one.person.first_name if one.person else one.missing for one in row] for row in found.rows]


def test_generations_stand_above_one_another(child: Person) -> None:
    mother, gran, sister = somebody("Natalie"), somebody("Pat"), somebody("Maisie")
    aunt, cousin = somebody("Jo"), somebody("Lee")
    for of, to, kinship in (
        (mother, child, "mother"),
        (mother, sister, "mother"),
        (gran, child, "grandmother"),
        (sister, child, "sister"),
        (aunt, child, "aunt"),
        (cousin, child, "cousin"),
    ):
        related(of, to, kinship)

    found = tree(child)

    assert [set(row) for row in names(found)] == [
        {"Pat"},
        {"Natalie", "Jo", "Father not recorded"},
        {"Theo", "Maisie", "Lee"},
    ]


def test_a_father_of_whom_nothing_is_known_stands_there_with_his_line(child: Person) -> None:
    mother = somebody("Natalie")
    related(mother, child, "mother")

    found = tree(child)

    assert names(found)[0] == ["Natalie", "Father not recorded"]
    assert {(tie.above, tie.is_by_birth) for tie in found.ties} == {(str(mother.id), True), ("father", True)}


def test_step_parents_and_partners_are_told_from_parents_by_birth(child: Person) -> None:
    mother, father, step = somebody("Natalie"), somebody("Craig"), somebody("Sam")
    half = somebody("Baby")
    related(mother, child, "mother")
    related(father, child, "father", to_on=dt.date(2024, 1, 12))
    related(step, child, "stepfather")
    related(step, half, "father")
    related(mother, half, "mother")
    related(half, child, "half_sibling")
    related(mother, father, "former_partner")
    related(mother, step, "partner")

    found = tree(child)

    kinds = {(tie.above, tie.below): (tie.is_by_birth, tie.is_pair, tie.is_over) for tie in found.ties}
    assert kinds[str(father.id), str(child.id)] == (True, False, False)
    assert kinds[str(step.id), str(child.id)] == (False, False, False)
    assert kinds[str(step.id), str(half.id)] == (True, False, False)
    assert kinds[str(mother.id), str(father.id)] == (True, True, True)
    assert kinds[str(mother.id), str(step.id)] == (True, True, False)
    assert "not recorded" not in str(names(found))


def test_partners_stand_side_by_side(child: Person) -> None:
    mother, aunt, partner = somebody("Natalie"), somebody("Jo"), somebody("Sam")
    related(mother, child, "mother")
    related(aunt, child, "aunt")
    related(partner, child, "other")
    related(partner, aunt, "partner")

    row = names(tree(child))[0]

    assert abs(row.index("Jo") - row.index("Sam")) == 1


def test_whoever_stands_in_no_generation_is_among_the_others(child: Person) -> None:
    friend = somebody("Ada")
    related(friend, child, "friend")

    found = tree(child)

    assert found.others == [friend]
    assert names(found) == [["Mother not recorded", "Father not recorded"], ["Theo"]]


def test_a_child_who_lives_in_two_homes_stands_in_both(child: Person) -> None:
    mother, father = somebody("Natalie"), somebody("Craig")
    related(mother, child, "mother")
    related(father, child, "father")
    living_at("1 Fen Lane", [mother, child])
    living_at("2 Mill Road", [father, child])

    found = tree(child)

    homes = {home.address: {one.first_name for one in home.people} for home in found.homes}
    assert homes == {"1 Fen Lane": {"Natalie", "Theo"}, "2 Mill Road": {"Craig", "Theo"}}
    assert found.letters_of(child) == "A, B"
