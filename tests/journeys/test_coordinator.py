"""A coordinator sees the board, and types in a paper form for somebody who never signs in."""

from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import Episode
from tests.factories import acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_paper_form_is_typed_in_for_who_wrote_it(hands: Callable[..., Hands], office: Office) -> None:
    at = hands()
    at.work_as(office.coordinator.email)
    at.walk("home:board")
    at.see("Board")
    at.follow("/children/")
    at.write({"name": "Wren Adeyemi"})
    at.press("Find")
    at.see("No record was found")
    at.press("Start a record")
    at.write({"birth": "born", "born_on": "2018-05-04", "sex": "F"})
    at.send()
    at.see("Wren")
    at.page.locator("main a.govuk-button").first.click()
    at.page.locator("[name=why]").wait_for()
    at.write(
        {"initiator": str(office.on_paper.post.id), "intended_on": "2026-10-30", "why": "As on the form."}
    )
    at.send()

    with transaction.atomic(), acting_in(office.authority_id):
        episode = Episode.objects.exclude(pk=office.episode.pk).get()
        assert (episode.initiator, episode.on_behalf_of) == (office.on_paper, office.on_paper)
        assert episode.recorded_by == office.coordinator
    at.home()
    at.walk("home:board")
    at.page.locator(".app-board__title a").first.click()
    at.page.wait_for_load_state()
    assert at.page.locator(f'a[href="/episodes/{episode.id}/"]').count()
