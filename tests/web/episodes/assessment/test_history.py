"""How an element was written, save by save."""

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.autosave import Typed, save_typed
from opencaf.episodes.operations.regrouping import tell_apart, tell_together
from opencaf.episodes.operations.texts import save_texts
from opencaf.episodes.queries.assessment import Box, boxes_of
from tests.factories.assessment import COMPLETED
from tests.fixtures import TODAY
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page


@pytest.fixture
def box(draft: Assessment) -> Box:
    return boxes_of(draft)[0]


def save(draft: Assessment, box: Box, by: Practitioner, minute: int, **texts: str) -> None:
    with clock.at(TODAY + dt.timedelta(minutes=10 + minute)):
        save_typed(episode=draft.episode, story_id=box.id, typed=Typed(texts=texts), by=by)


def history(draft: Assessment, box: Box) -> str:
    return page(draft, "assessment_history", draft.version, box.question.code)


def test_every_save_can_be_read_by_sitting(
    alice: Practitioner, carol: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    save(draft, box, alice, 0, story="One.")
    save(draft, box, alice, 2, story="One. Two.", needs="Rest.")
    save(draft, box, carol, 5, story="Three.")

    shown = client_of(alice).get(history(draft, box))

    sittings = shown.context["boxes"][0]["sittings"]
    assert [(each.who, each.when) for each in sittings] == [
        (f"{carol}, for {alice}", "2 November 2026, 10:45am"),
        (str(alice), "2 November 2026, 10:40am to 10:42am"),
    ]
    assert sittings[1].saves == [{"when": "10:40am", "texts": [("The story", "One.")]}]
    assert sittings[1].texts == [("The story", "One. Two."), ("Needs", "Rest.")]


def test_a_completed_version_leads_to_its_history(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    save(draft, box, alice, 0, story="One.")
    save(draft, box, alice, 1, story="Two.")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    client = client_of(alice)

    whole = client.get(page(draft, "assessment_show", 1)).content.decode()

    assert f'href="{history(draft, box)}"' in whole
    assert "One." in client.get(history(draft, box)).content.decode()


def test_what_was_put_together_with_another_box_can_be_read_still(
    alice: Practitioner, of_three: Assessment, client_of: SignIn
) -> None:
    first = boxes_of(of_three)[0]
    apart = tell_apart(assessment=of_three, story_id=first.id, child_ids=first.child_ids[:1], by=alice)
    save_typed(episode=of_three.episode, story_id=apart.id, typed=Typed(texts={"story": "Apart."}), by=alice)
    save_typed(episode=of_three.episode, story_id=apart.id, typed=Typed(texts={"story": "Alone."}), by=alice)
    tell_together(assessment=of_three, story_id=apart.id, by=alice)

    shown = client_of(alice).get(history(of_three, first)).content.decode()

    assert "A box that was put together with another" in shown
    assert "Apart." in shown


def test_a_box_nobody_wrote_in_says_so(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    assert "Nothing has been written here yet." in client_of(alice).get(history(draft, box)).content.decode()


def test_the_history_asks_little_however_long_it_is(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    client = client_of(alice)
    for minute in range(20):
        save(draft, box, alice, minute, story=f"Word {minute}.")

    with at_most(12):
        client.get(history(draft, box))


@pytest.mark.parametrize("element", ["nothing", "general_health_"])
def test_an_element_that_is_not_there_is_not_known(
    alice: Practitioner, draft: Assessment, client_of: SignIn, element: str
) -> None:
    assert client_of(alice).get(page(draft, "assessment_history", 1, element)).status_code == 404


def test_the_other_texts_say_who_changed_what(
    alice: Practitioner, carol: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    for who, text in ((alice, "School is worried."), (carol, "School and home are worried.")):
        save_texts(assessment=draft, texts={"reason": text, "goal_0": text}, seen={}, by=who)
    client = client_of(alice)

    with at_most(12):
        shown = client.get(page(draft, "assessment_text_history", 1)).content.decode()

    for words in ("School is worried.", "School and home are worried.", "Goal 1", str(alice), str(carol)):
        assert words in shown
    assert page(draft, "assessment_text_history", 1) in (
        client.get(page(draft, "assessment_show", 1)).content.decode()
    )


def test_without_a_save_the_page_of_the_other_texts_says_so(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)

    assert "Nothing has been written here yet" in (
        client.get(page(draft, "assessment_text_history", 1)).content.decode()
    )
    assert client.get(page(draft, "assessment_text_history", 7)).status_code == 404
