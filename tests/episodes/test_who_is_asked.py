"""Who may be asked to write for an assessment, and about what."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Invitation, Practitioner, Role
from opencaf.episodes.models import (
    Assessment,
    Contribution,
)
from opencaf.episodes.operations.contributions import (
    ask_newcomer,
)
from opencaf.episodes.operations.shielding import shield_record
from opencaf.outbox.models import Message
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.assessment import STARTED, make_draft
from tests.factories.contributions import (
    HEALTH,
    agree_to_share,
    agree_to_writer,
    make_contribution,
)
from tests.fixtures import TODAY

Acting = Callable[[Practitioner], Any]


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def asked(draft: Assessment, alice: Practitioner, dave: Practitioner) -> Contribution:
    agree_to_writer(draft, dave, alice)
    return make_contribution(draft, dave, by=alice)


def test_the_family_must_have_agreed(draft: Assessment, alice: Practitioner, dave: Practitioner) -> None:
    with pytest.raises(ValidationError, match="The family has not agreed that Dave"):
        make_contribution(draft, dave, by=alice)


def test_an_agency_that_is_shared_with_may_be_asked(
    draft: Assessment, alice: Practitioner, dave: Practitioner
) -> None:
    agree_to_share(draft, dave, alice)

    make_contribution(draft, dave, by=alice)

    assert Contribution.objects.get().practitioner == dave


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"elements": []}, "Select at least one part to ask about"),
        ({"child_ids": []}, "Select whom you ask about"),
        (
            {"answer_by": STARTED - dt.timedelta(days=1)},
            "The last day to answer must be after the day you asked",
        ),
        ({"asked_on": TODAY.date() + dt.timedelta(days=1)}, "The day you asked must be today or in the past"),
        ({"asked_on": STARTED - dt.timedelta(days=1)}, "The day you asked must be"),
    ],
)
def test_what_cannot_be_asked(
    draft: Assessment, alice: Practitioner, dave: Practitioner, values: dict[str, Any], sentence: str
) -> None:
    agree_to_writer(draft, dave, alice)

    with pytest.raises(ValidationError, match=sentence):
        make_contribution(draft, dave, by=alice, **values)


def test_nobody_is_asked_twice_at_a_time(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="was asked already"):
        make_contribution(draft, dave, by=alice)


def test_who_writes_the_assessment_is_not_asked(draft: Assessment, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="writes the assessment"):
        make_contribution(draft, alice, by=alice)


def test_a_stranger_asks_nobody(draft: Assessment, bob: Practitioner, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        make_contribution(draft, dave, by=bob)


def test_a_shielded_record_is_asked_about_only_of_who_is_on_its_list(
    draft: Assessment, carol: Practitioner, dave: Practitioner, acting_as: Acting
) -> None:
    agree_to_writer(draft, dave, carol)
    child = draft.episode.episode_children.get().child

    with acting_as(carol):
        shield_record(child=child, why="staff", words="Hers.", readers=[], by=carol)
        with pytest.raises(ValidationError, match="This record is shielded"):
            make_contribution(draft, dave, by=carol)


def ask_new(draft: Assessment, by: Practitioner, agency: Any) -> Contribution:
    return ask_newcomer(
        assessment=draft,
        given_name="Gemma",
        family_name="Oake",
        agency=agency,
        job_title="Swimming teacher",
        email="gemma@example.org",
        elements=[HEALTH],
        child_ids=[row.child_id for row in draft.episode.episode_children.all()],
        asked_on=STARTED,
        answer_by=TODAY.date(),
        by=by,
    )


def test_somebody_without_an_account_is_sent_a_link_to_one_that_only_answers(
    draft: Assessment, alice: Practitioner, dave: Practitioner
) -> None:
    agree_to_share(draft, dave, alice)

    asked = ask_new(draft, alice, dave.agency)

    assert asked.practitioner.post.role == Role.CONTRIBUTOR
    assert Invitation.objects.get().practitioner == asked.practitioner
    message = Message.objects.get(to="gemma@example.org")
    assert message.subject == "Your account waits for you"
    assert "Gemma" not in message.body


def test_a_newcomer_of_an_agency_that_is_not_shared_with_is_refused(
    draft: Assessment, alice: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="The family has not agreed that Gemma Oake") as refused:
        ask_new(draft, alice, AgencyFactory())

    assert list(refused.value.message_dict) == ["newcomer_agency"]
    assert not Practitioner.objects.filter(given_name="Gemma").exists()


def test_somebody_on_paper_only_becomes_a_contributor_with_the_link(
    draft: Assessment, alice: Practitioner
) -> None:
    olu = PractitionerFactory(given_name="Olu", user=None)
    agree_to_writer(draft, olu, alice)

    make_contribution(draft, olu, by=alice, email="olu@example.org")

    assert Practitioner.objects.get(pk=olu.pk).post.role == Role.CONTRIBUTOR
    assert Message.objects.filter(to="olu@example.org").count() == 1


def test_who_does_more_here_is_invited_by_the_administrator(draft: Assessment, alice: Practitioner) -> None:
    ann = PractitionerFactory(given_name="Ann", user=None, post_worn__role="manager")
    agree_to_writer(draft, ann, alice)

    with pytest.raises(ValidationError, match="Ask the administrator to invite Ann"):
        make_contribution(draft, ann, by=alice, email="ann@example.org")
