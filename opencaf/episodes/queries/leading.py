"""Offers of the lead, and who does the work without the title: in a case, and as they wait for somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject, Trim

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import (
    Closure,
    Coordination,
    Episode,
    LeadOffer,
    LeadProfessional,
    Suspension,
)


@dataclass(frozen=True)
class OfferShown:
    """An offer of the lead as the page of who leads shows it."""

    id: uuid.UUID
    to: str
    to_id: uuid.UUID
    asked_by: str
    offered_on: dt.date
    words: str
    answer: str
    answered_on: dt.date | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answer

    @property
    def answer_words(self) -> str:
        """What became of it."""
        return LeadOffer.Answer(self.answer).label.lower() if self.answer else ""


@dataclass(frozen=True)
class WorkShown:
    """Who did or does the work without the title, as the page of who leads shows it."""

    id: uuid.UUID
    who: str
    agency: str
    started_on: dt.date
    ended_on: dt.date | None
    why: str
    chosen_by: str
    why_ended: str


@dataclass(frozen=True)
class AroundLead:
    """What stands beside the lead of a case: who was asked, and who does the work without the title."""

    offers: list[OfferShown]
    works: list[WorkShown]

    @property
    def waiting(self) -> OfferShown | None:
        """The offer that waits for an answer."""
        return next((one for one in self.offers if one.is_open), None)

    @property
    def answered(self) -> list[OfferShown]:
        """The offers that wait no longer."""
        return [one for one in self.offers if not one.is_open]

    @property
    def work(self) -> WorkShown | None:
        """Who does the work now."""
        return next((one for one in self.works if one.ended_on is None), None)

    @property
    def worked(self) -> list[WorkShown]:
        """Who did the work before."""
        return [one for one in self.works if one.ended_on]


def around_lead(episode: Episode) -> AroundLead:
    """Return what stands beside the lead of a case, the latest first, in one read."""
    found = offers_and_works(episode.pk)
    offers, works = found[0] if found else ([], [])
    return AroundLead(
        [OfferShown(**in_python(row)) for row in offers], [WorkShown(**in_python(row)) for row in works]
    )


@composed_once
def offers_and_works(episode_id: uuid.UUID) -> QuerySet[Episode, Any]:
    """The offers of a case, and who did its work without the title, as lists of rows."""
    here = {"episode": OuterRef("pk")}
    offers = LeadOffer.objects.filter(**here).order_by("-offered_on", "-id")
    told = JSONObject(
        id="id",
        to=name_of("practitioner"),
        to_id="practitioner_id",
        asked_by=name_of("offered_by"),
        offered_on="offered_on",
        words="words",
        answer="answer",
        answered_on="answered_on",
        reason="reason",
    )
    works = Coordination.objects.filter(**here).order_by(F("ended_on").desc(nulls_first=True), "-id")
    family = Trim(Concat("person__given_names", Value(" "), "person__family_name"))
    done = JSONObject(
        id="id",
        who=Case(When(practitioner=None, then=family), default=name_of("practitioner")),
        agency=Coalesce("agency__name", Value("")),
        started_on="started_on",
        ended_on="ended_on",
        why="why",
        chosen_by="chosen_by",
        why_ended="why_ended",
    )
    rows = Episode.objects.filter(pk=episode_id).annotate(
        offers=ArraySubquery(offers.values(json=told)), works=ArraySubquery(works.values(json=done))
    )
    return rows.values_list("offers", "works")


def name_of(column: str) -> Concat:
    """Return the name of a practitioner as an expression."""
    return Concat(f"{column}__given_name", Value(" "), f"{column}__family_name")


def in_python(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row that came as JSON with its days and ids."""
    return {name: typed(name, value) for name, value in row.items()}


def typed(name: str, value: Any) -> Any:
    """Return a value of JSON as what its name says it is."""
    if value is None:
        return None
    if name.endswith("_on"):
        return dt.date.fromisoformat(value)
    return uuid.UUID(value) if name == "id" or name.endswith("_id") else value


@composed_once
def offer_of_case(episode: Episode, offer_id: uuid.UUID) -> QuerySet[LeadOffer]:
    """One offer of a case."""
    return LeadOffer.objects.filter(episode=episode, pk=offer_id).select_related("episode", "practitioner")


@composed_once
def work_of_case(episode: Episode, work_id: uuid.UUID) -> QuerySet[Coordination]:
    """One time in which somebody did the work of a case without the title."""
    return Coordination.objects.filter(episode=episode, pk=work_id).select_related("episode")


def offer_made_to(practitioner: Practitioner, offer_id: uuid.UUID) -> list[LeadOffer]:
    """Return what somebody themselves was offered, by its id, answered or not; they do not see the case."""
    mine = LeadOffer.objects.filter(practitioner=practitioner, pk=offer_id)
    return list(mine.select_related("offered_by"))


def took_over(lead: LeadProfessional, leads: Iterable[LeadProfessional]) -> bool:
    """Whether a lead began when another of the same case ended that had lasted, from leads read already."""
    return any(one.ended_on == lead.started_on > one.started_on for one in leads)


def lead_before(lead: LeadProfessional) -> LeadProfessional | None:
    """Return who led until the day a lead began, and handed over; None after a rest, or for the first.

    A lead that began and ended on one day was itself a mistake.
    """
    rests = {"episode": OuterRef("episode")}
    led = LeadProfessional.objects.filter(
        ~Exists(Suspension.objects.filter(**rests, started_on=lead.started_on)),
        ~Exists(Closure.objects.filter(**rests, closed_on=lead.started_on)),
        episode=lead.episode_id,
        ended_on=lead.started_on,
        started_on__lt=lead.started_on,
    )
    return led.select_related("practitioner", "episode").order_by("id").last()
