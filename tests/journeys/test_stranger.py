"""Somebody without a part in a case finds the child, and is told whom to ask."""

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_stranger_learns_that_it_exists_and_whom_to_ask(
    hands: Callable[..., Hands], office: Office
) -> None:
    at = hands()
    at.work_as(office.stranger.email)
    case = f"{at.site}/episodes/{office.episode.id}/"
    before = at.page.goto(case)
    assert before
    assert before.status == 404

    at.home()
    at.follow("/children/")
    at.write({"name": office.child.full_name})
    at.press("Find")
    at.see(str(office.lead))
    at.see(office.lead.phone)
    assert not at.page.locator(f'main a[href="/children/{office.child.id}/"]').count()

    after = at.page.goto(case)
    assert after
    assert after.status == 403
    at.see(str(office.lead))
    at.noticed.troubles.clear()
