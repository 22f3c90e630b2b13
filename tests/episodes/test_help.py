"""Asking the coordinator for help from inside the case, and the answer."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, HelpRequest
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.episodes.queries.board import counts_for
from opencaf.outbox.models import Message
from tests.factories import make_episode
from tests.signing_in import user_of
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
QUESTION = "How do I run a first meeting?"


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def ask(episode: Episode, alice: Practitioner) -> HelpRequest:
    return ask_for_help(episode=episode, question=QUESTION, by=alice)


def test_a_question_stands_on_the_board_until_it_is_answered(
    alice: Practitioner, coordinator: Practitioner, episode: Episode
) -> None:
    asked = ask(episode, alice)
    before = counts_for(coordinator)["help"]

    answer_help(asked=asked, answer="I come along on Tuesday.", by=coordinator)

    asked.refresh_from_db()
    assert (before, counts_for(coordinator)["help"]) == (1, 0)
    assert (asked.answered_by, asked.answered_on) == (coordinator, clock.today())


def test_both_are_told_by_mail_without_words(
    alice: Practitioner, coordinator: Practitioner, episode: Episode
) -> None:
    helper, asker = user_of(coordinator), user_of(alice)
    alice.refresh_from_db()

    answer_help(asked=ask(episode, alice), answer="I come along on Tuesday.", by=coordinator)

    mails = list(Message.objects.order_by("recorded_at", "id"))
    assert [mail.to for mail in mails] == [helper.email, asker.email]
    assert "first meeting" not in " ".join(mail.subject + mail.body for mail in mails)


def test_one_question_waits_at_a_time(alice: Practitioner, episode: Episode) -> None:
    ask(episode, alice)

    with pytest.raises(ValidationError, match="waits for an answer already"):
        ask(episode, alice)


def test_empty_words_are_refused(alice: Practitioner, coordinator: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="Enter what you need help with"):
        ask_for_help(episode=episode, question=" ", by=alice)
    asked = ask(episode, alice)
    with pytest.raises(ValidationError, match="Enter your answer"):
        answer_help(asked=asked, answer=" ", by=coordinator)


def test_an_answer_is_given_once_and_by_a_coordinator(
    alice: Practitioner, coordinator: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    asked = ask(episode, alice)
    with pytest.raises(PermissionDenied, match="A coordinator or a manager"):
        answer_help(asked=asked, answer="Me.", by=alice)
    with pytest.raises(PermissionDenied):
        ask_for_help(episode=episode, question=QUESTION, by=dave)
    answer_help(asked=asked, answer="I come along.", by=coordinator)

    with pytest.raises(ValidationError, match="answered already"):
        answer_help(asked=asked, answer="Again.", by=coordinator)


def test_it_is_asked_answered_and_read_on_one_page(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    asker, helper = client_of(alice), client_of(coordinator)
    address = f"/episodes/{episode.id}/help/"

    with at_most(20):
        asker.post(address, {"question": QUESTION})
    listed = helper.get("/home/board/help/").content.decode()
    helper.post(address, {"answer": "I come along on Tuesday."})

    with at_most(12):
        shown = asker.get(address).content.decode()
    assert episode.reference in listed
    assert QUESTION in shown
    assert "I come along on Tuesday." in shown
