"""Relatives of a package are asked about as its children are: nobody is joined without an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from django.core.exceptions import ValidationError

from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.models import Episode, ReceivedTransfer, TransferredRow
from opencaf.episodes.operations.receiving import accept_package, open_to_match, receive_package
from opencaf.episodes.transferring.preview import RelativeOf, preview_of
from opencaf.people.models import ContactPoint, DuplicatePair, Person, PersonName, Relationship
from opencaf.people.operations.duplicates import forget_pairs
from opencaf.people.operations.finding import Hit
from opencaf.people.operations.finding_relatives import find_relatives
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.sought import Sought
from tests.episodes.transferring.conftest import There
from tests.factories import ChildFactory
from tests.factories.support import make_mother
from tests.factories.transfer import acting_as

Sent = tuple[bytes, str]


@pytest.fixture
def known(there: There) -> dict[str, Person]:
    """Robin and his mother, who are known there already."""
    with there.inside():
        child = ChildFactory(given_names="Robin", family_name="Okonjo")
        mother = make_mother(child, by=there.coordinator, family_name="Okonjo")
        ContactPoint.record(by=there.coordinator, person=mother, kind="mobile", value="07700 900123")
        Person.objects.filter(pk=mother.pk).update(first_language="Somali")
        renew_search_names([child, mother], as_child=child)
    return {"child": child, "mother": mother}


@pytest.fixture
def received(there: There, package: Sent) -> ReceivedTransfer:
    content, words = package
    with acting_as(there.coordinator):
        return receive_package(content=content, words=words, received_on=clock.today(), by=there.coordinator)


def mother_of(received: ReceivedTransfer, there: There) -> RelativeOf:
    """Robin's mother, as the package tells of her."""
    with acting_as(there.coordinator):
        found = preview_of(open_to_match(received=received, by=there.coordinator)).relatives
    return next(one for one in found if one.kin == "mother of Robin Okonjo")


def child_in(received: ReceivedTransfer, there: There) -> str:
    with acting_as(there.coordinator):
        [child] = preview_of(open_to_match(received=received, by=there.coordinator)).children
    return child.id


def look(there: There, one: Sought, *, around: Sequence[Person] = ()) -> list[Hit]:
    with acting_as(there.coordinator):
        ids = [person.id for person in around]
        return find_relatives(sought={"one": one}, around=ids, by=there.coordinator).get("one", [])


def accept(
    received: ReceivedTransfer,
    there: There,
    same: Mapping[str, Person],
    unsure: Mapping[str, Sequence[Hit]] | None = None,
) -> Episode:
    with acting_as(there.coordinator):
        return accept_package(
            received=received, same=same, unsure=unsure, answered_on=clock.today(), by=there.coordinator
        )


def hodans(there: There) -> list[Person]:
    with there.inside():
        return list(Person.objects.filter(given_names="Hodan", family_name="Okonjo"))


def test_a_relative_who_seems_known_is_found_with_what_fits(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    [hit] = look(there, mother_of(received, there).sought, around=[known["child"]])

    assert hit.child == known["mother"]
    assert set(hit.reasons) >= {"same name", "same date of birth", "same telephone number"}
    assert (hit.doubts, hit.place) == ((), "mother of Robin Okonjo")


def test_a_relative_of_nobody_found_is_found_by_the_name(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    [hit] = look(there, mother_of(received, there).sought)

    assert (hit.child, hit.place) == (known["mother"], "")


def test_kin_with_another_birthday_are_asked_about_and_it_is_said(
    known: dict[str, Person], there: There
) -> None:
    one = Sought(given_names="Hodan", family_name="Okonjo", born=PartialDate(dt.date(1971, 3, 9)))

    [hit] = look(there, one, around=[known["child"]])

    assert "another date of birth" in hit.doubts


def test_somebody_of_another_name_is_not_asked_about(known: dict[str, Person], there: There) -> None:
    assert look(there, Sought(given_names="Bryony", family_name="Ashdown"), around=[known["child"]]) == []
    assert look(there, Sought(), around=[known["child"]]) == []


def test_nobody_is_joined_because_of_a_name(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    moved = accept(received, there, {child_in(received, there): known["child"]})

    with there.inside():
        assert moved.episode_children.get().child_id == known["child"].id
    assert len(hodans(there)) == 2


def test_who_is_joined_gets_nothing_twice_and_keeps_what_stood(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    mother = mother_of(received, there).id

    accept(received, there, {child_in(received, there): known["child"], mother: known["mother"]})

    with there.inside():
        row = TransferredRow.objects.get(sheet="person", original_id=mother)
        assert row.row_id == known["mother"].id
        ties = Relationship.objects.filter(of=known["mother"], to=known["child"], kinship="mother")
        assert ties.count() == 1
        assert ContactPoint.objects.filter(person=known["mother"], value="07700 900123").count() == 1
        assert Person.objects.get(pk=known["mother"].pk).first_language == "Somali"


def test_whoever_is_not_sure_starts_a_record_and_the_pair_waits(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    mother = mother_of(received, there)
    hits = look(there, mother.sought, around=[known["child"]])

    accept(received, there, {}, {mother.id: hits})

    with acting_as(there.coordinator):
        new = TransferredRow.objects.get(sheet="person", original_id=mother.id).row_id
        forget_pairs(not_found_since=clock.today() + dt.timedelta(days=2), by=there.coordinator)
        pair = DuplicatePair.objects.get()
        assert {pair.first_id, pair.second_id} == {new, known["mother"].id}
        assert (pair.state, "same name" in pair.reasons) == ("open", True)


def test_two_of_the_package_cannot_be_one_here(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    same = {child_in(received, there): known["mother"], mother_of(received, there).id: known["mother"]}

    with pytest.raises(ValidationError, match="cannot be the same person"):
        accept(received, there, same)
    with there.inside():
        assert Episode.objects.count() == 0


def test_somebody_who_is_not_in_the_package_is_not_joined(
    known: dict[str, Person], received: ReceivedTransfer, there: There
) -> None:
    with pytest.raises(ValidationError, match="not in the package"):
        accept(received, there, {str(new_id()): known["mother"]})


def test_another_name_of_somebody_here_finds_them(known: dict[str, Person], there: There) -> None:
    with there.inside():
        PersonName.record(
            by=there.coordinator, person=known["mother"], kind="previous", family_name="Warsame"
        )
        renew_search_names([known["mother"]])

    [hit] = look(there, Sought(given_names="Hodan", family_name="Warsame"))

    assert hit.child == known["mother"]
