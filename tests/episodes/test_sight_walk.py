"""Walks over answers, grants, leavers, emergencies, seals, shields and merges: nobody sees past the model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Post, Practitioner
from opencaf.agencies.operations.practitioners import add_post, end_post
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Assessment, Episode, Mark, Story, StoryChild
from opencaf.episodes.operations.breaking_glass import break_glass
from opencaf.episodes.operations.shielding import lift_shield, shield_record
from opencaf.episodes.queries.withholding import episode_seen_by
from opencaf.people.details import PersonDetails
from opencaf.people.models import ContactPoint, Merge, Person
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.recording import add_child
from opencaf.people.operations.sealing import seal_part
from opencaf.people.operations.unmerging import Decisions, undo_merge
from tests.episodes.test_withholding_walk import (
    CHILDREN,
    HELPERS,
    ROWS,
    SAMPLE,
    Model,
    Walk,
    draft,
    people,
)
from tests.factories import AgencyFactory
from tests.factories.assessment import ALL_ELEMENTS

__all__ = ["draft", "people"]  # fixtures
WHO = st.sampled_from(HELPERS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(("mother", "ellis")), ROWS, st.booleans()),
        st.tuples(st.just("refuse"), st.just("mother")),
        st.tuples(st.just("withdraw"), st.integers(0, 3)),
        st.tuples(st.just("join"), WHO),
        st.tuples(st.just("leave"), WHO),
        st.tuples(st.just("let read"), WHO, st.integers(1, 4)),
        st.tuples(st.just("wait"), st.integers(1, 4)),
        st.tuples(st.just("leave work"), WHO),
        st.tuples(st.just("move"), WHO),
        st.tuples(st.just("come back"), WHO),
        st.tuples(st.just("break glass"), WHO),
        st.tuples(st.just("shield"), WHO),
        st.tuples(st.just("seal")),
        st.tuples(st.just("merge"), WHO, st.booleans(), st.frozensets(WHO)),
    ),
    max_size=10,
)
BEN = frozenset({"ben"})
HOME, AWAY, NOWHERE = "home", "away", "nowhere"


@dataclass
class SightModel(Model):
    """The model of the family's answers, and beside it where everybody works and what opens or hides."""

    works: dict[str, str] = field(default_factory=lambda: dict.fromkeys(HELPERS, HOME))
    glass: str = ""
    shielded_for: str | None = None
    sealed: bool = False
    cut_off: frozenset[str] = frozenset()
    recorder: str = ""

    def may_open(self, helper: str, day: dt.date) -> bool:
        """Whether somebody has a live reason, works where they had it, and nothing hides the record."""
        if self.works[helper] == NOWHERE or self.shielded_for not in (None, helper):
            return False
        return helper == self.glass or (self.works[helper] == HOME and super().may_open(helper, day))

    def sees_record(self, helper: str, day: dt.date) -> bool:
        """Whether somebody sees the record of Ellis: by the case, or, while it is one with it, by their own.

        A merge takes from those who are not let in the record, not a case that they see with another child.
        """
        return helper == self.recorder or (self.may_open(helper, day) and helper not in self.cut_off)

    def sees(self, helper: str, child: str) -> frozenset[str]:
        """The parts somebody sees: all of them in an emergency."""
        return ALL_ELEMENTS if helper == self.glass else super().sees(helper, child)


class SightWalk(Walk):
    """Each step is done by the program and told to the model; everybody looks after each."""

    model: SightModel

    def __init__(
        self, draft: Assessment, by: Practitioner, people: dict[str, Any], cast: dict[str, Any]
    ) -> None:
        super().__init__(draft, by, dict(people))
        self.model, self.cast = SightModel(), cast

    def take(self, step: tuple[Any, ...]) -> None:
        """Take a step; an emergency is over by the next day."""
        self.model.glass = ""
        if step[0] in ("join", "let read") and self.model.works[step[1]] != HOME:
            return
        super().take(step)

    def agency_of(self, helper: str) -> Agency:
        """Where they worked first: the family speaks of that agency, wherever its people go."""
        agency: Agency = self.cast["homes"][helper]
        return agency

    def post_of(self, helper: str) -> Post:
        """The post that somebody wears: the live one, else the last."""
        posts = Post.objects.filter(practitioner=self.people[helper]).select_related("agency", "authority")
        return posts.filter(ended_on=None).first() or posts.latest("recorded_at", "id")

    def leave_work(self, helper: str) -> None:
        """Somebody leaves their agency and the authority."""
        if self.model.works[helper] != NOWHERE:
            end_post(post=self.post_of(helper), ended_on=self.day, by=self.cast["erin"])
            self.model.works[helper] = NOWHERE

    def start_at(self, helper: str, agency: Agency, where: str) -> None:
        """Somebody works at another place from now on."""
        who = Practitioner.objects.get(pk=self.people[helper].pk)
        add_post(practitioner=who, agency=agency, by=self.cast["erin"])
        self.model.works[helper] = where

    def move(self, helper: str) -> None:
        """Somebody moves to another agency."""
        if self.model.works[helper] == HOME:
            self.leave_work(helper)
            self.start_at(helper, self.cast["hub"], AWAY)

    def come_back(self, helper: str) -> None:
        """Somebody works where they did before."""
        if self.model.works[helper] != HOME:
            self.leave_work(helper)
            self.start_at(helper, self.cast["homes"][helper], HOME)

    def break_glass(self, helper: str) -> None:
        """Somebody who sees nothing opens the record in an emergency."""
        works = self.model.works[helper] != NOWHERE
        if not works or self.model.may_open(helper, self.day):
            return
        who = self.people[helper].wearing(self.post_of(helper))
        child = self.people["ellis"]
        grant_access(to=who, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=who)
        break_glass(child=child, reason="danger", words="The child may be in danger tonight.", by=who)
        self.model.glass = helper

    def shield(self, helper: str) -> None:
        """The record is shielded for the manager and one other, looked for, and the shield lifted."""
        carol, child = self.cast["carol"], self.people["ellis"]
        with self.acting_as(carol, carol.post):
            shield_record(child=child, why="refuge", words="Hers.", readers=[self.people[helper]], by=carol)
            self.model.shielded_for = helper
        self.check()
        with self.acting_as(carol, carol.post):
            lift_shield(child=child, reason="It is over.", by=carol)
        self.model.shielded_for = None

    def seal(self) -> None:
        """A number of the mother is sealed for who leads."""
        if not self.model.sealed:
            alice, through = self.people["alice"], self.people["ellis"]
            mother = self.people["mother"]
            number = ContactPoint.record(by=alice, person=mother, kind="mobile", value="07700 900123")
            with self.acting_as(alice, alice.post):
                seal_part(record=number, why="asked", words="Ring.", readers=[], through=through, by=alice)
            self.model.sealed = True

    def merge(self, helper: str, moves: bool, let_in: frozenset[str]) -> None:
        """Somebody recorded Ellis again; the two records are made one, and a day later two again.

        moves: what is written of Ellis moves to the other record, and is seen from then by who is let in.
        """
        if self.model.works[helper] != HOME:
            return
        ellis, again = self.people["ellis"], self.recorded_again(helper)
        if moves:
            let_in = frozenset(one for one in let_in if self.model.may_open(one, self.day))
            merge = self.merged(keeping=again, losing=ellis, let_in=let_in)
            self.people["ellis"] = again
            self.model.cut_off, self.model.recorder = frozenset(HELPERS) - let_in, helper
        else:
            merge = self.merged(keeping=ellis, losing=again, let_in=frozenset())
        self.check()
        self.day += dt.timedelta(days=1)
        carol = self.cast["carol"]
        with clock.everywhere_at(clock.noon(self.day)), self.acting_as(carol, carol.post):
            undo_merge(merge=merge, decisions=Decisions(), reason="Two cousins.", by=carol)
        self.people["ellis"], self.model.cut_off, self.model.recorder = ellis, frozenset(), ""

    def recorded_again(self, helper: str) -> Person:
        """The child whom somebody recorded, not knowing that they are there."""
        post = self.post_of(helper)
        who = self.people[helper].wearing(post)
        with self.acting_as(who, post):
            return add_child(details=PersonDetails("Elis", "Again"), by=who)

    def merged(self, *, keeping: Person, losing: Person, let_in: frozenset[str]) -> Merge:
        """Two records made one, by the manager and the coordinator."""
        carol, second = self.cast["carol"], self.people["coordinator"]
        choices = Choices(lets_in=[str(self.people[helper].id) for helper in let_in])
        two: dict[str, Any] = {"keeping": keeping, "losing": losing, "choices": choices}
        with self.acting_as(carol, carol.post):
            asked = propose_merge(**two, why="One number.", by=carol)
        with self.acting_as(second, second.post):
            return approve_merge(merge=asked, by=second)

    @staticmethod
    def acting_as(who: Practitioner, post: Post) -> Any:
        """Act as somebody who wears a post."""
        return acting_for(Asking(who.id, post.id, who.authority_id))

    def check(self) -> None:
        """Compare what everybody sees with the model."""
        with clock.everywhere_at(clock.noon(self.day)):
            for helper in HELPERS:
                post = self.post_of(helper)
                who = self.people[helper].wearing(post)
                with self.acting_as(who, post):
                    self.compare_all(who, helper)
            outside = self.people["elsewhere"]
            with self.acting_as(outside, outside.post):
                seen = [model.objects.exists() for model in (Episode, Person, Story, Mark)]
            assert not any(seen)

    def compare_all(self, who: Practitioner, helper: str) -> None:
        """Compare what somebody sees, by the pages' read and by plain SQL, with the model."""
        opens = self.model.may_open(helper, self.day)
        found = episode_seen_by(who, self.episode_id)
        assert (found is not None, Episode.objects.exists()) == (opens, opens), helper
        record = Person.objects.filter(pk=self.people["ellis"].pk)
        assert record.exists() == self.model.sees_record(helper, self.day), helper
        expected = {
            (self.people[child].id, element)
            for child in CHILDREN
            for element in (self.model.sees(helper, child) if opens else ())
        }
        assert set(StoryChild.objects.values_list("child_id", "question__code")) == expected
        assert {code for _, code in expected} == set(Story.objects.values_list("question__code", flat=True))
        marked = {area for area in expected if area[1] in SAMPLE}
        assert set(Mark.objects.values_list("child_id", "element")) == marked
        assert not ContactPoint.objects.exists()


@pytest.fixture
def cast(people: dict[str, Any], carol: Practitioner, erin: Practitioner) -> dict[str, Any]:
    """Who manages and administers, another agency, and where everybody worked first."""
    homes = {name: people[name].agency for name in HELPERS}
    return {"carol": carol, "erin": erin, "hub": AgencyFactory(name="Hazel Family Hub"), "homes": homes}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[("join", "ben"), ("shield", "cat")])
@example(
    steps=[
        ("move", "ben"),
        ("move", "cat"),
        ("answer", "mother", {"ben": ("nothing", set()), "cat": ("everything", set())}, False),
    ]
)
@example(steps=[("join", "ben"), ("join", "cat"), ("merge", "dan", True, BEN), ("move", "cat")])
@example(steps=[("join", "ben"), ("merge", "ben", False, BEN), ("merge", "ben", True, frozenset())])
@given(steps=STEPS)
def test_no_walk_shows_anybody_what_the_model_does_not(
    draft: Assessment,
    alice: Practitioner,
    people: dict[str, Any],
    cast: dict[str, Any],
    steps: list[tuple[Any, ...]],
) -> None:
    with transaction.atomic():
        walk = SightWalk(draft, alice, people, cast)
        for step in steps:
            walk.take(step)
        transaction.set_rollback(True)
