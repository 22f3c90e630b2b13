"""Children who came into an episode while its assessment was being written."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, EpisodeChild, StoryChild
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.assessment import boxes_of, by_element
from opencaf.episodes.queries.withholding import withheld_from


@all_or_nothing
def include_children(*, assessment: Assessment, by: Practitioner) -> int:
    """Let the first box of each element be about the children who came later too; return how many came."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    if withheld_from(by, draft.episode):
        raise ValidationError(
            "The family has left parts out for your agency. "
            "Ask somebody who may see every part to include them"
        )
    told = StoryChild.objects.filter(assessment=draft).values("child_id")
    inside = EpisodeChild.objects.filter(episode=draft.episode, left_on=None)
    new = list(inside.exclude(child_id__in=told).values_list("child_id", flat=True))
    StoryChild.objects.bulk_create(
        StoryChild(
            **signed(by),
            story=element.boxes[0].story,
            assessment=draft,
            question=element.question,
            child_id=child_id,
        )
        for element in by_element(boxes_of(draft))
        for child_id in new
    )
    trail.record(
        "children_included",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        children=[str(child_id) for child_id in new],
    )
    return len(new)
