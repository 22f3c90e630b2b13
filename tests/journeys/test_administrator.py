"""An administrator looks after people and settings, and sees no case."""

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_an_administrator_sees_no_case(hands: Callable[..., Hands], office: Office) -> None:
    at = hands()
    at.work_as(office.administrator.email)

    assert office.child.family_name not in at.text()
    assert not at.page.locator('a[href="/children/"], a[href^="/episodes/"]').count()

    answers = [
        at.page.goto(f"{at.site}{address}")
        for address in ("/children/", f"/episodes/{office.episode.id}/", f"/children/{office.child.id}/")
    ]
    assert [one.status for one in answers if one] == [403, 404, 404]
    at.noticed.troubles.clear()
