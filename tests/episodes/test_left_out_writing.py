"""Nobody writes about a part that the family left out for their agency."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.episodes.models import Assessment, StoryChild
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.assessment_children import include_children
from opencaf.episodes.operations.children import add_child_to_episode
from opencaf.episodes.operations.closing import Result, close_episode
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.team import join_team
from tests.factories import DAY
from tests.factories.assessment import STARTED, make_draft
from tests.factories.consent import make_consent
from tests.factories.contributions import HEALTH, agree_to_writer, make_contribution
from tests.factories.people import make_sister

LATER = dt.date(2025, 11, 3)


@pytest.fixture
def draft(alice: Practitioner, bob: Practitioner) -> Assessment:
    """Bob leads; his agency sees all but the identity of the child."""
    draft = make_draft(by=alice)
    episode = draft.episode
    join_team(episode=episode, who=bob, joined_on=STARTED, by=alice)
    agree_lead_professional(episode=episode, practitioner=bob, started_on=DAY, by=alice)
    all_but_one = AgencyShare(bob.agency, "part", parts="except", elements=["identity"])
    make_consent(episode, by=alice, kind="share", agencies=[all_but_one])
    return draft


def test_no_result_at_closing_is_about_a_part_left_out(draft: Assessment, bob: Practitioner) -> None:
    child = draft.episode.episode_children.get().child
    result = Result(child, "identity", "met", state_at_end="marked", mark_at_end=1)

    with pytest.raises(ValidationError, match="A part is not shared with your agency"):
        close_episode(
            episode=draft.episode,
            closed_on=LATER,
            reason="needs_met",
            outcome_level="met",
            results=[result],
            by=bob,
        )


def test_children_who_came_later_are_included_by_who_may_see_every_part(
    draft: Assessment, alice: Practitioner, bob: Practitioner
) -> None:
    late = make_sister(draft.episode.episode_children.get().child, by=alice)
    add_child_to_episode(episode=draft.episode, child=late, joined_on=LATER, by=alice)

    with pytest.raises(ValidationError, match="Ask somebody who may see every part"):
        include_children(assessment=draft, by=bob)

    include_children(assessment=draft, by=alice)
    assert StoryChild.objects.filter(assessment=draft, child=late).count() == 19


def test_who_sees_all_but_one_part_asks_others_about_the_rest(
    draft: Assessment, alice: Practitioner, bob: Practitioner, dave: Practitioner
) -> None:
    agree_to_writer(draft, dave, alice)

    with acting_for(asking_as(bob)):
        asked = make_contribution(draft, dave, by=bob, elements=[HEALTH])

    assert [box.question.code for box in asked.boxes.all()] == [HEALTH]


def test_who_sees_all_but_one_part_cannot_start_the_assessment_for_somebody_else(
    draft: Assessment, alice: Practitioner, bob: Practitioner
) -> None:
    complete_assessment(assessment=draft, completed_on=LATER, by=alice)

    with pytest.raises(ValidationError, match=r"so you cannot start the assessment for Alice .*\. Ask them"):
        start_assessment(
            episode=draft.episode, started_on=LATER, assessor=alice, why_again="A year later", by=bob
        )
