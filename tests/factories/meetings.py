"""Meetings, plans and lead professionals, made by the operations that make them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Action, Episode, LeadProfessional, Meeting, Outcome, Review
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.meetings import Line, hold_meeting, plan_meeting
from opencaf.episodes.operations.plan import add_action, add_outcome
from opencaf.episodes.operations.reviews import hold_review
from opencaf.people.models import Person, Relationship
from tests.factories import ChildFactory, MeetingKindFactory

MET_ON = dt.date(2025, 11, 5)
NEXT_ON = dt.date(2026, 1, 14)


def child_of(episode: Episode) -> Person:
    """The first child of an episode."""
    return episode.episode_children.select_related("child")[0].child


def make_parent(episode: Episode, *, by: Practitioner, **values: Any) -> Person:
    """A mother of the first child."""
    values = {"given_names": "Morgan", "born_on": dt.date(1990, 5, 4)} | values
    parent = ChildFactory(**values)
    Relationship.record(by=by, of=parent, to=child_of(episode), kinship="mother")
    return parent


def make_meeting(episode: Episode, *, by: Practitioner, **values: Any) -> Meeting:
    """A meeting that was held, with who writes it down present."""
    values = {
        "held_on": MET_ON,
        "next_on": NEXT_ON,
        "attendance": [Line(by, "present")],
        "why_without_family": "At work; will be rung.",
    } | values
    if "meeting" not in values:
        values.setdefault("kind", MeetingKindFactory())
    return hold_meeting(episode=episode, by=by, **values)


def make_planned_meeting(episode: Episode, *, by: Practitioner, **values: Any) -> Meeting:
    values = {"planned_for": NEXT_ON} | values
    return plan_meeting(episode=episode, kind=MeetingKindFactory(), by=by, **values)


def make_lead(episode: Episode, practitioner: Practitioner, *, by: Practitioner) -> LeadProfessional:
    return agree_lead_professional(episode=episode, practitioner=practitioner, started_on=MET_ON, by=by)


def make_outcome(episode: Episode, *, by: Practitioner, **values: Any) -> Outcome:
    values = {"wording": "Mornings that are not so long.", "agreed_on": MET_ON} | values
    values.setdefault("children", [child_of(episode)])
    return add_outcome(episode=episode, by=by, **values)


def make_action(outcome: Outcome, *, by: Practitioner, **values: Any) -> Action:
    values = {
        "what": "Go to the play group together",
        "owner": by,
        "agreed_on": MET_ON,
        "due_on": dt.date(2025, 11, 21),
    } | values
    return add_action(outcome=outcome, by=by, **values)


def make_review(meeting: Meeting, *, by: Practitioner, **values: Any) -> Review:
    values = {"marks": [], "what_changed": "He has 34 words."} | values
    return hold_review(meeting=meeting, by=by, **values)
