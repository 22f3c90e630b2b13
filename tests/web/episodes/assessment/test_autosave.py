"""What the page of a domain sends while somebody types, and what it is told."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, Mark, Story
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.queries.assessment import Box, boxes_of
from opencaf.episodes.seen import fingerprint
from opencaf.web.shared.keeping import keeper_of
from tests.factories.assessment import COMPLETED, STARTED
from tests.signing_in import user_of
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import LONG, SignIn, on, page

EMPTY = fingerprint("")


@pytest.fixture
def box(draft: Assessment) -> Box:
    return boxes_of(draft)[0]


def test_words_and_marks_are_saved_and_the_page_is_told_when(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    mark = f"mark-{box.question.code}-{box.child_ids[0]}"
    typed = {"story": f" {LONG}\r\n", "seen-story": EMPTY, mark: "4", f"seen-{mark}": "not_asked"}

    said = client_of(alice).post(page(draft, "assessment_box", box.id), typed | on("written_on", STARTED))

    story = Story.objects.get(pk=box.id)
    assert said.json() == {
        "at": said.json()["at"],
        "seen": {"story": fingerprint(LONG)},
        "theirs": {},
        "who": str(alice),
        "marks": {mark: {"says": "", "now": "4"}},
        "refused": "",
    }
    assert said.json()["at"].startswith("10:3")
    assert (story.story, story.written_on, Mark.objects.get().value) == (LONG, STARTED, 4)


def test_both_texts_reach_whoever_wrote_second_and_the_look_is_noted(
    alice: Practitioner, carol: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    address = page(draft, "assessment_box", box.id)
    client_of(carol).post(address, {"story": "Theirs.", "seen-story": EMPTY})

    said = client_of(alice).post(address, {"story": "Mine.", "seen-story": EMPTY, "needs": "Rest."}).json()

    assert said["theirs"] == {"story": {"text": "Theirs.", "seen": fingerprint("Theirs.")}}
    assert said["seen"] == {"needs": fingerprint("Rest.")}
    assert Story.objects.get(pk=box.id).needs == "Rest."


def test_nothing_is_judged_while_somebody_types(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    typed = {"story": "Words.", "written_on_day": "31", "written_on_month": "Febtober", "written_on_year": ""}

    said = client_of(alice).post(page(draft, "assessment_box", box.id), typed)

    assert said.json()["refused"] == ""
    assert Story.objects.get(pk=box.id).story == "Words."


def test_a_text_too_long_to_store_says_so_and_the_others_are_saved(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    typed = {"story": "x" * 100_001, "needs": "Rest."}

    said = client_of(alice).post(page(draft, "assessment_box", box.id), typed)

    assert "must be 100,000 characters or fewer" in said.json()["refused"]
    assert Story.objects.get(pk=box.id).needs == "Rest."


def test_a_page_of_one_account_saves_nothing_for_another(
    alice: Practitioner, carol: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    of_alice = keeper_of(user_of(alice)).name

    said = client_of(carol).post(
        page(draft, "assessment_box", box.id), {"story": "Hers.", "keeper": of_alice}
    )

    assert "Somebody else has signed in" in said.json()["refused"]
    assert Story.objects.get(pk=box.id).story == ""


@pytest.mark.parametrize("gone", ["completed", "box"])
def test_what_cannot_be_saved_says_why(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn, gone: str
) -> None:
    story_id = new_id() if gone == "box" else box.id
    if gone == "completed":
        complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    said = client_of(alice).post(page(draft, "assessment_box", story_id), {"story": "Late."})

    assert ("stays as it is" if gone == "completed" else "not there any more") in said.json()["refused"]


def test_a_mark_that_the_scale_does_not_have_says_so_and_the_page_goes_on(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    mark = f"mark-{box.question.code}-{box.child_ids[0]}"
    typed = {"story": "Words.", mark: "9", f"seen-{mark}": "not_asked"}

    said = client_of(alice).post(page(draft, "assessment_box", box.id), typed)

    assert said.status_code == 200
    assert said.json()["refused"] or said.json()["marks"][mark]["says"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("whom", ["-" * 36, "another child"])
def test_a_mark_for_nobody_in_the_box_is_not_saved(
    alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn, whom: str
) -> None:
    mark = f"mark-{box.question.code}-{new_id() if whom == 'another child' else whom}"

    said = client_of(alice).post(page(draft, "assessment_box", box.id), {"story": "Words.", mark: "4"})

    assert said.status_code == 200
    assert not Mark.objects.exists()


def test_a_stranger_learns_nothing(
    dave: Practitioner, draft: Assessment, box: Box, client_of: SignIn
) -> None:
    said = client_of(dave).post(page(draft, "assessment_box", box.id), {"story": "Mine.", "seen-story": "x"})

    assert said.status_code == 404


def test_saving_asks_little(alice: Practitioner, draft: Assessment, box: Box, client_of: SignIn) -> None:
    client, address = client_of(alice), page(draft, "assessment_box", box.id)
    client.post(address, {"story": "One."})

    with at_most(15):
        client.post(address, {"story": "One. Two.", "seen-story": fingerprint("One.")})


def test_the_key_to_what_is_kept_is_the_writers_alone(alice: Practitioner, carol: Practitioner) -> None:
    hers, again, others = (keeper_of(user_of(one)) for one in (alice, alice, carol))

    assert hers == again
    assert hers.key != others.key
    assert hers.name != others.name
