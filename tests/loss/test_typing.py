"""Saving while somebody types, with nothing going wrong; and two who type at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.loss.conftest import Case
from tests.loss.desk import SAVED, Desk
from tests.loss.ground import wait_until

pytestmark = pytest.mark.journey
SitDown = Callable[..., Desk]


def test_words_are_saved_after_a_pause_and_stand_when_the_page_is_opened_again(
    sit_down: SitDown, case: Case
) -> None:
    alice = sit_down(case.alice)

    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)

    assert case.says(case.first) == "He sleeps well."
    alice.type(case.first, " He eats.")
    alice.hear_saved(case.first)
    alice.open()
    expect(alice.box(case.first)).to_have_value("He sleeps well. He eats.")
    wait_until(lambda: case.versions(case.first)[:1] == ["He sleeps well."], "the first words stay a version")
    assert alice.troubles == []


def test_a_mark_and_whose_view_it_is_are_saved_too(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    mark = alice.page.locator(f'[data-autosave="{case.first}"] input[type="radio"][value="4"]')

    mark.check(force=True)
    alice.hear_saved(case.first)

    alice.open()
    expect(mark).to_be_checked()


def test_a_changed_day_counts_for_what_was_saved_before(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)

    with alice.page.expect_response("**/boxes/**"):
        alice.page.locator('[name="written_on_day"]').fill("1")

    written = case.story(case.first).written_on
    assert written
    assert written.day == 1


def test_two_people_in_different_questions_never_meet(sit_down: SitDown, case: Case) -> None:
    alice, carol = sit_down(case.alice), sit_down(case.carol)

    alice.type(case.first, "He sleeps well.")
    carol.type(case.second, "He runs.")
    alice.hear_saved(case.first)
    carol.hear_saved(case.second)

    assert (case.says(case.first), case.says(case.second)) == ("He sleeps well.", "He runs.")
    expect(alice.page.locator(".app-both")).to_have_count(0)
    expect(carol.page.locator(".app-both")).to_have_count(0)


@pytest.mark.parametrize(
    ("button", "stands"),
    [
        ("Put both together", "He sleeps badly.\n\nHe sleeps well."),
        ("Keep mine", "He sleeps badly."),
        ("Keep the other", "He sleeps well."),
    ],
)
def test_two_people_in_one_question_see_both_texts_and_choose(
    sit_down: SitDown, case: Case, button: str, stands: str
) -> None:
    alice, carol = sit_down(case.alice), sit_down(case.carol)
    carol.type(case.first, "He sleeps well.")
    carol.hear_saved(case.first)

    alice.type(case.first, "He sleeps badly.")
    both = alice.page.locator(".app-both")
    expect(both).to_contain_text("Carol", timeout=40_000)
    expect(both).to_contain_text("He sleeps well.")
    expect(alice.box(case.first)).to_have_value("He sleeps badly.")
    assert case.says(case.first) == "He sleeps well."
    alice.page.get_by_role("button", name=re.compile(button)).click()

    alice.hear(case.first, re.compile("Saved at|The other text stands"))
    assert case.says(case.first) == stands
    assert alice.troubles == []


def test_a_double_click_sends_the_page_once(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")

    alice.page.get_by_role("button", name="Save and continue").dblclick()
    alice.page.wait_for_url(re.compile(r"/assessment/$"))

    expect(alice.page.locator("main")).to_contain_text("Saved at")
    assert case.says(case.first) == "He sleeps well."
    assert case.versions(case.first) == []
    assert alice.troubles == []


def test_the_button_sends_what_was_typed_a_moment_before(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)
    alice.type(case.first, " He eats.")

    with alice.page.expect_navigation():
        alice.page.get_by_role("button", name="Save and stay here").click()

    expect(alice.page.locator(".govuk-error-summary")).to_have_count(0)
    expect(alice.box(case.first)).to_have_value("He sleeps well. He eats.")
    assert case.says(case.first) == "He sleeps well. He eats."


def test_the_button_sends_a_page_on_which_no_word_was_typed(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)

    with alice.page.expect_navigation(timeout=5_000):
        alice.page.get_by_role("button", name="Save and stay here").click()

    assert alice.troubles == []


def test_leaving_the_page_at_once_saves(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")

    alice.page.get_by_role("link", name="Back to the assessment").click()
    alice.page.wait_for_url(re.compile(r"/assessment/$"))
    wait_until(lambda: case.says(case.first) == "He sleeps well.", "the words arrive")


@pytest.mark.parametrize(("page", "text"), [("situation", "reason"), ("conclusions", "goal_1")])
def test_texts_beside_the_boxes_save_themselves_too(
    sit_down: SitDown, case: Case, page: str, text: str
) -> None:
    case.path = case.path.replace("domains/child", page)
    alice, carol = sit_down(case.alice), sit_down(case.carol)

    alice.write(text, "He sleeps well.")
    alice.hear_page(SAVED)
    carol.write(text, "He sleeps badly.")
    expect(carol.page.locator(".app-both")).to_contain_text("Alice", timeout=40_000)
    carol.page.get_by_role("button", name="Put both together").click()
    carol.hear_page(SAVED)

    alice.open()
    expect(alice.page.locator(f'[name="{text}"]')).to_have_value(re.compile("badly.*well", re.DOTALL))
    assert alice.troubles == carol.troubles == []


def test_the_level_whose_a_goal_is_and_a_childs_view_save_themselves_too(
    sit_down: SitDown, case: Case
) -> None:
    case.path = case.path.replace("domains/child", "conclusions")
    alice = sit_down(case.alice)
    view = alice.page.locator('textarea[name^="child_view-"]').first
    whose = alice.page.locator('[name="whose_1"]')
    level = alice.page.locator('[name="level_of_need"][value="2"]')

    whose.select_option(index=1)
    alice.write("goal_1", "To sleep through.")
    level.check(force=True)
    view.press_sequentially("I like my bed.")
    alice.hear_page(SAVED)
    wait_until(lambda: case.concluded() == (2, ["I like my bed."]), "level and view arrive")
    chosen = whose.input_value()
    alice.open()

    expect(alice.page.locator('[name="goal_1"]')).to_have_value("To sleep through.")
    expect(whose).to_have_value(chosen)
    expect(level).to_be_checked()
    expect(view).to_have_value("I like my bed.")
    assert alice.troubles == []
