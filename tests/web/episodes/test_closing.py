"""Closing and reopening, through pages."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import ClosureCategory, Practitioner
from opencaf.episodes.models import Closure, Episode, FamilyView, Outcome, OutcomeChild
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.people.models import Person
from tests.factories import ChildFactory, make_episode
from tests.factories.support import (
    agency_named,
    child_of,
    make_action,
    make_assessment,
    make_lead,
    make_meeting,
    make_mother,
    make_outcome,
)
from tests.fixtures import TODAY
from tests.web.counting import statements_of_page

ClientOf = Callable[[Practitioner], Client]
CLOSED = {"closed_on_day": "6", "closed_on_month": "5", "closed_on_year": "2026"}


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported, with one outcome tied to two areas, and its marks at the start."""
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice, marks={"general_health": 2, "identity": "dont_know"})
    make_meeting(episode, by=alice)
    make_lead(episode, of=alice)
    make_action(make_outcome(episode, by=alice, elements=("general_health", "identity")), by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    return Episode.objects.get(pk=episode.pk)


def answers(**more: Any) -> dict[str, Any]:
    return {"reason": "needs_met_universal", "outcome_level": "most", **CLOSED, **more}


def row(outcome: Outcome, child: Person, element: str) -> str:
    return f"result_{outcome.id.hex}_{child.id.hex}_{element}"


def address_of(episode: Episode, name: str = "close") -> str:
    return reverse(f"episodes:{name}", args=[episode.id])


def test_a_closing_is_written_as_the_page_says_it(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    child, outcome = child_of(episode), episode.outcomes.get()
    mother, meeting = make_mother(child, by=alice), episode.meetings.get()
    health, know = row(outcome, child, "general_health"), row(outcome, child, "identity")

    sent = client_of(alice).post(
        address_of(episode),
        answers(
            meeting=str(meeting.id),
            reason_words="All is well enough.",
            level_of_need="1",
            **{f"{health}_status": "met", f"{health}_end": "0", f"{health}_text": "No antibiotics."},
            **{f"{know}_status": "partly", f"{know}_end": "1"},
            more0_outcome=str(outcome.id),
            more0_child=str(child.id),
            more0_element="wider_family",
            more0_status="not_met",
            more0_end="dont_know",
            **{f"view_{child.id.hex}": "Alfie. Swing. My bed."},
            **{f"view_{mother.id.hex}_why": "no contact"},
            need0="a second bedroom",
            need0_held_by="housing register",
            keeping_it_going="Hub on Mondays",
            look_back_on_day="6",
            look_back_on_month="11",
            look_back_on_year="2026",
        ),
        follow=True,
    )

    page, closure = sent.content.decode(), Closure.objects.get()
    assert closure.meeting == meeting
    assert closure.look_back_on == dt.date(2026, 11, 6)
    assert {(r.element, r.status, r.state_at_start) for r in closure.results.all()} == {
        ("general_health", "met", "marked"),
        ("identity", "partly", "dont_know"),
        ("wider_family", "not_met", ""),
    }
    assert {view.whose for view in FamilyView.objects.all()} == {"child", "parent"}
    for words in ("No antibiotics.", "was not asked: no contact", "housing register", "2 Low concern"):
        assert words in page


def test_open_actions_are_pointed_out_and_do_not_block(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)

    page = client.get(address_of(episode)).content.decode()
    sent = client.post(address_of(episode), answers())

    assert f"Ring the clinic ({alice})" in page
    assert sent.status_code == 302


def test_more_rows_come_without_script_and_keep_what_was_typed(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).post(
        address_of(episode), answers(add="more_rows", more_rows="3", reason_words="Half a sent")
    )

    words = page.content.decode()
    assert 'name="more5_element"' in words
    assert "Half a sent" in words
    assert "There is a problem" not in words
    assert not Closure.objects.exists()


def test_a_half_filled_row_says_what_it_misses(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    key = row(episode.outcomes.get(), child_of(episode), "general_health")

    page = client_of(alice).post(
        address_of(episode), answers(more0_element="identity", **{f"{key}_text": "Words only"})
    )

    words = page.content.decode()
    assert f'href="#id_{key}_status"' in words
    assert 'href="#id_more0_child"' in words
    assert "Words only" in words


def test_one_agency_that_carries_on_must_be_named(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    agency, client = agency_named("Haven Lamp"), client_of(alice)

    refused = client.post(address_of(episode), answers(reason="needs_met_single_agency"))
    sent = client.post(
        address_of(episode), answers(reason="needs_met_single_agency", single_agency=str(agency.id))
    )

    assert "Select the agency that carries on alone" in refused.content.decode()
    assert sent.status_code == 302
    assert Closure.objects.get().single_agency == agency


def test_the_authoritys_own_words_stand_for_the_shared_reason(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    category = ClosureCategory.objects.create(
        authority_id=alice.authority_id, reason="moved_out_of_area", name="Gone to another council"
    )

    client_of(alice).post(address_of(episode), answers(reason=f"moved_out_of_area.{category.id}"))

    closure = Closure.objects.get()
    assert (closure.reason, closure.category) == ("moved_out_of_area", category)


def test_forged_ids_are_refused_at_their_field(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    other = make_meeting(make_episode(by=alice), by=alice)

    page = client_of(alice).post(
        address_of(episode), answers(meeting=str(other.id), more0_child=str(uuid.uuid4()))
    )

    assert page.status_code == 200
    assert 'href="#id_meeting"' in page.content.decode()
    assert not Closure.objects.exists()


def test_three_children_and_five_outcomes_fit_on_one_page(alice: Practitioner, client_of: ClientOf) -> None:
    children = [ChildFactory(given_names=name) for name in ("Ellis", "Maisie", "Theo")]
    episode = make_episode(by=alice, children=children)
    for number in range(5):
        outcome = make_outcome(episode, by=alice, wording=f"Outcome {number}", elements=("identity",))
        for child in children[1:]:
            OutcomeChild.record(by=alice, outcome=outcome, child=child)
    key = row(episode.outcomes.all()[4], children[2], "identity")

    statements = statements_of_page(client_of(alice), address_of(episode))
    sent = client_of(alice).post(address_of(episode), answers(**{f"{key}_status": "met", f"{key}_end": "1"}))

    assert len(statements) <= 12
    assert sent.status_code == 302
    assert Closure.objects.get().results.get().child == children[2]


def test_a_team_member_is_told_who_may_close(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    grant_access(to=bob, child_ids=[child_of(episode).id], episode_id=episode.id, basis=Basis.TEAM, by=alice)

    page = client_of(bob).get(address_of(episode))

    assert page.status_code == 403
    assert str(alice) in page.content.decode()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("close", {"reason": "consent_withdrawn", "outcome_level": "not_assessed", **CLOSED}),
        (
            "suspend",
            {
                "reason": "step-up",
                "started_on_day": "1",
                "started_on_month": "6",
                "started_on_year": "2026",
            },
        ),
    ],
)
def test_who_ends_their_only_part_goes_home_with_a_sentence(
    alice: Practitioner, bob: Practitioner, client_of: ClientOf, name: str, sent: dict[str, str]
) -> None:
    episode = make_episode(by=alice)
    agree_lead_professional(
        episode=episode, practitioner=bob, started_on=dt.date(2026, 1, 5), chosen_by="All", by=alice
    )
    AccessGrant.objects.filter(practitioner=bob, basis=Basis.TEAM).update(ends_at=TODAY)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    client = client_of(bob)

    answer = client.post(address_of(episode, name), sent, follow=True)

    assert answer.redirect_chain == [(reverse("home:my_work"), 302)]
    assert "Your part in it, and with it your access, has ended" in answer.content.decode()
    assert client.get(address_of(episode, "closed")).status_code in (403, 404)


@pytest.mark.parametrize("name", ["close", "closed", "reopen", "suspend", "resume"])
def test_a_stranger_finds_none_of_these_pages(
    dave: Practitioner, episode: Episode, client_of: ClientOf, name: str
) -> None:
    assert client_of(dave).get(address_of(episode, name)).status_code == 404


def test_a_closed_episode_is_reopened_and_its_closing_stays_readable(
    alice: Practitioner, carol: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client_of(alice).post(address_of(episode), answers())

    sent = client_of(carol).post(
        address_of(episode, "reopen"),
        {
            "reason": "The family asked",
            "reopened_on_day": "1",
            "reopened_on_month": "6",
            "reopened_on_year": "2026",
        },
    )
    page = client_of(alice).get(address_of(episode, "closed")).content.decode()

    assert sent.status_code == 302
    assert "Closed on 6 May 2026" in page
    assert "Reopened on 1 June 2026: The family asked" in page


def test_an_episode_rests_and_is_taken_up_again(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)

    client.post(
        address_of(episode, "suspend"),
        {
            "reason": "step-up",
            "started_on_day": "19",
            "started_on_month": "12",
            "started_on_year": "2025",
        },
    )
    sent = client.post(
        address_of(episode, "resume"),
        {"ended_on_day": "22", "ended_on_month": "4", "ended_on_year": "2026"},
    )

    assert sent.status_code == 302
    assert episode.suspensions.get().ended_on == dt.date(2026, 4, 22)


def test_an_outcome_tied_to_no_area_is_looked_at_as_a_whole(
    alice: Practitioner, client_of: Callable[[Practitioner], Client]
) -> None:
    episode = make_episode(by=alice)
    outcome = make_outcome(episode, by=alice, elements=[])
    child = child_of(episode)
    row = f"result_{outcome.id.hex}_{child.id.hex}_"
    answers = {
        "closed_on_day": "6",
        "closed_on_month": "5",
        "closed_on_year": "2026",
        "reason": "needs_met_universal",
        "outcome_level": "all",
        "views_missing_why": "They had moved.",
        f"{row}_status": "met",
        f"{row}_text": "Mornings are shorter.",
    }

    client_of(alice).post(reverse("episodes:close", args=[episode.id]), answers)

    (result,) = episode.closures.get().results.all()
    assert (result.element, result.status, result.text) == ("", "met", "Mornings are shorter.")
