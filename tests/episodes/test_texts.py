"""The texts of an assessment beside its boxes: they save themselves, and every save is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Finding, TextVersion
from opencaf.episodes.operations.assessment import complete_assessment, set_reason_and_home
from opencaf.episodes.operations.conclusions import Goal, Words, write_conclusions
from opencaf.episodes.operations.texts import Choice, SavedTexts, save_texts
from opencaf.episodes.queries.conclusions import conclusions_of
from opencaf.episodes.queries.texts import text_versions, who_saved_last
from opencaf.episodes.seen import fingerprint
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


def save(draft: Assessment, by: Practitioner, seen: dict[str, str] | None = None, **texts: str) -> SavedTexts:
    return save_texts(assessment=draft, texts=texts, seen=seen or {}, by=by)


def kept(name: str) -> list[tuple[int, str, Practitioner | None]]:
    rows = TextVersion.objects.filter(name=name).order_by("number")
    return [(row.number, row.text, row.recorded_by) for row in rows]


def test_only_what_was_typed_is_saved_and_every_save_is_kept(
    alice: Practitioner, carol: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, reason="School is worried.", summary="He is kind.")
    save(draft, carol, reason="School and home are worried.")

    draft.refresh_from_db()
    assert (draft.reason, draft.summary) == ("School and home are worried.", "He is kind.")
    assert kept("reason") == [(1, "School is worried.", alice), (2, "School and home are worried.", carol)]
    assert who_saved_last(draft, ["reason"]) == str(carol)


def test_lists_are_findings_and_goals_stay(alice: Practitioner, draft: Assessment) -> None:
    words = Words(strengths=["Kind"], goals=[Goal("To sleep")])
    write_conclusions(assessment=draft, words=words, said_on=STARTED, by=alice)

    save(draft, alice, strengths="Kind\n\nFunny\n")

    found = [(finding.kind, finding.text) for finding in Finding.objects.order_by("position")]
    assert found == [("strength", "Kind"), ("strength", "Funny"), ("goal", "To sleep")]
    assert [text for _, text, _ in kept("strengths")] == ["Kind", "Kind\nFunny"]


def test_what_stood_before_saves_were_kept_is_kept_as_nobodys(alice: Practitioner, draft: Assessment) -> None:
    Assessment.objects.filter(pk=draft.pk).update(reason="Old.")

    save(draft, alice, reason="New.")

    assert kept("reason") == [(0, "Old.", None), (1, "New.", alice)]


def test_a_text_that_somebody_else_changed_stays_and_the_others_are_saved(
    alice: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, reason="Theirs.")

    saved = save(draft, alice, {"reason": fingerprint("")}, reason="Mine.", needs="Sleep")

    draft.refresh_from_db()
    assert (list(saved.clashing), draft.reason) == (["reason"], "Theirs.")
    assert saved.seen["needs"] == fingerprint("Sleep")


def test_the_whole_page_keeps_what_it_changes_too(alice: Practitioner, draft: Assessment) -> None:
    page = {"home_situation": "", "people_present": ""}
    set_reason_and_home(assessment=draft, reason="One.", **page, by=alice)
    set_reason_and_home(assessment=draft, reason="Two.", **page, by=alice)
    write_conclusions(assessment=draft, words=Words(summary="Kind."), said_on=STARTED, by=alice)

    versions = text_versions(draft, ["reason", "summary", "needs"])
    assert [(name, [row.text for row in rows]) for name, rows in versions] == [
        ("reason", ["Two.", "One."]),
        ("summary", ["Kind."]),
    ]


def test_many_saves_are_one_line_on_the_trail(
    alice: Practitioner, draft: Assessment, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    for number in range(5):
        save(draft, alice, reason=f"Word {number}.")

    assert len(owner_sees("select at from audit_event where action = 'texts_written'")) == 1


def test_a_stranger_saves_nothing(dave: Practitioner, draft: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        save(draft, dave, reason="Hello.")


def test_a_completed_version_stays_as_it_is(alice: Practitioner, draft: Assessment) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    with pytest.raises(ValidationError, match="stays as it is"):
        save(draft, alice, reason="Late.")


def test_a_text_that_is_none_is_refused(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        save(draft, alice, state="completed")


def test_goals_keep_their_row_and_say_whose_they_are(alice: Practitioner, draft: Assessment) -> None:
    child = draft.episode.episode_children.get().child

    save(draft, alice, goal_1="To sleep through.")
    chosen = [Choice("whose_1", str(child.id), ""), Choice("level_of_need", "2", "")]
    save_texts(assessment=draft, texts={}, seen={}, choices=chosen, by=alice)

    held = conclusions_of(draft)
    draft.refresh_from_db()
    assert {row: (goal.text, goal.whose) for row, goal in held.goal_rows.items()} == {
        1: ("To sleep through.", child)
    }
    assert draft.level_of_need == 2


def test_whose_a_goal_is_may_be_chosen_before_it_has_words(alice: Practitioner, draft: Assessment) -> None:
    child = draft.episode.episode_children.get().child
    choice = Choice("whose_0", str(child.id), "")

    save_texts(assessment=draft, texts={}, seen={}, choices=[choice], by=alice)
    before = conclusions_of(draft).goals
    save(draft, alice, goal_0="To play outside.")

    assert before == []
    assert [(goal.text, goal.whose) for goal in conclusions_of(draft).goals] == [("To play outside.", child)]


def test_a_choice_that_somebody_else_made_meanwhile_stays(
    alice: Practitioner, carol: Practitioner, draft: Assessment
) -> None:
    save_texts(assessment=draft, texts={}, seen={}, choices=[Choice("level_of_need", "3", "")], by=carol)

    choice = Choice("level_of_need", "2", "")
    saved = save_texts(assessment=draft, texts={}, seen={}, choices=[choice], by=alice)

    draft.refresh_from_db()
    assert (draft.level_of_need, saved.refused) == (3, {"level_of_need": "3"})


def test_what_the_family_says_saves_itself_and_every_save_is_kept(
    alice: Practitioner, draft: Assessment
) -> None:
    child = draft.episode.episode_children.get().child
    name = f"child_view-{child.id}"

    save(draft, alice, **{name: "I like my teacher."})
    save(draft, alice, **{name: "I like my teacher and my bed.", "parent_view": "We are tired."})
    save(draft, alice, **{f"child_why-{child.id}": "Asleep at the time."})

    held = conclusions_of(draft).said
    assert held[name] == "I like my teacher and my bed."
    assert held[f"child_why-{child.id}"] == "Asleep at the time."
    assert held["parent_view"] == "We are tired."
    assert [number for number, _, _ in kept(name)] == [1, 2]


def test_nobody_of_another_family_says_anything(alice: Practitioner, draft: Assessment) -> None:
    stranger = ChildFactory()

    with pytest.raises(ValidationError, match="not there any more"):
        save(draft, alice, **{f"child_view-{stranger.id}": "Not hers."})


def test_the_button_keeps_what_somebody_else_said_meanwhile(
    alice: Practitioner, carol: Practitioner, draft: Assessment
) -> None:
    save(draft, carol, goal_0="Carol typed this.")
    words = Words(goals=[Goal("")])

    write_conclusions(
        assessment=draft, words=words, said_on=STARTED, seen_said={"goal_0": fingerprint("")}, by=alice
    )

    assert [goal.text for goal in conclusions_of(draft).goals] == ["Carol typed this."]


def test_the_button_shows_both_goals(alice: Practitioner, carol: Practitioner, draft: Assessment) -> None:
    save(draft, carol, goal_0="Carol typed this.")
    words = Words(goals=[Goal("Mine.")])

    with pytest.raises(ValidationError, match="Both texts are shown") as refused:
        write_conclusions(
            assessment=draft, words=words, said_on=STARTED, seen_said={"goal_0": fingerprint("")}, by=alice
        )

    assert list(refused.value.message_dict) == ["goal_0"]
