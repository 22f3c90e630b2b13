"""Panels as pages show them: those to come, and one with its turns as far as the cases are open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, EpisodeChild, LeadProfessional, Meeting, Panel
from opencaf.people.models import Person

PLACES_TAKEN = "select episodes_places_taken(%s)"
MOST_PAST = 50
SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class Turn:
    """One child's or family's turn on a panel."""

    meeting: Meeting
    children: list[Person]
    lead: str
    is_open: bool

    @property
    def state(self) -> str:
        """How far the turn is, in words."""
        if not self.is_open and self.is_to_come:
            return "Closed before its turn"
        words = {Meeting.Status.PLANNED: "To come", Meeting.Status.HELD: "Written down"}
        return words.get(Meeting.Status(self.meeting.status), "Taken off")

    @property
    def is_to_come(self) -> bool:
        """Whether it was neither held nor taken off."""
        return self.meeting.status == Meeting.Status.PLANNED

    @property
    def is_held(self) -> bool:
        """Whether it was written down."""
        return self.meeting.status == Meeting.Status.HELD


@dataclass(frozen=True)
class Agenda:
    """The turns of a panel that somebody sees, in their order, and how many places are taken in all."""

    turns: list[Turn]
    off: list[Turn]
    taken: list[int]

    @property
    def hidden(self) -> int:
        """How many turns are of cases that are not open to who looks."""
        return len(self.taken) - len(self.turns)


def panels_for(practitioner: Practitioner) -> QuerySet[Panel]:
    """Return the panels somebody sees: all for coordinators and managers, for others where they sit."""
    panels = Panel.objects.select_related("kind", "chair")
    if practitioner.has_role(*SEES_ALL):
        return panels
    return panels.filter(Q(chair=practitioner.id) | Q(members__practitioner=practitioner.id)).distinct()


def panels_to_come(practitioner: Practitioner) -> list[Panel]:
    """Return the panels somebody sees from today on, the next one first."""
    return list(panels_for(practitioner).filter(planned_for__gte=clock.today(), cancelled=False))


def panels_over(practitioner: Practitioner) -> list[Panel]:
    """Return the panels somebody saw that are past or were cancelled, the latest first."""
    over = panels_for(practitioner).filter(Q(planned_for__lt=clock.today()) | Q(cancelled=True))
    return list(over.order_by("-planned_for", "-starts_at", "-id")[:MOST_PAST])


def panels_with_room() -> list[Panel]:
    """Return the panels from today on, onto which a case can be put."""
    coming = Panel.objects.filter(planned_for__gte=clock.today(), cancelled=False)
    return list(coming.select_related("kind"))


def panel_to_open(panel_id: uuid.UUID) -> QuerySet[Panel]:
    """Return one panel with what its page needs."""
    return Panel.objects.filter(pk=panel_id).select_related("kind", "chair")


def members_of(panel: Panel) -> list[Practitioner]:
    """Return who sits on a panel, in the order of their names."""
    rows = panel.members.select_related("practitioner")
    return [row.practitioner for row in rows.order_by("practitioner__family_name", "practitioner__id")]


def agenda_of(panel: Panel, practitioner: Practitioner) -> Agenda:
    """Return the turns whose cases are open to somebody; of the others only their number."""
    turns = [as_turn(meeting) for meeting in turns_seen(panel, practitioner)]
    return Agenda(
        turns=[turn for turn in turns if turn.meeting.status != Meeting.Status.CANCELLED],
        off=[turn for turn in turns if turn.meeting.status == Meeting.Status.CANCELLED],
        taken=places_taken(panel.id),
    )


def turns_seen(panel: Panel, practitioner: Practitioner) -> QuerySet[Any]:
    """Return the turns of the cases that somebody sees, with the children and who leads."""
    children = EpisodeChild.objects.filter(left_on=None).select_related("child")
    leads = LeadProfessional.objects.filter(ended_on=None).select_related("practitioner")
    seen = Episode.objects.within(sight_of(practitioner))
    return (
        panel.turns.filter(episode__in=seen)
        .select_related("episode__initiator", "kind")
        .prefetch_related(
            Prefetch("episode__episode_children", queryset=children, to_attr="children_now"),
            Prefetch("episode__lead_professionals", queryset=leads, to_attr="leads_now"),
        )
        .order_by("panel_position", "id")
    )


def turn_to_open(panel: Panel, practitioner: Practitioner, meeting_id: uuid.UUID) -> list[Turn]:
    """Return one turn of a panel, where its case is open to somebody."""
    return [as_turn(meeting) for meeting in turns_seen(panel, practitioner).filter(pk=meeting_id)]


def as_turn(meeting: Any) -> Turn:
    """Return a meeting, as read by turns_seen, as pages show it."""
    episode = meeting.episode
    lead = (
        f"{episode.leads_now[0].practitioner} leads"
        if episode.leads_now
        else f"{episode.initiator} started it"
    )
    children = [row.child for row in episode.children_now]
    return Turn(meeting=meeting, children=children, lead=lead, is_open=episode.is_open)


def next_turn(meeting: Meeting, practitioner: Practitioner) -> Meeting | None:
    """Return the next turn to come on the panel of a meeting, of a case that is open to somebody."""
    seen = Episode.objects.within(sight_of(practitioner)).open()
    coming = Meeting.objects.filter(panel=meeting.panel_id, status=Meeting.Status.PLANNED, episode__in=seen)
    return coming.exclude(pk=meeting.pk).select_related("episode").order_by("panel_position").first()


def case_with_number(reference: str, practitioner: Practitioner) -> Episode | None:
    """Return the case with this number, where it is open to somebody."""
    return Episode.objects.within(sight_of(practitioner)).filter(reference__iexact=reference.strip()).first()


def places_taken(panel_id: uuid.UUID) -> list[int]:
    """Return which places are taken, also by cases that are not open to who asks."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES_TAKEN, [panel_id])
        (taken,) = cursor.fetchone()
    return list(taken)


def addresses_of(practitioner_ids: Iterable[uuid.UUID]) -> list[str]:
    """Return where mail reaches practitioners: at their account, or else at work."""
    at = Case(When(user__is_active=True, then=F("user__email")), default=F("email"))
    found = Practitioner.objects.filter(pk__in=list(practitioner_ids)).annotate(address=at)
    return list(found.exclude(address="").order_by("id").values_list("address", flat=True))
