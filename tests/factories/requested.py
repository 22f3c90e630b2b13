"""A case that a service is asked to help, with a word to be found in every text that does not go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import (
    Assessment,
    Episode,
    FamilyView,
    Mark,
    Outcome,
    ServiceRequest,
    Story,
    StoryChild,
)
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.requests import send_request
from opencaf.people.models import ContactPoint, Household, HouseholdMember, Person
from opencaf.people.operations.sealing import seal_part
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.assessment import COMPLETED, make_draft
from tests.factories.consent import make_parent, make_share
from tests.factories.support import make_action, make_note, make_outcome, make_request

GOES = "general_health"
STAYS = "behavioural_development"
CANARY = "zzcanary"


@dataclass
class Asked:
    """A request with its case: Amira it is for, Yusuf it is not."""

    episode: Episode
    request: ServiceRequest
    agency: Agency
    amira: Person
    yusuf: Person
    mother: Person
    outcome: Outcome
    view: FamilyView

    @property
    def parts(self) -> list[str]:
        """The keys of the parts that go in these tests."""
        return [f"element-{GOES}", f"outcome-{self.outcome.id}", f"view-{self.view.id}"]

    def send(self, *, by: Practitioner, **values: Any) -> ServiceRequest:
        """Send it with these parts."""
        values = {"sent_on": COMPLETED, "parts": self.parts, **values}
        return send_request(request=self.request, by=by, **values)


def make_asked(*, by: Practitioner, shared: bool = True, need: str = "") -> Asked:
    """A service that is asked to help one of two children, and has been sent nothing yet."""
    amira = ChildFactory(
        given_names="Amira", family_name="Nur", first_language="Somali", interpreter="Somali, by telephone"
    )
    yusuf = ChildFactory(given_names=f"Yusuf {CANARY}", family_name="Nur", note=CANARY)
    mother = make_parent(amira, given_names="Hodan", family_name="Nur", note=CANARY)
    episode, version = write_assessment([amira, yusuf], mother, by=by)
    reach(amira, mother, by=by)
    agency = AgencyFactory(name="Harbour counselling", kind="counselling", sector="voluntary")
    if shared:
        make_share(episode, {agency: "everything"}, by=by, given_by=mother, answered_on=COMPLETED)
    outcome = make_outcome(
        episode, by=by, elements=(GOES,), wording="She sleeps through the night.", measure=CANARY
    )
    make_action(outcome, by=by, what=CANARY)
    make_note(episode, by=by, text=CANARY)
    agree_lead_professional(episode=episode, practitioner=by, started_on=COMPLETED, by=by)
    request = make_request(
        episode,
        by=by,
        agency=agency,
        people=[amira],
        need=need,
        reason="She cannot sleep.",
        asked_on=COMPLETED,
    )
    view = FamilyView.objects.get(assessment=version, person=amira)
    return Asked(episode, request, agency, amira, yusuf, mother, outcome, view)


def write_assessment(
    children: list[Person], mother: Person, *, by: Practitioner
) -> tuple[Episode, Assessment]:
    """A completed assessment: one element told for each child apart, every other for both."""
    draft = make_draft(by=by, children=children)
    stories = Story.objects.filter(assessment=draft)
    stories.update(story=CANARY, family_words=CANARY, strengths=CANARY, needs=CANARY, evidence=CANARY)
    box = stories.get(question__code=GOES)
    stories.filter(pk=box.pk).update(story="She wakes up at two.", family_words="I am tired.")
    apart = Story.record(by=by, assessment=draft, question=box.question, story=CANARY, strengths=CANARY)
    StoryChild.objects.filter(story=box, child=children[1]).update(story=apart)
    for child, element, value in [(children[0], GOES, 4), (children[1], GOES, 2), (children[0], STAYS, 5)]:
        marks = Mark.objects.filter(assessment=draft, child=child, element=element)
        if not marks.update(state="marked", value=value):
            Mark.record(
                by=by,
                episode=draft.episode,
                assessment=draft,
                occasion="start",
                child=child,
                element=element,
                state="marked",
                value=value,
                marked_on=COMPLETED,
            )
    for person, text in [(children[1], CANARY), (mother, CANARY), (children[0], "I want to sleep.")]:
        FamilyView.record(
            by=by,
            episode=draft.episode,
            assessment=draft,
            whose="child",
            person=person,
            text=text,
            said_on=COMPLETED,
        )
    Assessment.objects.filter(pk=draft.pk).update(summary=CANARY, reason=CANARY, home_situation=CANARY)
    draft.refresh_from_db()
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=by)
    return Episode.objects.get(pk=draft.episode_id), Assessment.objects.get(pk=draft.pk)


def reach(child: Person, mother: Person, *, by: Practitioner) -> None:
    """An address and a number, and one of each that is sealed."""
    for line, number in [("7 Quay Street", "07700 900123"), (CANARY, f"07700 900666 {CANARY}")]:
        home = Household.record(by=by, line1=line, city="Testport")
        for person in (child, mother):
            HouseholdMember.record(by=by, household=home, person=person)
        phone = ContactPoint.record(by=by, person=mother, kind="mobile", value=number)
    asking = Asking(practitioner_id=by.id, post_id=by.post.id, authority_id=by.authority_id)
    with acting_for(asking):  # whoever seals is on the list
        for part in (home, phone):
            seal_part(record=part, why="refuge", words=CANARY, readers=[], through=child, by=by)
