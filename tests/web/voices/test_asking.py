"""Asking by link and paper, what the link shows, results as files, themes, and what was done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.voices.models import Answer, Asked, Interview, Reply, SaidAndDone, Theme
from tests.factories import make_episode
from tests.factories.voices import WORDS, heard, make_asked
from tests.voices.world import cases_of

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def client(client_of: ClientOf, coordinator: Practitioner) -> Client:
    return client_of(coordinator)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def asked(episode: Episode, coordinator: Practitioner) -> Asked:
    return make_asked(episode, by=coordinator)


@pytest.fixture
def link(client: Client, asked: Asked) -> str:
    shown = client.post(f"/voices/asked/{asked.id}/link/", follow=True).content.decode()
    (found,) = re.findall(r"<strong>(http\S+)</strong>", shown)
    return urlparse(found).path


def test_a_link_shows_the_questions_and_nothing_of_the_record(link: str, episode: Episode) -> None:
    shown = Client().get(link).content.decode()

    child = episode.episode_children.get().child
    assert "Did people listen to you?" in shown
    names = {*child.full_name.split(), episode.reference, "Archer", "Alice"}
    assert [name for name in names if name in shown] == []


def test_answers_arrive_once_and_then_the_link_thanks(link: str, coordinator: Practitioner) -> None:
    SaidAndDone.record(by=coordinator, said="Too long.", done="Shorter now.", done_on=dt.date(2026, 10, 1))

    response = Client().post(link, {"q1": "3", "q8": "<b>Swings</b>"}, follow=True)

    assert "Your answers have arrived" in response.content.decode()
    assert "Shorter now." in response.content.decode()
    again = Client().post(link, {"q1": "1"})
    assert "Your answers have arrived" in again.content.decode()
    assert Reply.objects.count() == 1
    assert set(Answer.objects.values_list("step", "words")) == {(3, ""), (None, "<b>Swings</b>")}


def test_no_answer_at_all_is_asked_about(link: str) -> None:
    response = Client().post(link, {"q8": " "})

    assert "Answer at least one question, or say that you would rather not" in response.content.decode()


def test_declining_is_one_press(link: str, asked: Asked) -> None:
    response = Client().post(f"{link}decline/", follow=True)

    asked.refresh_from_db()
    assert "We shall not ask you again about this" in response.content.decode()
    assert asked.outcome == "declined"


def test_a_link_that_is_wrong_says_so(link: str) -> None:
    response = Client().get(link[:-5] + "wrong/")

    assert response.status_code == 404
    assert "This link no longer works" in response.content.decode()


def test_the_questions_are_printed_with_and_without_a_link(client: Client, asked: Asked) -> None:
    without = client.get(f"/voices/asked/{asked.id}/paper/")
    client.post(f"/voices/asked/{asked.id}/link/", follow=True)
    with_link = client.get(f"/voices/asked/{asked.id}/paper/")

    assert without.content.startswith(b"%PDF")
    assert len(with_link.content) > len(without.content) + 1_000


def test_a_paper_is_typed_in(client: Client, asked: Asked) -> None:
    response = client.post(f"/voices/asked/{asked.id}/type-in/", {"q2": "2"}, follow=True)

    assert "Destroy the paper" in response.content.decode()
    assert Reply.objects.get().way == "paper"


def test_somebody_is_put_on_the_list_by_the_reference_of_their_case(
    client: Client, asked: Asked, episode: Episode
) -> None:
    values = {"kind": "child", "moment": "closing"}
    client.post("/voices/asked/add/", values | {"reference": episode.reference})
    wrong = client.post("/voices/asked/add/", values | {"reference": "NO-SUCH-1"})

    assert Asked.objects.filter(moment="closing").count() == 1
    assert "Enter the reference of a case that you can open" in wrong.content.decode()


def test_results_are_a_page_and_a_file(
    client: Client, alice: Practitioner, coordinator: Practitioner
) -> None:
    heard(cases_of(alice, 6), by=coordinator)

    page = client.get("/voices/?kind=child").content.decode()
    file = client.get("/voices/download/?as=csv&kind=child").content.decode()

    assert "6 answered. Good news: 100 % (61 to 100)." in page
    assert "Did people listen to you?,Yes,6,100.0,61.0,100.0" in file
    assert client.get("/voices/download/?as=xlsx&kind=parent").status_code == 200
    assert "nothing to show yet" in client.get("/voices/?kind=parent").content.decode()
    assert client.get("/voices/?kind=nobody").status_code == 200


def test_words_are_marked_with_themes(client: Client, alice: Practitioner, coordinator: Practitioner) -> None:
    heard(cases_of(alice, 6), by=coordinator)
    client.post("/voices/themes/", {"name": "Play"})
    theme, answer = Theme.objects.get(), Answer.objects.exclude(words="")[0]

    client.post(f"/voices/words/{answer.id}/", {"themes": [str(theme.id)]})

    assert WORDS in client.get("/voices/words/").content.decode()
    assert [one.theme for one in answer.codings.all()] == [theme]
    again = client.post("/voices/themes/", {"name": "play"})
    assert "a theme with this name already" in again.content.decode()
    client.post(f"/voices/words/{answer.id}/", {"submission_token": ""})
    assert not answer.codings.exists()


def test_a_fear_for_somebody_leads_to_the_case(
    client: Client, alice: Practitioner, coordinator: Practitioner
) -> None:
    cases = cases_of(alice, 5)
    heard(cases, by=coordinator)
    answer = Answer.objects.get(words=f"{WORDS} 2")

    response = client.post(f"/voices/words/{answer.id}/safety/", {"why": "Speaks of bruises."})

    assert response["Location"] == f"/episodes/{cases[2].id}/"


def test_what_was_done_is_told_and_taken_down(
    client: Client, client_of: ClientOf, alice: Practitioner
) -> None:
    told = {"said": "Too long.", "done": "Shorter now.", "done_on_day": "1", "done_on_month": "10"}
    client.post("/voices/said-and-done/add/", told | {"done_on_year": "2026"})
    assert "Shorter now." in client_of(alice).get("/voices/said-and-done/").content.decode()

    client.post(f"/voices/said-and-done/{SaidAndDone.objects.get().id}/take-down/")
    assert "Nothing is told yet" in client_of(alice).get("/voices/said-and-done/").content.decode()


def test_notes_of_a_talk_are_kept(client: Client) -> None:
    day = {"held_on_day": "1", "held_on_month": "10", "held_on_year": "2026"}
    said = {"kind": "parent", "held_by": "Cosima", "notes": "Wants evenings.", "may_be_quoted": "yes"}
    client.post("/voices/interviews/add/", day | said)

    assert Interview.objects.get().may_be_quoted
    assert "Wants evenings." in client.get("/voices/interviews/").content.decode()
