"""The page of the concern map: picture, table and counts say the same; the table to take away."""

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.reviews import ReviewMark
from opencaf.episodes.operations.team import join_team
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.factories.meetings import make_meeting, make_review
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def children() -> list[Person]:
    return [ChildFactory(given_names="Ellis"), ChildFactory(given_names="Maisie")]


@pytest.fixture
def mother(children: list[Person]) -> Person:
    return make_parent(children[0])


@pytest.fixture
def episode(alice: Practitioner, children: list[Person], mother: Person) -> Episode:
    """Marked at the start and at a review; the mother marked one area herself."""
    draft = make_draft(by=alice, children=children)
    ellis, maisie = children
    marks = [
        MarkFor(ellis.id, "identity", "4"),
        MarkFor(ellis.id, "general_health", "0"),
        MarkFor(ellis.id, "wider_family", "not_relevant"),
        MarkFor(maisie.id, "identity", "dont_know"),
        MarkFor(maisie.id, "wider_family", "not_my_area"),
    ]
    give_marks(assessment=draft, marks=marks, marked_on=STARTED, by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    episode = Episode.objects.get(pk=draft.episode_id)
    own = [ReviewMark(ellis, "identity", "5", mother)]
    make_review(
        make_meeting(episode, by=alice),
        by=alice,
        marks=[ReviewMark(ellis, "identity", "2"), ReviewMark(maisie, "identity", "3")],
        own_marks=own,
    )
    return episode


def address(episode: Episode, name: str = "concern_map") -> str:
    return reverse(f"episodes:{name}", args=[episode.id])


def read(client: Client, episode: Episode, **chosen: Any) -> str:
    response = client.get(address(episode), chosen)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_the_map_tells_what_moved_for_each_child(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    page = read(client_of(alice), episode)

    assert page.count('role="img"') == 2
    assert "Since September concern fell in 1 area." in page
    assert "Since September 1 area is newly known." in page
    assert "What the family marks themselves" in page
    assert "First: At the start, 30 September 2025" in page
    assert "Second: As it stands now, 5 November 2025" in page


def test_a_childs_map_is_chosen_alone_with_one_voice(
    alice: Practitioner, episode: Episode, children: list[Person], mother: Person, client_of: SignIn
) -> None:
    page = read(client_of(alice), episode, child=str(children[0].id), whose=str(mother.id))

    assert page.count('role="img"') == 1
    assert f"Whose marks: {mother.full_name} (parent or carer)" in page
    assert "Since September 1 area is newly known." in page


def test_a_choice_that_is_not_offered_is_refused_at_its_field_and_the_map_stays(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    page = read(client_of(alice), episode, whose="'; drop table", first="yesterday")

    assert page.count("Select whose marks from the list") == 2
    assert "Since September concern fell in 1 area." in page


def test_five_answers_without_concern_have_words_of_their_own(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    page = words(read(client_of(alice), episode))

    counts = page.split("How many areas have each answer")[1:]
    assert len(counts) == 2
    for answer in ("No concern", "Don’t know", "Not relevant", "Not my area to judge", "Not asked yet"):
        assert all(answer in count for count in counts)


def test_the_map_before_any_mark_says_where_marks_are_given(alice: Practitioner, client_of: SignIn) -> None:
    draft = make_draft(by=alice)

    page = read(client_of(alice), draft.episode)

    assert "Nothing has been marked yet." in page
    assert "Go to the assessment" in page
    assert "What is shown" not in page


def test_a_single_occasion_needs_no_change_column(alice: Practitioner, client_of: SignIn) -> None:
    child = ChildFactory()
    draft = make_draft(by=alice, children=[child])
    marks = [MarkFor(child.id, "identity", "4")]
    give_marks(assessment=draft, marks=marks, marked_on=STARTED, by=alice)

    page = read(client_of(alice), draft.episode)

    assert "At the start, 30 September 2025: 1 area is of concern." in page
    assert ">Change<" not in page


def limit(episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person, *parts: str) -> None:
    """The mother leaves parts out for Bob's agency."""
    join_team(episode=episode, who=bob, joined_on=STARTED, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=list(parts)),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(episode, by=alice, kind="share", agencies=rows, given_by=mother)


def test_what_is_withheld_is_in_no_picture_table_count_or_file(
    alice: Practitioner, bob: Practitioner, episode: Episode, mother: Person, client_of: SignIn
) -> None:
    limit(episode, alice, bob, mother, "identity")
    client = client_of(bob)

    page = words(read(client, episode))
    taken = client.get(address(episode, "concern_map_download")).content.decode()

    assert "Identity" not in page + taken
    assert mother.full_name not in page + taken
    assert "not shared with your agency" in page
    assert "General health" in page
    assert "Identity" in words(read(client_of(alice), episode))


def test_who_sees_no_part_reads_that_and_no_mark(
    alice: Practitioner, bob: Practitioner, episode: Episode, mother: Person, client_of: SignIn
) -> None:
    join_team(episode=episode, who=bob, joined_on=STARTED, by=alice)
    rows = [AgencyShare(alice.agency, "everything")]
    make_consent(episode, by=alice, kind="share", agencies=rows, given_by=mother)

    page = read(client_of(bob), episode)

    assert "Nothing has been marked in the parts that are shared with your agency." in page
    assert 'role="img"' not in page


def test_all_marks_are_taken_away_as_a_table_with_a_line_in_the_trail(
    alice: Practitioner, episode: Episode, client_of: SignIn, owner_sees: Rows
) -> None:
    response = client_of(alice).get(address(episode, "concern_map_download"))

    lines = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    rows = [line for line in lines if line["Area"]]  # below them stands what they depend on
    start = {
        row["Area"]: (row["Number"], row["Answer"])
        for row in rows
        if (row["Child"], row["Occasion"]) == ("Ellis", "At the start")
    }
    assert start["General health"] == ("0", "No concern")
    assert start["Aspirations"] == ("", "Not asked yet")
    assert response["Content-Disposition"] == 'attachment; filename="concern-map.csv"'
    taken = owner_sees("select subject_id, detail from audit_event where action = 'taken'")
    assert [row["subject_id"] for row in taken] == [str(episode.id)]
    assert str(len(rows)) in str(taken[0]["detail"])


def test_case_pages_lead_to_the_map(alice: Practitioner, episode: Episode, client_of: SignIn) -> None:
    client = client_of(alice)
    meeting = episode.meetings.get()
    pages = [
        reverse("episodes:overview", args=[episode.id]),
        reverse("episodes:assessment", args=[episode.id]),
        reverse("episodes:journey", args=[episode.id]),
        reverse("episodes:review_show", args=[episode.id, meeting.id]),
        reverse("episodes:closed", args=[episode.id]),
    ]

    without = [page for page in pages if address(episode) not in client.get(page).content.decode()]

    assert without == []


def test_the_map_keeps_its_ceiling(alice: Practitioner, episode: Episode, client_of: SignIn) -> None:
    client = client_of(alice)
    with at_most(12):
        client.get(address(episode))
    with at_most(12):
        client.get(address(episode, "concern_map_download"))
