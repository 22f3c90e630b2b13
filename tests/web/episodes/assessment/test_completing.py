"""How far an assessment is, completing it, and the version after it."""

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Assessment,
    EpisodeChild,
)
from opencaf.episodes.operations.children import let_everybody_see
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import boxes_of
from tests.factories import ChildFactory
from tests.factories.assessment import (
    STARTED,
    make_completed,
    make_draft,
)
from tests.web.episodes.assessment.given import SignIn, on, page, sent_back


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
