"""A family moves: its case goes from one running OpenCAF to another, with a database of its own, and back
comes the receipt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser

from opencaf.episodes.models import Episode, Transfer
from tests.databases import CLONE, Databases
from tests.factories import acting_in
from tests.factories.transfer import LEFT_OUT_CANARY, SEALED_CANARY, whole_case
from tests.journeys.cases.hands import WIDE, Answers, Hands
from tests.journeys.cases.key_hands import KeyHands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


@pytest.fixture
def there(databases: Databases, browser: Browser) -> Iterator[Hands]:
    """The other authority's coordinator, at a browser that shows the other instance."""
    with databases.copy() as name:
        own = {
            **os.environ,
            **databases.environment(name),
            "DJANGO_SETTINGS_MODULE": "opencaf.config.settings",
        }
        site = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.second_site"], cwd=CLONE, env=own, stdout=subprocess.PIPE
        )
        try:
            assert site.stdout is not None
            said = json.loads(site.stdout.readline())
            url = f"http://127.0.0.1:{said['port']}"
            at = KeyHands(browser, url)
            context = browser.new_context(viewport=WIDE, service_workers="block")  # type: ignore[arg-type]
            context.add_cookies([{"name": "opencaf", "value": said["session"], "url": url}])
            at.who = "there"
            at.pages["there"] = at.watched(context)
            at.page.goto(url)
            yield at
            at.close()
            assert at.noticed.troubles == []
        finally:
            site.terminate()
            site.communicate()


def test_a_case_moves_by_the_keyboard_between_two_running_instances(
    hands: Callable[..., Hands], office: Office, there: Hands, tmp_path: Path
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        case = whole_case(by=office.coordinator, given_names="Amara")
    here = hands(keyboard_only=True)
    here.work_as(office.coordinator.email)

    words = prepare(here, case)
    here.page.goto(f"{here.site}/episodes/{case.id}/transfers/")
    package = here.take_file("Download the package", tmp_path / "case.opencaf")
    raw = package.read_bytes()
    assert b"Okonjo" not in raw

    try_wrong_words(there, package)
    receive(there, package, words)
    assert_there(there)
    receipt = there.take_file("Download the receipt", tmp_path / "receipt.json")
    say_it_is_open_still(here, case)

    bring_receipt(here, case, receipt)
    with transaction.atomic(), acting_in(office.authority_id):
        assert Episode.objects.get(pk=case.pk).closures.get(reopened_on=None).reason == "moved_out_of_area"
        assert Transfer.objects.get(episode=case).their_reference.startswith("WS-")


def prepare(at: Hands, case: Episode) -> str:
    """From the case's own page: prepare by the keyboard's letters, note it sent, and read the words."""
    at.page.goto(f"{at.site}{reverse('episodes:overview', args=[case.id])}")
    at.follow(reverse("episodes:transfers", args=[case.id]))
    at.follow(reverse("episodes:transfer_prepare", args=[case.id]))
    at.key_by_key = True
    at.write(
        {
            "to_name": "Westshire",
            "to_mailbox": "early.help@westshire.example.org",
            "why": "The family moves house.",
            "moves_on": "2026-11-16",
            "agreed_by": "Hodan Okonjo",
            "agreed_words": "All of it but feelings.",
            "left_out": ["emotional_social_development"],
        }
    )
    at.key_by_key = False
    at.press("Prepare the transfer")
    at.see("What the family keeps back")
    waiting = at.page.locator('a:text("Show the six words")').get_attribute("href") or ""
    at.follow(waiting)
    words = " ".join(at.page.locator("main ol li").all_text_contents())
    at.page.go_back()
    at.follow(waiting.replace("words", "send"))
    at.send()
    at.see("sent, waiting for an answer")
    return words


def try_wrong_words(at: Hands, package: Path) -> None:
    """Words that were heard wrongly open nothing, and stay to be put right."""
    at.page.goto(f"{at.site}{reverse('episodes:received')}")
    at.look()
    at.follow(reverse("episodes:received_add"))
    at.give_file("file", package)
    at.write({"words": "acorn acorn acorn acorn acorn acorn"})
    at.press("Open the package", refused=True)
    assert "does not open" in at.page.locator(".govuk-error-summary").inner_text()


def receive(at: Hands, package: Path, words: str) -> None:
    """Open the package, read what is in it, say who is known, and accept it."""
    at.give_file("file", package)
    at.write({"words": words})
    at.press("Open the package")
    at.see("Amara Okonjo")
    at.see("Contact notes: 1")
    at.click(at.page.get_by_role("button", name="Accept the case"))
    at.press("Accept the case", refused=True)
    at.write({**same_mother(at), "understood": True})
    at.press("Accept the case")
    at.see("Download the receipt")


def same_mother(at: Hands) -> Answers:
    """The mother is known there through an older brother, the child is not."""
    at.see("Is Hodan Okonjo, mother of Amara Okonjo, known here?")
    at.see("What fits: same name; same date of birth.")
    asked = {
        one["name"]: one["label"] for one in reversed(at.controls()) if one["name"].startswith("person-")
    }
    mother = "The same as Hodan Okonjo"
    return {
        name: mother if label.startswith(mother) else "No: start a new record"
        for name, label in asked.items()
    }


def assert_there(at: Hands) -> None:
    """The case stands there with its days and its authors, and without what was kept back."""
    kept = at.page.url
    at.click(at.page.locator('a:text("Open the case")'))
    at.see("Ask for it anew")
    at.look()
    at.page.goto(at.page.url + "journey/")
    text = at.text()
    assert "Taken over from" in text
    assert "A calm week." in text
    assert "Cosima" in text
    assert LEFT_OUT_CANARY not in text
    assert SEALED_CANARY not in text
    at.look()
    at.page.goto(kept)


def say_it_is_open_still(at: Hands, case: Episode) -> None:
    """Nothing has moved where it came from until the receipt is brought in."""
    assert Episode.objects.filter(pk=case.pk, state="closed").count() == 0
    at.home()


def bring_receipt(at: Hands, case: Episode, receipt: Path) -> None:
    """Bring the receipt in: the case closes as moved."""
    at.page.goto(f"{at.site}/episodes/{case.id}/transfers/")
    link = at.page.locator('a:text("Bring in the receipt")').get_attribute("href") or ""
    at.follow(link)
    at.give_file("receipt", receipt)
    at.press("Bring in the receipt")
    at.see("Accepted on 2 November 2026")
