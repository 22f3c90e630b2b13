"""Walks over the life of an episode with offers, handovers, rests and reopenings: no lead is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Coordination, Episode, LeadOffer, LeadProfessional
from opencaf.episodes.operations.closing import close_episode, reopen_episode
from opencaf.episodes.operations.coordinating import begin_coordinating, end_coordinating
from opencaf.episodes.operations.leading import agree_lead_professional, hand_over_lead
from opencaf.episodes.operations.offering import accept_lead, decline_lead, offer_lead, take_back_offer
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from opencaf.episodes.queries.journey import events_of
from opencaf.episodes.states import State
from tests.factories import PractitionerFactory, make_episode

START = dt.date(2026, 11, 3)
NAMES = ("ben", "cat", "dan")
WHO = st.sampled_from(NAMES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("offer", "name", "work")), WHO),
        st.tuples(
            st.sampled_from(
                ("accept", "decline", "take back", "end work", "rest", "resume", "close", "reopen", "wait")
            )
        ),
    ),
    max_size=14,
)


@dataclass
class LeadModel:
    """Who leads, is asked and does the work, and whether the case is at work: told in other words."""

    state: str = "supporting"
    lead: str = ""
    asked: str = ""
    works: str = ""

    def stop(self, state: str) -> None:
        """The case rests or closes: everything ends."""
        self.state, self.lead, self.asked, self.works = state, "", "", ""

    def begin(self, who: str) -> None:
        """Somebody leads: no offer waits, and nobody is named twice."""
        self.lead, self.asked = who, ""
        self.works = "" if self.works == who else self.works


class LeadWalk:
    """Each step is done by the program and told to the model."""

    def __init__(self, episode: Episode, by: Practitioner, people: dict[str, Practitioner]) -> None:
        self.id, self.by, self.people = episode.id, by, people
        self.model, self.day = LeadModel(), START

    @property
    def episode(self) -> Episode:
        return Episode.objects.get(pk=self.id)

    def take(self, step: tuple[Any, ...]) -> None:
        """Take a step where it can be taken, then compare."""
        with clock.everywhere_at(clock.noon(self.day)):
            getattr(self, step[0].replace(" ", "_"))(*step[1:])
            self.check()

    def wait(self) -> None:
        self.day += dt.timedelta(days=3)

    def offer(self, who: str) -> None:
        if self.model.state == "supporting" and not self.model.asked and self.model.lead != who:
            why = "New job" if self.model.lead else ""
            offer_lead(episode=self.episode, practitioner=self.people[who], why_changed=why, by=self.by)
            self.model.asked = who

    def accept(self) -> None:
        if who := self.model.asked:
            with self.acting_as(who) as asked:
                accept_lead(offer=LeadOffer.objects.get(answer=""), started_on=self.day, by=asked)
            self.model.begin(who)

    def decline(self) -> None:
        if who := self.model.asked:
            with self.acting_as(who) as asked:
                decline_lead(offer=LeadOffer.objects.get(answer=""), reason="I lead nine.", by=asked)
            self.model.asked = ""

    def take_back(self) -> None:
        if self.model.asked:
            take_back_offer(offer=LeadOffer.objects.get(answer=""), reason="Not now.", by=self.by)
            self.model.asked = ""

    def name(self, who: str) -> None:
        """Agree on the first lead, or hand over: the direct way."""
        if self.model.state != "supporting" or self.model.lead == who:
            return
        given: dict[str, Any] = {"practitioner": self.people[who], "started_on": self.day, "by": self.by}
        if self.model.lead:
            hand_over_lead(episode=self.episode, why_changed="New job", **given)
        else:
            agree_lead_professional(episode=self.episode, **given)
        self.model.begin(who)

    def work(self, who: str) -> None:
        if self.model.state == "supporting" and not self.model.works and self.model.lead != who:
            begin_coordinating(
                episode=self.episode, who=self.people[who], started_on=self.day, why="They ring.", by=self.by
            )
            self.model.works = who

    def end_work(self) -> None:
        if self.model.works:
            work = Coordination.objects.get(ended_on=None)
            end_coordinating(coordination=work, ended_on=self.day, why_ended="Over.", by=self.by)
            self.model.works = ""

    def rest(self) -> None:
        if self.model.state == "supporting":
            suspend_episode(episode=self.episode, started_on=self.day, reason="Social care", by=self.by)
            self.model.stop("suspended")

    def resume(self) -> None:
        if self.model.state == "suspended":
            resume_episode(episode=self.episode, ended_on=self.day, by=self.by)
            self.model.state = "supporting"

    def close(self) -> None:
        if self.model.state != "closed":
            close_episode(
                episode=self.episode,
                closed_on=self.day,
                reason="needs_met_universal",
                outcome_level="all",
                views_missing_why="Away.",
                by=self.by,
            )
            self.model.stop("closed")

    def reopen(self) -> None:
        if self.model.state == "closed":
            reopen_episode(episode=self.episode, reopened_on=self.day, reason="Again", by=self.by)
            self.model.state = "supporting"

    def acting_as(self, who: str) -> Any:
        """Act as somebody, behind the second wall."""
        return Acting(self.people[who])

    def check(self) -> None:
        """Compare who leads, is asked and does the work, what each sees because of it, and the journey."""
        held = self.episode.state
        assert held == self.model.state
        assert self.names(LeadProfessional.objects.filter(ended_on=None)) == self.model.lead
        assert self.names(LeadOffer.objects.filter(answer="")) == self.model.asked
        assert self.names(Coordination.objects.filter(ended_on=None)) == self.model.works
        live = AccessGrant.objects.live().filter(basis__in=["lead", "offered"])
        held_by = {(grant.basis, grant.practitioner_id) for grant in live}
        expected = {("lead", self.model.lead), ("offered", self.model.asked)}
        assert held_by == {(basis, self.people[who].id) for basis, who in expected if who}
        self.check_no_gap()
        self.check_journey()

    def names(self, rows: Any) -> str:
        """The one whom some rows name."""
        found = {row.practitioner_id for row in rows}
        assert len(found) <= 1
        return next((name for name, who in self.people.items() if who.id in found), "")

    def check_no_gap(self) -> None:
        """A lead ends on the day on which the next begins, or with a rest or a closing, and not otherwise."""
        episode = self.episode
        ended = {
            *episode.closures.values_list("closed_on", flat=True),
            *episode.suspensions.values_list("started_on", flat=True),
        }
        leads = list(LeadProfessional.objects.order_by("started_on", "id"))
        for lead in leads:
            taken_over = any(other.started_on == lead.ended_on for other in leads if other != lead)
            assert lead.ended_on is None or taken_over or lead.ended_on in ended

    def check_journey(self) -> None:
        """Every offer, answer, lead and work stands on the journey once."""
        told = [(row[4], row[6]) for row in events_of([self.id])]
        assert len(told) == len(set(told))
        steps = [step for step, _ in told]
        assert steps.count("lead_began") == LeadProfessional.objects.count()
        assert steps.count("lead_offered") == LeadOffer.objects.count()
        answered = LeadOffer.objects.exclude(answer__in=["", "accepted"]).count()
        assert sum(str(step).startswith("offer_") for step in steps) == answered
        assert steps.count("work_began") == Coordination.objects.count()
        assert steps.count("work_ended") == Coordination.objects.exclude(ended_on=None).count()


class Acting:
    """Act as a practitioner, as a context that gives them."""

    def __init__(self, who: Practitioner) -> None:
        self.who = who

    def __enter__(self) -> Practitioner:
        self.held = acting_for(Asking(self.who.id, self.who.post.id, self.who.authority_id))
        self.held.__enter__()
        return self.who

    def __exit__(self, *raised: Any) -> None:
        self.held.__exit__(*raised)


@pytest.fixture
def people() -> dict[str, Practitioner]:
    return {name: PractitionerFactory(given_name=name.capitalize()) for name in NAMES}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[("offer", "ben"), ("accept",), ("offer", "cat"), ("accept",), ("close",), ("reopen",)])
@example(steps=[("work", "ben"), ("offer", "ben"), ("accept",), ("rest",), ("resume",), ("name", "cat")])
@example(steps=[("offer", "ben"), ("name", "cat"), ("offer", "ben"), ("wait",), ("close",)])
@given(steps=STEPS)
def test_no_walk_loses_who_leads_or_tells_a_thing_twice(
    alice: Practitioner, carol: Practitioner, people: dict[str, Practitioner], steps: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        with clock.everywhere_at(clock.noon(START)):
            episode = make_episode(by=alice, intended_on=START)
            Episode.objects.filter(pk=episode.pk).update(state=State.SUPPORTING)
        walk = LeadWalk(episode, carol, people)
        for step in steps:
            walk.take(step)
        transaction.set_rollback(True)
