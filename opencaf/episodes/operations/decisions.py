"""Decisions of a meeting that become actions of the plan, without being typed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Action, Decision, Meeting, Outcome
from opencaf.episodes.operations.plan import refuse_wrong_action
from opencaf.episodes.permissions import can_write
from opencaf.people.models import Person


@dataclass(frozen=True)
class Undertaking:
    """What somebody undertook at a meeting: the decision, for which outcome, who, and by when."""

    decision: Decision
    outcome: Outcome
    what: str
    due_on: dt.date
    owner: Practitioner | Person | None = None
    owner_words: str = ""


@all_or_nothing
def turn_into_actions(
    *, meeting: Meeting, undertakings: Sequence[Undertaking], by: Practitioner
) -> list[Action]:
    """Put decisions of a held meeting into the plan; each once, agreed on the day of the meeting."""
    require(can_write(by, meeting.episode))
    if meeting.held_on is None:
        raise ValidationError("Write the meeting down first: only then its decisions stand.")
    if not undertakings:
        raise ValidationError("Select for at least one decision what it is for, or go back to the meeting")
    refuse_done_already(meeting, undertakings)
    for one in undertakings:
        refuse_wrong_undertaking(meeting, meeting.held_on, one)
    there = places_taken(undertakings)
    actions = [
        action_of(one, meeting, meeting.held_on, there.get(one.outcome.id, 0) + place, by)
        for place, one in enumerate(undertakings)
    ]
    Action.objects.bulk_create(actions)
    for one, action in zip(undertakings, actions, strict=True):
        one.decision.action = action
        trail.record(
            "action_added",
            subject_kind="action",
            subject_id=action.id,
            episode_id=meeting.episode_id,
            decision=one.decision.id,
        )
    Decision.objects.bulk_update([one.decision for one in undertakings], ["action"])
    return actions


def refuse_done_already(meeting: Meeting, undertakings: Sequence[Undertaking]) -> None:
    """Raise ValidationError for a decision of another meeting, or one that is in the plan; locks them."""
    ids = [one.decision.id for one in undertakings]
    waiting = meeting.decisions.select_for_update().filter(id__in=ids, action=None)
    if waiting.count() < len(set(ids)):
        raise ValidationError("One of these decisions is in the plan already. Look at the plan first.")


def refuse_wrong_undertaking(meeting: Meeting, held_on: dt.date, one: Undertaking) -> None:
    """Raise ValidationError at the fields of one decision."""
    if one.outcome.episode_id != meeting.episode_id:
        raise ValidationError({f"outcome_{one.decision.id}": "Select an outcome of this family’s plan"})
    try:
        refuse_wrong_action(one.outcome, one.what, one.owner, one.owner_words, held_on, one.due_on)
    except ValidationError as refusal:
        at_fields = {f"{name}_{one.decision.id}": said for name, said in refusal.message_dict.items()}
        raise ValidationError(at_fields) from None


def places_taken(undertakings: Sequence[Undertaking]) -> dict[UUID, int]:
    """Return how many actions each of the outcomes has already."""
    outcomes = {one.outcome.id for one in undertakings}
    counted = Action.objects.filter(outcome__in=outcomes).values("outcome").annotate(number=Count("id"))
    return dict(counted.values_list("outcome", "number"))


def action_of(one: Undertaking, meeting: Meeting, held_on: dt.date, place: int, by: Practitioner) -> Action:
    """Return the action that a decision becomes."""
    return Action(
        **signed(by),
        outcome=one.outcome,
        what=one.what,
        owner=None if isinstance(one.owner, Person) else one.owner,
        owner_person=one.owner if isinstance(one.owner, Person) else None,
        owner_words=one.owner_words,
        agreed_at=meeting,
        agreed_on=held_on,
        due_on=one.due_on,
        position=place,
    )
