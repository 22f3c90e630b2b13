"""Walks over answers, grants, joiners and leavers: what pages' reads show is never outside a small model."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import (
    Assessment,
    Consent,
    Episode,
    FamilyView,
    Finding,
    Mark,
    Story,
    StoryChild,
    TeamMember,
)
from opencaf.episodes.operations.conclusions import View, Words, write_conclusions
from opencaf.episodes.operations.consent import record_consent, withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.team import join_team, leave_team
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.queries.areas import Area
from opencaf.episodes.queries.assessment import boxes_of, boxes_of_version, shown
from opencaf.episodes.queries.marks import given_marks
from opencaf.episodes.queries.withholding import episode_seen_by, withheld_from
from opencaf.people.models import Person
from tests.factories import ChildFactory, PractitionerFactory, acting_in
from tests.factories.assessment import ALL_ELEMENTS, make_draft
from tests.factories.consent import make_parent

START = dt.date(2026, 11, 3)
SAMPLE = ("general_health", "identity", "housing_employment_finance")
SHARES = ("everything", "nothing", "only", "except")
CHILDREN = ("ellis", "theo")
HELPERS, GIVERS = ("ben", "cat", "dan"), ("mother", "father", "ellis")

ROWS = st.dictionaries(
    st.sampled_from(HELPERS),
    st.tuples(st.sampled_from(SHARES), st.sets(st.sampled_from(SAMPLE), min_size=1)),
    min_size=1,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(GIVERS), ROWS, st.booleans()),
        st.tuples(st.just("refuse"), st.sampled_from(GIVERS)),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("join"), st.sampled_from(HELPERS)),
        st.tuples(st.just("leave"), st.sampled_from(HELPERS)),
        st.tuples(st.just("let read"), st.sampled_from(HELPERS), st.integers(1, 4)),
        st.tuples(st.just("wait"), st.integers(1, 4)),
    ),
    max_size=9,
)


@dataclass
class Answer:
    """What the model keeps of an answer: who, what for whom, and whether it counts."""

    giver: str
    given: bool
    seen: dict[tuple[str, str], frozenset[str]]
    shares: dict[str, str]
    counts: bool = True
    replaced: bool = False


@dataclass
class Model:
    """Who may see what, told again in other words than the program's."""

    answers: list[Answer] = field(default_factory=list)
    team: set[str] = field(default_factory=set)
    readers: dict[str, dt.date] = field(default_factory=dict)

    def said(self, giver: str, helper: str, child: str) -> frozenset[str] | None:
        """What one giver lets a helper see of a child now; None where they said nothing that counts."""
        if giver == "ellis" and child != "ellis":
            return None
        for answer in reversed(self.answers):
            if answer.giver != giver or answer.replaced:
                continue
            if not answer.given:
                return None
            if helper in answer.shares:
                return answer.seen[helper, child] if answer.counts else None
        return None

    def speaks(self, child: str) -> bool:
        """Whether somebody has answered about sharing for a child."""
        return any(not one.replaced and (one.giver != "ellis" or child == "ellis") for one in self.answers)

    def sees(self, helper: str, child: str) -> frozenset[str]:
        """The parts of a child that a helper's agency may see."""
        voices = {giver: said for giver in GIVERS if (said := self.said(giver, helper, child)) is not None}
        if "ellis" in voices and child == "ellis":
            return voices["ellis"]
        if not voices:
            return frozenset() if self.speaks(child) else ALL_ELEMENTS
        return frozenset.intersection(*voices.values())

    def shared(self) -> set[str]:
        """The agencies with which somebody shares something."""
        found = set()
        for helper, giver in itertools.product(HELPERS, GIVERS):
            for answer in self.latest(giver, helper):
                if answer.counts and answer.shares[helper] != "nothing":
                    found.add(helper)
        return found

    def latest(self, giver: str, helper: str) -> list[Answer]:
        """The answer of a giver that counts for an agency, if there is one."""
        for answer in reversed(self.answers):
            if (
                answer.giver == giver
                and not answer.replaced
                and (not answer.given or helper in answer.shares)
            ):
                return [answer] if answer.given else []
        return []

    def settle(self, before: set[str]) -> None:
        """Those with whom nothing is shared any more are out."""
        for helper in before - self.shared():
            self.team.discard(helper)
            self.readers.pop(helper, None)

    def may_open(self, helper: str, day: dt.date) -> bool:
        """Whether a helper has a live reason."""
        return helper in self.team or self.readers.get(helper, START) > day


class Walk:
    """One walk: each step is done by the program and told to the model, on a day of its own."""

    def __init__(self, draft: Assessment, by: Practitioner, people: dict[str, Any]) -> None:
        self.episode_id, self.by, self.people = draft.episode_id, by, people
        self.model, self.day = Model(), START
        self.rows: list[Consent] = []

    @property
    def episode(self) -> Episode:
        """The episode as it stands."""
        return Episode.objects.get(pk=self.episode_id)

    def take(self, step: tuple[Any, ...]) -> None:
        """Take a step, a day after the one before."""
        self.day += dt.timedelta(days=1)
        with clock.everywhere_at(clock.noon(self.day)):
            before = self.model.shared()
            getattr(self, step[0].replace(" ", "_"))(*step[1:])
            self.model.settle(before)
            self.check()

    def answer(self, giver: str, rows: dict[str, Any], replaces: bool) -> None:
        """Somebody says what agencies may see."""
        shares = [self.share(helper, *said) for helper, said in rows.items()]
        told = Answer(giver, True, {}, {helper: said[0] for helper, said in rows.items()})
        for helper, (share, elements) in rows.items():
            for child in CHILDREN:
                told.seen[helper, child] = parts_seen(share, elements)
        self.record(told, shares, replaces)

    def share(self, helper: str, share: str, elements: set[str]) -> AgencyShare:
        """What is said of one agency, as the operation takes it."""
        agency = self.agency_of(helper)
        if share in ("everything", "nothing"):
            return AgencyShare(agency, share)
        return AgencyShare(agency, "part", parts=share, elements=sorted(elements))

    def agency_of(self, helper: str) -> Agency:
        """The agency of which the family speaks when it speaks of a helper."""
        agency: Agency = self.people[helper].agency
        return agency

    def refuse(self, giver: str) -> None:
        """Somebody says no to all sharing."""
        self.record(Answer(giver, False, {}, {}), [], replaces=False)

    def record(self, told: Answer, shares: list[AgencyShare], replaces: bool) -> None:
        """Record an answer; where it replaces one, that is the giver's last that stands."""
        standing = [
            n for n, one in enumerate(self.model.answers) if one.giver == told.giver and not one.replaced
        ]
        earlier = standing[-1] if replaces and standing else None
        giver: Person = self.people[told.giver]
        is_own = told.giver == "ellis"
        self.rows.append(
            record_consent(
                episode=self.episode,
                kind="share",
                given=told.given,
                answered_on=self.day,
                given_by=giver,
                capacity="young_person" if is_own else "parent",
                method="verbal",
                explained_by=self.by,
                agencies=shares,
                children=[giver] if is_own else [],
                replaces=self.rows[earlier] if earlier is not None else None,
                by=self.by,
            )
        )
        if earlier is not None:
            self.model.answers[earlier].replaced = True
        self.model.answers.append(told)

    def withdraw(self, number: int) -> None:
        """Somebody takes an answer back."""
        live = [
            n for n, one in enumerate(self.model.answers) if one.given and one.counts and not one.replaced
        ]
        if live:
            place = live[number % len(live)]
            consent = Consent.objects.get(pk=self.rows[place].pk)
            withdraw_consent(consent=consent, withdrawn_on=self.day, by=self.by)
            self.model.answers[place].counts = False

    def join(self, helper: str) -> None:
        """Somebody joins the team."""
        if helper not in self.model.team:
            join_team(episode=self.episode, who=self.people[helper], joined_on=self.day, by=self.by)
            self.model.team.add(helper)

    def leave(self, helper: str) -> None:
        """Somebody leaves the team."""
        if helper in self.model.team:
            member = TeamMember.objects.get(
                episode=self.episode, practitioner=self.people[helper], left_on=None
            )
            leave_team(member=member, left_on=self.day, by=self.by)
            self.model.team.discard(helper)

    def let_read(self, helper: str, days: int) -> None:
        """Somebody who asked may read for some days."""
        until = self.day + dt.timedelta(days=days)
        children = [self.people[child].id for child in CHILDREN]
        grant_access(
            to=self.people[helper],
            child_ids=children,
            episode_id=self.episode_id,
            basis=Basis.ASKED,
            ends_at=clock.noon(until),
            by=self.by,
        )
        write_withheld(episode=self.episode, by=self.by)
        self.model.readers[helper] = max(until, self.model.readers.get(helper, until))

    def wait(self, days: int) -> None:
        """Days pass: what was given until a day ends by itself."""
        self.day += dt.timedelta(days=days)

    def check(self) -> None:
        """Compare what the reads of pages show everybody with the model."""
        with clock.everywhere_at(clock.noon(self.day)):
            for helper in HELPERS:
                found = episode_seen_by(self.people[helper], self.episode_id)
                assert (found is not None) == self.model.may_open(helper, self.day), helper
                if found is not None:
                    self.compare(found, helper)
            for everything in ("alice", "coordinator"):
                assert withheld_from(self.people[everything], self.episode) == frozenset(), everything
            assert episode_seen_by(self.people["elsewhere"], self.episode_id) is None

    def compare(self, episode: Episode, helper: str) -> None:
        """Compare boxes and marks with the parts that the model lets somebody see."""
        hidden = withheld_from(self.people[helper], episode)
        assert hidden == withheld_from(self.people[helper], self.episode)
        expected = {
            (self.people[child].id, element)
            for child in CHILDREN
            for element in self.model.sees(helper, child)
        }
        boxes = shown(boxes_of_version(episode, 1), hidden)
        assert {(child_id, box.question.code) for box in boxes for child_id in box.child_ids} == expected
        marks = {mark.area for mark in given_marks(episode, hidden=hidden)}
        assert marks == {area for area in expected if area[1] in SAMPLE}
        self.compare_plain_sql(helper, expected)

    def compare_plain_sql(self, helper: str, expected: set[Area]) -> None:
        """Compare with the model what the second wall alone lets somebody see."""
        who = self.people[helper]
        with acting_for(Asking(who.id, who.post.id, who.authority_id)):
            told = set(StoryChild.objects.values_list("child_id", "question__code"))
            boxes = set(Story.objects.values_list("question__code", flat=True))
            marks = set(Mark.objects.values_list("child_id", "element"))
            conclusions = [Finding.objects.count(), FamilyView.objects.count()]
        assert told == expected
        assert boxes == {element for _, element in expected}
        assert marks == {area for area in expected if area[1] in SAMPLE}
        assert conclusions == ([1, 1] if expected else [0, 0])


def parts_seen(share: str, elements: set[str]) -> frozenset[str]:
    """The parts of a child that a row lets an agency see."""
    if share == "everything":
        return ALL_ELEMENTS
    if share == "nothing":
        return frozenset()
    return frozenset(elements) if share == "only" else ALL_ELEMENTS - elements


@pytest.fixture
def people(alice: Practitioner, coordinator: Practitioner, other_authority: Authority) -> dict[str, Any]:
    """The children, their parents, and one helper from each of three agencies."""
    ellis, theo = ChildFactory(given_names="Ellis"), ChildFactory(given_names="Theo")
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory()
    return {
        "ellis": ellis,
        "theo": theo,
        "mother": make_parent(ellis),
        "father": make_parent(ellis, given_names="Abdi"),
        "alice": alice,
        "coordinator": coordinator,
        "elsewhere": elsewhere,
        **{name: PractitionerFactory(given_name=name.capitalize()) for name in HELPERS},
    }


@pytest.fixture
def draft(alice: Practitioner, people: dict[str, Any]) -> Assessment:
    """An assessment about two children, with marks of three elements, and conclusions."""
    draft = make_draft(by=alice, children=[people["ellis"], people["theo"]])
    for box in boxes_of(draft):
        if box.question.code in SAMPLE:
            marks = [MarkFor(child_id, box.question.code, "3") for child_id in box.child_ids]
            give_marks(assessment=draft, marks=marks, marked_on=draft.started_on, by=alice)
    words = Words(strengths=["They laugh."], views=[View("parent", people["mother"], "It is hard.")])
    write_conclusions(assessment=draft, words=words, said_on=draft.started_on, by=alice)
    return draft


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_walk_shows_a_part_outside_the_model(
    draft: Assessment, alice: Practitioner, people: dict[str, Any], steps: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        walk = Walk(draft, alice, people)
        for step in steps:
            walk.take(step)
        transaction.set_rollback(True)
