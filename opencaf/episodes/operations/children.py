"""A further child comes into an open episode, or one leaves it, each on a day."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.access.models import AccessGrant
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.episodes.operations.intention import refuse_second_open_episode
from opencaf.episodes.operations.shielding import shield_case
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_change_children
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.people.models import Person


@all_or_nothing
def add_child_to_episode(
    *,
    episode: Episode,
    child: Person,
    joined_on: dt.date,
    second_open_reason: str = "",
    by: Practitioner,
) -> EpisodeChild:
    """Let an open episode be about another child of the family too; who sees the episode sees the child."""
    require(can_change_children(by, episode))
    refuse_unfit_day("joined_on", joined_on, episode)
    if child not in people_who_may_answer(episode):
        raise ValidationError({"child": "Select a child of this family"})
    if EpisodeChild.objects.filter(episode=episode, child=child).exists():
        raise ValidationError({"child": f"{child} is, or was, in it already. Correct the dates instead"})
    if not second_open_reason:
        refuse_second_open_episode([child], by)
    let_everybody_see(episode, child, by)
    added = EpisodeChild.record(
        by=by,
        episode=episode,
        child=child,
        joined_on=joined_on,
        second_open_reason=second_open_reason,
        position=episode.episode_children.count(),
    )
    write_withheld(episode=episode, by=by)
    shield_case(episode, [child])
    trail.record("child_added", subject_kind="child", subject_id=child.id, episode_id=episode.id)
    return added


@all_or_nothing
def take_child_out(*, episode: Episode, child: Person, left_on: dt.date, by: Practitioner) -> None:
    """Let a child leave an episode that goes on for the others; what was written stays."""
    require(can_change_children(by, episode))
    refuse_unfit_day("left_on", left_on, episode)
    inside = list(EpisodeChild.objects.select_for_update().filter(episode=episode, left_on=None))
    row = next((one for one in inside if one.child_id == child.id), None)
    if row is None:
        raise ValidationError("This child has left already")
    if len(inside) == 1:
        raise ValidationError(f"{child} is the only child. Close the {by.authority.short_name} instead")
    refuse_before("left_on", left_on, "The date", earliest=row.joined_on, event="when the child came in")
    row.left_on, row.is_open = left_on, False
    row.save(update_fields=["left_on", "is_open"])
    trail.record("child_taken_out", subject_kind="child", subject_id=child.id, episode_id=episode.id)


def refuse_unfit_day(field: str, day: dt.date, episode: Episode) -> None:
    """Refuse a day in the future or before the episode."""
    refuse_future(field, day, "The date")
    refuse_before(field, day, "The date", earliest=episode.intended_on, event="the date of the intention")


def let_everybody_see(episode: Episode, child: Person, by: Practitioner) -> None:
    """Grant the added child to everybody who has a live reason to see the episode."""
    live = AccessGrant.objects.live().filter(episode_id=episode.id).select_related("practitioner")
    for grant in live.distinct("practitioner_id", "basis").order_by("practitioner_id", "basis"):
        grant_access(
            to=grant.practitioner,
            child_ids=[child.id],
            episode_id=episode.id,
            level=grant.level,
            basis=grant.basis,
            ends_at=grant.ends_at,
            by=by,
        )
