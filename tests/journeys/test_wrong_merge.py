"""Two cousins are taken for one child, merged by two people, and parted again three weeks at."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.people.details import Birth, Extras
from opencaf.people.models import Person
from opencaf.people.operations.duplicates import propose_duplicates
from opencaf.people.queries.duplicates import filed_children
from tests.factories import acting_in, make_episode
from tests.factories.people import make_child, make_mother
from tests.fixtures import TODAY
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

BORN = Birth(born_on=dt.date(2019, 7, 11))
LATER = TODAY + dt.timedelta(days=21)


@pytest.fixture
def cousins(office: Office) -> tuple[Person, Person]:
    """Two boys of one name and one day; the night has found them."""
    with transaction.atomic(), acting_in(office.authority_id):
        kept = make_child("Yusuf", "Nur", birth=BORN, by=office.lead)
        make_mother(kept, by=office.lead)
        make_episode(by=office.lead, children=[kept])
        number = Extras(nhs_number="9990725217", mobile="07700 900222")
        other = make_child("Yousuf", "Nur", birth=BORN, extras=number, by=office.stranger)
        make_episode(by=office.stranger, children=[other])
    with transaction.atomic(), acting_for(asking_as(office)):
        propose_duplicates(child_ids=filed_children(), by=office.coordinator)
    return kept, other


def asking_as(office: Office) -> Asking:
    return Asking(
        practitioner_id=office.coordinator.id,
        post_id=office.coordinator.post.id,
        authority_id=office.authority_id,
    )


def test_a_wrong_merge_is_undone_three_weeks_later(
    hands: Callable[..., Hands], office: Office, cousins: tuple[Person, Person]
) -> None:
    kept, other = cousins
    at = hands()
    at.work_as(office.coordinator.email)
    at.walk("home:board", "children:duplicates")
    at.see("To judge: 1")
    at.click(at.page.get_by_role("link", name="Judge").first)
    at.see("Are these two the same person?")
    at.look()
    at.write({"verdict": "same"})
    at.send()
    at.see("Who will see more than now")
    at.write({"take_name": "losing", "lets_in": [str(office.stranger.id)], "why": "Same day, same street."})
    at.send()
    at.see("Waits for a second person")

    at.work_as(office.manager.email)
    at.walk("home:board", "children:duplicates")
    at.click(at.page.get_by_role("link", name="Answer").first)
    at.see("Sees more than now")
    at.look()
    at.write({"answer": "approve"})
    at.send()
    at.see("Two records became one")

    at.work_as(office.stranger.email)
    at.page.goto(at.site + reverse("children:show", args=[other.id]))
    at.see("Hodan Ali Warsame")

    with clock.everywhere_at(LATER, running=True):
        at.work_as(office.stranger.email)
        at.page.goto(at.site + reverse("children:add_contact", args=[kept.id, kept.id]))
        at.write({"kind": "mobile", "value": "07700 900333"})
        at.send()
        at.work_as(office.coordinator.email)
        at.home()
        at.walk("home:board", "children:duplicates")
        at.click(at.page.get_by_role("link", name="Look, or undo").first)
        at.look()
        at.click(at.page.get_by_role("button", name="Undo this merge"))
        at.see("07700 900333")
        at.look()
        at.write({"theirs": ["Mobile telephone: 07700 900333"], "reason": "Their mothers are sisters."})
        at.send()
        at.see("These are two records")

        at.work_as(office.stranger.email)
        at.page.goto(at.site + reverse("children:show", args=[other.id]))
        at.see("07700 900333")
        at.see("999 072 5217")
        assert "Hodan" not in at.text()

    with transaction.atomic(), acting_in(office.authority_id):
        assert other.episodes_as_child.count() == kept.episodes_as_child.count() == 1
        kept.refresh_from_db()
        assert kept.full_name == "Yusuf Nur"
