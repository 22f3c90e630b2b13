"""The main job by the keyboard alone, from signing in to the plan, and how many pages come on the way."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from opencaf.core import clock
from opencaf.episodes.elements import ELEMENTS, Domain
from opencaf.episodes.models import Action, Assessment, Episode, Mark, Outcome, Story
from opencaf.people.models import Person
from tests.factories import PASSWORD, acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.keyboard import Keyboard
from tests.journeys.conftest import Office
from tests.signing_in import code_for

pytestmark = pytest.mark.journey

OF_THE_CHILD = [one for one in ELEMENTS if one.domain == Domain.CHILD]
MOST_LOADS = 4  # from My work to the first story box


@pytest.fixture
def keys(hands: Callable[..., Hands], browser: object) -> Keyboard:
    """A keyboard at a browser whose errors are noticed."""
    at = hands(looks_at=lambda kind: False)
    page: Page = at.watched(at.browser.new_context(viewport={"width": 1280, "height": 900}))
    at.pages[""] = page
    page.goto(at.site)
    return Keyboard(page, at.effort)


def test_the_keyboard_alone_suffices(keys: Keyboard, office: Office) -> None:
    sign_in(keys, office.lead.email)
    child = record(keys, office)
    episode = begin(keys, office, child)
    start(keys, episode)
    write_domain(keys, office, child)
    complete(keys, office, episode)
    meet(keys, office, episode)
    plan(keys, office, episode)

    assert keys.effort.clicks == 0
    if folder := os.environ.get("JOURNEY_EFFORT"):
        (Path(folder) / "keyboard-alone.json").write_text(json.dumps(asdict(keys.effort)))


def sign_in(keys: Keyboard, email: str) -> None:
    code = code_for(email)
    keys.write("login", email)
    keys.write("password", PASSWORD)
    keys.enter()
    keys.write("code", code)
    keys.enter()
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("Alice")


def record(keys: Keyboard, office: Office) -> Person:
    keys.open(href=reverse("children:find"))
    keys.skip()
    keys.write("name", "Wren Adeyemi")
    keys.enter()
    keys.skip()
    keys.open(text="Start a record")
    keys.skip()
    keys.choose("birth", "born")
    keys.date("born_on", clock.today().replace(year=2018))
    keys.choose("sex", "F")
    keys.enter()
    with transaction.atomic(), acting_in(office.authority_id):
        child = Person.objects.get(family_name="Adeyemi")
    keys.skip()
    keys.open(href=reverse("children:add_relative", args=[child.id]))
    keys.skip()
    keys.choose("kinship", "mother")
    keys.choose("parental_responsibility", "yes")
    keys.write("given_names", "Ada")
    keys.write("family_name", "Adeyemi")
    keys.enter()
    return child


def refused_first(keys: Keyboard) -> None:
    """Send a form empty: the focus stands at the summary, and its first link leads to the field."""
    keys.skip()
    keys.send()
    focused = keys.page.locator(":focus")
    expect(focused).to_have_class("govuk-error-summary")
    expect(focused).to_be_in_viewport()
    first = keys.press("Tab")
    assert first["href"].startswith("#")
    field = keys.press("Enter")
    assert field["id"] == first["href"].removeprefix("#")
    keys.tab_to(back=True, href=first["href"])


def begin(keys: Keyboard, office: Office, child: Person) -> Episode:
    keys.skip()
    keys.open(href=reverse("episodes:start", args=[child.id]))
    refused_first(keys)
    keys.date("intended_on", clock.today())
    keys.write("why", "She is very tired.")
    keys.date("looked_on", clock.today())
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        episode = Episode.objects.exclude(pk=office.episode.pk).get()
        mother = Person.objects.get(given_names="Ada")
    keys.open(href=reverse("episodes:sharing", args=[episode.id]))
    keys.skip()
    keys.open(href=reverse("episodes:add_consent", args=[episode.id, "assess"]))
    keys.skip()
    keys.choose("given", "yes")
    keys.choose("given_by", str(mother.id))
    keys.choose("capacity", "parent")
    keys.choose("method", "written")
    keys.send()
    return episode


def start(keys: Keyboard, episode: Episode) -> None:
    """From My work to the first story box, by four pages at most."""
    keys.open(href=reverse("home:my_work"))
    before = keys.effort.loads
    keys.open(href=reverse("episodes:assessment", args=[episode.id]))
    keys.open(href=reverse("episodes:assessment_start", args=[episode.id]))
    keys.skip()
    keys.date("started_on", clock.today())
    keys.send()
    keys.open(href=reverse("episodes:assessment_domain", args=[episode.id, "child"]))
    expect(keys.page.locator("textarea[name^=story-]").first).to_be_visible()
    assert keys.effort.loads - before <= MOST_LOADS


def write_domain(keys: Keyboard, office: Office, child: Person) -> None:
    """Write every box of a domain with its mark, without another page between."""
    assert keys.walk_round() > len(OF_THE_CHILD)
    with transaction.atomic(), acting_in(office.authority_id):
        stories = {story.question.code: story.id for story in Story.objects.select_related("question")}
    before = keys.effort.loads
    for number, element in enumerate(OF_THE_CHILD):
        if number:
            keys.tab_to(kind="summary", begins=element.name)
            keys.press("Enter")
        keys.choose(f"mark-{element.code}-{child.id}", str(number % 6))
        keys.write(f"story-{stories[element.code]}", f"About {element.name.lower()}: she says it herself.")
    assert keys.effort.loads == before
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        assert all(story.story for story in Story.objects.filter(question__domain=Domain.CHILD))
        assert Mark.objects.filter(state="marked").count() == len(OF_THE_CHILD)


def complete(keys: Keyboard, office: Office, episode: Episode) -> None:
    keys.skip()
    keys.open(href=reverse("episodes:assessment_complete", args=[episode.id]))
    keys.skip()
    keys.date("completed_on", clock.today())
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        assert Assessment.objects.get(episode=episode).completed_on == clock.today()


def meet(keys: Keyboard, office: Office, episode: Episode) -> None:
    keys.open(href=reverse("episodes:meetings", args=[episode.id]))
    keys.open(href=reverse("episodes:meeting_hold", args=[episode.id]))
    keys.skip()
    keys.tab_to(name="kind")
    keys.press("Space")
    keys.date("held_on", clock.today())
    keys.choose(f"attendance_{office.lead.id}", "present")
    keys.write("why_without_family", "At work; will be rung.")
    keys.tick("closing_proposed")
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        assert episode.meetings.get().held_on == clock.today()


def plan(keys: Keyboard, office: Office, episode: Episode) -> None:
    keys.open(href=reverse("episodes:plan", args=[episode.id]))
    keys.skip()
    keys.open(href=reverse("episodes:outcome_add", args=[episode.id]))
    keys.skip()
    keys.write("wording", "She sleeps.")
    keys.date("agreed_on", clock.today())
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        outcome = Outcome.objects.get(episode=episode)
    assert keys.page.url.endswith(reverse("episodes:action_add", args=[episode.id, outcome.id]))
    keys.skip()
    keys.write("what", "Ring the nurse")
    keys.choose("owner", str(office.lead.id))
    keys.date("due_on", clock.today())
    keys.send()
    with transaction.atomic(), acting_in(office.authority_id):
        assert Action.objects.get(outcome=outcome).owner_id == office.lead.id
