"""Telling an invented family by the operations by which real ones are told, as far as its stage."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from opencaf.agencies.models import Agency, MeetingKind, Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import (
    ActionStatus,
    AttendanceState,
    ConsentCapacity,
    ConsentKind,
    ConsentMethod,
    Share,
)
from opencaf.episodes.models import Action, Assessment, Episode, FamilyView, Meeting
from opencaf.episodes.operations.assessment import (
    complete_assessment,
    set_reason_and_home,
    start_assessment,
)
from opencaf.episodes.operations.conclusions import Words, write_conclusions
from opencaf.episodes.operations.consent import record_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.family_views import View
from opencaf.episodes.operations.intention import Look, record_intention
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.meetings import Line, hold_meeting, plan_meeting
from opencaf.episodes.operations.plan import add_action, add_outcome, close_action, record_progress
from opencaf.episodes.operations.reviews import ReviewMark, ReviewView, hold_review
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.queries.assessment import Box, boxes_of
from opencaf.people.codes import Kinship, Sex
from opencaf.people.details import Address, Birth, Extras, PersonDetails, Place
from opencaf.people.models import Person
from opencaf.people.operations.families import Member, make_family
from opencaf.people.operations.recording import add_child, add_family_member
from opencaf.people.operations.writing import Home
from opencaf.practice.families import Family, Stage

PLACE = "The family room at the school"
OF_CONCERN = 3
A_YEAR = 365.25


@dataclass
class Cast:
    """Who works on the street. learner: leads; nurse and worker: invented colleagues."""

    learner: Practitioner
    nurse: Practitioner
    worker: Practitioner
    school: Agency
    kind: MeetingKind


@dataclass
class Telling:
    """One family while it is told by the learner."""

    cast: Cast
    family: Family
    child: Person = field(init=False)
    carer: Person = field(init=False)
    episode: Episode = field(init=False)
    assessment: Assessment = field(init=False)
    actions: list[Action] = field(default_factory=list)

    @property
    def by(self) -> Practitioner:
        """Who writes."""
        return self.cast.learner

    def on(self, days: int) -> dt.date:
        """Return a day so many days after the case began, today at the latest."""
        return min(clock.today() - dt.timedelta(days=self.family.days - days), clock.today())

    def run(self) -> Episode:
        """Tell the family as far as its stage."""
        stage = self.family.stage
        self.begin()
        if stage >= Stage.ASSESSING:
            self.assess()
        if stage >= Stage.MEETING_PLANNED:
            self.conclude()
        if stage == Stage.MEETING_PLANNED:
            self.plan_first_meeting()
        if stage >= Stage.SUPPORTED:
            self.agree_plan(self.meet(40))
        if stage >= Stage.READY_TO_CLOSE:
            self.review(self.meet(150))
        return self.episode

    def begin(self) -> None:
        """Record the family and the intention."""
        told = self.family
        address = Address(line1=told.street, city="Larkham", postcode=told.postcode)
        born_on = clock.today() - dt.timedelta(days=int((told.age + 0.4) * A_YEAR))
        self.child = add_child(
            details=PersonDetails(
                given_names=told.given,
                family_name=told.family,
                birth=Birth(born_on=born_on),
                sex=told.sex,
                ethnicity="WBRI",
                first_language="English",
            ),
            extras=Extras(school=Place(agency=self.cast.school)),
            home=Home(address=address, from_on=born_on),
            by=self.by,
        )
        household = self.child.homes.select_related("household").get().household
        self.carer = add_family_member(
            child=self.child,
            details=PersonDetails(given_names=told.carer, family_name=told.family, sex=Sex.FEMALE),
            kinship=Kinship.MOTHER,
            extras=Extras(mobile=told.mobile),
            home=Home(household=household, from_on=born_on),
            parental_responsibility=True,
            by=self.by,
        )
        members = [Member(self.child), Member(self.carer)]
        family = make_family(name=told.name, members=members, through=self.child, by=self.by)
        self.episode = record_intention(
            children=[self.child],
            intended_on=self.on(0),
            why=told.why,
            look=Look(on=self.on(0), searched_for=f"{told.given} {told.family}", found="none"),
            family=family,
            initiator=self.by,
            by=self.by,
        )

    def assess(self) -> None:
        """Record the agreement, and begin the assessment with what is told."""
        self.agree(ConsentKind.ASSESS, self.on(2))
        self.assessment = start_assessment(
            episode=self.episode, started_on=self.on(3), assessor=self.by, by=self.by
        )
        set_reason_and_home(
            assessment=self.assessment,
            reason=self.family.why,
            home_situation=self.family.home,
            people_present="",
            by=self.by,
        )
        boxes = {box.question.code: box for box in boxes_of(self.assessment)}
        for domain in sorted({boxes[one.element].question.domain for one in self.family.told}):
            self.write(domain, boxes)

    def write(self, domain: str, boxes: dict[str, Box]) -> None:
        """Write what is told of a domain."""
        told = [one for one in self.family.told if boxes[one.element].question.domain == domain]
        save_domain(
            assessment=self.assessment,
            domain=domain,
            words=[BoxWords(boxes[one.element].id, story=one.story) for one in told],
            marks=[MarkFor(self.child.id, one.element, str(one.mark)) for one in told],
            written_on=self.on(8),
            by=self.by,
        )

    def agree(self, kind: str, on: dt.date) -> None:
        """Record that the mother agrees."""
        shares = [AgencyShare(self.cast.school, Share.EVERYTHING)] if kind == ConsentKind.SHARE else []
        record_consent(
            episode=self.episode,
            kind=kind,
            given=True,
            answered_on=on,
            given_by=self.carer,
            capacity=ConsentCapacity.PARENT,
            method=ConsentMethod.WRITTEN,
            explained_by=self.by,
            words="Yes, if it helps.",
            agencies=shares,
            by=self.by,
        )

    def conclude(self) -> None:
        """Draw the conclusions, complete the assessment and ask with whom it is shared."""
        whose = FamilyView.Whose
        views = [
            View(whose.CHILD, self.child, self.family.child_says),
            View(whose.PARENT, self.carer, self.family.parent_says),
        ]
        write_conclusions(
            assessment=self.assessment,
            words=Words(summary=self.family.summary, level_of_need=2, views=views),
            said_on=self.on(14),
            by=self.by,
        )
        complete_assessment(assessment=self.assessment, completed_on=self.on(16), by=self.by)
        self.agree(ConsentKind.SHARE, self.on(16))

    def plan_first_meeting(self) -> None:
        """Plan the first meeting, a week from now."""
        plan_meeting(
            episode=self.episode,
            kind=self.cast.kind,
            planned_for=clock.today() + dt.timedelta(days=7),
            planned_time=dt.time(14),
            place=PLACE,
            invited=[self.by, self.cast.nurse, self.carer],
            by=self.by,
        )

    def meet(self, days: int) -> Meeting:
        """Hold a meeting: the first begins the support, a second proposes closing."""
        is_first = not self.episode.meetings.exists()
        people = (self.by, self.cast.nurse, self.cast.worker, self.carer)
        closes = not is_first
        return hold_meeting(
            episode=self.episode,
            kind=self.cast.kind,
            held_on=self.on(days),
            attendance=[Line(who, AttendanceState.PRESENT, joins_team=is_first) for who in people],
            purpose="First meeting" if is_first else "Review",
            place=PLACE,
            chair=self.by,
            minutes_by=self.cast.nurse,
            notes="Everybody said what goes well before what worries them.",
            next_on=None if closes else self.on(days) + dt.timedelta(days=84),
            closing_proposed=closes,
            by=self.by,
        )

    def agree_plan(self, meeting: Meeting) -> None:
        """Agree who leads, and the plan."""
        on = meeting.held_on or self.on(40)
        agree_lead_professional(
            episode=self.episode,
            practitioner=self.by,
            started_on=on,
            agreed_at=meeting,
            chosen_by=f"{self.family.given} and {self.family.carer}",
            by=self.by,
        )
        elements = [one.element for one in self.family.told if one.mark >= OF_CONCERN]
        for place, wish in enumerate(self.family.wishes):
            outcome = add_outcome(
                episode=self.episode,
                wording=wish.wording,
                children=[self.child],
                agreed_on=on,
                whose_words=self.family.given,
                measure=wish.measure,
                target_on=on + dt.timedelta(days=120),
                elements=elements[place : place + 1],
                by=self.by,
            )
            self.actions += [
                add_action(
                    outcome=outcome,
                    what=deed,
                    due_on=on + dt.timedelta(days=60),
                    owner=self.by,
                    agreed_at=meeting,
                    by=self.by,
                )
                for deed in wish.deeds
            ]

    def review(self, meeting: Meeting) -> None:
        """Review what was agreed: it is done, and what worried does no more."""
        on = meeting.held_on or self.on(150)
        for action in self.actions:
            record_progress(action=action, said_on=on, text="It works.", said_by=self.carer, by=self.by)
            close_action(action=action, status=ActionStatus.DONE, closed_on=on, by=self.by)
        whose = FamilyView.Whose
        hold_review(
            meeting=meeting,
            marks=[ReviewMark(self.child, one.element, "1") for one in self.family.told if one.mark],
            what_changed="What was wished for is reached.",
            views=[
                ReviewView(whose.CHILD, self.family.child_says, self.child),
                ReviewView(whose.PARENT, self.family.parent_says, self.carer),
            ],
            by=self.by,
        )
