"""The summary page, the duty team's way to the content, and ending what was given."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessRequest, Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.asking_access import ask_for_access, give_access
from opencaf.episodes.operations.team import join_team
from opencaf.people.models import Person, SearchName
from opencaf.people.operations.search_names import file_names
from tests.architecture.access_world import supporting_case
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory
from tests.factories.assessment import national_form
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
WHY = "A neighbour rang this morning about shouting."
UNTIL = dt.date(2026, 12, 31)


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    """A case with a lead professional, a meeting and a plan."""
    national_form(alice)
    return supporting_case(alice)


@pytest.fixture
def child(case: Episode, dave: Practitioner) -> Person:
    """Its child, whose record Dave has found."""
    about = case.episode_children.get().child
    grant_access(to=dave, child_ids=[about.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return about


@pytest.fixture
def asked(child: Person, dave: Practitioner) -> AccessRequest:
    return ask_for_access(child=child, purpose="I am the new school nurse.", by=dave)


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def summary(child: Person) -> str:
    return reverse("children:summary", args=[child.id])


def test_a_summary_says_who_helps_and_when_and_no_word_more(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    bob: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    join_team(episode=case, who=bob, joined_on=dt.date(2025, 11, 5), by=alice)
    give_access(request=asked, level=Level.SUMMARY, until=UNTIL, by=alice)

    page = shown(client_of(dave).get(summary(child)))

    for word in (case.reference, str(alice), alice.phone, "Willow Primary School", "Health visiting"):
        assert word in page
    for day in ("24 September 2025", "15 October 2025"):
        assert day in page
    assert case.why not in page


def test_the_summary_opens_no_page_of_content(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    give_access(request=asked, level=Level.SUMMARY, until=UNTIL, by=alice)
    client = client_of(dave)

    pages = [reverse("children:show", args=[child.id])]
    pages += [
        reverse(f"episodes:{page}", args=[case.id]) for page in ("overview", "plan", "notes", "journey")
    ]

    assert [client.get(page).status_code for page in pages] == [403] * 5
    assert case.reference not in shown(client.get(reverse("home:my_work")))


def test_a_service_whose_name_tells_is_counted_not_named(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    refuge = AgencyFactory(name="Safe Harbour", kind="domestic_abuse_service")
    helper = PractitionerFactory(given_name="Nell", post_worn__agency=refuge)
    join_team(episode=case, who=helper, joined_on=dt.date(2025, 11, 5), by=alice)
    give_access(request=asked, level=Level.SUMMARY, until=UNTIL, by=alice)

    page = shown(client_of(dave).get(summary(child)))

    assert "Safe Harbour" not in page
    assert "1 service whose name only the team sees" in page


def test_a_summary_ends_with_its_last_day(
    asked: AccessRequest, child: Person, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    give_access(request=asked, level=Level.SUMMARY, until=dt.date(2026, 11, 2), by=alice)
    client = client_of(dave)

    assert client.get(summary(child)).status_code == 200
    with clock.everywhere_at(clock.now() + dt.timedelta(hours=14)):
        assert client_of(dave).get(summary(child)).status_code == 403


def test_who_answers_chooses_the_summary(
    asked: AccessRequest, child: Person, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    answer = reverse("children:answer_access", args=[child.id, asked.id])
    until = {"until_day": 31, "until_month": 12, "until_year": 2026}

    client_of(alice).post(answer, {"answer": "summary", **until})

    client = client_of(dave)
    assert client.get(summary(child)).status_code == 200
    assert client.get(reverse("children:show", args=[child.id])).status_code == 403
    assert "the summary until 31 December 2026" in shown(
        client.get(reverse("children:ask_access", args=[child.id]))
    )


def test_a_search_leads_the_duty_team_to_the_summary_and_on_to_a_ground(
    child: Person, case: Episode, duty: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(duty)
    SearchName.objects.bulk_create(file_names(child, names=[], postcodes=[], is_child=True))

    found = shown(client.post(reverse("children:results"), {"name": child.full_name}))
    page = shown(client.get(summary(child)))
    ground = reverse("children:ground", args=[child.id])
    opened = client.post(ground, {"ground": "contact", "words": WHY}, follow=True)

    assert summary(child) in found
    assert ground in page
    assert "open to you for three days" in shown(opened)
    assert client.get(reverse("episodes:overview", args=[case.id])).status_code == 200


def test_who_leads_reads_on_which_ground(
    child: Person, case: Episode, alice: Practitioner, duty: Practitioner, client_of: ClientOf
) -> None:
    client_of(duty).post(reverse("children:ground", args=[child.id]), {"ground": "police", "words": WHY})

    page = shown(client_of(alice).get(reverse("episodes:looks", args=[case.id])))

    assert "Opened by the duty team" in page
    assert f"{duty}" in page
    assert "The police protected the child, or asked." in page
    assert WHY in page


def test_a_ground_too_short_loses_no_word(child: Person, duty: Practitioner, client_of: ClientOf) -> None:
    ground = reverse("children:ground", args=[child.id])

    page = shown(client_of(duty).post(ground, {"ground": "police", "words": "Rang."}))

    assert "Say in 20 characters or more" in page
    assert "Rang." in page


def test_sharing_lists_what_was_given_and_who_leads_ends_it(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    give_access(request=asked, until=UNTIL, by=alice)
    leading, reading = client_of(alice), client_of(dave)
    end = reverse("children:end_given", args=[child.id, asked.id])
    sharing = reverse("episodes:sharing", args=[case.id])
    assert reading.get(sharing).status_code == 200

    listed = shown(leading.get(sharing))
    ended = leading.post(end, {"submission_token": new_id()}, follow=True)

    assert end in listed
    assert "until 31 December 2026, 11:59pm" in listed
    assert f"{dave} can no longer see this record" in shown(ended)
    assert reading.get(sharing).status_code == 403
    assert end not in shown(leading.get(sharing))
    assert "It was ended on 2 November 2026" in shown(
        reading.get(reverse("children:ask_access", args=[child.id]))
    )


def test_ending_twice_says_that_it_ended(
    asked: AccessRequest, child: Person, alice: Practitioner, client_of: ClientOf
) -> None:
    give_access(request=asked, until=UNTIL, by=alice)
    client, end = client_of(alice), reverse("children:end_given", args=[child.id, asked.id])
    client.post(end, {"submission_token": new_id()})

    again = shown(client.post(end, {"submission_token": new_id()}))

    assert "This ended already on 2 November 2026" in again


def test_who_was_not_asked_and_does_not_lead_cannot_end_it(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    bob: Practitioner,
    client_of: ClientOf,
) -> None:
    join_team(episode=case, who=bob, joined_on=dt.date(2025, 11, 5), by=alice)
    give_access(request=asked, until=UNTIL, by=alice)
    client = client_of(bob)
    end = reverse("children:end_given", args=[child.id, asked.id])

    assert client.get(end).status_code == 403
    assert end not in shown(client.get(reverse("episodes:sharing", args=[case.id])))


def test_ending_leaves_other_reasons(
    asked: AccessRequest,
    child: Person,
    case: Episode,
    alice: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    give_access(request=asked, until=UNTIL, by=alice)
    join_team(episode=case, who=dave, joined_on=dt.date(2025, 11, 5), by=alice)

    end = reverse("children:end_given", args=[child.id, asked.id])
    client_of(alice).post(end, {"submission_token": new_id()})

    assert client_of(dave).get(reverse("episodes:overview", args=[case.id])).status_code == 200


def test_a_record_without_a_case_has_a_summary_that_says_so(
    alice: Practitioner, duty: Practitioner, client_of: ClientOf
) -> None:
    child = ChildFactory(recorded_by=alice)

    page = shown(client_of(duty).get(summary(child)))

    assert "There is no CAF about this child so far." in page
    assert str(alice) in page


def test_the_pages_stay_within_their_ceiling(
    asked: AccessRequest, child: Person, alice: Practitioner, duty: Practitioner, client_of: ClientOf
) -> None:
    give_access(request=asked, until=UNTIL, by=alice)
    on_duty, leading = client_of(duty), client_of(alice)

    with at_most(12):
        on_duty.get(summary(child))
    with at_most(12):
        on_duty.get(reverse("children:ground", args=[child.id]))
    with at_most(12):
        leading.get(reverse("children:end_given", args=[child.id, asked.id]))
