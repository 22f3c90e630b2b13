"""The page of the family as a tree."""

import html
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.people.models import Household, Person
from opencaf.people.operations.sealing import seal_part
from tests.factories.people import make_child, make_mother, make_sister, make_unborn
from tests.web.counting import statements_of_page
from tests.web.episodes.assessment.given import SignIn


def at(child: Person) -> str:
    return reverse("children:tree", args=[child.id])


def test_the_picture_and_the_list_say_the_same(alice: Practitioner, client_of: SignIn) -> None:
    child = make_child(by=alice)
    make_mother(child, by=alice)
    make_sister(child, by=alice)

    page = html.unescape(client_of(alice).get(at(child)).content.decode())

    picture, _, words = page.partition("<figure")[2].partition("</figure>")
    for said in ("Hodan Ali", "Hibo", "Yusuf"):
        assert said in picture
        assert said in words
    assert "Father not" in picture
    assert "Father not recorded" in words
    assert "Mother of Yusuf, with parental responsibility" in words
    assert "Home A: Flat 6, 14 Saltpan Street, Marlbeck, ZD4 2QP" in words
    assert "style=" not in page


def test_a_child_alone_has_no_picture_and_a_next_step(alice: Practitioner, client_of: SignIn) -> None:
    child = make_child(by=alice)

    page = client_of(alice).get(at(child)).content.decode()

    assert "<figure" not in page
    assert reverse("children:add_relative", args=[child.id]) in page


def test_an_unborn_child_says_when_it_is_expected(alice: Practitioner, client_of: SignIn) -> None:
    child = make_unborn(by=alice)
    make_mother(child, by=alice)

    page = client_of(alice).get(at(child)).content.decode()

    assert "Unborn baby Lowther" in page
    assert "24 February 2027" in page


def test_a_sealed_home_is_on_no_tree_not_even_for_who_may_see_it(
    alice: Practitioner, client_of: SignIn, acting_as: Callable[[Practitioner], Any]
) -> None:
    child = make_child(by=alice)
    make_mother(child, by=alice)
    home = Household.objects.get()
    with acting_as(alice):
        seal_part(record=home, why="refuge", words="Hiding.", readers=[], through=child, by=alice)

    page = client_of(alice).get(at(child)).content.decode()

    assert "Saltpan" not in page
    assert "No address is known or shown" in page


def test_the_page_keeps_its_ceiling_and_its_door(
    alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    child = make_child(by=alice)
    for _ in range(4):
        make_sister(child, by=alice)

    statements = statements_of_page(client_of(alice), at(child))

    assert len(statements) <= 12
    assert client_of(dave).get(at(child)).status_code == 404
