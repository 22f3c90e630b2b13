"""Who does the lead professional's work without the title: noted, and ended, each with a reason."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Coordination, Episode
from opencaf.episodes.operations.at_work import refuse_away
from opencaf.episodes.operations.leading import current_lead
from opencaf.episodes.operations.settling import end_work, work_now
from opencaf.episodes.operations.team import is_in_team, refuse_strangers, take_into_team
from opencaf.episodes.permissions import can_choose_lead
from opencaf.people.models import Person

BEGINS, ENDS = "The date they began", "The date they stopped"


@all_or_nothing
def begin_coordinating(
    *,
    episode: Episode,
    who: Practitioner | Person,
    started_on: dt.date,
    why: str,
    chosen_by: str = "",
    by: Practitioner,
) -> Coordination:
    """Note who does the work without the title, from a day; a practitioner joins the team."""
    require(can_choose_lead(by, episode))
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if not why.strip():
        raise ValidationError({"why": "Enter why they do the work and not the person who leads"})
    refuse_who(episode, who, by)
    refuse_day(episode, started_on)
    is_family = isinstance(who, Person)
    if not is_family and not is_in_team(episode, who):
        take_into_team(episode, who, on=started_on, by=by)
    work = Coordination.record(
        by=by,
        episode=episode,
        practitioner=None if isinstance(who, Person) else who,
        person=who if isinstance(who, Person) else None,
        agency=None if isinstance(who, Person) else who.agency,
        started_on=started_on,
        why=why.strip(),
        chosen_by=chosen_by,
    )
    trail.record("work_begun", subject_kind="coordination", subject_id=work.id, episode_id=episode.id)
    return work


@all_or_nothing
def end_coordinating(
    *, coordination: Coordination, ended_on: dt.date, why_ended: str, by: Practitioner
) -> Coordination:
    """Note that somebody no longer does the work, and why."""
    require(can_choose_lead(by, coordination.episode))
    held = Coordination.objects.select_for_update(of=("self",)).get(pk=coordination.pk)
    if held.ended_on:
        raise ValidationError("This has ended already. Put the date right instead.")
    if not why_ended.strip():
        raise ValidationError({"why_ended": "Enter why it ends"})
    refuse_future("ended_on", ended_on, ENDS)
    refuse_before("ended_on", ended_on, ENDS, earliest=held.started_on, event="when they began")
    end_work(held, on=ended_on, why=why_ended.strip())
    trail.record("work_ended", subject_kind="coordination", subject_id=held.id, episode_id=held.episode_id)
    return held


def refuse_who(episode: Episode, who: Practitioner | Person, by: Practitioner) -> None:
    """Raise ValidationError for a stranger, for who leads, or while somebody else does the work."""
    if work_now(episode):
        raise ValidationError("Somebody does the work already. Say first until when they did.")
    if isinstance(who, Person):
        refuse_strangers("who", [who], episode)
        return
    lead = current_lead(episode)
    if lead and lead.practitioner_id == who.id:
        title = by.authority.lead_title
        raise ValidationError({"who": f"{who} is the {title}, and need not be named twice"})


def refuse_day(episode: Episode, day: dt.date) -> None:
    """Raise ValidationError for a beginning ahead, away from work, or while somebody else did the work."""
    refuse_future("started_on", day, BEGINS)
    refuse_away("started_on", day, BEGINS, episode)
    last = Coordination.objects.filter(episode=episode).order_by("-ended_on").first()
    earliest = last.ended_on if last else None
    refuse_before("started_on", day, BEGINS, earliest=earliest, event="when the one before stopped")
