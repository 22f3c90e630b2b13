"""Mention in the story: a tick beside a box puts an event's words at its end, and takes them out again."""

import html
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Story, StoryRevision
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import Box, boxes_of
from tests.factories.assessment import STARTED
from tests.factories.chronology import MOVED, make_event
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page, sent_back

WORDS = f"18 November 2024: {MOVED} (parents)"


def first_box(draft: Assessment) -> Box:
    return boxes_of(draft, domain="child")[0]


def tell(draft: Assessment, story: str, by: Practitioner) -> None:
    words = [BoxWords(first_box(draft).id, story=story)]
    write_stories(assessment=draft, words=words, written_on=STARTED, by=by)


def story_of(box: Box) -> str:
    return Story.objects.get(pk=box.id).story


def test_without_events_nothing_stands_beside_the_boxes(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    shown = client_of(alice).get(page(draft, "assessment_domain", "child"))

    assert "Mention" not in shown.content.decode()


def test_a_tick_puts_the_words_at_the_end_and_unticking_takes_them_out(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, box = client_of(alice), first_box(draft)
    address = page(draft, "assessment_domain", "child")
    event = make_event(draft.episode, source="parents", by=alice)
    tell(draft, "He is two.", alice)
    shown = client.get(address)

    client.post(address, sent_back(shown) | {f"mention-{box.id}": [str(event.id)]})

    assert WORDS in html.unescape(shown.content.decode())
    assert story_of(box) == f"He is two.\n\n{WORDS}"
    ticked = client.get(address)
    assert ticked.context["form"][f"mention-{box.id}"].value() == [event.id]
    client.post(address, {k: v for k, v in sent_back(ticked).items() if k != f"mention-{box.id}"})
    assert story_of(box) == "He is two."
    assert StoryRevision.objects.filter(story_text__contains=MOVED).count() == 1


def test_words_typed_together_with_a_tick_both_stand(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, box = client_of(alice), first_box(draft)
    address = page(draft, "assessment_domain", "child")
    event = make_event(draft.episode, source="parents", by=alice)

    sent = sent_back(client.get(address)) | {
        f"story-{box.id}": "Typed.",
        f"mention-{box.id}": [str(event.id)],
    }
    client.post(address, sent)

    assert story_of(box) == f"Typed.\n\n{WORDS}"


def test_a_tick_beside_a_story_that_somebody_else_wrote_meanwhile_follows_their_words(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, box = client_of(alice), first_box(draft)
    address = page(draft, "assessment_domain", "child")
    event = make_event(draft.episode, source="parents", by=alice)
    stale = sent_back(client.get(address))
    tell(draft, "Written meanwhile.", alice)

    client.post(address, stale | {f"mention-{box.id}": [str(event.id)]})

    assert story_of(box) == f"Written meanwhile.\n\n{WORDS}"


def test_a_stale_page_takes_no_mention_out_that_it_did_not_show(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, box = client_of(alice), first_box(draft)
    address = page(draft, "assessment_domain", "child")
    make_event(draft.episode, source="parents", by=alice)
    stale = sent_back(client.get(address))
    tell(draft, WORDS, alice)

    client.post(address, stale)

    assert story_of(box) == WORDS


def test_a_page_that_is_refused_keeps_the_tick(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, box = client_of(alice), first_box(draft)
    address = page(draft, "assessment_domain", "child")
    event = make_event(draft.episode, source="parents", by=alice)
    stale = sent_back(client.get(address))
    tell(draft, "Theirs.", alice)

    refused = client.post(address, stale | {f"story-{box.id}": "Mine.", f"mention-{box.id}": [str(event.id)]})

    assert story_of(box) == "Theirs."
    client.post(address, sent_back(refused) | {f"story-{box.id}": "Theirs. Mine."})
    assert story_of(box) == f"Theirs. Mine.\n\n{WORDS}"


def test_an_event_stands_beside_the_boxes_of_those_whom_it_names(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    ellis, maisie, _ = (row.child for row in of_three.episode.episode_children.order_by("position"))
    make_event(of_three.episode, "of Ellis", people=[ellis], by=alice)
    client = client_of(alice)
    address = page(of_three, "assessment_domain", "child")
    box = first_box(of_three)
    client.post(address, sent_back(client.get(address)) | {f"apart-{box.id}": [str(maisie.id)]})

    form: Any = client.get(address).context["form"]

    hers = next(one for one in form.boxes if one.child_ids == [maisie.id])
    assert f"mention-{box.id}" in form.fields
    assert f"mention-{hers.id}" not in form.fields


@pytest.mark.parametrize("sending", [False, True])
def test_events_beside_the_boxes_stay_within_the_ceilings(
    alice: Practitioner, of_three: Assessment, client_of: SignIn, sending: bool
) -> None:
    client = client_of(alice)
    address = page(of_three, "assessment_domain", "child")
    for _ in range(3):
        event = make_event(of_three.episode, source="parents", by=alice)
    sent = sent_back(client.get(address))
    sent |= {f"mention-{box.id}": [str(event.id)] for box in boxes_of(of_three, domain="child")}

    with at_most(20 if sending else 12):
        client.post(address, sent) if sending else client.get(address)
