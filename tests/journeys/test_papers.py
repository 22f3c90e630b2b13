"""A coordinator types beside the scan of a form, and takes the copy for a meeting and the blank form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from opencaf.episodes.operations.assessment import start_assessment
from opencaf.episodes.operations.files import Sent
from tests.factories import DAY, acting_in
from tests.factories.assessment import agree_to_assess
from tests.factories.files import make_file
from tests.factories.meetings import make_planned_meeting
from tests.files import making
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office
from tests.web.shared.paper_read import PaperRead, read_paper

pytestmark = pytest.mark.journey


def taken(at: Hands, link: str) -> PaperRead:
    """Click on a link, and read the file that comes."""
    with at.page.expect_download() as coming:
        at.page.get_by_role("link", name=link).click()
    return read_paper(Path(coming.value.path()).read_bytes())


def test_a_coordinator_types_beside_the_scan_and_takes_papers(
    hands: Callable[..., Hands], office: Office
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        agree_to_assess(office.episode, office.lead)
        version = start_assessment(episode=office.episode, started_on=DAY, by=office.lead)
        make_file(office.episode, by=office.lead, child=office.child, element="general_health")
        make_file(
            office.episode,
            by=office.lead,
            kind="paper_form",
            title="The form from the visit",
            file=Sent("form.pdf", making.paper()),
            assessment=version,
        )
        meeting = make_planned_meeting(
            office.episode, by=office.lead, invited=[office.lead, office.child], planned_for=DAY
        )
    at = hands()
    at.work_as(office.coordinator.email)

    at.page.goto(f"{at.site}{reverse('episodes:assessment_domain', args=[office.episode.id, 'child'])}")
    at.look()
    with at.page.context.expect_page() as beside:
        at.page.get_by_role("link", name="The form from the visit (opens in a new tab)").click()
    assert "The form from the visit" in beside.value.locator("h1").inner_text()
    beside.value.close()
    at.page.goto(f"{at.site}{reverse('episodes:meeting', args=[office.episode.id, meeting.id])}")
    at.follow(reverse("episodes:meeting_copies", args=[office.episode.id, meeting.id]))
    at.see("Everybody on the list may see all that stands on it.")
    at.look()
    paper = taken(at, "Download the copy for the meeting (PDF)")
    at.page.goto(f"{at.site}{reverse('help:index')}")
    blank = taken(at, "The assessment form to fill in by hand (PDF)")

    assert (paper.pdf_ua_part, blank.pdf_ua_part) == ("1", "1")
    assert office.child.full_name in paper.title
    assert office.child.full_name not in blank.text
    assert "General health" in blank.text
