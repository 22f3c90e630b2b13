"""What the pages of the situation and the conclusions send while somebody types."""

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.seen import fingerprint
from opencaf.web.shared.keeping import keeper_of
from tests.signing_in import user_of
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import LONG, SignIn, page

EMPTY = fingerprint("")


def test_texts_are_saved_and_the_page_is_told_when(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    typed = {"reason": LONG, "seen-reason": EMPTY, "worries": "Sleep", "seen-worries": EMPTY}

    said = client_of(alice).post(page(draft, "assessment_texts"), typed).json()

    draft.refresh_from_db()
    assert draft.reason == LONG
    assert said["seen"] == {"reason": fingerprint(LONG), "worries": fingerprint("Sleep")}
    assert said["at"].startswith("10:3")
    assert (said["theirs"], said["refused"]) == ({}, "")


def test_both_texts_reach_whoever_wrote_second(
    alice: Practitioner, carol: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    address = page(draft, "assessment_texts")
    client_of(carol).post(address, {"reason": "Theirs.", "seen-reason": EMPTY})

    said = client_of(alice).post(address, {"reason": "Mine.", "seen-reason": EMPTY}).json()

    assert said["theirs"] == {"reason": {"text": "Theirs.", "seen": fingerprint("Theirs.")}}
    assert said["who"] == str(carol)


def test_a_text_too_long_says_so_and_the_others_are_saved(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    typed = {"reason": "x" * 100_001, "summary": "Kind."}

    said = client_of(alice).post(page(draft, "assessment_texts"), typed).json()

    draft.refresh_from_db()
    assert "must be 100,000 characters or fewer" in said["refused"]
    assert draft.summary == "Kind."


def test_a_page_of_one_account_saves_nothing_for_another(
    alice: Practitioner, carol: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    typed = {"reason": "Hers.", "keeper": keeper_of(user_of(alice)).name}

    said = client_of(carol).post(page(draft, "assessment_texts"), typed).json()

    assert "Somebody else has signed in" in said["refused"]


def test_saving_asks_little(alice: Practitioner, draft: Assessment, client_of: SignIn) -> None:
    client, address = client_of(alice), page(draft, "assessment_texts")
    client.post(address, {"reason": "One."})

    with at_most(20):
        client.post(address, {"reason": "Two.", "needs": "Sleep"})


def test_goals_views_and_level_save_themselves(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client, child = client_of(alice), draft.episode.episode_children.get().child
    name = f"child_view-{child.id}"
    typed = {
        "goal_1": "To sleep through.",
        "seen-goal_1": EMPTY,
        name: "I like my bed.",
        f"seen-{name}": EMPTY,
        "level_of_need": "2",
        "seen-level_of_need": "",
        "whose_1": str(child.id),
        "seen-whose_1": "",
    }

    with at_most(20):
        said = client.post(page(draft, "assessment_texts"), typed).json()

    form = client.get(page(draft, "assessment_conclusions")).context["form"]
    assert said["marks"] == {
        "level_of_need": {"says": "", "now": "2"},
        "whose_1": {"says": "", "now": str(child.id)},
    }
    assert set(said["seen"]) == {"goal_1", name}
    assert [form[key].value() for key in ("goal_1", "whose_1", name, "level_of_need")] == [
        "To sleep through.",
        str(child.id),
        "I like my bed.",
        2,
    ]


def test_the_page_of_conclusions_knows_every_text_that_saves_itself(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    form = client_of(alice).get(page(draft, "assessment_conclusions")).context["form"]

    names = form.text_names.split()
    assert len(form["seen"].value().split(".")) == len(names)
    assert {"summary", "goal_0", "parent_view"} <= set(names)
