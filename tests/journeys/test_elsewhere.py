"""A family has moved: nobody here knows the child, another authority does."""

from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.core.ids import new_id
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.people import make_child
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_nobody_here_knows_the_child_and_another_authority_does(
    hands: Callable[..., Hands], office: Office
) -> None:
    with transaction.atomic(), acting_in(new_id()):
        there = AuthorityFactory(name="Marlbeckshire", help_phone="01632 960555")
        make_child(by=PractitionerFactory())
    at = hands()
    at.work_as(office.stranger.email)

    at.follow("/children/")
    at.write({"name": "Yusuf Nur"})
    at.press("Find")
    at.see("No record was found")
    at.press("Look in other authorities", refused=True)
    at.see("enter also the full date of birth or the full postcode")
    at.write({"born": "2022-07-11"})
    at.press("Find")

    at.see("1 record elsewhere may be the child")
    at.see(there.name)
    at.see("Ring 01632 960555.")
    at.press("Start a record")
    assert at.page.locator("[name=given_names]").input_value() == "Yusuf"
