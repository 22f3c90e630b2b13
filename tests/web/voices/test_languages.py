"""Answering in another language: the questions, and the sentences around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Questionnaire
from opencaf.voices.operations.asking import ask_about
from opencaf.voices.page_words import ENGLISH_WORDS, words_in
from opencaf.voices.queries.questionnaires import worded
from tests.factories import make_episode

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def client(client_of: ClientOf, coordinator: Practitioner) -> Client:
    return client_of(coordinator)


@pytest.fixture
def draft(client: Client) -> Questionnaire:
    client.post("/voices/questionnaires/begin/child/")
    return Questionnaire.objects.get()


def in_polish(draft: Questionnaire, **changed: str) -> dict[str, str]:
    """Everything that the page asks for, in words that nobody takes for English."""
    found = {f"page_{key}": f"po polsku: {key}" for key in ENGLISH_WORDS}
    for place, one in enumerate(worded(draft.id), start=1):
        found[f"text{place}"] = f"pytanie {place}"
        if one.steps:
            found[f"choices{place}"] = "\n".join(f"{place}.{step}" for step, _ in enumerate(one.steps))
    return found | changed


def translated(client: Client, draft: Questionnaire, **changed: str) -> None:
    client.post(f"/voices/questionnaires/{draft.id}/pl/", in_polish(draft, **changed))
    client.post(f"/voices/questionnaires/{draft.id}/use/")


def link_of(client: Client, alice: Practitioner, coordinator: Practitioner) -> str:
    (asked,) = ask_about(
        reference=make_episode(by=alice).reference,
        kind=Kind.CHILD,
        moment=Moment.REVIEW,
        asked_on_day=clock.today(),
        by=coordinator,
    )
    shown = client.post(f"/voices/asked/{asked.id}/link/", follow=True).content.decode()
    (found,) = re.findall(r"<strong>(http\S+)</strong>", shown)
    return urlparse(found).path


def test_whoever_chooses_a_language_reads_all_of_the_page_in_it(
    client: Client, draft: Questionnaire, alice: Practitioner, coordinator: Practitioner
) -> None:
    translated(client, draft)
    link = link_of(client, alice, coordinator)

    page = Client().get(link, {"language": "pl"}).content.decode()

    for key in ("title", "choose", "apart", "safety", "emergency", "decline", "send"):
        assert f"po polsku: {key}" in page
    assert "pytanie 1" in page
    assert "The people who work with you" not in page
    assert "po polsku" not in Client().get(link).content.decode()


def test_thanks_and_declining_are_in_the_language_too(
    client: Client, draft: Questionnaire, alice: Practitioner, coordinator: Practitioner
) -> None:
    translated(client, draft)
    link = link_of(client, alice, coordinator)

    asks = Client().get(f"{link}decline/", {"language": "pl"}).content.decode()
    thanks = Client().post(f"{link}?language=pl", {"q1": "1"}, follow=True).content.decode()

    assert "po polsku: declined" in asks
    assert "po polsku: back" in asks
    assert "po polsku: arrived" in thanks


def test_half_translated_sentences_stay_in_english_and_are_marked_so(
    client: Client, draft: Questionnaire, alice: Practitioner, coordinator: Practitioner
) -> None:
    translated(client, draft, page_safety="")

    page = Client().get(link_of(client, alice, coordinator), {"language": "pl"}).content.decode()

    assert "pytanie 1" in page
    assert "po polsku" not in page
    assert '<div lang="en" dir="ltr">' in page


def test_a_sentence_is_changed_and_taken_out_again(client: Client, draft: Questionnaire) -> None:
    there = f"/voices/questionnaires/{draft.id}/pl/"
    client.post(there, in_polish(draft))
    client.post(there, in_polish(draft, page_send="Wyślij", page_back=""))

    assert words_in(draft.id, "pl")["send"] == "Wyślij"
    assert "back" not in words_in(draft.id, "pl")
    assert "Wyślij" in client.get(there).content.decode()


def test_a_new_version_keeps_the_sentences(client: Client, draft: Questionnaire) -> None:
    translated(client, draft)
    client.post(f"/voices/questionnaires/{draft.id}/again/")

    assert words_in(Questionnaire.objects.get(version=2).id, "pl") == words_in(draft.id, "pl")
