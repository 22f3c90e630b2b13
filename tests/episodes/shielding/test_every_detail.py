"""A shielded child is found by no detail by whoever is not on the list, and by every one by who is."""

import pytest

from opencaf.access.models import Shield
from opencaf.agencies.models import Agency, Practitioner
from opencaf.people.codes import Scheme
from opencaf.people.details import Address
from opencaf.people.models import ContactPoint, Person
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.homes import Stay, add_household
from opencaf.people.operations.particulars import add_contact_point, add_identifier, set_schooling
from opencaf.people.sought import Sought
from tests.episodes.shielding.given import ActingAs
from tests.factories.people import make_mother

SOUGHT = {
    "name": Sought(name="Nur Yusuf"),
    "a wrong spelling": Sought(name="Yussuf Noor"),
    "postcode": Sought(postcode="ZD4 2QP"),
    "address": Sought(address="14 Saltpan Street"),
    "telephone": Sought(phone="07700 900123"),
    "parent's telephone": Sought(phone="07700 900456"),
    "parent": Sought(parent_name="Hodan Warsame"),
    "school": Sought(given_names="Yusuf", school="Willow Primary School"),
    "NHS number": Sought(nhs_number="999 072 5217"),
    "a slip in it": Sought(nhs_number="999 072 5271"),
    "another number": Sought(identifier="MB20431"),
}


@pytest.fixture
def known(child: Person, school: Agency, alice: Practitioner) -> Person:
    """The child, with everything by which children are found."""
    told = {"through": child, "by": alice}
    mobile = ContactPoint.Kind.MOBILE
    mother = make_mother(child, by=alice)
    add_contact_point(person=child, kind=mobile, value="07700 900123", **told)
    add_contact_point(person=mother, kind=mobile, value="07700 900456", **told)
    add_identifier(person=child, scheme=Scheme.NHS, value="9990725217", **told)
    add_identifier(person=child, scheme=Scheme.OTHER, system="Library", value="MB-20431", **told)
    set_schooling(person=child, agency=school, **told)
    address = Address(line1="Flat 6", line2="14 Saltpan Street", postcode="ZD4 2QP")
    add_household(address=address, stays=[Stay(child)], **told)
    return child


@pytest.mark.parametrize("detail", SOUGHT)
def test_the_list_alone_finds_it_by_any_detail(
    known: Person,
    shielded: Shield,
    alice: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
    detail: str,
) -> None:
    found = {}
    for who in (alice, dave, coordinator):
        with acting_as(who):
            found[who] = [hit.child.id for hit in find_children(sought=SOUGHT[detail], by=who)]

    assert found == {alice: [known.id], dave: [], coordinator: []}
