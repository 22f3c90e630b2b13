"""Who sees a box differently is noted beside it, and stays when it is taken out."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, DifferenceOfView
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.other_views import Views
from opencaf.episodes.operations.regrouping import tell_apart, tell_together
from opencaf.episodes.operations.stories import save_domain
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.assessment import Box, boxes_of_draft, boxes_of_version
from opencaf.episodes.queries.versions_compared import versions_compared
from tests.factories.assessment import COMPLETED, STARTED, make_draft, three_children

SAID = "He too was late in talking, and it came."


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


def first_box(draft: Assessment) -> Box:
    return boxes_of_draft(draft.episode, "child", hidden=NOTHING)[0]


def save(draft: Assessment, by: Practitioner, views: Views, **values: Any) -> None:
    save_domain(
        assessment=draft, domain="child", words=[], marks=[], written_on=STARTED, views=views, by=by, **values
    )


def test_another_view_stands_beside_the_box(alice: Practitioner, draft: Assessment) -> None:
    save(draft, alice, Views(new=[(first_box(draft).id, "Abdi, his father", SAID)]))

    box = first_box(draft)
    assert [(view.whose, view.words) for view in box.other_views] == [("Abdi, his father", SAID)]
    assert not box.has_words


def test_what_is_taken_out_is_not_shown_and_stays_in_the_record(
    alice: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, Views(new=[(first_box(draft).id, "Abdi", SAID)]))

    save(draft, alice, Views(gone=[first_box(draft).other_views[0].id]))

    row = DifferenceOfView.objects.get()
    assert first_box(draft).other_views == []
    assert (row.words, row.gone_on, row.gone_by) == (SAID, STARTED, alice)


@pytest.mark.parametrize(("whose", "words", "field"), [("", SAID, "differs_who"), ("Abdi", "", "differs")])
def test_a_view_says_whose_and_what(
    alice: Practitioner, draft: Assessment, whose: str, words: str, field: str
) -> None:
    box_id = first_box(draft).id

    with pytest.raises(ValidationError) as refused:
        save(draft, alice, Views(new=[(box_id, whose, words)]))

    assert list(refused.value.message_dict) == [f"{field}-{box_id}"]


def test_a_view_of_no_box_here_is_refused(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        save(draft, alice, Views(new=[(new_id(), "Abdi", SAID)]))


def test_a_stranger_notes_no_view(dave: Practitioner, draft: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        save(draft, dave, Views(new=[(first_box(draft).id, "Abdi", SAID)]))


def test_a_view_moves_with_its_box(alice: Practitioner) -> None:
    children = three_children()
    draft = make_draft(by=alice, children=children)
    box = first_box(draft)
    story = tell_apart(assessment=draft, story_id=box.id, child_ids=[children[0].id], by=alice)
    save(draft, alice, Views(new=[(story.id, "Gwen", "She says 3.")]))

    tell_together(assessment=draft, story_id=story.id, by=alice)

    assert [view.whose for view in first_box(draft).other_views] == ["Gwen"]


def test_versions_set_side_by_side_say_who_sees_it_differently(
    alice: Practitioner, draft: Assessment
) -> None:
    save(draft, alice, Views(new=[(first_box(draft).id, "Abdi", SAID)]))
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    after = start_assessment(
        episode=draft.episode, started_on=COMPLETED, why_again="More is known.", by=alice
    )
    before = boxes_of_version(draft.episode, 1)[0].story.assessment

    found = versions_compared(draft.episode, before, after, hidden=NOTHING)

    changed = [one.name for one in found.changed[0].boxes[0].texts if one.difference.is_change]
    assert changed == ["other_views"]
