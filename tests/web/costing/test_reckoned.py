"""Figures of so many CAFs that a job works them out: asked for, under way, there, stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.costing import jobs
from opencaf.costing.models import Figure, Reckoning, Stage
from opencaf.costing.operations.reckoning import ask_for_figure
from opencaf.costing.queries import reckoned
from opencaf.costing.queries.capacity import volumes_here
from opencaf.costing.queries.groups import year_costs
from opencaf.costing.queries.reckoned import GIVEN_UP_AFTER, costs_of_year_for, volumes_for
from tests.costing.test_own_cases import dated_case
from tests.factories import PractitionerFactory
from tests.signing_in import user_of

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
YEAR = {"year": "2026", "by": "sector"}


@pytest.fixture(autouse=True)
def _one_is_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoned, "AT_ONCE", 0)


@pytest.fixture
def costed(alice: Practitioner, carol: Practitioner) -> Iterator[Practitioner]:
    """A coordinator with an account, who asks, and a dated CAF to count."""
    dated_case(alice, carol)
    user_of(carol)
    carol.refresh_from_db(fields=["user"])
    with acting_for(asking_as(carol)):
        yield carol


def work_off(owner_sees: OwnerSees) -> None:
    """Do what the worker would do with the figures that wait."""
    for job in owner_sees(
        "select args from procrastinate_jobs where task_name = 'work_out_figure' order by id"
    ):
        jobs.work_out_figure(**job["args"])


def test_whoever_asks_finds_the_figures_that_a_small_authority_sees_at_once(
    costed: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(costed)
    before = client.get(reverse("costing:years"), YEAR).content.decode()

    client.post(reverse("costing:years_work_out"), YEAR)
    waiting = client.get(reverse("costing:years"), YEAR).content.decode()
    work_off(owner_sees)
    after = client.get(reverse("costing:years"), YEAR).content.decode()

    assert "have not been worked out today" in before
    assert "What is counted" not in before + waiting
    assert "Waiting for its turn" in waiting
    assert "Worked out today at" in after
    assert "What is counted" in after
    assert costs_of_year_for(costed, year=2026, by="sector").answer == year_costs(
        costed, year=2026, by="sector"
    )


def test_what_came_is_counted_by_a_job_too(
    costed: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(costed)

    client.post(reverse("costing:capacity_work_out"))
    work_off(owner_sees)

    assert volumes_for(costed).answer == volumes_here(costed)
    assert "What came in a month" in client.get(reverse("costing:capacity")).content.decode()


def test_a_file_waits_for_the_figures(costed: Practitioner, client_of: SignIn) -> None:
    client = client_of(costed)

    answer = client.get(reverse("costing:years_download"), YEAR, follow=True)

    assert "Have them worked out first" in answer.content.decode()


def test_an_answer_stands_for_its_day(costed: Practitioner, owner_sees: OwnerSees) -> None:
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    work_off(owner_sees)

    with clock.at(clock.now() + dt.timedelta(days=1)):
        tomorrow = volumes_for(costed)

    assert (tomorrow.answer, tomorrow.reckoning) == (None, None)


def test_a_job_that_was_killed_can_be_asked_for_again(costed: Practitioner) -> None:
    asked = ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    assert volumes_for(costed).is_under_way

    Reckoning.objects.filter(pk=asked.pk).update(stage_at=clock.now() - GIVEN_UP_AFTER)

    assert volumes_for(costed).has_failed


def test_a_job_that_stops_says_so_and_is_heard_of(
    costed: Practitioner, monkeypatch: pytest.MonkeyPatch, owner_sees: OwnerSees, client_of: SignIn
) -> None:
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    monkeypatch.setattr(jobs, "read_dates", lambda *asked: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        work_off(owner_sees)

    assert Reckoning.objects.get().stage == Stage.FAILED
    assert (
        "The last attempt was stopped" in client_of(costed).get(reverse("costing:capacity")).content.decode()
    )


def test_asking_anew_takes_the_place_of_what_was_asked_before(
    costed: Practitioner, owner_sees: OwnerSees
) -> None:
    ask_for_figure(figure=Figure.YEAR, chosen="2026.sector", by=costed)
    second = ask_for_figure(figure=Figure.YEAR, chosen="2026.sector", by=costed)

    work_off(owner_sees)  # the first job finds that nobody waits for it

    assert [(one.id, one.stage) for one in Reckoning.objects.all()] == [(second.id, Stage.DONE)]


def test_whoever_has_left_is_answered_nothing(costed: Practitioner, owner_sees: OwnerSees) -> None:
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    costed.post.ended_on = clock.today()
    costed.post.save()

    work_off(owner_sees)

    assert Reckoning.objects.get().stage == Stage.WAITING


def test_whoever_may_not_see_costs_any_more_is_answered_nothing(
    costed: Practitioner, owner_sees: OwnerSees
) -> None:
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    costed.post.role = Role.PRACTITIONER
    costed.post.save()

    with pytest.raises(PermissionDenied):
        work_off(owner_sees)

    assert Reckoning.objects.get().answer is None


def test_nobody_reads_what_was_worked_out_for_somebody_else(costed: Practitioner) -> None:
    ask_for_figure(figure=Figure.DEMAND, chosen="", by=costed)
    other = PractitionerFactory(post_worn__role=Role.MANAGER)

    with acting_for(asking_as(other)):
        assert not Reckoning.objects.exists()
    assert Reckoning.objects.exists()
