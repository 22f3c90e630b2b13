"""What stands between a keystroke and its save: no signal, no session, an answer that never came."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import Route, expect

from opencaf.episodes.operations.assessment import complete_assessment
from tests.factories import acting_in
from tests.factories.assessment import COMPLETED
from tests.loss.conftest import Case, cookie_of
from tests.loss.desk import Desk
from tests.loss.ground import Ground, wait_until

pytestmark = pytest.mark.journey
SitDown = Callable[..., Desk]
KEPT = "Your words are kept on this device"


def test_words_typed_without_a_connection_are_kept_and_save_themselves_later(
    sit_down: SitDown, case: Case
) -> None:
    alice = sit_down(case.alice)
    alice.page.context.set_offline(True)

    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, f"No connection. {KEPT}")
    assert case.says(case.first) == ""
    alice.page.context.set_offline(False)

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well."


def test_without_a_connection_the_button_sends_nothing_and_the_page_stays(
    sit_down: SitDown, case: Case
) -> None:
    alice = sit_down(case.alice)
    alice.page.context.set_offline(True)
    alice.type(case.first, "He sleeps well.")

    alice.page.get_by_role("button", name="Save and continue").click()

    expect(alice.page.locator("[data-autosave-status]")).to_contain_text("The page was not sent")
    expect(alice.box(case.first)).to_have_value("He sleeps well.")


def test_words_come_back_after_the_page_was_closed_without_a_connection(
    sit_down: SitDown, case: Case
) -> None:
    alice = sit_down(case.alice)
    alice.page.context.set_offline(True)
    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, KEPT)
    alice.page.close()
    context = alice.page.context
    context.set_offline(False)

    again = sit_down(case.alice, context=context)

    expect(again.box(case.first)).to_have_value("He sleeps well.")
    again.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well."


def test_another_account_on_this_device_sees_no_word_of_it(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    context = alice.page.context
    context.set_offline(True)
    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, KEPT)
    alice.page.close()
    context.set_offline(False)

    carol = sit_down(case.carol, context=context)

    expect(carol.page.locator("[data-autosave-status]")).to_contain_text("words of another account")
    expect(carol.box(case.first)).to_have_value("")
    assert "sleeps" not in carol.page.content()


def test_a_session_that_ended_costs_no_word(sit_down: SitDown, case: Case, ground: Ground) -> None:
    alice = sit_down(case.alice)
    Session.objects.all().delete()

    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, "You are signed out. Sign in again in a new tab")
    alice.hear(case.first, KEPT)
    context = alice.page.context
    context.add_cookies([cookie_of(case.alice, ground.site)])
    other_tab = context.new_page()
    other_tab.goto(ground.site)
    other_tab.close()

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well."


def test_a_page_of_hers_saves_nothing_in_the_name_of_who_signed_in_after_her(
    sit_down: SitDown, case: Case, ground: Ground
) -> None:
    alice = sit_down(case.alice)
    Session.objects.all().delete()
    context = alice.page.context
    context.add_cookies([cookie_of(case.carol, ground.site)])
    other_tab = context.new_page()
    other_tab.goto(ground.site)

    alice.type(case.first, "He sleeps well.")

    alice.hear(case.first, re.compile("signed out|signed in in this browser"))
    alice.hear(case.first, KEPT)
    assert case.says(case.first) == ""


def test_a_save_whose_answer_never_came_does_not_meet_itself(sit_down: SitDown, case: Case) -> None:
    alice = sit_down(case.alice)
    unheard: list[str] = []

    def swallow(route: Route) -> None:
        if unheard:
            route.continue_()
            return
        unheard.append(route.fetch().text())
        route.abort()

    alice.page.route("**/boxes/**", swallow)
    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, KEPT)
    assert case.says(case.first) == "He sleeps well."
    alice.type(case.first, " He eats.")

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well. He eats."
    assert case.versions(case.first) == ["He sleeps well."]
    expect(alice.page.locator(".app-both")).to_have_count(0)


def test_whoever_writes_on_after_somebody_completed_it_keeps_their_words_and_hears_why(
    sit_down: SitDown, case: Case
) -> None:
    alice = sit_down(case.alice)
    with transaction.atomic(), acting_in(case.authority_id):
        complete_assessment(assessment=case.draft, completed_on=COMPLETED, by=case.alice)

    alice.type(case.first, "He sleeps well.")

    alice.hear(case.first, "was completed and stays as it is")
    expect(alice.box(case.first)).to_have_value("He sleeps well.")


def test_signing_out_deletes_no_word_without_a_warning(sit_down: SitDown, case: Case, ground: Ground) -> None:
    alice = sit_down(case.alice)
    context = alice.page.context
    context.set_offline(True)
    alice.type(case.first, "He sleeps well.")
    alice.hear(case.first, KEPT)
    alice.page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(ground.site)
    notice = page.locator(".app-kept-notice")
    expect(notice).to_contain_text("kept on this device")

    page.get_by_role("button", name="Sign out").click()
    expect(notice).to_contain_text("Signing out deletes them here")
    notice.get_by_role("link", name="Open the page where you typed them").click()

    expect(page.locator(f'[name="story-{case.first}"]')).to_have_value("He sleeps well.")
    wait_until(lambda: case.says(case.first) == "He sleeps well.", "the words arrive")
    page.goto(ground.site)
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/account/login/"))
