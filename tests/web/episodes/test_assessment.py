"""The pages of an assessment."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import (
    Assessment,
    AssessmentVisit,
    Episode,
    EpisodeChild,
    Finding,
    Mark,
    ServiceInvolved,
    Story,
)
from opencaf.episodes.operations.children import let_everybody_see
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import boxes_of
from tests.factories import ChildFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.assessment import (
    STARTED,
    agree_to_assess,
    make_completed,
    make_draft,
    national_form,
    three_children,
)
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
PAGES = [
    ("assessment", []),
    ("assessment_situation", []),
    ("assessment_visit", []),
    ("assessment_domain", ["child"]),
    ("assessment_not_relevant", ["child"]),
    ("assessment_services", []),
    ("assessment_service_add", []),
    ("assessment_conclusions", []),
    ("assessment_shown", []),
    ("assessment_complete", []),
    ("assessment_show", [1]),
]
LONG = "ك😀é" * 3334


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def of_three(alice: Practitioner) -> Assessment:
    return make_draft(by=alice, children=three_children())


def page(draft: Assessment, name: str, *more: Any) -> str:
    return reverse(f"episodes:{name}", args=[draft.episode_id, *more])


def sent_back(response: Any) -> dict[str, Any]:
    """What a browser would send when nothing is changed: every field of the page with its value."""
    form = response.context["form"]
    sent: dict[str, Any] = {"submission_token": str(form.submission_token)}
    for name in form.fields:
        value = form[name].value()
        if hasattr(form.fields[name], "birthday"):
            boxes = form.fields[name].prepare_value(value() if callable(value) else value)
            sent |= {f"{name}_{part}": getattr(boxes, part) for part in ("day", "month", "year")}
        elif value not in (None, "", False):
            sent[name] = value
    return sent


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_pages_open_within_their_ceiling(
    alice: Practitioner,
    of_three: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    client = client_of(alice)

    with at_most(12):
        response = client.get(page(of_three, name, *more))

    assert response.status_code == 200
    assert "Worried about a child’s safety now?" in response.content.decode()
    assert "01632 960999" in response.content.decode()


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_coordinator_opens_them_within_the_ceiling_too(
    coordinator: Practitioner,
    of_three: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    client = client_of(coordinator)

    with at_most(12):
        response = client.get(page(of_three, name, *more))

    assert response.status_code == 200


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_outsiders_see_none_of_them(
    alice: Practitioner,
    dave: Practitioner,
    erin: Practitioner,
    other_authority: Authority,
    draft: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    address = page(draft, name, *more)
    child = draft.episode.episode_children.get().child
    finder = PractitionerFactory(given_name="Fay")
    grant_access(to=finder, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=alice)
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Olga")

    assert client_of(dave).get(address).status_code == 404
    assert client_of(erin).get(address).status_code == 404
    assert client_of(elsewhere).get(address).status_code == 404
    refused = client_of(finder).get(address)
    assert refused.status_code == 403
    assert alice.family_name in refused.content.decode()


def test_who_only_sees_the_summary_cannot_write(
    alice: Practitioner, bob: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    child = draft.episode.episode_children.get().child
    grant_access(
        to=bob, child_ids=[child.id], episode_id=draft.episode_id, level=Level.SUMMARY, basis=Basis.TEAM,
        by=alice,
    )  # fmt: skip

    assert client_of(bob).get(page(draft, "assessment_domain", "child")).status_code == 403


def test_before_the_family_agreed_the_page_says_what_to_do(alice: Practitioner, client_of: SignIn) -> None:
    episode = make_episode(by=alice)
    client = client_of(alice)

    response = client.get(reverse("episodes:assessment", args=[episode.id]))

    assert "The family has not agreed to an assessment" in response.content.decode()
    assert client.get(reverse("episodes:assessment_start", args=[episode.id])).status_code == 403


def test_an_assessment_is_started(alice: Practitioner, client_of: SignIn) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    response = client_of(alice).post(
        reverse("episodes:assessment_start", args=[episode.id]), on("started_on", STARTED), follow=True
    )

    assert "The assessment has started." in response.content.decode()
    assert Assessment.objects.get().assessor == alice
    assert Episode.objects.get().state == "assessing"


def test_a_start_before_the_intention_is_refused_at_its_field(alice: Practitioner, client_of: SignIn) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    response = client_of(alice).post(
        reverse("episodes:assessment_start", args=[episode.id]), on("started_on", dt.date(2025, 9, 1))
    )

    sentence = (
        "The date the assessment started must be on or after 24 September 2025, the day it was intended"
    )
    assert response.content.decode().count(sentence) == 2
    assert not Assessment.objects.exists()


def test_the_situation_and_visits_are_written(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    client.post(page(draft, "assessment_situation"), {"reason": "Ten words.", "home_situation": LONG})
    client.post(page(draft, "assessment_visit"), on("visited_on", STARTED))

    saved = Assessment.objects.get()
    assert (saved.reason, saved.home_situation) == ("Ten words.", LONG)
    assert AssessmentVisit.objects.get().visited_on == STARTED
    assert "30 September 2025, Alice" in client.get(page(draft, "assessment_situation")).content.decode()


def test_a_stale_situation_shows_both_texts_and_then_saves(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    address = page(draft, "assessment_situation")
    stale = {**sent_back(client.get(address)), "reason": "Mine."}
    client.post(address, {**sent_back(client.get(address)), "reason": "Theirs."})

    refused = client.post(address, stale)

    text = refused.content.decode()
    assert "Mine." in text
    assert "Theirs." in text
    assert Assessment.objects.get().reason == "Theirs."
    client.post(address, {**sent_back(refused), "reason": "Theirs. Mine."})
    assert Assessment.objects.get().reason == "Theirs. Mine."


def test_a_full_page_of_three_children_is_saved_in_few_statements(
    alice: Practitioner,
    bob: Practitioner,
    of_three: Assessment,
    client_of: SignIn,
) -> None:
    client = client_of(alice)
    address = page(of_three, "assessment_domain", "child")
    children = of_three.episode.episode_children.values_list("child_id", flat=True)
    sent = sent_back(client.get(address)) | {"then": "stay", **on("written_on", STARTED)}
    for box in boxes_of(of_three, domain="child"):
        sent |= {f"story-{box.id}": LONG, f"needs-{box.id}": LONG}
        sent |= {f"mark-{box.question.code}-{child}": "4" for child in children}
    client.post(address, sent)
    again = sent_back(client.get(address)) | {"then": "stay", **on("written_on", STARTED)}
    for box in boxes_of(of_three, domain="child"):
        again |= {f"story-{box.id}": f"{LONG}!"}
        again |= {f"mark-{box.question.code}-{child}": "2" for child in list(children)[:2]}

    with at_most(20):
        response = client.post(address, again)

    assert response.status_code == 302
    assert Story.objects.filter(story=f"{LONG}!", needs=LONG, written_on=STARTED).count() == 12
    assert Mark.objects.filter(value=2, marked_on=STARTED).count() == 24
    assert Mark.objects.filter(value=4).count() == 12


def test_a_child_is_told_apart_and_the_page_comes_back(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    address = page(of_three, "assessment_domain", "child")
    box = boxes_of(of_three, domain="child")[0]
    theo = box.children[2]
    sent = {**sent_back(client.get(address)), f"apart-{box.id}": [str(theo.id)]}

    response = client.post(address, sent, follow=True)

    assert response.request["PATH_INFO"] == address
    assert "About Ellis and Maisie" in response.content.decode()
    assert len(boxes_of(of_three)) == 20
    again = sent_back(response)
    alone = boxes_of(of_three)[1]
    client.post(address, {**again, f"together-{alone.id}": "yes"})
    assert len(boxes_of(of_three)) == 19


def test_who_wrote_a_box_can_be_said(
    alice: Practitioner, draft: Assessment, coordinator: Practitioner, client_of: SignIn
) -> None:
    box = boxes_of(draft)[0]
    client = client_of(coordinator)
    address = page(draft, "assessment_domain", "child")
    sent = {
        **sent_back(client.get(address)),
        f"story-{box.id}": "Told.",
        f"written_by-{box.id}": str(alice.id),
    }

    client.post(address, sent)

    assert boxes_of(draft)[0].story.written_by == alice


@pytest.mark.parametrize("forged", ["999", "not-a-uuid", "01a20057-0193-72e3-b53e-6beac1f6089d"])
def test_forged_answers_are_refused_at_their_field(
    alice: Practitioner, draft: Assessment, client_of: SignIn, forged: str
) -> None:
    box = boxes_of(draft)[0]
    child = box.children[0]
    client = client_of(alice)
    address = page(draft, "assessment_domain", "child")
    sent = sent_back(client.get(address)) | {
        f"story-{box.id}": "Typed.",
        f"mark-general_health-{child.id}": forged,
        f"written_by-{box.id}": forged,
    }

    response = client.post(address, sent)

    text = response.content.decode()
    assert "There is a problem" in text
    assert "Typed." in text
    assert "from the list" in text
    assert not Story.objects.exclude(story="").exists()


def test_a_stale_page_shows_both_stories_and_loses_nothing(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    box = boxes_of(draft)[0]
    client = client_of(alice)
    address = page(draft, "assessment_domain", "child")
    stale = {**sent_back(client.get(address)), f"story-{box.id}": "Mine."}
    words = [BoxWords(box.id, story="Theirs.", needs="A test.")]
    write_stories(assessment=draft, words=words, written_on=STARTED, by=alice)

    refused = client.post(address, stale)

    text = refused.content.decode()
    assert "Somebody else changed this while you were writing" in text
    assert "Mine." in text
    assert "Theirs." in text
    again = {**sent_back(refused), f"story-{box.id}": "Theirs. Mine.", f"needs-{box.id}": "A test."}
    client.post(address, again)
    saved = boxes_of(draft)[0].story
    assert (saved.story, saved.needs) == ("Theirs. Mine.", "A test.")


def test_words_for_a_box_that_is_gone_are_shown_again(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    address = page(draft, "assessment_domain", "child")

    response = client.post(
        address, {**sent_back(client.get(address)), f"story-{new_id()}": "Homeless words."}
    )

    assert "Homeless words." in response.content.decode()
    assert "Your words for boxes that have changed" in response.content.decode()


def test_a_page_sent_twice_is_written_once(alice: Practitioner, draft: Assessment, client_of: SignIn) -> None:
    client = client_of(alice)
    address = page(draft, "assessment_visit")
    sent = {**sent_back(client.get(address)), **on("visited_on", STARTED)}

    client.post(address, sent)
    client.post(address, sent)

    assert AssessmentVisit.objects.count() == 1


def test_what_does_not_fit_is_marked_in_one_step(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    child = draft.episode.episode_children.get().child_id

    client_of(alice).post(page(draft, "assessment_not_relevant", "child"), {"children": [str(child)]})

    assert Mark.objects.filter(state="not_relevant").count() == 12
    response = client_of(alice).get(page(draft, "assessment"))
    assert "Not relevant" in response.content.decode()


def test_the_list_says_how_far_each_part_is(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    box = boxes_of(draft)[0]
    write_stories(assessment=draft, words=[BoxWords(box.id, story="Told.")], written_on=STARTED, by=alice)

    text = client_of(alice).get(page(draft, "assessment")).content.decode()

    assert text.count("Not started") == 5
    assert text.count("In progress") == 1


def test_completing_says_what_is_blank_and_does_not_block(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    address = page(draft, "assessment_complete")

    before = client.get(address).content.decode()
    response = client.post(address, on("completed_on", STARTED), follow=True)

    assert "General health; Physical development" in before
    assert "Version 1 of the assessment is complete." in response.content.decode()
    assert Assessment.objects.get().state == "completed"


def test_a_stale_page_of_a_completed_version_keeps_what_was_typed(
    alice: Practitioner, client_of: SignIn
) -> None:
    done = make_completed(by=alice)
    box = boxes_of(done, domain="child")[0]

    response = client_of(alice).post(
        page(done, "assessment_domain", "child"),
        {f"story-{box.id}": "Late words.", **on("written_on", STARTED)},
    )

    assert "Version 1 was completed" in response.content.decode()
    assert "Late words." in response.content.decode()


def test_a_completed_version_is_read_whole_and_leads_to_the_next(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    box = boxes_of(of_three)[0]
    told = BoxWords(box.id, story="<b>Told</b>", family_words="“Fine.”")
    write_stories(assessment=of_three, words=[told], written_on=STARTED, by=alice)
    client.post(page(of_three, "assessment_complete"), on("completed_on", STARTED))

    text = client.get(page(of_three, "assessment_show", 1)).content.decode()

    assert "&lt;b&gt;Told&lt;/b&gt;" in text
    assert "“Fine.”" in text
    assert "Not asked yet" in text
    sent = {"why_again": "Much has changed.", **on("started_on", STARTED)}
    client.post(page(of_three, "assessment_start"), sent)
    later = client.get(page(of_three, "assessment_domain", "child")).content.decode()
    assert "What the version before says" in later
    assert "&lt;b&gt;Told&lt;/b&gt;" in later


def test_earlier_words_are_taken_over_on_asking(alice: Practitioner, client_of: SignIn) -> None:
    first = make_draft(by=alice)
    box = boxes_of(first)[0]
    write_stories(assessment=first, words=[BoxWords(box.id, story="Then.")], written_on=STARTED, by=alice)
    client = client_of(alice)
    client.post(page(first, "assessment_complete"), on("completed_on", STARTED))
    client.post(page(first, "assessment_start"), {"why_again": "New.", **on("started_on", STARTED)})
    address = page(first, "assessment_domain", "child")
    new = Assessment.objects.get(version=2)
    empty = boxes_of(new)[0]

    client.post(address, {**sent_back(client.get(address)), f"take_over-{empty.id}": "yes"})

    assert boxes_of(new)[0].story.story == "Then."


def test_a_child_who_came_later_is_written_about_too(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    theo = ChildFactory(given_names="Theo")
    let_everybody_see(draft.episode, theo, alice)
    EpisodeChild.record(by=alice, episode=draft.episode, child=theo, joined_on=STARTED, position=1)
    client = client_of(alice)

    before = client.get(page(draft, "assessment")).content.decode()
    client.post(page(draft, "assessment_include"))
    client.post(page(draft, "assessment_include"))

    assert "Theo came in after this version was started" in before
    assert [len(box.children) for box in boxes_of(draft)] == [2] * 19
    assert "came in after" not in client.get(page(draft, "assessment")).content.decode()


def test_services_are_added_changed_and_taken_out(
    alice: Practitioner, bob: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    answers = {
        "agency": str(bob.agency.id),
        "who": str(bob),
        "whom_for": ["Theo Brennan"],
        "contributed": "yes",
    }

    client.post(page(of_three, "assessment_service_add"), answers)
    service = ServiceInvolved.objects.get()
    assert (service.practitioner, service.name, service.whom_for) == (bob, "", "Theo Brennan")

    address = page(of_three, "assessment_service", service.id)
    client.post(address, {**sent_back(client.get(address)), "who": "Dr Whitcombe"})
    service = ServiceInvolved.objects.get()
    assert (service.practitioner, service.name, service.contributed) == (None, "Dr Whitcombe", True)

    client.post(page(of_three, "assessment_service_remove", service.id))
    assert not ServiceInvolved.objects.exists()


def test_a_service_without_a_name_is_refused_at_its_field(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    response = client_of(alice).post(page(draft, "assessment_service_add"), {"details": "Rings weekly."})

    text = response.content.decode()
    assert text.count("Select the agency, or enter the name of the service") == 2
    assert "Rings weekly." in text


def test_services_of_elsewhere_are_not_found(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    assert client.get(page(draft, "assessment_service", new_id())).status_code == 404
    assert client.post(page(draft, "assessment_service_remove", new_id())).status_code == 404


def test_conclusions_are_written_and_come_back_as_typed(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    theo = of_three.episode.episode_children.last().child
    client = client_of(alice)
    address = page(of_three, "assessment_conclusions")
    sent = sent_back(client.get(address)) | {
        "summary": LONG,
        "strengths": "Play\r\n\r\n Kindness ",
        "level_of_need": "3",
        "goal_0": "My own peg.",
        "whose_0": str(theo.id),
        f"child_why-{theo.id}": "He was asleep.",
        "parent_view": "“Fine.”",
        "then": "stay",
    }

    response = client.post(address, sent, follow=True)

    form = response.context["form"]
    assert form["summary"].value() == LONG
    assert form["strengths"].value() == "Play\nKindness"
    assert (form["goal_0"].value(), form["whose_0"].value()) == ("My own peg.", str(theo.id))
    assert form[f"child_why-{theo.id}"].value() == "He was asleep."
    shown = client.get(page(of_three, "assessment_show", 1)).content.decode()
    assert "Theo Brennan: My own peg." in shown
    assert "3. Complex or multiple" in shown


def test_a_goal_of_somebody_outside_the_family_is_refused(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    sent = {"goal_0": "Mine.", "whose_0": str(alice.id), **on("said_on", STARTED)}

    response = client_of(alice).post(page(draft, "assessment_conclusions"), sent)

    assert "from the list" in response.content.decode()
    assert not Finding.objects.exists()


def test_an_unknown_domain_or_version_is_not_found(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    assert client.get(page(draft, "assessment_domain", "weather")).status_code == 404
    assert client.get(page(draft, "assessment_show", 2)).status_code == 404


def test_no_child_is_named_in_a_title(alice: Practitioner, of_three: Assessment, client_of: SignIn) -> None:
    client = client_of(alice)

    for name, more in PAGES:
        title = re.search(r"<title>(.*?)</title>", client.get(page(of_three, name, *more)).content.decode())
        assert title
        assert "Brennan" not in title.group(1)
        assert "OpenCAF" in title.group(1)
