"""The data-quality work list: how much there is, the list of each rule, its file, and one's own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.quality.catalogue import RULES
from opencaf.quality.jobs import count_findings_of
from opencaf.quality.models import MonthlyCount
from opencaf.web.quality.putting_right import WAYS
from tests.factories import AgencyFactory, LocalityFactory
from tests.quality.world import MISTAKES, Case, clean_case
from tests.reports.world import World
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def case(coordinator: Practitioner) -> Case:
    """A case of the coordinator's own whose child was born on 1 January."""
    made = clean_case(World(coordinator))
    MISTAKES["first-of-january"](made)
    return made


def page(client: Client, name: str, *args: Any, **chosen: Any) -> str:
    """What a page shows, which must open."""
    address = reverse(f"quality:{name}", args=args)
    answer = client.get(f"{address}?{urlencode(chosen)}" if chosen else address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_overview_says_how_many_and_leads_to_the_list(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)

    with at_most(12):
        text = page(client, "index")

    assert "1 thing to put right. How that moves is seen once two months were counted." in text
    assert f'href="{reverse("quality:rule", args=["first-of-january"])}"' in text
    assert "Also looked for, and not found: Born long after the CAF began" in text
    assert case.episode.reference not in text


def test_the_overview_says_whether_it_falls(
    authority: Authority, case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    MISTAKES["no-level"](case)
    count_findings_of(str(authority.id))
    MonthlyCount.objects.update(month="2026-10-01")
    MISTAKES["no-plan"](case)
    case.of_child(born_on="2016-03-02")

    text = page(client_of(coordinator), "index")

    assert "2 things to put right, as many as at the end of October 2026." in text
    assert ("Falls by 1" in text, "Rises by 1" in text, "As before" in text) == (True, True, True)
    assert "Oct 2026" in text


def test_nothing_to_put_right_is_said(coordinator: Practitioner, client_of: SignIn) -> None:
    clean_case(World(coordinator))
    client = client_of(coordinator)

    assert "Nothing is to be put right." in page(client, "index")
    assert "Nothing is found here." in page(client, "rule", "no-level")
    assert "There is nothing to put right." in page(client, "mine")
    assert "Nothing is called right as it is." in page(client, "accepted")


def test_a_list_says_what_is_asked_why_and_who_puts_it_right_and_is_on_the_trail(
    case: Case, coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(coordinator)

    with at_most(14):
        text = page(client, "rule", "first-of-january")

    assert "Born on 1 January: 1" in text
    assert "A made-up day joins two children" in text
    assert "The lead professional, whoever started the CAF or a coordinator" in text
    assert "Born 1 January 2016" in text
    assert reverse("children:change", args=[case.child.id, case.child.id]) in text
    (look,) = owner_sees("select * from audit_event where action = 'listed' and subject_kind = 'quality'")
    assert look["reason"] == "first-of-january"
    assert str(case.episode.id) in str(look["detail"])


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_finding_leads_to_a_page_that_opens(
    coordinator: Practitioner, client_of: SignIn, code: str
) -> None:
    case = clean_case(World(coordinator))
    MISTAKES[code](case)
    client = client_of(coordinator)

    text = page(client, "rule", code)

    ways = re.findall(r'app-work__action [^>]*href="([^"]*)"', text)
    (address,) = (way for way in ways if str(case.episode.id) in way or str(case.child.id) in way)
    assert client.get(address).status_code == 200, address


def test_every_rule_has_a_page_that_puts_it_right() -> None:
    assert set(WAYS) == set(RULES)


def test_a_list_is_narrowed_by_agency_and_locality(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    place, agency = LocalityFactory(), AgencyFactory()
    there = clean_case(case.world)
    there.of_case(locality=place)
    MISTAKES["first-of-january"](there)
    there.episode.lead_professionals.update(agency=agency)
    client = client_of(coordinator)

    for chosen in ({"locality": place.id}, {"agency": agency.id}):
        text = page(client, "rule", "first-of-january", **chosen)
        assert (there.episode.reference in text, case.episode.reference in text) == (True, False)
    text = page(client, "rule", "first-of-january", locality="none")
    assert (there.episode.reference in text, case.episode.reference in text) == (False, True)


def test_a_wrong_filter_is_said_at_its_field(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    text = page(client_of(coordinator), "rule", "first-of-january", locality="nowhere")

    assert "There is a problem" in text
    assert case.episode.reference not in text


def test_the_file_holds_the_list_with_initials_alone(
    case: Case, coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    answer = client_of(coordinator).get(reverse("quality:rule_download", args=["first-of-january"]))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:5] == [
        "Born on 1 January",
        case.episode.reference,
        "RT",
        "Born 1 January 2016",
        "2026-09-01",
    ]
    assert case.child.family_name not in answer.content.decode()
    assert len(owner_sees("select 1 as one from audit_event where action = 'downloaded'")) == 1


def test_a_file_with_a_wrong_filter_or_rule_is_not_there(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)
    address = reverse("quality:rule_download", args=["first-of-january"])

    assert client.get(f"{address}?agency=none").status_code == 404
    assert client.get(reverse("quality:rule", args=["happiness"])).status_code == 404


def test_who_leads_finds_what_they_can_put_right_and_no_more(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn, acting_as: Any
) -> None:
    made = clean_case(World(coordinator))
    MISTAKES["no-ethnicity"](made)
    client = client_of(coordinator)

    with at_most(12):
        text = page(client, "mine")

    assert f"No ethnicity recorded: {made.episode.reference}" in text
    assert "There is nothing to put right." in page(client_of(alice), "mine")


def test_a_practitioner_and_an_analyst_are_refused_with_a_reason(
    dave: Practitioner, erin: Practitioner, client_of: SignIn
) -> None:
    answer = client_of(dave).get(reverse("quality:index"))
    assert answer.status_code == 403
    assert "it is for coordinators and managers" in answer.content.decode()

    answer = client_of(erin).get(reverse("quality:mine"))
    assert answer.status_code == 403
    assert "Your role sees no case records." in answer.content.decode()


def test_many_cases_are_counted_by_night_and_the_page_says_when(
    authority: Authority,
    case: Case,
    coordinator: Practitioner,
    client_of: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_findings_of(str(authority.id))
    MISTAKES["no-level"](case)
    monkeypatch.setattr("opencaf.quality.queries.LIVE_UP_TO", 0)

    text = page(client_of(coordinator), "index")

    assert "Last night: what stood on 2 November 2026" in text
    assert "1 thing to put right" in text
    assert ">Now<" not in text


def test_many_cases_that_no_night_has_counted_are_counted_now(
    case: Case, coordinator: Practitioner, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opencaf.quality.queries.LIVE_UP_TO", 0)

    text = page(client_of(coordinator), "index")

    assert "1 thing to put right" in text
    assert ">Now<" in text
