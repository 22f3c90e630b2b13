"""Questions put to others for an assessment, made by the operations that put them."""

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Contribution
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.contributions import ask_to_contribute
from tests.factories.assessment import STARTED
from tests.factories.consent import make_consent
from tests.fixtures import TODAY

HEALTH, IDENTITY = "general_health", "identity"


def agree_to_writer(draft: Assessment, writer: Practitioner, by: Practitioner) -> None:
    """A yes to the assessment in which a parent names who else may write."""
    make_consent(draft.episode, by=by, may_contribute=[writer])


def agree_to_share(draft: Assessment, whom: Practitioner, by: Practitioner, **values: Any) -> None:
    """A yes to sharing everything with somebody's agency."""
    row = AgencyShare(whom.agency, **{"share": "everything", **values})
    make_consent(draft.episode, by=by, kind="share", agencies=[row])


def make_contribution(
    draft: Assessment, whom: Practitioner, *, by: Practitioner, **values: Any
) -> Contribution:
    """A question about health and identity of every child, to be answered today at the latest."""
    children = [row.child_id for row in draft.episode.episode_children.all()]
    return ask_to_contribute(
        assessment=draft,
        practitioner=whom,
        by=by,
        **{
            "elements": [HEALTH, IDENTITY],
            "child_ids": children,
            "asked_on": STARTED,
            "answer_by": TODAY.date(),
            **values,
        },
    )
