"""An administrator looks after people and settings, and sees no case."""

import re
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


def test_an_administrator_invites_somebody_and_stops_an_agency(
    hands: Callable[..., Hands], office: Office
) -> None:
    at = hands()
    at.work_as(office.administrator.email)
    paper = office.on_paper

    at.walk("authority:people")
    at.walk("authority:person", person_id=paper.id)
    at.walk("authority:invite", person_id=paper.id)
    at.write({"email": "bob.papworth@example.org"})
    at.press("Send the invitation")
    at.see("The invitation is on its way")
    at.walk("authority:post_give", person_id=paper.id)
    at.page.goto(f"{at.site}/authority/people/")
    at.walk("authority:person_add")
    at.page.goto(f"{at.site}/authority/people/{office.lead.id}/")
    at.walk("authority:factor_lose", person_id=office.lead.id)
    at.page.goto(f"{at.site}/authority/agencies/")
    at.look()
    at.walk("authority:agency_stop", agency_id=paper.post.agency_id)
    at.write({"why": "A laptop was stolen."})
    at.press("Stop this agency")
    at.see("A laptop was stolen.")


def test_an_administrator_prepares_the_next_version_of_the_form(
    hands: Callable[..., Hands], office: Office
) -> None:
    at = hands()
    at.work_as(office.administrator.email)

    at.click(at.page.get_by_role("link", name="Form", exact=True))
    at.walk("authority:form_bring_in")
    at.page.go_back()
    at.walk("authority:form_prepare")
    at.write({"name": "Our own form"})
    at.press("Prepare it")
    at.click(at.page.get_by_role("link", name="Go on with it"))
    at.click(at.page.get_by_role("button", name=re.compile("earlier.*Physical")))
    at.see("“Physical development” was moved.")
    at.click(at.page.get_by_role("link", name=re.compile("Change.*Physical")))
    at.write({"ask_child": "What can you do with your hands?"})
    at.press("Save")
    at.see("What can you do with your hands?")
    at.click(at.page.get_by_role("link", name="Throw it away"))
    at.press("Throw it away")
    at.see("The version was thrown away.")
