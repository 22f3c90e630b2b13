"""The case home, seen through pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core.context import acting_for, asking
from opencaf.episodes.models import Episode, FamilyView
from tests.factories import PractitionerFactory, make_episode
from tests.factories.support import (
    MET,
    child_of,
    make_action,
    make_assessment,
    make_lead,
    make_meeting,
    make_outcome,
)
from tests.web.counting import statements_of_page

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported: marks, a lead, a meeting, a late action, words of the child."""
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice, marks={"general_health": 2, "housing_employment_finance": 5})
    make_meeting(episode, by=alice)
    make_lead(episode, of=alice)
    make_action(make_outcome(episode, by=alice), by=alice)
    FamilyView.record(
        by=alice, episode=episode, whose="child", person=child_of(episode), said_on=MET, text="Alfie. Swing."
    )
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    return Episode.objects.get(pk=episode.pk)


def test_the_case_home_answers_its_five_questions(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(reverse("episodes:overview", args=[episode.id])).content.decode()

    order = ["Who is this?", "Who helps?", "What worries us", "What happens next?", "In the family’s words"]
    assert [page.index(question) for question in order] == sorted(page.index(q) for q in order)
    assert "Very high concern" in page
    assert 'href="tel:01632960001"' in page
    assert "was due on 19 December 2025" in page
    assert "Alfie. Swing." in page
    assert "Started this case" in page


def test_the_case_home_asks_the_database_at_most_12_times(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    statements = statements_of_page(client_of(alice), reverse("episodes:overview", args=[episode.id]))

    assert len(statements) <= 12


def test_a_stranger_gets_404_and_who_found_the_child_403(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    address = reverse("episodes:overview", args=[episode.id])

    before = client_of(dave).get(address)
    grant_access(to=dave, child_ids=[child_of(episode).id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    after = client_of(dave).get(address)

    assert before.status_code == 404
    assert after.status_code == 403
    assert str(alice) in after.content.decode()


def test_an_administrator_and_another_authority_get_404(
    erin: Practitioner, other_authority: object, episode: Episode, client_of: ClientOf
) -> None:
    with acting_for(asking().__class__(authority_id=other_authority.id)):  # type: ignore[attr-defined]
        foreigner = PractitionerFactory()
    address = reverse("episodes:overview", args=[episode.id])

    assert client_of(erin).get(address).status_code == 404
    assert client_of(foreigner).get(address).status_code == 404
