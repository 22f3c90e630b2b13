"""Steps up to social care and down from it, made by the operations that make them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Episode, SharingDecision, ThresholdStep
from opencaf.episodes.operations.sharing_decisions import record_sharing_decision
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import record_step_answer, step_down, step_up
from opencaf.episodes.queries.journey import journey_of
from tests.factories import AgencyFactory
from tests.factories.meetings import child_of

SENT_ON = dt.date(2025, 12, 17)
ANSWERED_ON = dt.date(2025, 12, 19)
LATER = dt.date(2026, 1, 5)
WHAT_HAPPENED = "A door panel was broken while she sat on the stairs."


def social_care() -> Agency:
    """The one team of children's social care."""
    found = Agency.objects.filter(kind="childrens_social_care").first()
    return found or AgencyFactory(
        name="Children’s social care", kind="childrens_social_care", sector="childrens_services"
    )


def make_decision_to_share(episode: Episode, *, by: Practitioner, **values: Any) -> SharingDecision:
    """A decision to share with social care without resting on agreement."""
    values = {"agency": social_care(), "decision": "share"} | values
    return record_sharing_decision(
        episode=episode,
        decided_on=SENT_ON,
        items="What happened on Saturday.",
        ground="Likely harm to a child.",
        rationale="Waiting would leave her there.",
        asked="refused",
        family_told=True,
        by=by,
        **values,
    )


def make_step_up(episode: Episode, *, by: Practitioner, **values: Any) -> ThresholdStep:
    """A step up that rests on a decision to share."""
    if "packet" not in values:
        values["packet"] = Packet(sharing_decision=make_decision_to_share(episode, by=by))
    values = {"agency": social_care(), "what_happened": WHAT_HAPPENED, "sent_on": SENT_ON} | values
    return step_up(episode=episode, by=by, **values)


def make_answer(step: ThresholdStep, answer: str, *, by: Practitioner, **values: Any) -> ThresholdStep:
    """What social care decided two days later."""
    values = {"answered_on": ANSWERED_ON} | values
    return record_step_answer(step=step, answer=answer, by=by, **values)


def make_step_down(episode: Episode, *, by: Practitioner, **values: Any) -> ThresholdStep:
    """A step down."""
    values = {
        "agency": social_care(),
        "decided_on": dt.date(2026, 4, 15),
        "reason": "Needs can be met by early help.",
        "handed_over": "Single assessment\nSafety plan",
    } | values
    return step_down(episode=episode, by=by, **values)


def titles(episode: Episode, practitioner: Practitioner) -> list[tuple[dt.date, str]]:
    """What the journey says of steps."""
    events = journey_of(episode, practitioner, ["step"], child_ids=[child_of(episode).id]).events
    return [(event.on, event.title) for event in events]
