"""Writing in the boxes: together and apart, stale, forged and sent twice; nothing is lost."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import (
    Assessment,
    AssessmentVisit,
    Mark,
    Story,
)
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import boxes_of
from tests.factories.assessment import (
    STARTED,
)
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import LONG, SignIn, on, page, sent_back


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
    way = page(draft, "assessment_not_relevant", "child")
    before = client_of(alice).get(page(draft, "assessment")).content.decode()

    client_of(alice).post(way, {"children": [str(child)]})

    assert Mark.objects.filter(state="not_relevant").count() == 12
    after = client_of(alice).get(page(draft, "assessment")).content.decode()
    assert "Not relevant" in after
    assert (way in before, way in after) == (True, False)


def test_who_sees_it_differently_is_noted_and_read(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_domain", "child")
    answers = sent_back(client.get(address))
    name = next(key for key in client.get(address).context["form"].fields if key.startswith("differs_who-"))
    answers |= {name: "Abdi, his father", name.replace("_who", ""): "It comes later in our family."}

    client.post(address, answers)

    for shown in (client.get(address), client.get(page(draft, "assessment_show", 1))):
        assert "Abdi, his father sees this differently" in shown.content.decode()
        assert "It comes later in our family." in shown.content.decode()
