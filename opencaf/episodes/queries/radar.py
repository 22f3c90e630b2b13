"""First meetings to come that may need a hand: who leads for the first time, nobody leads, old training."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.consent_talk import birthday
from opencaf.episodes.models import Coordination, Episode
from opencaf.episodes.queries.board import first_meeting_words, standings_for, with_cases
from opencaf.episodes.states import State
from opencaf.people.models import Person


@dataclass(frozen=True)
class Reason:
    """Why a first meeting stands on the radar, and what can be done; the name of the page where."""

    why: str
    do: str
    page: str


@dataclass(frozen=True)
class ComingMeeting:
    """A first meeting to come, with why it may need a hand."""

    episode: Episode
    children: list[Person]
    lead: str
    when: str
    reasons: list[Reason]


def first_meetings(practitioner: Practitioner) -> QuerySet[Any]:
    """Return where the cases stand whose first meeting is to come and may need a hand, soonest first.

    To come: planned, or due since the assessment is complete; not held, and the case does not rest.
    """
    working = Coordination.objects.filter(episode=OuterRef("episode_id"), ended_on=None)
    to_come = Q(first_completed_on__isnull=False) | Q(last_planned_for__gte=clock.today())
    coming = standings_for(practitioner).filter(to_come, has_held=False).exclude(state=State.SUSPENDED)
    found: Any = coming.annotate(
        has_work=Exists(working),
        leads_first_time=Func(
            F("lead_id"), function="episodes_leads_first_time", output_field=BooleanField()
        ),
    )
    return (
        with_cases(found.filter(needs_a_hand(practitioner.authority)))
        .select_related("leader")
        .order_by(F("first_planned_for").asc(nulls_last=True), "first_completed_on", "episode_id")
    )


def needs_a_hand(authority: Authority) -> Q:
    """Return the rule: nobody leads, or who leads does so for the first time or without fresh training."""
    untrained = Q(leader__trained_on=None) | Q(leader__trained_on__lt=trained_since(authority))
    return Q(lead=None) | Q(leads_first_time=True) | untrained


def trained_since(authority: Authority) -> dt.date:
    """Return the day since which training counts as fresh."""
    return birthday(clock.today(), -authority.training_lasts_years)


def meeting_of(standing: Any, authority: Authority) -> ComingMeeting:
    """Return a case of the radar in words."""
    return ComingMeeting(
        episode=standing.episode,
        children=[row.child for row in standing.episode.children_now],
        lead=str(standing.leader or ""),
        when=first_meeting_words(standing, authority),
        reasons=reasons_of(standing, authority),
    )


def reasons_of(standing: Any, authority: Authority) -> list[Reason]:
    """Return why a case stands on the radar, each with what to do."""
    title = authority.lead_title
    if standing.lead_id is None:
        works = "Somebody does the work; nobody" if standing.has_work else "Nobody"
        return [Reason(f"{works} is {title} yet", "Ask somebody to lead", "episodes:lead")]
    found = []
    if standing.leads_first_time:
        why = f"{standing.leader} leads for the first time"
        found.append(Reason(why, "Ring them, and offer to come along", "episodes:team"))
    if standing.leader.trained_on is None:
        why = f"No training of {standing.leader} is noted"
        found.append(Reason(why, "Offer a course, or have the day noted", "episodes:team"))
    elif standing.leader.trained_on < trained_since(authority):
        why = f"{standing.leader} was trained on {in_words(standing.leader.trained_on)}"
        found.append(Reason(why, "Offer a course before the meeting", "episodes:team"))
    return found
