"""Opening a record in an emergency, from the refusal to the verdict, on the pages."""

import datetime as dt
import html
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, BrokenGlass, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from tests.architecture.access_world import supporting_case
from tests.factories.assessment import national_form
from tests.signing_in import add_app, code_at, user_of
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
TYPED = {"reason": "danger", "words": "The child told me about tonight."}
BANNER = "You opened this record in an emergency."


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    national_form(alice)
    return supporting_case(alice)


@pytest.fixture
def child(case: Episode, dave: Practitioner) -> Person:
    """The child of the case, whose record Dave has found."""
    about = case.episode_children.get().child
    grant_access(to=dave, child_ids=[about.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return about


@pytest.fixture
def now(child: Person) -> str:
    return reverse("children:break_the_glass", args=[child.id])


def shown(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_from_a_refusal_to_an_hour_of_reading(
    child: Person, case: Episode, now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(dave)

    refused = client.get(reverse("episodes:overview", args=[case.id]))
    asking = shown(client.get(reverse("children:ask_access", args=[child.id])))
    opened = client.post(now, TYPED, follow=True)

    assert reverse("children:ask_access", args=[child.id]) in refused.text
    assert now in asking
    assert "This record is open to you for 60 minutes." in shown(opened)
    for page in ("overview", "assessment", "plan", "meetings", "notes", "services", "sharing", "journey"):
        assert BANNER in shown(client.get(reverse(f"episodes:{page}", args=[case.id]))), page
    assert BANNER in shown(client.get(reverse("children:show", args=[child.id])))
    assert BANNER not in shown(client.get(reverse("home:my_work")))


def test_after_the_hour_the_next_page_is_refused(
    case: Episode, now: str, dave: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(dave)
    client.post(now, TYPED)
    overview = reverse("episodes:overview", args=[case.id])
    assert client.get(overview).status_code == 200

    with clock.everywhere_at(clock.now() + dt.timedelta(minutes=60)):
        assert client_of(dave).get(overview).status_code == 403


def test_nobody_else_sees_the_banner(
    case: Episode, now: str, dave: Practitioner, alice: Practitioner, carol: Practitioner, client_of: ClientOf
) -> None:
    client_of(dave).post(now, TYPED)

    for other in (alice, carol):
        assert BANNER not in shown(client_of(other).get(reverse("episodes:overview", args=[case.id])))


def test_who_signed_in_long_ago_shows_again_who_they_are_and_loses_no_word(
    now: str, dave: Practitioner, client_of: ClientOf
) -> None:
    add_app(user_of(dave))
    client = client_of(dave)

    with clock.everywhere_at(clock.now() + dt.timedelta(minutes=11)):
        first = client.get(now)
        led_on = client.post(now, TYPED)
        before = BrokenGlass.objects.count()
        client.post(led_on["Location"], {"code": code_at(time.time())})

    assert (first.status_code, led_on.status_code, before) == (200, 302, 0)
    assert "/account/" in led_on["Location"]
    assert BrokenGlass.objects.get().words == TYPED["words"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "", "words": TYPED["words"]}, "Select why it cannot wait"),
        ({"reason": "danger", "words": "Quick."}, "Say in 20 characters or more what happened"),
    ],
)
def test_a_mistake_is_said_at_its_field(
    now: str, dave: Practitioner, client_of: ClientOf, typed: dict[str, str], sentence: str
) -> None:
    page = shown(client_of(dave).post(now, typed))

    assert sentence in page
    assert typed["words"] in page
    assert not BrokenGlass.objects.exists()


def test_the_queue_is_judged_and_who_opened_it_reads_the_verdict(
    child: Person, case: Episode, now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    opening, auditing = client_of(dave), client_of(auditor)
    opening.post(now, TYPED)
    judge = reverse("oversight:judge", args=[BrokenGlass.objects.get().id])

    index = shown(auditing.get(reverse("oversight:index")))
    queue = shown(auditing.get(reverse("oversight:glass")))
    asked = shown(auditing.get(judge))
    empty = shown(auditing.post(judge, {"verdict": "", "words": "Half a thought."}))
    auditing.post(judge, {"verdict": "talk", "words": "Ring the lead professional first."})
    work = shown(opening.get(reverse("home:my_work")))
    read = shown(opening.get(reverse("home:opened")))

    assert "Opened in an emergency: 1 to judge" in index
    assert judge in queue
    assert "Open now" in queue
    assert TYPED["words"] in asked
    assert case.reference in asked
    for secret in (child.given_names, child.family_name, case.why):
        assert secret not in asked
    assert "Select what you make of it" in empty
    assert "Half a thought." in empty
    assert "What you opened in an emergency" in work
    assert "It needs a talk" in work
    assert "Ring the lead professional first." in read


def test_what_was_judged_asks_for_nothing_more(
    now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    client_of(dave).post(now, TYPED)
    client = client_of(auditor)
    judge = reverse("oversight:judge", args=[BrokenGlass.objects.get().id])
    client.post(judge, {"verdict": "right", "words": "It was."})

    page = shown(client.get(judge))

    assert "Send the verdict" not in page
    assert "It was right" in page


def test_after_five_working_days_the_queue_says_that_it_is_late(
    now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    client_of(dave).post(now, TYPED)

    with clock.everywhere_at(dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)):
        client = client_of(auditor)
        index, queue = (
            shown(client.get(reverse("oversight:index"))),
            shown(client.get(reverse("oversight:glass"))),
        )

    assert "1 should have been judged before today." in index
    assert "Was due 9 November 2026" in queue


def test_an_empty_queue_says_what_will_stand_there(auditor: Practitioner, client_of: ClientOf) -> None:
    assert "Nothing waits." in shown(client_of(auditor).get(reverse("oversight:glass")))


def test_the_family_reads_it_with_the_verdict_unless_that_is_not_safe(
    child: Person,
    case: Episode,
    now: str,
    alice: Practitioner,
    dave: Practitioner,
    auditor: Practitioner,
    client_of: ClientOf,
) -> None:
    opening, leading, auditing = client_of(dave), client_of(alice), client_of(auditor)
    opening.post(now, TYPED)
    opening.get(reverse("episodes:plan", args=[case.id]))
    broken = BrokenGlass.objects.get()
    receipt = reverse("episodes:looks_receipt", args=[case.id])
    withhold = reverse("episodes:withhold_look", args=[case.id, broken.id])

    before = shown(leading.get(receipt))
    auditing.post(
        reverse("oversight:judge", args=[broken.id]), {"verdict": "breach", "words": "There was time to ask."}
    )
    judged = shown(leading.get(receipt))
    looks = shown(leading.get(reverse("episodes:looks", args=[case.id])))
    leading.post(withhold, {"reason": "Somebody at home must not know."})
    withheld = shown(leading.get(receipt))
    leading.post(withhold, {"submission_token": new_id()})
    again = shown(leading.get(receipt))

    assert "They had to look at once, in an emergency." in before
    assert "We are still checking if this was right." in before
    assert "We checked, and it was wrong." in judged
    assert withhold in looks
    assert "until 2 November 2026, 11:30am" in shown(leading.get(reverse("episodes:sharing", args=[case.id])))
    assert str(dave) not in withheld
    assert str(dave) in again


def test_the_privacy_officer_keeps_it_off_the_list_too(
    case: Episode, now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    client_of(dave).post(now, TYPED)
    broken = BrokenGlass.objects.get()
    withhold = reverse("oversight:withhold", args=[broken.id])

    empty = shown(client_of(auditor).post(withhold, {"reason": ""}))
    client_of(auditor).post(withhold, {"reason": "The police asked."})

    broken.refresh_from_db()
    assert "Enter why it would not be safe" in empty
    assert broken.withheld_why == "The police asked."


def test_an_administrator_names_the_privacy_officer(
    erin: Practitioner, auditor: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    client, page = client_of(erin), reverse("oversight:privacy_officer")

    first = shown(client.get(page))
    wrong = shown(client.post(page, {"practitioner": str(alice.id)}))
    named = shown(client.post(page, {"practitioner": str(auditor.id)}, follow=True))

    assert "Nobody is named yet" in first
    assert "Select who is told" in wrong
    assert f"From now on {auditor} is told." in named
    assert str(auditor) in shown(client_of(auditor).get(page))
    assert client_of(auditor).post(page, {"practitioner": str(auditor.id)}).status_code == 403


def test_the_pages_stay_within_their_ceiling(
    child: Person, case: Episode, now: str, dave: Practitioner, auditor: Practitioner, client_of: ClientOf
) -> None:
    client, auditing = client_of(dave), client_of(auditor)
    with at_most(12):
        client.get(now)
    client.post(now, TYPED)
    client.get(reverse("episodes:overview", args=[case.id]))  # shows the message, which leaves the session

    for page in ("episodes:overview", "episodes:sharing"):
        with at_most(12):
            client.get(reverse(page, args=[case.id]))
    with at_most(13):
        client.get(reverse("home:my_work"))
    with at_most(12):
        auditing.get(reverse("oversight:glass"))
    with at_most(12):
        auditing.get(reverse("oversight:judge", args=[BrokenGlass.objects.get().id]))
