"""Where a case stands: the row that the database keeps says what its meetings, leads and requests say."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, HelpRequest, LeadProfessional, Meeting, Standing
from tests.episodes.standing_anew import stands_anew, stands_as_kept
from tests.factories import make_episode
from tests.factories.stepping import make_step_up
from tests.factories.support import make_assessment, make_lead, make_meeting, make_request

TODAY = dt.date(2026, 11, 2)
Change = Callable[[Episode, Practitioner], Any]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """A case of Alice's that has been assessed, is led, was met about and waits for a service."""
    episode = make_episode(by=alice, intended_on=dt.date(2026, 9, 1))
    make_assessment(episode, by=alice)
    make_lead(episode, of=alice, started_on=dt.date(2026, 9, 20))
    make_meeting(episode, by=alice, held_on=dt.date(2026, 9, 20), next_on=dt.date(2026, 11, 20))
    make_request(episode, by=alice, asked_on=dt.date(2026, 9, 22))
    episode.service_requests.update(sent_on=dt.date(2026, 9, 23))
    return episode


def plan_a_meeting(episode: Episode, by: Practitioner) -> None:
    held = Meeting.objects.get(episode=episode)
    values = {"status": "planned", "held_on": None, "next_on": None, "planned_for": dt.date(2026, 11, 20)}
    Meeting.objects.create(
        authority_id=episode.authority_id, episode=episode, kind=held.kind, recorded_by=by, **values
    )


def decide(episode: Episode, by: Practitioner) -> None:
    request = episode.service_requests.get()
    request.decisions.create(
        authority_id=episode.authority_id, decision="accepted", decided_on=TODAY, recorded_by=by
    )


def ask_social_care(episode: Episode, by: Practitioner) -> None:
    Episode.objects.update(intended_on=dt.date(2025, 9, 1))
    make_step_up(Episode.objects.get(pk=episode.pk), by=by)


CHANGES: dict[str, Change] = {
    "a lead ends": lambda episode, by: LeadProfessional.objects.update(ended_on=TODAY, why_ended="Moved"),
    "a lead is put right": lambda episode, by: LeadProfessional.objects.update(
        started_on=dt.date(2026, 9, 21)
    ),
    "a meeting is planned": plan_a_meeting,
    "a meeting agrees another day": lambda episode, by: Meeting.objects.update(next_on=TODAY),
    "a meeting proposes to close": lambda episode, by: Meeting.objects.update(closing_proposed=True),
    "a meeting is taken back": lambda episode, by: Meeting.objects.update(
        status="cancelled", why_cancelled="Typed for another case", held_on=None
    ),
    "a service decides": decide,
    "a request is not sent after all": lambda episode, by: episode.service_requests.update(sent_on=None),
    "the case rests": lambda episode, by: Episode.objects.update(state="suspended"),
    "the case moves": lambda episode, by: Episode.objects.update(locality=None),
    "somebody is asked to lead": lambda episode, by: episode.lead_offers.create(
        authority_id=episode.authority_id, practitioner=by, offered_by=by, offered_on=TODAY, recorded_by=by
    ),
    "a request is recalled": lambda episode, by: episode.service_requests.update(
        recalled_on=TODAY, recalled_why="They moved"
    ),
    "social care is asked": ask_social_care,
    "somebody asks for help": lambda episode, by: HelpRequest.objects.create(
        authority_id=episode.authority_id,
        episode=episode,
        asked_on=TODAY,
        asked_by=by,
        question="How?",
        recorded_by=by,
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_it_follows_every_change(episode: Episode, alice: Practitioner, change: str) -> None:
    before = stands_as_kept()[episode.id]

    CHANGES[change](episode, alice)

    assert stands_as_kept() == stands_anew()
    if change != "the case moves":
        assert stands_as_kept()[episode.id] != before


@pytest.mark.django_db
def test_what_is_deleted_counts_no_more(episode: Episode, alice: Practitioner) -> None:
    plan_a_meeting(episode, alice)
    Meeting.objects.filter(status="planned").delete()

    assert stands_as_kept() == stands_anew()
    assert not Standing.objects.get(episode=episode).has_planned


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update episodes_standing set has_held = false",
        "delete from episodes_standing",
        "insert into episodes_standing select * from episodes_standing",
        "select episodes_keep_standing(gen_random_uuid())",
    ],
)
def test_only_the_database_writes_it(episode: Episode, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
