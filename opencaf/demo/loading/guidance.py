"""Guidance of the demonstration: texts in versions, the ready examples, and a question with its answer."""

from __future__ import annotations

from opencaf.agencies.models import Role
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.episodes.permissions import can_write
from opencaf.guidance.operations.examples import add_shipped_examples
from opencaf.guidance.operations.versions import save_guidance

BEGAN, BETTER, ASKED = 100, 40, 12  # days before the last day written
FIRST = {
    "general_health": "Ask when somebody last looked at their teeth, eyes and ears.",
    "emotional_social_development": "Say what you saw, not what you think it is called.",
    "housing_employment_finance": "Ask before you write about money. Many say it once they are asked kindly.",
}
SECOND = (
    "general_health",
    "Ask when somebody last looked at their teeth, eyes and ears, and what stopped them if nobody has.\n\n"
    "You need no medical words: how it looks on an ordinary day is enough.",
)
DRAFT = ("aspirations", "Ask the child first, and the adults afterwards. Write both.")
QUESTION = "The parents see it quite differently. Do I write two boxes?"
ANSWER = "No. Write one story, and beside it who sees it differently, in their words. Ring me if it is hard."


def help_where_it_is_needed(world: World) -> None:
    """Let the training team write, and a coordinator answer somebody from inside a case."""
    trainer = next(world.row_of(one) for one in world.plan.people if one.role == Role.TRAINING)
    with sitting(trainer, days_before(world, BEGAN)):
        add_shipped_examples(by=trainer)
        for element, text in FIRST.items():
            save_guidance(element=element, text=text, is_shown=True, by=trainer)
    with sitting(trainer, days_before(world, BETTER)):
        save_guidance(element=SECOND[0], text=SECOND[1], is_shown=True, by=trainer)
        save_guidance(element=DRAFT[0], text=DRAFT[1], is_shown=False, by=trainer)
    ask_and_answer(world)


def ask_and_answer(world: World) -> None:
    """Let the lead of the last case that is open ask, and a coordinator answer."""
    told = {one.child.id: one for one in cases_told(world)}
    with sitting(world.overseer, days_before(world, ASKED)):
        open_ones = Episode.objects.filter(episode_children__child__in=told, closed_on=None)
        leads = LeadProfessional.objects.filter(
            episode__in=open_ones, ended_on=None, practitioner__user__isnull=False
        )
        lead = leads.select_related("practitioner", "episode").order_by("-started_on", "id").first()
        children = set(lead.episode.episode_children.values_list("child_id", flat=True)) if lead else set()
    if lead is not None:
        ask_in_case(world, told[min(children & told.keys())], lead)


def ask_in_case(world: World, one: Told, lead: LeadProfessional) -> None:
    """Let a lead who may write ask from inside a case that was told, and a coordinator answer."""
    with sitting(lead.practitioner, days_before(world, ASKED)):
        if not can_write(lead.practitioner, lead.episode):
            return
        asked = ask_for_help(
            episode=lead.episode, question=QUESTION, element="identity", by=lead.practitioner
        )
    with sitting(world.overseer, days_before(world, ASKED - 1)):
        answer_help(asked=asked, answer=ANSWER, by=world.overseer)
