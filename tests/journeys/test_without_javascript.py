"""The whole main job, thin, in a browser that runs no script."""

from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Episode, Outcome, Story
from opencaf.people.models import Person
from tests.factories import acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

DAY = "2026-11-02"


def test_the_main_job_needs_no_script(hands: Callable[..., Hands], office: Office) -> None:
    at = hands(javascript=False)
    at.work_as(office.lead.email)
    child = record(at, office)
    episode = begin(at, office, child)
    assess(at, office, child, episode)
    meet_and_plan(at, office, episode)
    close(at, office, episode)


def record(at: Hands, office: Office) -> Person:
    at.follow("/children/")
    at.write({"name": "Wren Adeyemi"})
    at.press("Find")
    at.press("Start a record")
    at.write({"birth": "born", "born_on": "2018-05-04", "sex": "F"})
    at.send()
    with transaction.atomic(), acting_in(office.authority_id):
        child = Person.objects.get(family_name="Adeyemi")
    at.walk("children:add_relative", child_id=child.id)
    at.write(
        {
            "kinship": "mother",
            "parental_responsibility": "yes",
            "given_names": "Ada",
            "family_name": "Adeyemi",
        }
    )
    at.send()
    return child


def begin(at: Hands, office: Office, child: Person) -> Episode:
    at.walk("episodes:start", child_id=child.id)
    at.write({"intended_on": DAY, "why": "She is very tired.", "looked_on": DAY})
    at.send()
    with transaction.atomic(), acting_in(office.authority_id):
        episode = Episode.objects.exclude(pk=office.episode.pk).get()
    at.home()
    at.follow(f"/episodes/{episode.id}/")
    at.walk("episodes:sharing", episode_id=episode.id)
    at.walk("episodes:add_consent", episode_id=episode.id, kind="assess")
    at.write({"given": "yes", "given_by": "Ada Adeyemi", "capacity": "parent", "method": "written"})
    at.send()
    return episode


def assess(at: Hands, office: Office, child: Person, episode: Episode) -> None:
    at.walk("episodes:assessment", "episodes:assessment_start", episode_id=episode.id)
    at.write({"started_on": DAY})
    at.send()
    at.walk("episodes:assessment", episode_id=episode.id)
    at.walk("episodes:assessment_domain", episode_id=episode.id, domain="child")
    with transaction.atomic(), acting_in(office.authority_id):
        story = Story.objects.get(question__code=ELEMENTS[0].code, assessment__episode=episode)
    at.write({f"mark-{ELEMENTS[0].code}-{child.id}": "3", f"story-{story.id}": "Sleeps badly."})
    at.press("Save and continue")
    at.walk("episodes:assessment", "episodes:assessment_complete", episode_id=episode.id)
    at.write({"completed_on": DAY})
    at.send()


def meet_and_plan(at: Hands, office: Office, episode: Episode) -> None:
    at.walk("episodes:meetings", "episodes:meeting_hold", episode_id=episode.id)
    at.write(
        {
            "kind": "Team around the child meeting",
            "held_on": DAY,
            f"attendance_{office.lead.id}": "present",
            "why_without_family": "At work; will be rung.",
            "closing_proposed": True,
        }
    )
    at.send()
    at.walk("episodes:lead", episode_id=episode.id)
    at.write({"practitioner": str(office.lead.id), "started_on": DAY})
    at.send()
    at.walk("episodes:plan", "episodes:outcome_add", episode_id=episode.id)
    at.write({"wording": "She sleeps.", "agreed_on": DAY})
    at.send()
    with transaction.atomic(), acting_in(office.authority_id):
        outcome = Outcome.objects.get(episode=episode)
    at.walk("episodes:plan", episode_id=episode.id)
    at.walk("episodes:action_add", episode_id=episode.id, outcome_id=outcome.id)
    at.write({"what": "Ring the nurse", "owner": str(office.lead.id), "due_on": DAY, "agreed_on": DAY})
    at.send()


def close(at: Hands, office: Office, episode: Episode) -> None:
    at.walk("episodes:overview", "episodes:close", episode_id=episode.id)
    at.write({"closed_on": DAY, "reason": "Family withdrew", "outcome_level": "some"})
    at.send()
    at.walk("episodes:journey", episode_id=episode.id)
    at.see("Closed:")
    with transaction.atomic(), acting_in(office.authority_id):
        assert not Episode.objects.get(pk=episode.pk).is_open
