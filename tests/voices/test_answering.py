"""What a link takes, once; what it leaves on the trail; and how somebody declines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Answer, Asked, Reply
from opencaf.voices.operations.asking import ask_about, give_link, note_decline, type_in
from opencaf.voices.operations.by_link import Said, answer_by_link, decline_by_link
from opencaf.voices.queries.asking import asked_with, behind_link, waiting
from opencaf.voices.queries.questionnaires import worded
from tests.factories import make_episode
from tests.factories.voices import make_asked, make_questionnaire, make_secret, say

OwnerSees = Callable[..., list[dict[str, Any]]]
ActingAs = Callable[[Practitioner], Any]


def first_question(asked: Asked) -> Said:
    return Said(worded(asked.questionnaire_id)[0].question.id, step=2)


@pytest.fixture
def asked(episode: Episode, coordinator: Practitioner, acting_as: ActingAs) -> Asked:
    with acting_as(coordinator):
        return make_asked(episode, by=coordinator)


def test_a_link_takes_answers_once_and_ties_them_where_nobody_looks(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs, owner_sees: OwnerSees
) -> None:
    with acting_as(coordinator):
        secret = make_secret(asked, by=coordinator, on=today)
    with acting_for(Asking(authority_id=asked.authority_id)):
        answer = {"secret": secret, "language": "en", "authority_id": asked.authority_id}
        answer_by_link(said=[first_question(asked)], **answer)

        with pytest.raises(ValidationError, match="used already"):
            answer_by_link(said=[first_question(asked)], **answer)

    (tie,) = owner_sees("select episode_id, reply_id from voices_replytie")
    (reply,) = owner_sees("select id, recorded_at, month, way from voices_reply")
    assert str(tie["episode_id"]) == str(asked.episode_id)
    assert (reply["way"], str(reply["month"])) == ("link", "2026-11-01")
    assert "2026-11-01" in str(reply["recorded_at"]), "the moment of a reply would lead to its case"


def test_the_trail_says_that_somebody_answered_and_not_of_which_case(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs, owner_sees: OwnerSees
) -> None:
    with acting_as(coordinator):
        say(asked, "canary", by=coordinator, on=today)

    (event,) = owner_sees("select * from audit_event where action = 'voice_answered'")
    assert (event["episode_id"], event["practitioner_id"]) == (None, None)
    assert str(asked.id) not in str(event)
    assert "canary" not in str(event)


def test_an_id_of_a_reply_does_not_say_when_it_was_made(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        say(asked, by=coordinator, on=today)

        assert Reply.objects.get().id.version == 4
        assert {answer.id.version for answer in Answer.objects.all()} == {4}


def test_who_declines_leaves_the_list_and_is_never_asked_again(
    asked: Asked, episode: Episode, coordinator: Practitioner, today: dt.date, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        secret = make_secret(asked, by=coordinator, on=today)
        with acting_for(Asking(authority_id=asked.authority_id)):
            decline_by_link(secret=secret, authority_id=asked.authority_id)

        assert list(waiting(coordinator)) == []
        with pytest.raises(ValidationError, match="rather not be asked"):
            make_asked(episode, moment=Moment.CLOSING, by=coordinator)


def test_who_declined_by_word_of_mouth_is_never_asked_again(
    asked: Asked, episode: Episode, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        note_decline(asked=asked, by=coordinator)

        with pytest.raises(ValidationError, match="rather not be asked"):
            make_asked(episode, moment=Moment.CLOSING, by=coordinator)


def test_a_link_ends_after_its_weeks(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        secret = make_secret(asked, by=coordinator, on=today - dt.timedelta(weeks=8, days=1))

    with acting_for(Asking(authority_id=asked.authority_id)):
        assert behind_link(secret) is None
        with pytest.raises(ValidationError):
            decline_by_link(secret=secret, authority_id=asked.authority_id)


def test_a_new_link_ends_the_one_before(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        first = make_secret(asked, by=coordinator, on=today)
        second = make_secret(asked, by=coordinator, on=today)

    with acting_for(Asking(authority_id=asked.authority_id)):
        assert behind_link(first) is None
        assert behind_link(second) is not None


def test_a_link_of_another_authority_opens_nothing(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs, other_authority: Any
) -> None:
    with acting_as(coordinator):
        secret = make_secret(asked, by=coordinator, on=today)

    with acting_for(Asking(authority_id=other_authority.id)):
        assert behind_link(secret) is None
    with acting_for(Asking(authority_id=asked.authority_id)):
        assert behind_link("") is None


def test_an_answer_that_says_nothing_is_refused(
    asked: Asked, coordinator: Practitioner, today: dt.date, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        secret = make_secret(asked, by=coordinator, on=today)

    with (
        acting_for(Asking(authority_id=asked.authority_id)),
        pytest.raises(ValidationError, match="at least one"),
    ):
        answer_by_link(secret=secret, language="en", said=[], authority_id=asked.authority_id)


def test_who_coordinates_types_in_a_paper(
    asked: Asked, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        type_in(asked=asked, language="en", said=[first_question(asked)], by=coordinator)

        assert Reply.objects.get().way == "paper"
        assert asked_with(coordinator, asked.id) is None


def test_a_coordinator_who_leads_cannot_ask_nor_type_in(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        own = make_episode(by=coordinator)
        make_questionnaire(by=coordinator)

        with pytest.raises(ValidationError, match="You work with this family"):
            ask_about(
                reference=own.reference,
                kind=Kind.CHILD,
                moment=Moment.REVIEW,
                asked_on_day=clock.today(),
                by=coordinator,
            )


def test_the_team_asks_nobody_and_declines_for_nobody(
    asked: Asked, alice: Practitioner, carol: Practitioner, today: dt.date
) -> None:
    for somebody in (alice, carol):
        with pytest.raises(PermissionDenied):
            give_link(asked=asked, given_on=today, by=somebody)
        with pytest.raises(PermissionDenied):
            note_decline(asked=asked, by=somebody)
        with pytest.raises(PermissionDenied):
            type_in(asked=asked, language="en", said=[first_question(asked)], by=somebody)


def test_nobody_writes_a_reply_or_reads_a_tie_but_by_the_functions(coordinator: Practitioner) -> None:
    for statement in (
        "select * from voices_replytie",
        "delete from voices_reply",
        "update voices_answer set step = 1",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
