"""Cases at every stage, and the arguments of every address about them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.operations.team import join_team
from tests.architecture.access_arguments import Cases, arguments_for
from tests.architecture.access_making import Others
from tests.factories import (
    DAY,
    make_episode,
)
from tests.factories.assessment import agree_to_assess, national_form
from tests.factories.meetings import (
    make_meeting,
)

COMPLETED = dt.date(2025, 10, 15)
MET = dt.date(2025, 11, 5)


@dataclass
class World:
    """Where a visitor's address leads."""

    cases: Cases
    arguments: dict[str, Any]
    special: dict[str, dict[str, Any]]

    def address(self, name: str, pattern: str) -> str:
        """An address with its arguments filled in, made by hand so that a forgotten one is noticed."""
        values = {**self.arguments, **self.special.get(name, {})}
        for part in pattern.split("<")[1:]:
            argument = part.split(">")[0]
            pattern = pattern.replace(f"<{argument}>", str(values[argument.split(":")[-1]]))
        return pattern


def make_world(
    *,
    lead: Practitioner,
    helper: Practitioner,
    finder: Practitioner,
    coordinator: Practitioner,
    agency: Agency,
) -> World:
    """Cases that the lead leads, the helper helps with, the finder has found, and a stranger has not."""
    national_form(lead)
    cases = Cases(
        intended=make_episode(by=lead),
        assessing=assessing_case(lead),
        planning=planning_case(lead),
        supporting=supporting_case(lead),
        suspended=supporting_case(lead),
        closed=supporting_case(lead),
    )
    suspend_episode(episode=cases.suspended, started_on=dt.date(2025, 12, 19), reason="Social care.", by=lead)
    for case in vars(cases).values():
        let_in(case, lead=lead, helper=helper, finder=finder)
    close_episode(
        episode=cases.closed,
        closed_on=dt.date(2026, 5, 6),
        reason="needs_met_universal",
        outcome_level="all",
        views_missing_why="They had moved.",
        by=coordinator,
    )
    return World(cases, *arguments_for(cases, lead, agency, Others(helper, finder, coordinator)))


def assessing_case(lead: Practitioner) -> Episode:
    """A case whose assessment is being written."""
    episode = make_episode(by=lead)
    agree_to_assess(episode, lead)
    start_assessment(episode=episode, started_on=DAY, by=lead)
    return episode


def planning_case(lead: Practitioner) -> Episode:
    """A case whose assessment is complete."""
    episode = assessing_case(lead)
    complete_assessment(assessment=episode.assessments.get(), completed_on=COMPLETED, by=lead)
    episode.refresh_from_db()
    return episode


def supporting_case(lead: Practitioner) -> Episode:
    """A case with a meeting, a lead professional and a plan."""
    episode = planning_case(lead)
    make_meeting(episode, by=lead)
    episode.refresh_from_db()
    agree_lead_professional(episode=episode, practitioner=lead, started_on=MET, by=lead)
    return episode


def let_in(case: Episode, *, lead: Practitioner, helper: Practitioner, finder: Practitioner) -> None:
    """The helper joins the team; the finder finds the child; who leads is seen to lead."""
    join_team(episode=case, who=helper, joined_on=MET, by=lead)
    children = [row.child_id for row in case.episode_children.all()]
    grant_access(to=finder, child_ids=children, level=Level.EXISTENCE, basis=Basis.FOUND, by=finder)
