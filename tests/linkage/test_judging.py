"""Judging a doubtful pair, and removing a link."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.linkage.entries import Entry
from opencaf.linkage.models import LinkState, RegisterLink
from opencaf.linkage.operations.judging import judge_pair, remove_link
from opencaf.linkage.operations.linking import link_register
from opencaf.people.models import Identifier, Person
from tests.factories.linkage import SYSTEM, found_pair, make_link, make_pair
from tests.factories.people import make_child


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    return make_child(by=alice)


def number_of(child: Person) -> list[str]:
    return list(Identifier.objects.filter(person=child, system=SYSTEM).values_list("value", flat=True))


def test_the_same_child_gets_the_number(yusuf: Person, coordinator: Practitioner, owner_sees: Any) -> None:
    pair = make_pair(yusuf, by=coordinator)

    judged = judge_pair(link=pair, verdict="same", why="Rang the school.", by=coordinator)

    assert number_of(yusuf) == ["SC-1"]
    assert (judged.state, judged.judged_by, judged.judged_why) == ("same", coordinator, "Rang the school.")
    assert (judged.given_names, judged.born) == ("", "")
    (row,) = owner_sees("select subject_id, detail from audit_event where action = 'register_pair_judged'")
    assert (row["subject_id"], row["detail"]["verdict"]) == (str(yusuf.id), "same")


def test_another_child_gets_nothing(yusuf: Person, coordinator: Practitioner) -> None:
    pair = make_pair(yusuf, by=coordinator)

    judge_pair(link=pair, verdict="not_same", by=coordinator)

    assert number_of(yusuf) == []
    assert RegisterLink.objects.get().state == LinkState.NOT_SAME


def test_the_other_children_of_an_entry_are_then_not_the_same(
    yusuf: Person, alice: Practitioner, coordinator: Practitioner
) -> None:
    twin = make_child("Ayaan", by=alice)
    pair, other = (make_pair(child, by=coordinator) for child in (yusuf, twin))

    judge_pair(link=pair, verdict="same", by=coordinator)

    other.refresh_from_db()
    assert other.state == LinkState.NOT_SAME
    assert other.judged_why == "Another child was judged to be the same."


def test_an_entry_is_one_child(yusuf: Person, alice: Practitioner, coordinator: Practitioner) -> None:
    twin = make_child("Ayaan", by=alice)
    pair = make_pair(twin, by=coordinator)
    held = make_pair(yusuf, by=coordinator)
    judge_pair(link=held, verdict="same", by=coordinator)
    RegisterLink.objects.filter(pk=pair.pk).update(state="waiting", judged_on=None, judged_by=None)

    with pytest.raises(ValidationError, match="Remove that link first"):
        judge_pair(link=pair, verdict="same", by=coordinator)


def test_nobody_judges_twice(yusuf: Person, coordinator: Practitioner) -> None:
    pair = make_pair(yusuf, by=coordinator)
    judge_pair(link=pair, verdict="not_same", by=coordinator)

    with pytest.raises(ValidationError, match="judged this already"):
        judge_pair(link=pair, verdict="same", by=coordinator)


def test_a_verdict_is_one_of_two(yusuf: Person, coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Select whether they are the same child"):
        judge_pair(link=make_pair(yusuf, by=coordinator), verdict="removed", by=coordinator)


def test_a_link_is_removed_with_its_number_and_not_made_again(
    yusuf: Person, coordinator: Practitioner, owner_sees: Any
) -> None:
    link = make_link(yusuf, by=coordinator)

    remove_link(link=link, why="It was the cousin.", by=coordinator)
    again = link_register(system=SYSTEM, found=found_pair(yusuf, Entry("SC-2")), by=coordinator)

    assert number_of(yusuf) == []
    assert again.links == 0
    assert RegisterLink.objects.get().judged_why == "It was the cousin."
    assert len(owner_sees("select from audit_event where action = 'register_link_removed'")) == 1


def test_removing_takes_a_reason(yusuf: Person, coordinator: Practitioner) -> None:
    link = make_link(yusuf, by=coordinator)

    with pytest.raises(ValidationError, match="Enter why the link is removed"):
        remove_link(link=link, why=" ", by=coordinator)


def test_what_is_removed_is_removed_once(yusuf: Person, coordinator: Practitioner) -> None:
    link = make_link(yusuf, by=coordinator)
    remove_link(link=link, why="It was the cousin.", by=coordinator)

    with pytest.raises(ValidationError, match="removed already"):
        remove_link(link=link, why="It was the cousin.", by=coordinator)


@pytest.mark.parametrize("role", ["dave", "erin"])
def test_others_judge_and_remove_nothing(
    yusuf: Person, coordinator: Practitioner, request: pytest.FixtureRequest, role: str
) -> None:
    somebody = request.getfixturevalue(role)
    link, pair = make_link(yusuf, by=coordinator), make_pair(yusuf, by=coordinator)

    with pytest.raises(PermissionDenied):
        judge_pair(link=pair, verdict="same", by=somebody)
    with pytest.raises(PermissionDenied):
        remove_link(link=link, why="Because.", by=somebody)
