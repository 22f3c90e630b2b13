"""Two versions of an assessment side by side."""

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.assessment import complete_assessment, set_reason_and_home, start_assessment
from opencaf.episodes.operations.conclusions import Goal, Words, write_conclusions
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.regrouping import Regrouping
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.queries.versions_compared import Versions, versions_compared
from opencaf.people.models import Person
from tests.factories import ChildFactory, PractitionerFactory
from tests.factories.assessment import ALL_ELEMENTS, COMPLETED, STARTED, make_draft

AGAIN, DONE_AGAIN = dt.date(2026, 1, 5), dt.date(2026, 1, 9)
SITUATION = {"reason": "The school asked.", "home_situation": "", "people_present": ""}
HEALTH, IDENTITY = "general_health", "identity"


@pytest.fixture
def children(authority: object) -> list[Person]:
    return [ChildFactory(given_names="Ellis"), ChildFactory(given_names="Maisie")]


def conclusions(child: Person, summary: str, level: int) -> Words:
    """Conclusions with a strength and a goal."""
    goals = [Goal("A bike", child)]
    return Words(summary=summary, strengths=["Humour"], goals=goals, level_of_need=level)


def write(
    draft: Assessment,
    by: Practitioner,
    marks: list[MarkFor],
    writer: Practitioner | None = None,
    apart: Person | None = None,
    **stories: str,
) -> None:
    """Write stories by element, and marks."""
    boxes = {box.question.code: box for box in boxes_of(draft)}
    words = [BoxWords(boxes[code].id, story=story, written_by=writer) for code, story in stories.items()]
    regrouping = Regrouping(apart={boxes[HEALTH].id: [apart.id]}) if apart else Regrouping()
    save_domain(
        assessment=draft, domain="child", words=words, marks=marks, regrouping=regrouping,
        written_on=draft.started_on, by=by,
    )  # fmt: skip


@pytest.fixture
def first(alice: Practitioner, children: list[Person]) -> Assessment:
    draft = make_draft(by=alice, children=children)
    marks = [MarkFor(children[0].id, HEALTH, "4"), MarkFor(children[1].id, HEALTH, "0")]
    write(draft, alice, marks, **{HEALTH: "He sleeps badly. He eats well.", IDENTITY: "Proud of it."})
    words = Words(
        summary="Much to do.", strengths=["Humour"], goals=[Goal("A bike", children[0])], level_of_need=3
    )
    write_conclusions(assessment=draft, words=words, said_on=STARTED, by=alice)
    set_reason_and_home(assessment=draft, **SITUATION, by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    return Assessment.objects.get(pk=draft.pk)


@pytest.fixture
def second(first: Assessment, alice: Practitioner) -> Assessment:
    return start_assessment(episode=first.episode, started_on=AGAIN, why_again="Much has changed.", by=alice)


def seen(first: Assessment, second: Assessment, hidden: object = NOTHING) -> Versions:
    return versions_compared(
        first.episode,
        first,
        Assessment.objects.get(pk=second.pk),
        hidden=hidden,  # type: ignore[arg-type]
    )


def test_a_changed_word_is_told_with_who_wrote_each_side(
    first: Assessment, second: Assessment, alice: Practitioner, children: list[Person]
) -> None:
    saira = PractitionerFactory(given_name="Saira")
    stories = {HEALTH: "He sleeps well. He eats well.", IDENTITY: "Proud of it."}
    marks = [MarkFor(children[0].id, HEALTH, "2"), MarkFor(children[1].id, HEALTH, "0")]
    write(second, alice, marks, writer=saira, **stories)

    found = seen(first, second)

    (health,) = found.changed
    (box,) = health.boxes
    story = next(one for one in box.texts if one.name == "story")
    assert health.name == "General health"
    assert [piece.text for piece in story.difference.before if piece.kind == "removed"] == ["badly"]
    assert [piece.text for piece in story.difference.after if piece.kind == "added"] == ["well"]
    assert (box.before.who, box.after.who) == (str(alice), str(saira))
    assert [(one.before, one.after) for one in box.marks] == [("4", "2"), ("0", "0")]
    assert "Identity, including self-esteem, self-image and social presentation" in found.stayed


def test_no_concern_is_never_taken_for_not_asked(
    first: Assessment, second: Assessment, children: list[Person]
) -> None:
    found = seen(first, second)

    marks = found.changed[0].boxes[0].marks
    assert (marks[1].before, marks[1].after) == ("0", "not_asked")


def test_children_told_apart_in_one_version_stand_apart(
    first: Assessment, second: Assessment, alice: Practitioner, children: list[Person]
) -> None:
    write(second, alice, [], apart=children[1], **{HEALTH: "He sleeps well."})

    health = next(one for one in seen(first, second).changed if one.name == "General health")

    assert [[child.first_name for child in box.children] for box in health.boxes] == [["Ellis"], ["Maisie"]]


def test_conclusions_and_situation_are_compared(
    first: Assessment, second: Assessment, alice: Practitioner, children: list[Person]
) -> None:
    words = Words(
        summary="Little to do.", strengths=["Humour"], goals=[Goal("A bike", children[0])], level_of_need=2
    )
    write_conclusions(assessment=second, words=words, said_on=AGAIN, by=alice)
    set_reason_and_home(assessment=second, **SITUATION, by=alice)

    assert [change.name for change in seen(first, second).around] == ["Summary", "Level of need"]


def test_what_is_withheld_is_on_neither_side(
    first: Assessment, second: Assessment, children: list[Person]
) -> None:
    hidden = frozenset((child.id, HEALTH) for child in children)

    found = seen(first, second, hidden)

    assert "General health" not in [*found.stayed, *(one.name for one in found.changed)]


def test_who_sees_no_part_reads_no_conclusions(
    first: Assessment, second: Assessment, children: list[Person]
) -> None:
    hidden = frozenset((child.id, code) for child in children for code in ALL_ELEMENTS)

    found = seen(first, second, hidden)

    assert (found.elements, found.around) == ([], [])


def test_a_child_who_came_later_has_an_empty_first_side(
    first: Assessment, second: Assessment, alice: Practitioner, children: list[Person]
) -> None:
    hidden = frozenset((children[1].id, code) for code in ALL_ELEMENTS)
    write(second, alice, [MarkFor(children[0].id, HEALTH, "1")], **{HEALTH: "He sleeps badly. He eats well."})

    (health, _) = seen(first, second, hidden).changed

    assert [child.first_name for child in health.boxes[0].children] == ["Ellis"]
