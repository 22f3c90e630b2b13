"""Families and feedback as the pages of practice show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from opencaf.episodes.models import Episode
from opencaf.practice.families import FAMILIES
from opencaf.practice.feedback import Criterion

# Where what an item looks for is written, by the rule that sees it.
WHERE = {
    "agreed": ("episodes:sharing", "Record what the family answers"),
    "agreed_again": ("episodes:sharing", "Ask with whom it may be shared"),
    "lead": ("episodes:lead", "Agree who leads"),
    "plan_whom": ("episodes:plan", "Write the plan"),
    "actions": ("episodes:plan", "Write who does what"),
    "outcomes": ("episodes:plan", "Write what should change"),
    "measures": ("episodes:plan", "Write how one will know"),
    "progress": ("episodes:plan", "Write how an action goes"),
    "review_day": ("episodes:meetings", "Hold a review"),
    "review_present": ("episodes:meetings", "Write who came"),
    "review_next": ("episodes:meetings", "Write what comes next"),
    "review_notes": ("episodes:meetings", "Write what changed"),
    "review_child": ("episodes:meetings", "Write what the child says"),
    "review_parent": ("episodes:meetings", "Write what the parents say"),
}
OF_THE_CHILD = ("identifiers", "languages", "ethnicity", "parents")
IN_THE_ASSESSMENT = ("episodes:assessment", "Write it in the assessment")


@dataclass(frozen=True)
class PracticeCase:
    """A case of the street with what it is for."""

    name: str
    href: str
    task: str
    feedback_href: str
    state: str


@dataclass(frozen=True)
class ToDo:
    """Something that is missing, with where to do it."""

    criterion: Criterion
    href: str
    text: str


def families_of(cases: list[Episode]) -> list[PracticeCase]:
    """Return the cases of a street; those that the learner began have no task of their own."""
    return [case_of(case) for case in cases]


def case_of(episode: Episode) -> PracticeCase:
    """Return a case of the street."""
    children = [row.child for row in episode.episode_children.all()]
    tasks = {(one.given, one.family): one.task for one in FAMILIES}
    found = [tasks.get((child.given_names, child.family_name), "") for child in children]
    return PracticeCase(
        name=", ".join(child.full_name for child in children),
        href=reverse("episodes:overview", args=[episode.id]),
        task=next((task for task in found if task), "You began this one yourself."),
        feedback_href=reverse("practice:feedback", args=[episode.id]),
        state=episode.get_state_display(),
    )


def feedback_on(episode: Episode, criteria: list[Criterion]) -> dict[str, Any]:
    """Return what the page of feedback shows: what is missing, what is there, what only a person judges."""
    there = [one for one in criteria if one.is_there]
    missing = [todo(one, episode) for one in criteria if one.is_missing]
    return {
        "case": case_of(episode),
        "there": there,
        "missing": missing,
        "judged": [one for one in criteria if not one.answer],
        "count": len(there),
        "of": len(there) + len(missing),
    }


def todo(criterion: Criterion, episode: Episode) -> ToDo:
    """Return something missing, with where to do it."""
    if criterion.seen_by in OF_THE_CHILD:
        child = episode.episode_children.all()[0].child
        return ToDo(criterion, reverse("children:show", args=[child.id]), "Complete the child's record")
    name, text = WHERE.get(criterion.seen_by, IN_THE_ASSESSMENT)
    return ToDo(criterion, reverse(name, args=[episode.id]), text)
