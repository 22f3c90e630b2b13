"""What the page that records an answer of the family offers: people, agencies, earlier answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from opencaf.agencies.models import Agency
from opencaf.core import clock
from opencaf.episodes.models import Consent, ConsentAgency, Episode
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.episodes.queries.consent import answers_of, standing_consents
from opencaf.people.models import Person, Schooling

ASKS_ABOUT_UNDERSTANDING_FROM = 12


@dataclass(frozen=True)
class Asking:
    """Everything that can be chosen on the page."""

    episode: Episode
    kind: str
    children: list[Person]
    people: list[Person]
    agencies: list[Agency]
    involved: list[Agency]
    earlier: list[Consent]

    def person(self, person_id: uuid.UUID) -> Person:
        """Return somebody of the family."""
        return next(person for person in self.people if person.id == person_id)

    def agency(self, agency_id: uuid.UUID) -> Agency:
        """Return an agency of the authority."""
        return next(agency for agency in self.agencies if agency.id == agency_id)

    @property
    def has_young_people(self) -> bool:
        """Whether somebody of the family may be asked for their own agreement: twelve to seventeen."""
        ages = [person.age_on(clock.today()) for person in self.people]
        return any(age is not None and ASKS_ABOUT_UNDERSTANDING_FROM <= age < 18 for age in ages)


def asking_about(episode: Episode, kind: str, children: Sequence[Person]) -> Asking:
    """Return what the page offers, in three or four reads."""
    agencies = list(agencies_with_involvement(episode)) if kind == "share" else []
    return Asking(
        episode=episode,
        kind=kind,
        children=list(children),
        people=children_first(people_who_may_answer(episode), children),
        agencies=agencies,
        involved=[agency for agency in agencies if agency.is_involved],  # type: ignore[attr-defined]
        earlier=[one for one in standing_consents(earlier_answers(episode)) if one.kind == kind],
    )


def earlier_answers(episode: Episode) -> list[Consent]:
    """Return what was answered before, with who answered."""
    return list(answers_of(episode).select_related("given_by"))


def children_first(people: Sequence[Person], children: Sequence[Person]) -> list[Person]:
    """Return the family with those who answer most often first: parents, then the children, then others."""
    ids = {child.id for child in children}

    def place(person: Person) -> int:
        if person.is_responsible:  # type: ignore[attr-defined]
            return 0
        return 1 if person.id in ids else 2

    return sorted(people, key=place)


def agencies_with_involvement(episode: Episode) -> Sequence[Agency]:
    """Return the authority's agencies, each saying whether it has to do with this episode already."""
    children = episode.episode_children.values("child")
    involved = (
        Q(pk=episode.initiating_agency_id)
        | Q(pk__in=episode.team_members.values("agency"))
        | Q(pk__in=Schooling.objects.filter(person__in=children, to_on=None).values("agency"))
        | Q(pk__in=ConsentAgency.objects.filter(consent__episode=episode).values("agency"))
        | Q(pk__in=episode.service_requests.values("agency"))
    )
    agencies = Agency.objects.filter(authority_id=episode.authority_id).filter(Q(active=True) | involved)
    return agencies.annotate(is_involved=Case(When(involved, then=Value(True)), default=Value(False)))  # type: ignore[return-value]
