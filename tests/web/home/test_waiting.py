"""What waits for others: offers of the lead, social care, and children who grow out of early help."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.board import counts_for
from opencaf.episodes.queries.caseload import caseloads_for
from opencaf.episodes.queries.work import work_of
from opencaf.people.models import Person
from tests.factories import make_episode
from tests.factories.leading import make_coordination, make_offer
from tests.factories.meetings import make_lead, make_planned_meeting
from tests.factories.stepping import make_answer, make_decision_to_share, make_step_down, make_step_up
from tests.factories.support import child_of

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_an_offer_stands_on_the_board_once_the_days_are_over(
    alice: Practitioner, carol: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    found = []
    for asked_on in (dt.date(2026, 10, 28), dt.date(2026, 10, 27)):
        offer = make_offer(episode, dave, by=alice)
        type(offer).objects.filter(pk=offer.pk).update(offered_on=asked_on)
        found.append(counts_for(carol)["offer"])
        type(offer).objects.filter(pk=offer.pk).delete()

    assert clock.today() == dt.date(2026, 11, 2)  # a Monday: three working days after Wednesday the 28th
    assert found == [0, 1]


def test_a_step_up_waits_for_its_decision_then_for_feedback(
    alice: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    make_decision_to_share(episode, by=alice)
    step = make_step_up(episode, by=alice)
    first = [row.kind for row in work_of(alice).steps]
    make_answer(step, "accepted", by=alice)

    assert (first, [row.kind for row in work_of(alice).steps]) == (["decision"], ["feedback"])
    assert counts_for(carol)["social-care"] == 1
    assert work_of(carol).steps == []


def test_a_step_down_waits_for_its_first_meeting(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    step = make_step_down(episode, decided_on=dt.date(2025, 11, 1), by=alice)
    waiting = work_of(alice)
    before = counts_for(carol)["social-care"]
    step.meeting = make_planned_meeting(episode, by=alice)
    step.save()

    assert [row.kind for row in waiting.steps] == ["handback"]
    assert waiting.needs
    assert (before, counts_for(carol)["social-care"]) == (1, 0)
    assert work_of(alice).steps == []


@pytest.mark.parametrize(
    ("born_on", "needs", "kinds"),
    [
        (dt.date(2009, 5, 3), "", []),
        (dt.date(2009, 5, 2), "", ["age"]),
        (dt.date(2009, 5, 2), "N", ["age"]),
        (dt.date(2009, 5, 2), "E", []),
        (dt.date(2002, 5, 3), "E", []),
        (dt.date(2002, 5, 2), "E", ["age"]),
    ],
)
def test_half_a_year_before_growing_out_of_it_the_lead_is_told(
    born_on: dt.date, needs: str, kinds: list[str], alice: Practitioner, episode: Episode
) -> None:
    make_lead(episode, alice, by=alice)
    Person.objects.filter(pk=child_of(episode).pk).update(born_on=born_on, special_needs=needs)

    assert [row.kind for row in work_of(alice).ages] == kinds


def test_the_caseload_counts_work_without_the_title_and_offers(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)
    make_coordination(episode, bob, by=alice)
    make_offer(episode, dave, why_changed="New job", by=alice)

    found = {load.name: (load.cases, load.works, load.asked) for load in caseloads_for(carol).loads}
    page = client_of(carol).get("/home/board/caseload/").content.decode()

    assert found == {str(alice): (1, 0, 0), str(bob): (0, 1, 0), str(dave): (0, 0, 1)}
    assert "Does the work of 1 more" in page
    assert "Asked to lead 1 more, no answer yet" in page
