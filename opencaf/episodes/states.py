"""The states of an episode, which step may follow which, and whose turn it is in each."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    INTENDED = "intended", "Intended"
    ASSESSING = "assessing", "Assessment under way"
    PLANNING = "planning", "Assessed, meeting to come"
    SUPPORTING = "supporting", "Being supported"
    SUSPENDED = "suspended", "Suspended"
    CLOSED = "closed", "Closed"


STEPS: dict[State, set[State]] = {
    State.INTENDED: {State.ASSESSING, State.CLOSED},
    State.ASSESSING: {State.PLANNING, State.SUPPORTING, State.SUSPENDED, State.CLOSED},
    State.PLANNING: {State.SUPPORTING, State.SUSPENDED, State.CLOSED},
    State.SUPPORTING: {State.SUSPENDED, State.CLOSED},
    State.SUSPENDED: {State.SUPPORTING, State.CLOSED},
    State.CLOSED: {State.INTENDED, State.ASSESSING, State.PLANNING, State.SUPPORTING},
}

OWNERS: dict[State, str] = {
    State.INTENDED: "the initiator",
    State.ASSESSING: "the assessor",
    State.PLANNING: "the assessor, until a lead professional is agreed",
    State.SUPPORTING: "the lead professional",
    State.SUSPENDED: "children's social care, with the coordinator watching",
    State.CLOSED: "nobody; the coordinator may reopen",
}

OPEN_STATES = (State.INTENDED, State.ASSESSING, State.PLANNING, State.SUPPORTING, State.SUSPENDED)


def may_follow(state: str, to: str) -> bool:
    """Whether an episode may go from one state to the other."""
    return State(to) in STEPS[State(state)]
