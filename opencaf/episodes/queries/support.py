"""Reads for notes and requests: who may be named, and what has become of each request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Agency
from opencaf.core.composed import attach, composed_once
from opencaf.directory.models import Service
from opencaf.episodes.models import (
    ContactNote,
    Episode,
    LevelOfNeed,
    MissingService,
    ServiceDecision,
    ServiceRequest,
    ServiceRequestChild,
)
from opencaf.people.models import Person

# A longer directory is not a list to choose from: there a service is found first.
MOST_IN_A_LIST = 200


@dataclass(frozen=True)
class Step:
    """One dot on the line of a request: what, and the day it happened, if it has."""

    name: str
    on: object
    text: str = ""


@composed_once
def agencies_of(authority_id: uuid.UUID) -> QuerySet[Agency]:
    """The agencies of an authority that can be asked."""
    return Agency.objects.filter(authority_id=authority_id, active=True).order_by("name")


@composed_once
def services_of(authority_id: uuid.UUID) -> QuerySet[Service]:
    """The services of the authority's directory, each with its agency."""
    services = Service.objects.filter(authority_id=authority_id, active=True, agency__active=True)
    return services.select_related("agency").defer("record").order_by("name")[:MOST_IN_A_LIST]


@composed_once
def notes_of(episode: Episode) -> QuerySet[ContactNote]:
    """The contacts and notes of an episode, the latest first."""
    return episode.contact_notes.select_related("practitioner", "recorded_by")


@composed_once
def levels_of(episode: Episode) -> QuerySet[LevelOfNeed]:
    """The levels of need of an episode, the latest first."""
    return episode.levels.select_related("decided_by").order_by("-decided_on", "-id")


def requests_of(episode: Episode, request_id: uuid.UUID | None = None) -> list[ServiceRequest]:
    """Return the requests of an episode with their decisions and whom they are for, the latest first."""
    found = requests_by_day(episode, request_id)
    if found:
        attach(found, "decisions", decisions_in(episode, request_id))
    return found


def first_names_of(request: ServiceRequest) -> list[str]:
    """Return for whom a request is, as read by requests_of."""
    people: list[dict[str, str]] = request.people  # type: ignore[attr-defined]
    return [Person(**names).first_name for names in people]


@composed_once
def requests_by_day(episode: Episode, request_id: uuid.UUID | None) -> QuerySet[ServiceRequest]:
    """The requests of an episode, or one of them, the latest first, with the names of whom each is for."""
    rows = ServiceRequestChild.objects.filter(request=OuterRef("pk")).order_by("id")
    names = JSONObject(given_names="child__given_names", family_name="child__family_name")
    asked = episode.service_requests.annotate(people=ArraySubquery(rows.values(in_json=names)))
    found = asked.select_related("agency", "asked_by", "asked_by_person")
    return found.filter(pk=request_id) if request_id else found.order_by("-asked_on", "-id")


@composed_once
def decisions_in(episode: Episode, request_id: uuid.UUID | None) -> QuerySet[ServiceDecision]:
    """What services decided in an episode, or on one request, in order."""
    found = ServiceDecision.objects.filter(request__episode=episode).order_by("decided_on", "id")
    return found.filter(request_id=request_id) if request_id else found


def steps_of(request: ServiceRequest) -> list[Step]:
    """The line of a request: asked, sent, answered (each time), started, ended."""
    decisions = list(request.decisions.all())
    answered = [Step(d.get_decision_display(), d.decided_on, answer_in_words(d)) for d in decisions]
    asked = Step("Asked", request.asked_on, request.reason)
    sent = Step("Sent", request.sent_on, request.sent_what)
    if request.recalled_on:
        recalled = Step("Recalled", request.recalled_on, request.recalled_why)
        return [asked, *([sent] if request.sent_on else []), *answered, recalled]
    return [
        asked,
        sent,
        *(answered or [Step("Answered", None)]),
        Step("Started", request.started_on, "" if request.ended_on else given_in_words(request)),
        Step("Ended", request.ended_on, given_in_words(request) if request.ended_on else ""),
    ]


def answer_in_words(decision: ServiceDecision) -> str:
    """Return what a service said with its decision: about how long it takes, and why."""
    weeks = decision.waits_weeks
    about = "" if weeks is None else f"About {weeks} week{'' if weeks == 1 else 's'}"
    return "\n".join(filter(None, [about, decision.reason]))


def given_in_words(request: ServiceRequest) -> str:
    """Return what a service gave: the words, and the figures beside them."""
    sessions, hours = request.sessions_given, request.hours_given
    figures = []
    if sessions is not None:
        figures.append("1 session" if sessions == 1 else f"{sessions} sessions")
    if hours is not None:
        figures.append("1 hour" if hours == 1 else f"{hours.normalize():f} hours")
    return "\n".join(part for part in (request.delivered, ", ".join(figures)) if part)


@composed_once
def missing_services_of(episode: Episode) -> QuerySet[MissingService]:
    """The services that the family needs and nobody gives, the latest first, also those taken back."""
    return episode.missing_services.order_by("-noted_on", "-id")


def requests_with_steps(episode: Episode) -> list[tuple[ServiceRequest, list[Step], list[str]]]:
    """Every request of an episode beside its line and whom it is for."""
    return [(request, steps_of(request), first_names_of(request)) for request in requests_of(episode)]
