"""The family's life: events written, mentioned in a story, taken out again; and the family as a tree."""

from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.core import clock
from opencaf.episodes.models import ChronologyEvent, Story
from opencaf.episodes.operations.assessment import start_assessment
from opencaf.people.details import PersonDetails
from opencaf.people.operations.recording import add_family_member
from tests.factories import acting_in
from tests.factories.assessment import agree_to_assess
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

MOVED = "March 2019: Moves to Marlbeck with her mother (her mother)"
EVENTS = (
    {"happened_month": "March", "happened_year": "2019", "text": "Moves to Marlbeck with her mother"},
    {"happened": "2024-09-03", "text": "Starts at Willow Primary School; happy to go every day since"},
)
FAMILY = (("mother", "Ada", "Okonjo"), ("stepfather", "Sam", "Weir"), ("sister", "Wren", "Okonjo"))


@pytest.mark.parametrize("javascript", [True, False])
def test_an_event_is_mentioned_in_a_story_and_taken_out(
    hands: Callable[..., Hands], office: Office, javascript: bool
) -> None:
    story_id = begin(office)
    at = hands(javascript=javascript)
    at.work_as(office.lead.email)
    write_events(at, office)
    mention(at, office, story_id)
    put_right(at, office)


def begin(office: Office) -> str:
    """An assessment that was just started; the id of its first box."""
    with transaction.atomic(), acting_in(office.authority_id):
        agree_to_assess(office.episode, office.lead, answered_on=clock.today())
        draft = start_assessment(episode=office.episode, started_on=clock.today(), by=office.lead)
        first = draft.stories.order_by("question__position").first()
    assert first is not None
    return str(first.id)


def write_events(at: Hands, office: Office) -> None:
    at.home()
    at.follow(f"/episodes/{office.episode.id}/")
    for event in EVENTS:
        at.walk("episodes:chronology", "episodes:chronology_add", episode_id=office.episode.id)
        at.write({**event, "source": "her mother", "people": [str(office.child.id)]})
        at.send()
    at.see("March 2019 Moves to Marlbeck")


def mention(at: Hands, office: Office, story_id: str) -> None:
    at.walk("episodes:assessment", episode_id=office.episode.id)
    at.walk("episodes:assessment_domain", episode_id=office.episode.id, domain="child")
    at.write({f"story-{story_id}": "She is well.", f"mention-{story_id}": [MOVED]})
    at.press("Save and stay here")
    assert story(office, story_id) == f"She is well.\n\n{MOVED}"
    at.write({f"mention-{story_id}": []})
    at.press("Save and stay here")
    assert story(office, story_id) == "She is well."


def story(office: Office, story_id: str) -> str:
    with transaction.atomic(), acting_in(office.authority_id):
        return Story.objects.get(pk=story_id).story


def put_right(at: Hands, office: Office) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        event = ChronologyEvent.objects.earliest("happened_on")
    at.walk("episodes:chronology", episode_id=office.episode.id)
    at.walk("episodes:chronology_correct", episode_id=office.episode.id, event_id=event.id)
    at.write({"happened_month": "April", "reason": "Her mother looked it up."})
    at.send()
    at.see("Corrected: was “March 2019” until")
    at.walk("episodes:chronology_remove", episode_id=office.episode.id, event_id=event.id)
    at.write({"reason": "Ada asked for it."})
    at.send()
    at.see("Removed from the chronology (1)")
    at.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    at.press("Put back")
    at.see("The event is in the chronology again.")


def test_a_family_is_drawn_as_a_tree(hands: Callable[..., Hands], office: Office) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        for kinship, given, family in FAMILY:
            details = PersonDetails(given, family)
            add_family_member(child=office.child, details=details, kinship=kinship, by=office.lead)
    at = hands()
    at.work_as(office.lead.email)
    at.follow("/children/")
    at.write({"name": "Robin Okonjo"})
    at.press("Find")
    at.walk("children:show", child_id=office.child.id)
    at.walk("children:tree", child_id=office.child.id)

    at.see("Stepfather of Robin")
    at.see("Father not recorded")
