"""What somebody wrote about an element that the family leaves out for an agency, behind the second wall."""

import pytest

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.episodes.models import Assessment, ContributionBox, ContributionVersion
from opencaf.episodes.operations.contributing import save_contribution
from opencaf.episodes.queries.contributions import boxes_asked_of
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.assessment import make_draft
from tests.factories.contributions import (
    HEALTH,
    IDENTITY,
    agree_to_share,
    agree_to_writer,
    make_contribution,
)


def elements_seen_by(practitioner: Practitioner) -> set[str]:
    """The elements of which somebody's plain reads find an answer."""
    with acting_for(asking_as(practitioner)):
        seen = set(ContributionBox.objects.values_list("question__code", flat=True))
        assert seen >= set(ContributionVersion.objects.values_list("box__question__code", flat=True))
        return seen


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


def test_an_answer_about_an_element_left_out_is_read_by_who_wrote_it_and_who_assesses(
    alice: Practitioner, draft: Assessment
) -> None:
    ben = PractitionerFactory(post_worn__agency=AgencyFactory())
    writer = PractitionerFactory(post_worn__agency=AgencyFactory())
    agree_to_writer(draft, writer, alice)
    agree_to_share(draft, ben, alice, share="part", parts="except", elements=[HEALTH])
    children = [row.child_id for row in draft.episode.episode_children.all()]
    asked = make_contribution(draft, writer, by=alice)
    grant_access(
        to=ben, child_ids=children, episode_id=draft.episode_id, level=Level.FULL, basis=Basis.TEAM, by=alice
    )
    with acting_for(asking_as(writer)):
        boxes = boxes_asked_of(asked)
        save_contribution(
            contribution=asked, texts={f"text-{one.box.id}": "Words." for one in boxes}, seen={}, by=writer
        )

    assert elements_seen_by(alice) == {HEALTH, IDENTITY}
    assert elements_seen_by(writer) == {HEALTH, IDENTITY}
    assert elements_seen_by(ben) == {IDENTITY}
