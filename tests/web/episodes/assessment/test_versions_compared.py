"""The page of two versions side by side."""

import html
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.people.models import Person
from tests.episodes.test_versions_compared import AGAIN, DONE_AGAIN
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def child() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def draft(alice: Practitioner, child: Person) -> Assessment:
    return make_draft(by=alice, children=[child])


def write(draft: Assessment, by: Practitioner, child: Person, story: str, code: str) -> None:
    box = next(box for box in boxes_of(draft) if box.question.code == "identity")
    save_domain(
        assessment=draft,
        domain="child",
        words=[BoxWords(box.id, story=story)],
        marks=[MarkFor(child.id, "identity", code)],
        written_on=draft.started_on,
        by=by,
    )


@pytest.fixture
def versions(alice: Practitioner, draft: Assessment, child: Person) -> Assessment:
    """The second of two versions, in which a word and a mark changed."""
    write(draft, alice, child, "She was <b>quiet</b>.", "4")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    draft.episode.refresh_from_db()
    again = start_assessment(episode=draft.episode, started_on=AGAIN, why_again="Much changed.", by=alice)
    write(again, alice, child, "She was <b>loud</b>.", "0")
    complete_assessment(assessment=again, completed_on=DONE_AGAIN, by=alice)
    return again


def address(version: Assessment) -> str:
    return reverse("episodes:assessment_compare", args=[version.episode_id])


def test_versions_stand_side_by_side_with_what_changed(
    alice: Practitioner, versions: Assessment, client_of: SignIn
) -> None:
    page = client_of(alice).get(address(versions)).content.decode()

    assert '</span>quiet<span class="govuk-visually-hidden"> (end) </span></del>' in page
    assert '</span>loud<span class="govuk-visually-hidden"> (end) </span></ins>' in page
    assert "<b>quiet" not in page
    assert "No concern" in page
    assert "High concern" in page
    assert f"Written by {alice}, 5 January 2026" in page
    assert "Much changed." in page
    assert "General health" in page.split("Not changed")[1]


def test_one_version_alone_has_nothing_beside_it(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    page = client_of(alice).get(address(draft)).content.decode()

    assert "There is no second version of the assessment." in page


def test_versions_are_shown_in_their_order_whatever_was_chosen(
    alice: Practitioner, versions: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    default = client.get(address(versions)).content.decode()

    turned = client.get(address(versions), {"before": "2", "after": "1"}).content.decode()

    assert turned.index("Version 1, completed on 15 October 2025, by") < turned.index(
        "Version 2, completed on 9 January 2026, by"
    )
    assert turned.count("<del") == default.count("<del")


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"before": "2", "after": "2"}, "Select two different versions"),
        ({"before": "7", "after": "2"}, "Select first version from the list"),
        ({"before": "x"}, "Select first version from the list"),
    ],
)
def test_a_choice_that_makes_no_pair_is_refused_and_the_latest_two_stand(
    alice: Practitioner, versions: Assessment, client_of: SignIn, chosen: dict[str, str], sentence: str
) -> None:
    page = client_of(alice).get(address(versions), chosen).content.decode()

    assert page.count(sentence) == 2
    assert "quiet" in page


def test_what_is_withheld_is_on_neither_side(
    alice: Practitioner, bob: Practitioner, versions: Assessment, child: Person, client_of: SignIn
) -> None:
    join_team(episode=versions.episode, who=bob, joined_on=STARTED, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=["identity"]),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(versions.episode, by=alice, kind="share", agencies=rows, given_by=make_parent(child))

    page = html.unescape(client_of(bob).get(address(versions)).content.decode())

    assert "quiet" not in page
    assert "Identity" not in page
    assert "not shared with your agency" in page


def test_who_sees_no_part_reads_whom_to_ask(
    alice: Practitioner, bob: Practitioner, versions: Assessment, child: Person, client_of: SignIn
) -> None:
    join_team(episode=versions.episode, who=bob, joined_on=STARTED, by=alice)
    rows = [AgencyShare(alice.agency, "everything")]
    make_consent(versions.episode, by=alice, kind="share", agencies=rows, given_by=make_parent(child))

    page = html.unescape(client_of(bob).get(address(versions)).content.decode())

    assert "has not agreed that your agency sees these parts" in page
    assert "<del" not in page


def test_the_assessment_leads_to_its_versions(
    alice: Practitioner, versions: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    pages = [
        reverse("episodes:assessment", args=[versions.episode_id]),
        reverse("episodes:assessment_show", args=[versions.episode_id, 2]),
    ]

    assert [page for page in pages if address(versions) not in client.get(page).content.decode()] == []


def test_the_page_keeps_its_ceiling(alice: Practitioner, versions: Assessment, client_of: SignIn) -> None:
    client = client_of(alice)
    with at_most(12):
        client.get(address(versions))
