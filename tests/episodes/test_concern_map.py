"""The concern map: whose marks, on which occasion, and what two occasions laid over each other say."""

import datetime as dt
import uuid

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import Rater
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.closing import Result, close_episode
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.reviews import ReviewMark
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.concern_compared import (
    HEADS,
    ChildMap,
    child_map,
    chosen,
    rows_to_take_away,
    views_beside,
)
from opencaf.episodes.queries.concern_map import LATEST, ConcernMap, map_of_marks
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_parent
from tests.factories.meetings import MET_ON, NEXT_ON, make_lead, make_meeting, make_review

ELEMENT_NAMES = {element.code: element.name for element in ELEMENTS}
IDENTITY, HOUSING = ELEMENT_NAMES["identity"], ELEMENT_NAMES["housing_employment_finance"]
CLOSED_ON = dt.date(2026, 3, 4)


@pytest.fixture
def child(authority: object) -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def mother(child: Person) -> Person:
    return make_parent(child)


@pytest.fixture
def started(alice: Practitioner, child: Person) -> Assessment:
    """Completed, with one answer of each kind; the other areas were not asked."""
    draft = make_draft(by=alice, children=[child])
    codes = {
        "general_health": "0",
        "identity": "4",
        "aspirations": "dont_know",
        "wider_family": "not_relevant",
        "housing_employment_finance": "not_my_area",
    }
    marks = [MarkFor(child.id, element, code) for element, code in codes.items()]
    give_marks(assessment=draft, marks=marks, marked_on=STARTED, by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    return Assessment.objects.get(pk=draft.pk)


@pytest.fixture
def episode(started: Assessment) -> Episode:
    return started.episode


def reviewed(
    episode: Episode, by: Practitioner, child: Person, person: Person | None = None, **codes: str
) -> None:
    """A review at which the team, and perhaps somebody of the family, marked."""
    day = NEXT_ON if episode.meetings.exists() else MET_ON
    meeting = make_meeting(episode, by=by, held_on=day, next_on=dt.date(2026, 3, 1))
    marks = [ReviewMark(child, element, code) for element, code in codes.items()]
    own = [ReviewMark(child, "identity", "5", person)] if person else []
    make_review(meeting, by=by, marks=marks, own_marks=own)


def seen(episode: Episode) -> ConcernMap:
    return map_of_marks(episode, hidden=NOTHING)


def first_map(found: ConcernMap, child: Person, **what: str) -> ChildMap:
    return child_map(found, child, chosen(found, **what), hidden=NOTHING)


def rows_of(one: ChildMap) -> dict[str, tuple[list[str], str]]:
    """Each area's answers and what happened to it."""
    rows = [row for group in one.groups for row in group.rows]
    return {row.name: ([answer.code for answer in row.answers], row.change) for row in rows}


def test_an_episode_without_marks_has_no_occasion(alice: Practitioner, child: Person) -> None:
    draft = make_draft(by=alice, children=[child])

    assert seen(draft.episode).occasions == []


def test_one_occasion_is_drawn_alone(episode: Episode, child: Person) -> None:
    one = first_map(seen(episode), child)

    assert [occasion.title for occasion in one.occasions] == ["At the start"]
    assert one.sentence == "At the start, 30 September 2025: 1 area is of concern."
    assert rows_of(one)["General health"] == (["0"], "")


def test_the_five_answers_without_concern_are_counted_apart(episode: Episode, child: Person) -> None:
    counts = dict(first_map(seen(episode), child).counts)

    assert {code: numbers[0] for code, numbers in counts.items() if numbers[0]} == {
        "4": 1,
        "0": 1,
        "dont_know": 1,
        "not_relevant": 1,
        "not_my_area": 1,
        "not_asked": 14,
    }


def test_the_start_is_laid_under_how_it_stands_now(
    alice: Practitioner, episode: Episode, child: Person
) -> None:
    reviewed(episode, alice, child, identity="2", aspirations="3", general_health="0")

    one = first_map(seen(episode), child)

    rows = rows_of(one)
    assert [occasion.title for occasion in one.occasions] == ["At the start", "As it stands now"]
    assert rows["General health"] == (["0", "0"], "The same")
    assert rows["Aspirations"] == (["dont_know", "3"], "Newly known")
    assert rows["Wider family"] == (["not_relevant", "not_relevant"], "The same")
    assert rows[HOUSING][0] == ["not_my_area", "not_my_area"]
    assert rows["Self-care skills and independence"] == (["not_asked", "not_asked"], "")
    assert one.sentence == "Since September concern fell in 1 area and 1 is newly known."


def test_an_occasion_that_did_not_look_says_not_asked_again(
    alice: Practitioner, episode: Episode, child: Person
) -> None:
    reviewed(episode, alice, child, aspirations="3")
    found = seen(episode)

    one = first_map(found, child, second=found.occasions[1].key)

    assert rows_of(one)["General health"] == (["0", "not_asked"], "Not looked at again")


def test_two_occasions_are_compared_in_the_order_of_time(
    alice: Practitioner, episode: Episode, child: Person
) -> None:
    reviewed(episode, alice, child, identity="1")
    found = seen(episode)
    start, review = (occasion.key for occasion in found.occasions)

    assert chosen(found, first=review, second=start).occasions == (start, review)


def test_a_higher_mark_in_between_is_said(alice: Practitioner, episode: Episode, child: Person) -> None:
    reviewed(episode, alice, child, identity="5")
    reviewed(episode, alice, child, identity="1")

    change = rows_of(first_map(seen(episode), child))[IDENTITY][1]

    assert change == "Less concern; 5 very high concern in between"


def test_the_closing_is_an_occasion_of_its_own(alice: Practitioner, episode: Episode, child: Person) -> None:
    reviewed(episode, alice, child, identity="3")
    make_lead(episode, alice, by=alice)
    ended = Result(child, "identity", "achieved", state_at_end="marked", mark_at_end=0)
    close_episode(
        episode=episode, closed_on=CLOSED_ON, reason="needs_met_universal", outcome_level="all",
        results=[ended], views_missing_why="They had moved.", by=alice,
    )  # fmt: skip

    found = seen(episode)

    assert [one.title for one in found.occasions] == ["At the start", "Review", "At closing"]
    assert found.answers("team", found.occasions[2].key)[child.id, "identity"].value == 0


def test_a_second_version_has_its_own_name(alice: Practitioner, episode: Episode, child: Person) -> None:
    again = start_assessment(
        episode=episode, started_on=dt.date(2026, 1, 5), why_again="Much has changed.", by=alice
    )
    give_marks(
        assessment=again, marks=[MarkFor(child.id, "identity", "1")], marked_on=again.started_on, by=alice
    )

    before = [one.title for one in seen(episode).occasions]
    complete_assessment(assessment=again, completed_on=dt.date(2026, 1, 9), by=alice)

    assert before == ["At the start"]
    assert [one.title for one in seen(episode).occasions] == ["At the start", "Assessment, version 2"]


def test_each_voice_is_heard_alone(
    alice: Practitioner, episode: Episode, child: Person, mother: Person
) -> None:
    reviewed(episode, alice, child, mother, identity="2")
    found = seen(episode)

    answers = {
        voice.key: found.answers(voice.key, LATEST)[child.id, "identity"].value for voice in found.voices
    }

    assert answers == {"professional": 2, "practitioner": 4, "team": 2, str(mother.id): 5}
    assert found.family[0].words == f"{mother.full_name} (parent or carer)"


def test_a_young_persons_own_mark_says_so(alice: Practitioner, episode: Episode, child: Person) -> None:
    reviewed(episode, alice, child, child, identity="2")

    assert seen(episode).family[0].rater == Rater.YOUNG_PERSON


def test_views_of_the_family_stand_beside(
    alice: Practitioner, episode: Episode, child: Person, mother: Person
) -> None:
    reviewed(episode, alice, child, mother, identity="2")
    found = seen(episode)

    voices, rows = views_beside(found, [child], hidden=NOTHING)

    assert [voice.key for voice in voices] == ["professional", str(mother.id)]
    assert [[answer.value for answer in row.answers] for row in rows] == [[2, 5]]


def test_what_is_withheld_is_nowhere(
    alice: Practitioner, episode: Episode, child: Person, mother: Person
) -> None:
    reviewed(episode, alice, child, mother, aspirations="2")
    hidden = frozenset({(child.id, "identity")})

    found = map_of_marks(episode, hidden=hidden)
    one = child_map(found, child, chosen(found), hidden=hidden)

    assert found.family == []
    assert IDENTITY not in rows_of(one)
    assert sum(numbers[0] for _, numbers in one.counts) == len(ELEMENTS) - 1
    assert not [row for row in rows_to_take_away(found, [child], hidden=hidden) if "Identity" in row[2]]


def test_the_rows_to_take_away_never_mix_no_concern_with_a_blank(
    alice: Practitioner, episode: Episode, child: Person, mother: Person
) -> None:
    reviewed(episode, alice, child, mother, identity="2")

    rows = [
        dict(zip(HEADS, row, strict=True))
        for row in rows_to_take_away(seen(episode), [child], hidden=NOTHING)
    ]

    start = {row["Area"]: (row["Number"], row["Answer"]) for row in rows if row["Occasion"] == "At the start"}
    assert start["General health"] == ("0", "No concern")
    assert start["Aspirations"] == ("", "Don't know")
    assert start["Wider family"] == ("", "Not relevant to this child now")
    assert start[HOUSING] == ("", "Not my area to judge")
    assert start["Self-care skills and independence"] == ("", "Not asked yet")
    assert len(rows) == 3 * len(ELEMENTS)
    assert {(row["Whose mark"], row["Who"]) for row in rows} == {
        ("Practitioner", ""),
        ("Agreed by the team", ""),
        ("Parent or carer", mother.full_name),
    }


def test_a_child_of_nobody_has_only_areas_that_were_not_asked(episode: Episode) -> None:
    stranger = Person(id=uuid.uuid4(), given_names="Nobody")

    counts = dict(first_map(seen(episode), stranger).counts)

    assert counts["not_asked"] == [len(ELEMENTS)]
