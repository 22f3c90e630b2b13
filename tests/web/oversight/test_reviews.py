"""Somebody looks through an agency's posts, ends what is not needed, and signs; so with alerts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from opencaf.accounts.models import User
from opencaf.agencies.models import (
    AccessReview,
    Agency,
    Authority,
    Practitioner,
    ReviewedPost,
    SignedOffAlert,
)
from opencaf.agencies.operations.reviews import decide_about_posts, sign_off_review
from opencaf.agencies.queries import alerts_since
from opencaf.audit import trail
from opencaf.core import clock
from tests.factories import PractitionerFactory, acting_in
from tests.fixtures import TODAY
from tests.signing_in import add_app, user_of
from tests.web.counting import at_most
from tests.web.episodes.test_looks import words

Sign = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
FOUND = "Rang the school office; all five still work here."


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


def there(agency: Agency) -> str:
    return reverse("oversight:review", args=[agency.id])


def test_the_list_says_what_is_due(
    alice: Practitioner, auditor: Practitioner, client_of: Sign, other_authority: Authority, school: Agency
) -> None:
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Orla").agency
    Agency.objects.filter(pk=school.id).update(recorded_at=TODAY - dt.timedelta(days=200))
    client = client_of(auditor)

    with at_most(12):
        page = words(client.get(reverse("oversight:reviews")))

    assert "Willow Primary School 1 post. Was due on 15 October 2026. Never reviewed." in page
    assert page.count("Due on 3 May 2027") == 2  # the auditor's agency, and that of whoever keeps the tests
    assert elsewhere.name not in page


def test_a_line_says_who_has_not_been_seen_for_long(
    alice: Practitioner, school: Agency, auditor: Practitioner, client_of: Sign
) -> None:
    seen = TODAY - dt.timedelta(days=91)
    User.objects.filter(pk=alice.user_id).update(last_login=seen)
    PractitionerFactory(given_name="Olu", user=None, post_worn__agency=school)
    closed = PractitionerFactory(given_name="Cleo", post_worn__agency=school)
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    client = client_of(auditor)

    with at_most(12):
        page = words(client.get(there(school)))

    assert "Last signed in on 3 August 2026. Not seen for 90 days or more." in page
    assert "Practitioner. No account." in page
    assert "Practitioner. The account is closed." in page
    assert "3 of 3 posts wait for a decision" in page
    assert "Sign the review off" not in page


def test_what_is_not_needed_ends_and_its_holder_is_out(
    alice: Practitioner, school: Agency, auditor: Practitioner, client_of: Sign, owner_sees: OwnerSees
) -> None:
    stays = PractitionerFactory(given_name="Sita", post_worn__agency=school)
    client, gone = client_of(auditor), client_of(alice)

    answer = client.post(
        there(school), {f"post_{alice.post.id}": "ends", f"post_{stays.post.id}": "stays"}, follow=True
    )

    alice.post.refresh_from_db()
    stays.post.refresh_from_db()
    assert "Saved: 1 still needed, 1 ended." in words(answer)
    assert alice.post.ended_on == TODAY.date()
    assert stays.post.ended_on is None
    assert gone.get("/home/").status_code == 403
    noted = owner_sees("select reason from audit_event where action = 'post_ended'")
    assert noted == [{"reason": "access_review"}]


def test_decisions_are_saved_bit_by_bit_and_then_signed_off(
    alice: Practitioner, school: Agency, auditor: Practitioner, client_of: Sign
) -> None:
    other = PractitionerFactory(given_name="Sita", post_worn__agency=school)
    client = client_of(auditor)
    sign = reverse("oversight:review_sign_off", args=[school.id])

    client.post(there(school), {f"post_{alice.post.id}": "stays"})
    too_early = words(client.post(sign, {"words": FOUND}))
    client.post(there(school), {f"post_{other.post.id}": "stays"})
    without_words = words(client.post(sign, {"words": ""}))
    signed = client.post(sign, {"words": FOUND}, follow=True)

    review = AccessReview.objects.get()
    assert "Decide about every post first" in too_early
    assert "Enter what you looked at and what you found" in without_words
    assert "Last signed off on 2 November 2026." in words(signed)
    assert (review.signed_off_by, review.words) == (auditor, FOUND)
    assert FOUND in words(client.get(there(school)))


def test_nobody_decides_about_their_own_post(auditor: Practitioner, client_of: Sign) -> None:
    agency = auditor.agency
    page = words(client_of(auditor).get(there(agency)))
    assert "somebody else must decide about your own post" in page

    with pytest.raises(ValidationError, match="Somebody else"):
        decide_about_posts(
            agency=agency, decisions={auditor.post.id: "stays"}, ended_on=TODAY.date(), by=auditor
        )
    with pytest.raises(ValidationError, match="every post"):
        sign_off_review(agency=agency, words=FOUND, by=auditor)


def test_an_administrator_may_and_others_may_not(
    alice: Practitioner, carol: Practitioner, erin: Practitioner, school: Agency
) -> None:
    decisions = {alice.post.id: ReviewedPost.Decision.STAYS.value}
    decide_about_posts(agency=school, decisions=decisions, ended_on=TODAY.date(), by=erin)
    for other in (alice, carol):
        with pytest.raises(PermissionDenied):
            sign_off_review(agency=school, words=FOUND, by=other)
    assert sign_off_review(agency=school, words=FOUND, by=erin).signed_off_by == erin


def test_a_post_of_another_agency_is_not_ended_by_the_way(
    alice: Practitioner, bob: Practitioner, school: Agency, erin: Practitioner
) -> None:
    decide_about_posts(agency=school, decisions={bob.post.id: "ends"}, ended_on=TODAY.date(), by=erin)

    bob.post.refresh_from_db()
    assert bob.post.ended_on is None


def test_an_agency_has_one_open_review(school: Agency, erin: Practitioner) -> None:
    AccessReview.record(by=erin, agency=school)

    with pytest.raises(IntegrityError, match="one_review_of_access_is_open"), transaction.atomic():
        AccessReview.record(by=erin, agency=school)


def test_an_agency_of_another_authority_is_not_known(
    auditor: Practitioner, client_of: Sign, other_authority: Authority
) -> None:
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Orla").agency

    assert client_of(auditor).get(there(elsewhere)).status_code == 404


@pytest.fixture
def alert(alice: Practitioner, auditor: Practitioner, acting_as: Callable[..., Any]) -> Any:
    """Alice reached half of a limit."""
    with acting_as(alice):
        trail.record("ceiling_half_reached", subject_kind="ceiling", reason="open", count=60, most=120)
    with acting_as(auditor):
        (found,) = alerts_since(clock.now() - dt.timedelta(days=1))
    return found


def test_an_alert_is_signed_off_once_with_words(auditor: Practitioner, client_of: Sign, alert: Any) -> None:
    client = client_of(auditor)
    sign = reverse("oversight:alert_sign_off", args=[alert.id])

    empty = words(client.post(sign, {"words": " "}))
    done = words(client.post(sign, {"words": "A training day: she showed colleagues around."}, follow=True))
    again = words(client.post(sign, {"words": "Other words."}, follow=True))

    assert "Enter what you looked at and what you found" in empty
    assert "Signed off by Audrey" in done
    assert "A training day: she showed colleagues around." in done
    assert "Somebody has signed this alert off already" in again
    assert SignedOffAlert.objects.get().event_id == alert.id


def test_nobody_signs_off_an_alert_about_themselves(
    auditor: Practitioner, client_of: Sign, acting_as: Callable[..., Any]
) -> None:
    with acting_as(auditor):
        trail.record("ceiling_half_reached", subject_kind="ceiling", reason="search", count=30, most=60)
        (own,) = alerts_since(clock.now() - dt.timedelta(days=1))

    answer = client_of(auditor).get(reverse("oversight:alert_sign_off", args=[own.id]))

    assert answer.status_code == 403
    assert "This alert is about you" in words(answer)


def test_deciding_asks_again_who_it_is_and_then_saves_what_was_sent(
    alice: Practitioner, school: Agency, auditor: Practitioner, client_of: Sign
) -> None:
    client = client_of(auditor)
    add_app(user_of(auditor))
    session = client.session
    session["confirmed_at"] = 0
    session.save()

    answer = client.post(there(school), {f"post_{alice.post.id}": "ends"})

    alice.post.refresh_from_db()
    assert answer["Location"].startswith("/account/second-factor/show-again/")
    assert alice.post.ended_on is None
