"""The paper for the table of a meeting: the family first, and nothing that somebody there may not see."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Attendance, Episode, FamilyView, Finding, Meeting, WordsBefore
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.consent_rows import LeftOut
from opencaf.episodes.operations.plan import record_progress
from opencaf.people.models import Person
from tests.factories import AgencyFactory, make_episode
from tests.factories.assessment import COMPLETED
from tests.factories.consent import make_parent, make_share
from tests.factories.meetings import MET_ON, make_action, make_meeting, make_outcome, make_planned_meeting
from tests.factories.stepping import make_decision_to_share
from tests.web.counting import at_most
from tests.web.episodes.test_withheld import child, draft, episode  # noqa: F401 - fixtures
from tests.web.shared.paper_read import PaperRead, read_paper

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
STRONG, WORRY, WISH, VIEW = "A close family", "Nights without sleep", "To swim again", "He hears us now."
ACTION, SAID, DECIDED = (
    "Go to the play group together",
    "Went twice, and he laughed.",
    "The school moves him.",
)


@pytest.fixture
def assessed(draft: Assessment, alice: Practitioner) -> Episode:  # noqa: F811
    """Completed, with a finding of each kind, a view, a plan with a word on it, a meeting that decided."""
    Finding.record(by=alice, assessment=draft, kind="strength", text=STRONG)
    Finding.record(by=alice, assessment=draft, kind="worry", text=WORRY)
    FamilyView.record(by=alice, assessment=draft, episode=draft.episode, text=VIEW, said_on=COMPLETED)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    action = make_action(make_outcome(draft.episode, by=alice), by=alice)
    make_meeting(draft.episode, by=alice, decisions=[DECIDED])
    record_progress(action=action, text=SAID, said_on=MET_ON + dt.timedelta(days=1), by=alice)
    return draft.episode


def at(name: str, meeting: Meeting) -> str:
    return reverse(f"episodes:{name}", args=[meeting.episode_id, meeting.id])


def taken(client: Client, meeting: Meeting) -> PaperRead:
    answer = client.get(at("meeting_copy", meeting))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="meeting.pdf"'
    return read_paper(answer.content)


def test_the_family_comes_first_then_what_is_strong_worries_the_plan_and_what_was_decided(
    alice: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    child: Person,  # noqa: F811
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, child], place="The school hall")
    WordsBefore.objects.create(
        authority=alice.authority, attendance=meeting.attendances.get(person=child), wishes=WISH
    )

    paper = taken(client_of(alice), meeting)

    assert (paper.language, paper.is_marked, paper.pdf_ua_part) == ("en-GB", True, "1")
    assert child.full_name in paper.title
    in_order = [
        "Worried about a child’s safety now?",
        "The school hall",
        f"{alice}, ",
        f"What should be different: {WISH}",
        VIEW,
        STRONG,
        WORRY,
        "Identity, including self-esteem, self-image and social presentation: 5 of 5. Very high concern",
        "Since the meeting on",
        ACTION,
        SAID,
        DECIDED,
        "What we agree: who does what, by when",
    ]
    places = [paper.text.find(words) for words in in_order]
    assert places == sorted(places), list(zip(in_order, places, strict=True))
    assert -1 not in places
    assert "H2" in paper.tags
    assert "LI" in paper.tags


def test_everybody_on_the_list_is_on_the_paper_with_their_answer(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, bob])
    Attendance.objects.filter(meeting=meeting, practitioner=bob).update(state="apologies")

    text = taken(client_of(alice), meeting).text

    assert f"{alice.agency}: has not answered" in text
    assert f"{bob.agency}: sent apologies" in text


def test_what_the_family_leaves_out_for_somebody_on_the_list_is_on_nobodys_paper(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, bob])
    client = client_of(alice)

    page = client.get(at("meeting_copies", meeting)).content.decode()
    text = taken(client, meeting).text

    assert "Worried about a child’s safety now? Ring" in page
    assert f"For {bob.agency}" in page
    assert "Identity" in page
    assert "1 part of the assessment is left out here" in text
    assert "General health: 2 of 5." in text
    for words in ("Identity", "5 of 5", STRONG, WORRY):
        assert words not in text
    for words in (VIEW, ACTION, DECIDED):
        assert words in text


def test_an_agency_that_no_answer_names_sees_no_part_once_somebody_was_asked(
    alice: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice])
    named = AgencyFactory(name="Housing of the Fen")
    Attendance.record(by=alice, meeting=meeting, agency=named, state="invited")

    text = taken(client_of(alice), meeting).text

    for words in ("of 5", STRONG, VIEW):
        assert words not in text
    assert ACTION in text


def test_a_part_that_somebody_of_the_family_there_may_not_see_is_left_out_for_all(
    alice: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    child: Person,  # noqa: F811
) -> None:
    father = make_parent(child, given_names="Rowan")
    left_out = [LeftOut(father, elements=["general_health"], why="Her own choice.")]
    make_share(assessed, {alice.agency: "everything"}, by=alice, people_left_out=left_out)
    client = client_of(alice)
    with_him = make_planned_meeting(assessed, by=alice, invited=[alice, father])
    without = make_planned_meeting(assessed, by=alice, invited=[alice])

    page = client.get(at("meeting_copies", with_him)).content.decode()

    assert "Her own choice." in page
    assert "General health: 2 of 5." not in taken(client, with_him).text
    assert "Her own choice." not in taken(client, with_him).text
    assert "General health: 2 of 5." in taken(client, without).text


def test_where_somebody_there_may_see_nothing_the_paper_holds_the_list_and_room_to_write(
    alice: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    child: Person,  # noqa: F811
) -> None:
    father = make_parent(child, given_names="Rowan")
    left_out = [LeftOut(father, why="He must not know.")]
    make_share(assessed, {alice.agency: "everything"}, by=alice, people_left_out=left_out)
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, father])
    client = client_of(alice)

    page, text = client.get(at("meeting_copies", meeting)).content.decode(), taken(client, meeting).text

    assert "Somebody on the list may not see the record" in page
    for words in ("of 5", STRONG, WORRY, VIEW, ACTION, SAID, DECIDED, "must not know"):
        assert words not in text
    assert "Rowan" in text
    assert "What we agree: who does what, by when" in text


def test_where_something_is_kept_back_from_somebody_there_in_words_nothing_of_the_record_is_on_it(
    alice: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    child: Person,  # noqa: F811
) -> None:
    father = make_parent(child, given_names="Rowan")
    make_decision_to_share(assessed, by=alice, decision="not_share", agency=None, person=father)
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, father])

    text = taken(client_of(alice), meeting).text

    for words in ("of 5", STRONG, VIEW, ACTION, DECIDED):
        assert words not in text


def test_whoever_takes_it_gets_no_more_than_they_see_themselves(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice])
    client = client_of(bob)

    page = client.get(at("meeting_copies", meeting)).content.decode()
    text = taken(client, meeting).text

    assert "Identity" not in page
    assert "Identity" not in text
    assert "General health: 2 of 5." in text


def test_a_case_with_nothing_in_it_gets_a_paper_to_write_on(alice: Practitioner, client_of: SignIn) -> None:
    meeting = make_planned_meeting(make_episode(by=alice), by=alice)

    text = taken(client_of(alice), meeting).text

    for words in ("Nobody yet.", "Begin with them.", "There is no plan yet. This meeting makes it."):
        assert words in text
    assert "Decided so far" not in text


def test_taking_it_is_on_the_trail_with_its_number_and_in_the_list_of_who_looked(
    alice: Practitioner,
    coordinator: Practitioner,
    assessed: Episode,
    client_of: SignIn,
    owner_sees: OwnerSees,
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice])

    paper = taken(client_of(alice), meeting)

    (event,) = owner_sees("select reason, detail from audit_event where action = 'taken'")
    assert (event["reason"], event["detail"]["copy"]) == ("copy", "meeting")
    assert event["detail"]["meeting"] == str(meeting.id)
    assert f"Copy {event['detail']['serial']}, taken by {alice}" in paper.text
    looks = client_of(coordinator).get(reverse("episodes:looks", args=[assessed.id])).content.decode()
    assert "Meetings, a copy taken away" in looks


def test_the_page_and_the_file_ask_little_of_the_database(
    alice: Practitioner, bob: Practitioner, assessed: Episode, client_of: SignIn
) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice, bob])
    client = client_of(alice)

    with at_most(20):
        client.get(at("meeting_copies", meeting))
    with at_most(20):
        taken(client, meeting)


def test_the_page_of_a_meeting_leads_to_it(alice: Practitioner, assessed: Episode, client_of: SignIn) -> None:
    meeting = make_planned_meeting(assessed, by=alice, invited=[alice])

    page = client_of(alice).get(at("meeting", meeting)).content.decode()

    assert at("meeting_copies", meeting) in page
