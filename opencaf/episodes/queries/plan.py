"""The plan as pages show it: outcomes with their actions, who does them, and the last word on each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Subquery

from opencaf.core import clock
from opencaf.core.composed import attach, composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import NEED_TAGS, ActionStatus, OutcomeStatus
from opencaf.episodes.models import (
    Action,
    ActionProgress,
    Episode,
    Meeting,
    Outcome,
    OutcomeChild,
    OutcomeTie,
)
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person

TONES = {
    ActionStatus.AGREED: "govuk-tag--blue",
    ActionStatus.IN_PROGRESS: "govuk-tag--yellow",
    ActionStatus.DONE: "govuk-tag--green",
    ActionStatus.NOT_DONE: "govuk-tag--grey",
    ActionStatus.CANCELLED: "govuk-tag--grey",
}


@dataclass(frozen=True)
class Word:
    """One line of progress: what, who said it, when."""

    id: UUID
    text: str
    who: str
    on: dt.date


@dataclass(frozen=True)
class ActionRow:
    """An action as the plan shows it."""

    action: Action
    owner: str
    due: str
    is_late: bool
    ended: str
    words: list[Word]

    @property
    def last_word(self) -> Word | None:
        """The latest line of progress."""
        return self.words[-1] if self.words else None

    def has_news_since(self, day: dt.date) -> bool:
        """Whether anybody said anything after a day."""
        return any(word.on > day for word in self.words)

    @property
    def tag(self) -> dict[str, str]:
        """The status as a tag."""
        return {"text": self.action.get_status_display(), "classes": TONES[ActionStatus(self.action.status)]}


@dataclass(frozen=True)
class OutcomeBlock:
    """An outcome with its actions."""

    outcome: Outcome
    children: list[str]
    rows: list[ActionRow]

    @property
    def status_tag(self) -> dict[str, str]:
        """How far the outcome is met, as a tag."""
        return status_tag(self.outcome)


@dataclass(frozen=True)
class Plan:
    """The whole plan, and what moved since the last meeting."""

    blocks: list[OutcomeBlock]
    last_met_on: dt.date | None

    @property
    def moved(self) -> str:
        """What moved since the last meeting, in a sentence."""
        if self.last_met_on is None:
            return ""
        rows = [row for block in self.blocks for row in block.rows]
        what = ", ".join(what_came(rows, self.last_met_on)) or "nothing has been noted yet"
        number = sum(row.action.closed_on is None for row in rows)
        late = sum(row.is_late for row in rows)
        overdue = f", {late} past the day" if late else ""
        return f"Since the meeting on {in_words(self.last_met_on)}: {what}. {count_open(number)}{overdue}."


def what_came(rows: Sequence[ActionRow], since: dt.date) -> list[str]:
    """Return how many actions ended since a day, by how they ended, and how many have news."""
    ended = Counter(
        row.action.status for row in rows if row.action.closed_on and row.action.closed_on > since
    )
    parts = [f"{number} {ActionStatus(status).label.lower()}" for status, number in ended.items()]
    with_news = sum(row.action.closed_on is None and row.has_news_since(since) for row in rows)
    return [*parts, f"{with_news} with news"] if with_news else parts


def count_open(number: int) -> str:
    """Return how many actions are open, in words."""
    return {0: "No action is open", 1: "1 action is open"}.get(number, f"{number} actions are open")


def plan_of(episode: Episode, children: Sequence[Person]) -> Plan:
    """Return the plan of an episode, outcomes and actions in the order in which they were agreed."""
    outcomes = outcomes_of(episode)
    if outcomes:
        actions = actions_of(episode)
        attach(actions, "progress", progress_of(episode) if actions else [])
        attach(outcomes, "actions", actions)
    if len(children) > 1:
        attach(outcomes, "children", children_of_outcomes(episode))
    names = {child.id: child.first_name for child in children} if len(children) > 1 else {}
    blocks = [as_block(outcome, names) for outcome in outcomes]
    last_met_on = next((outcome.last_met_on for outcome in outcomes), None)
    return Plan(blocks=blocks, last_met_on=last_met_on)


def plan_without_words(episode: Episode) -> list[OutcomeBlock]:
    """Return the outcomes of a plan with their actions, without what was said about them."""
    outcomes = outcomes_of(episode)
    actions = actions_of(episode) if outcomes else []
    attach(actions, "progress", [])
    attach(outcomes, "actions", actions)
    return [as_block(outcome, {}) for outcome in outcomes]


@composed_once
def outcomes_of(episode: Episode) -> models.QuerySet[Any]:
    """The outcomes of a plan, each with the day of the last meeting."""
    met = Meeting.objects.filter(episode=episode, status=Meeting.Status.HELD).order_by("-held_on")
    return episode.outcomes.annotate(last_met_on=Subquery(met.values("held_on")[:1]))


@composed_once
def actions_of(episode: Episode) -> models.QuerySet[Action]:
    """The actions of a plan with their owners."""
    return Action.objects.filter(outcome__episode=episode).select_related("owner", "owner_person")


@composed_once
def progress_of(episode: Episode) -> models.QuerySet[ActionProgress]:
    """The progress of all actions of a plan."""
    words = ActionProgress.objects.filter(action__outcome__episode=episode)
    return words.select_related("said_by", "said_by_person")


@composed_once
def children_of_outcomes(episode: Episode) -> models.QuerySet[OutcomeChild]:
    """For which children the outcomes of a plan are."""
    return OutcomeChild.objects.filter(outcome__episode=episode)


def as_block(outcome: Outcome, names: dict[UUID, str]) -> OutcomeBlock:
    """Return an outcome, read with its actions, as the plan shows it; names only where there are several."""
    rows = outcome.children.all() if names else []
    return OutcomeBlock(
        outcome=outcome,
        children=[names[row.child_id] for row in rows if row.child_id in names],
        rows=[as_row(action) for action in outcome.actions.all()],
    )


def as_row(action: Action) -> ActionRow:
    """Return an action as the plan shows it."""
    late = action.closed_on is None and action.due_on < clock.today()
    return ActionRow(
        action=action,
        owner=owner_of(action),
        due=f"was due {in_words(action.due_on)}" if late else f"by {in_words(action.due_on)}",
        is_late=late,
        ended=how_it_ended(action),
        words=[
            Word(line.id, line.text, str(line.said_by or line.said_by_person or ""), line.said_on)
            for line in action.progress.all()
        ],
    )


def owner_of(action: Action) -> str:
    """Return who does it: a practitioner, somebody of the family, or somebody in words."""
    who = action.owner or action.owner_person
    return ", ".join(part for part in (str(who) if who else "", action.owner_words) if part)


def how_it_ended(action: Action) -> str:
    """Return when a closed action ended, and why where it was not done."""
    if action.closed_on is None:
        return f"Carried on by {action.handed_to}" if action.handed_to else ""
    ended = f"{action.get_status_display()} on {in_words(action.closed_on)}"
    return f"{ended}: {action.reason}" if action.reason else ended


def action_to_open(episode: Episode, action_id: UUID) -> list[Action]:
    """Return one action of an episode with what a page about it needs."""
    found = action_of(episode, action_id)
    for action in found:
        action.outcome.episode = episode
        attach(found, "progress", progress_on(action))
    return found


@composed_once
def action_of(episode: Episode, action_id: UUID) -> models.QuerySet[Action]:
    """One action of an episode with its outcome and owner."""
    one = Action.objects.filter(outcome__episode=episode, pk=action_id)
    return one.select_related("outcome", "owner", "owner_person")


@composed_once
def progress_on(action: Action) -> models.QuerySet[ActionProgress]:
    """The progress of one action."""
    return action.progress.select_related("said_by", "said_by_person")


@composed_once
def outcome_to_open(episode: Episode, outcome_id: UUID) -> models.QuerySet[Outcome]:
    """One outcome of an episode."""
    return episode.outcomes.filter(pk=outcome_id)


@composed_once
def ties_in_order(outcome: Outcome) -> models.QuerySet[OutcomeTie]:
    """What an outcome is tied to, in the order in which it was."""
    return outcome.ties.order_by("id")


def ties_of(outcome: Outcome) -> dict[str, list[str]]:
    """Return the names of the needs and of the areas an outcome is tied to."""
    names: dict[str, list[str]] = {"needs": [], "areas": []}
    for tie in ties_in_order(outcome):
        if tie.kind == OutcomeTie.Kind.NEED_TAG:
            names["needs"].append(NEED_TAGS.get(tie.code, tie.code))
        else:
            names["areas"].append(form_areas().name(tie.code))
    return names


def status_tag(outcome: Outcome) -> dict[str, str]:
    """Return how far an outcome is met, as a tag."""
    tones = {OutcomeStatus.OPEN: "govuk-tag--blue", OutcomeStatus.MET: "govuk-tag--green"}
    tone = tones.get(OutcomeStatus(outcome.status), "govuk-tag--grey")
    return {"text": outcome.get_status_display(), "classes": tone}
