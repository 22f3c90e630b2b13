"""What tells of an area that the family keeps from the other authority stays, wherever it was written."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import (
    Assessment,
    Contribution,
    ContributionBox,
    ContributionChild,
    ContributionVersion,
    Episode,
    Question,
    Story,
    StoryRevision,
    Transfer,
)
from opencaf.episodes.operations import transferring
from opencaf.episodes.queries import package_contents
from opencaf.episodes.queries.package_contents import (
    EARLIER_TEXTS,
    EARLIER_WORDS,
    TOO_MANY_WORDS,
    contents_of,
    keep_back_boxes,
    within_bounds,
    words_of_who_goes,
)
from tests.factories.full_case import DAY
from tests.factories.transfer import HIDDEN, package_of


def asked(case: Episode, element: str, *, by: Practitioner) -> ContributionBox:
    """A question about an element and about identity, with words for each."""
    version = case.assessments.get()
    found = Contribution.record(
        by=by,
        episode=case,
        assessment=version,
        practitioner=by,
        question="How is she in class?",
        note="One thing more.",
        asked_on=DAY,
        answer_by=DAY,
        ended_on=DAY,
        ended_why="completed",
    )
    child = case.episode_children.all()[0].child
    ContributionChild.record(by=by, contribution=found, child=child)
    boxes = [
        ContributionBox.record(by=by, contribution=found, question=question_of(version, code), text=code)
        for code in dict.fromkeys([element, "identity"])
    ]
    ContributionVersion.record(by=by, box=boxes[0], number=1, text=f"{element}, as it was first")
    return boxes[0]


def question_of(version: Assessment, code: str) -> Question:
    return version.form.questions.get(code=code)


def test_who_was_asked_and_what_they_wrote_goes_with_its_versions(
    case: Episode, coordinator: Practitioner
) -> None:
    box = asked(case, "identity", by=coordinator)

    rows = contents_of(case, []).rows

    [sent] = [row for row in rows["contribution"] if row["id"] == str(box.contribution_id)]
    assert (sent["question"], sent["practitioner"]) == ("How is she in class?", str(coordinator.id))
    assert "identity, as it was first" in [row["text"] for row in rows["contribution_version"]]


def test_an_answer_about_an_area_kept_back_stays_with_words_that_may_tell_of_it(
    case: Episode, coordinator: Practitioner
) -> None:
    box = asked(case, HIDDEN, by=coordinator)

    rows = contents_of(case, [HIDDEN]).rows

    [sent] = [row for row in rows["contribution"] if row["id"] == str(box.contribution_id)]
    assert (sent["question"], sent["note"]) == ("", "")
    assert str(box.id) not in [row["id"] for row in rows["contribution_box"]]
    assert not [row for row in rows["contribution_version"] if row["box"] == str(box.id)]
    assert "identity" in [row["text"] for row in rows["contribution_box"]]


def test_a_question_about_nothing_else_stays_whole(case: Episode, coordinator: Practitioner) -> None:
    box = asked(case, HIDDEN, by=coordinator)
    box.contribution.boxes.exclude(pk=box.pk).delete()

    rows = contents_of(case, [HIDDEN]).rows

    assert str(box.contribution_id) not in [row["id"] for row in rows["contribution"]]
    assert str(box.contribution_id) not in [row["contribution"] for row in rows["contribution_child"]]


def test_earlier_words_of_a_box_go_and_stay_with_it(case: Episode, coordinator: Practitioner) -> None:
    told = Story.objects.get(assessment__episode=case, question__code=HIDDEN)
    StoryRevision.record(by=coordinator, story=told, number=1, story_text="She was sad at first.")

    whole, part = contents_of(case, []), contents_of(case, [HIDDEN])

    assert "She was sad at first." in [row["story_text"] for row in whole.rows["story_revision"]]
    assert "She was sad at first." not in [row["story_text"] for row in part.rows["story_revision"]]


def test_a_box_about_nobody_any_more_stays_where_its_area_does() -> None:
    boxes = [{"id": code, "question": {"code": code}} for code in (HIDDEN, "identity")]
    rows = {"story": boxes, "story_child": []}

    keep_back_boxes(rows, {("a child", HIDDEN)}, {HIDDEN})

    assert [row["id"] for row in rows["story"]] == ["identity"]


def test_earlier_wordings_around_the_boxes_stay_where_an_area_does(case: Episode) -> None:
    whole, part = contents_of(case, []), contents_of(case, [HIDDEN])

    assert whole.rows["text_version"]
    assert part.rows["text_version"] == []
    assert EARLIER_TEXTS in part.stays
    assert EARLIER_TEXTS not in whole.stays


def test_what_somebody_said_who_does_not_go_stays() -> None:
    goes, hides = str(new_id()), str(new_id())
    texts = [{"name": name} for name in ("summary", f"parent_view-{goes}", f"child_why-{hides}")]

    found = words_of_who_goes({"person": [{"id": goes}], "text_version": texts})

    assert [row["name"] for row in found] == ["summary", f"parent_view-{goes}"]


def test_earlier_words_stay_where_a_package_has_no_room_for_them(
    case: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = contents_of(case, [])

    assert within_bounds(whole) is whole
    monkeypatch.setattr(package_contents, "MOST_ROWS", 10)
    found = within_bounds(whole)

    assert [found.rows[name] for name in EARLIER_WORDS] == [[], [], []]
    assert (found.rows["story"], found.stays[-1]) == (whole.rows["story"], TOO_MANY_WORDS)


def test_a_case_that_holds_too_much_is_not_packed(
    transfer: Transfer, coordinator: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transferring, "MOST_OPENED", 100)

    with pytest.raises(ValidationError, match="more than a package takes"):
        package_of(transfer, by=coordinator)
