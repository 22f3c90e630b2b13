"""Cases that went to social care: one that was taken on and came back, one that waits for the duty team.

It chooses by place alone, so that nothing else of the demonstration moves.
"""

from __future__ import annotations

from opencaf.agencies.models import Agency, AgencyType
from opencaf.demo.loading.papers import case_of, is_open
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.episodes.codes import AskedFirst, SharingChoice, StepAnswer
from opencaf.episodes.models import SharingDecision, ThresholdStep
from opencaf.episodes.operations.sharing_decisions import record_sharing_decision
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stepping import (
    record_step_answer,
    record_step_feedback,
    step_down,
    step_up,
)
from opencaf.people.models import Person
from opencaf.people.queries.circle import PARENTS

SENT, ANSWERED, FED_BACK, BACK = 61, 58, 54, 16  # days before the last one on which anything is written
SENT_LATELY = 2
CAME_BACK, WAITS = (
    "A neighbour heard shouting; a door panel was broken when we came.",
    "She says that she sleeps at a friend’s because she is afraid at home.",
)


def go_to_social_care(world: World) -> None:
    """Let one case step up and down, and another wait for the duty team."""
    care = world.agency_of_kind(AgencyType.CHILDRENS_SOCIAL_CARE, "")
    if care is None:
        return
    with sitting(world.overseer, world.plan.eve):
        told = [one for one in cases_told(world) if is_open(one.case) and not one.is_shown]
    long_known = [one for one in told if one.case.course.intended_on < days_before(world, SENT)]
    for one in long_known[:1]:
        step_up_and_down(world, one, care)
    for one in long_known[1:2]:
        send(world, one, care, WAITS, ago=SENT_LATELY)


def step_up_and_down(world: World, one: Told, care: Agency) -> None:
    """Let a case go to social care, and come back six weeks later."""
    by, answered_on = world.overseer, days_before(world, ANSWERED)
    step = send(world, one, care, CAME_BACK, ago=SENT)
    with sitting(by, answered_on):
        record_step_answer(
            step=step,
            answer=StepAnswer.ACCEPTED,
            answered_on=answered_on,
            reason="A social worker will visit and assess.",
            by=by,
        )
    with sitting(by, days_before(world, FED_BACK)):
        record_step_feedback(
            step=step,
            fed_back_on=days_before(world, FED_BACK),
            feedback="The assessment has begun; the plan of the team goes on meanwhile.",
            by=by,
        )
    with sitting(by, days_before(world, BACK)):
        step_down(
            episode=step.episode,
            agency=care,
            decided_on=days_before(world, BACK),
            reason="What is left to do can be done by the team around the family.",
            handed_over="The assessment and the safety plan that the family keeps.",
            agreed=parents_of(one.child)[:1],
            by=by,
        )


def send(world: World, one: Told, care: Agency, what_happened: str, *, ago: int) -> ThresholdStep:
    """Send a case to social care by a decision to share."""
    with sitting(world.overseer, days_before(world, ago)):
        return step_up(
            episode=case_of(one.child),
            agency=care,
            what_happened=what_happened,
            reason="Early help cannot keep her safe while this goes on.",
            sent_on=days_before(world, ago),
            not_agreed=parents_of(one.child)[:1],
            packet=Packet(sharing_decision=decide_to_share(world, one, care, ago=ago)),
            by=world.overseer,
        )


def decide_to_share(world: World, one: Told, care: Agency, *, ago: int) -> SharingDecision:
    """Decide to share without agreement, with the reason."""
    return record_sharing_decision(
        episode=case_of(one.child),
        decision=SharingChoice.SHARE,
        decided_on=days_before(world, ago),
        items="What happened on Saturday, and who lives in the home.",
        ground="A child is likely to be harmed.",
        rationale="Waiting for the next visit would leave her there over the weekend.",
        asked=AskedFirst.REFUSED,
        asked_words="Her mother was asked on the telephone and said no.",
        family_told=True,
        agency=care,
        about=[one.child],
        by=world.overseer,
    )


def parents_of(child: Person) -> list[Person]:
    """Return who brings a child up."""
    rows = child.kin.filter(kinship__in=PARENTS, to_on=None).select_related("of")
    return [row.of for row in rows.order_by("id")]
