"""The screen of a meeting: the family first, and on a wall nothing that somebody in the room may not see."""

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Episode, Finding, Meeting, WordsBefore
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.people.models import Person
from tests.factories.assessment import COMPLETED
from tests.factories.meetings import make_action, make_outcome, make_planned_meeting
from tests.web.counting import at_most
from tests.web.episodes.test_withheld import child, draft, episode  # noqa: F401 - fixtures

SignIn = Callable[[Practitioner], Client]
IDENTITY_SHOWN, HEALTH_SHOWN = "Identity", "General health"


@pytest.fixture
def assessed(draft: Assessment, alice: Practitioner) -> Episode:  # noqa: F811
    Finding.record(by=alice, assessment=draft, kind="strength", text="A close family")
    Finding.record(by=alice, assessment=draft, kind="worry", text="Nights without sleep")
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    make_action(make_outcome(draft.episode, by=alice), by=alice)
    return draft.episode


def shown(client: Client, meeting: Meeting, query: str = "") -> str:
    return client.get(f"/episodes/{meeting.episode_id}/meetings/{meeting.id}/screen/{query}").content.decode()


def test_everything_stands_on_one_screen_where_all_may_see_it(
    alice: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    child: Person,  # noqa: F811
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, child])
    WordsBefore.objects.create(
        authority=alice.authority, attendance=meeting.attendances.get(person=child), wishes="To swim again"
    )
    client = client_of(alice)

    with at_most(16):
        page = shown(client, meeting)

    for words in (
        "To swim again",
        "A close family",
        "Nights without sleep",
        "Mornings that are not so long.",
    ):
        assert words in page
    assert "Go to the play group together" in page
    assert page.index("To swim again") < page.index("A close family") < page.index("The plan")
    assert "Safe to show on a wall" in page


def test_what_an_agency_in_the_room_does_not_see_is_hidden_until_asked_for(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, bob])
    client = client_of(alice)

    room, own = shown(client, meeting), shown(client, meeting, "?private=shown")

    assert "1 part that an agency in this room does not see is hidden" in room
    assert IDENTITY_SHOWN not in room
    assert "Nights without sleep" not in room
    assert HEALTH_SHOWN in room
    assert IDENTITY_SHOWN in own
    assert "Nights without sleep" in own
    assert "For your own screen only." in own


def test_asking_for_everything_shows_nobody_more_than_they_may_see(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, bob])

    page = shown(client_of(bob), meeting, "?private=shown")

    assert IDENTITY_SHOWN not in page
    assert HEALTH_SHOWN in page
