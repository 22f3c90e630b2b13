"""The Sharing page of a case: what was agreed, what to point out, and who can see the record now."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Concat

from opencaf.access.models import AccessGrant, AccessRequest, Basis, Level
from opencaf.agencies.models import Post
from opencaf.core import clock
from opencaf.core.composed import attach, composed_once
from opencaf.episodes.codes import ConsentKind, Parts
from opencaf.episodes.models import Consent, ConsentAgency, ConsentContributor, Episode, PersonLeftOut
from opencaf.episodes.queries.answering import warnings_about
from opencaf.episodes.queries.consent import (
    AgencyAnswer,
    agencies_named,
    agreed_children,
    answers_of,
    asked_again_by,
    current_agency_answers,
    named_children,
    standing_consents,
)
from opencaf.episodes.queries.form_areas import FormAreas, form_areas
from opencaf.episodes.queries.people_left_out import NotFor, as_said
from opencaf.episodes.reads import left_out_in_json
from opencaf.people.models import Person, Relationship

A_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class ShownAnswer:
    """One answer of the family with everything a reader wants to know of it."""

    consent: Consent
    agencies: list[ConsentAgency]
    left_out: list[NotFor]
    children: list[Person]
    contributors: list[str]
    warnings: list[str]
    replaced_on: dt.date | None

    @property
    def is_standing(self) -> bool:
        """Whether the answer was neither replaced nor withdrawn."""
        return self.replaced_on is None and self.consent.withdrawn_on is None


@dataclass(frozen=True)
class Reader:
    """Somebody who can see the record, why, and since when."""

    name: str
    agency: str
    level: str
    reasons: str
    since: dt.date
    until: dt.datetime | None
    given: uuid.UUID | None
    given_about: uuid.UUID | None
    given_by: uuid.UUID | None


@dataclass(frozen=True)
class Sharing:
    """Everything on the Sharing page."""

    answers: list[ShownAnswer]
    agencies: list[AgencyAnswer]
    agreed: list[Person]
    not_agreed: list[Person]
    said_no: list[Consent]
    ask_again_by: dt.date | None
    readers: list[Reader]

    @property
    def review_is_due(self) -> bool:
        """Whether the family was to be asked again before now."""
        return self.ask_again_by is not None and self.ask_again_by < clock.today()


def sharing_of(episode: Episode, children: Sequence[Person]) -> Sharing:
    """Return what the Sharing page shows, in three reads."""
    consents = shown_consents(episode)
    say_parts(consents, children)
    everybody = frozenset(child.id for child in children)
    agencies = current_agency_answers(consents, everybody)
    agreed = agreed_children(consents, everybody)
    return Sharing(
        answers=[shown(consent, consents, children) for consent in consents],
        agencies=agencies,
        agreed=[child for child in children if child.id in agreed],
        not_agreed=[child for child in children if child.id not in agreed],
        said_no=refusals(consents) if agreed else [],
        ask_again_by=asked_again_by(answer.consent for answer in agencies),
        readers=readers_of(episode),
    )


def shown_consents(episode: Episode) -> list[Consent]:
    """Return the answers with their people, agencies, contributors and parental responsibility."""
    consents = answers_to_show(episode)
    attach(consents, "agencies", agencies_named(episode) if consents else [])
    return consents


@composed_once
def answers_to_show(episode: Episode) -> QuerySet[Any]:
    """The answers with their people, contributors and parental responsibility."""
    contributors = ConsentContributor.objects.filter(consent=OuterRef("pk")).values(
        name=Concat("practitioner__given_name", Value(" "), "practitioner__family_name")
    )
    responsibilities = Relationship.objects.filter(
        of=OuterRef("given_by"), parental_responsibility=True, to_on=None
    ).values("to")
    consents = answers_of(episode).annotate(
        contributor_names=ArraySubquery(contributors),
        responsible=ArraySubquery(responsibilities),
        left_out=ArraySubquery(left_out_in_json(PersonLeftOut.objects.filter(consent=OuterRef("pk")))),
    )
    return consents.select_related("given_by", "explained_by", "competence_judged_by", "replaces")


def refusals(consents: Sequence[Consent]) -> list[Consent]:
    """Return the latest answer about the assessment of everybody whose latest answer is no."""
    latest: dict[uuid.UUID, Consent] = {}
    for consent in standing_consents(consents):
        if consent.kind == ConsentKind.ASSESS:
            latest.setdefault(consent.given_by_id, consent)
    return [consent for consent in latest.values() if not consent.given]


def say_parts(consents: Sequence[Consent], children: Sequence[Person]) -> None:
    """Let every row about an agency say in words which parts and children it names."""
    areas = form_areas()
    for consent in consents:
        for row in consent.agencies.all():
            row.in_words = parts_in_words(row, consent, children, areas)  # type: ignore[attr-defined]


def parts_in_words(row: ConsentAgency, consent: Consent, children: Sequence[Person], areas: FormAreas) -> str:
    """Return which parts and children a row names: "only General health; about Theo".

    Of all but some parts it says too which questions came later, since they are left out as well.
    """
    named: list[str] = row.named_elements  # type: ignore[attr-defined]
    about: list[uuid.UUID] = row.about_children  # type: ignore[attr-defined]
    names = "; ".join(areas.names(named))
    if row.parts == Parts.EXCEPT and (later := areas.later_than(consent.answered_on).difference(named)):
        names += f"; and what is asked only since then: {', '.join(areas.names(later))}"
    how = {Parts.ONLY.value: f"only {names}", Parts.EXCEPT.value: f"all but {names}"}.get(row.parts, "")
    whom = ", ".join(child.first_name for child in children if child.id in about)
    return "; ".join(filter(None, [how, f"about {whom} only" if whom else ""]))


def shown(
    consent: Consent,
    consents: Sequence[Consent],
    children: Sequence[Person],
) -> ShownAnswer:
    """Return one answer ready to be shown."""
    named = named_children(consent)
    names: list[str] = consent.contributor_names  # type: ignore[attr-defined]
    responsible: list[uuid.UUID] = consent.responsible  # type: ignore[attr-defined]
    later = [one.answered_on for one in consents if one.replaces_id == consent.id]
    return ShownAnswer(
        consent=consent,
        agencies=list(consent.agencies.all()),
        left_out=as_said(consent.left_out),  # type: ignore[attr-defined]
        children=[child for child in children if child.id in named],
        contributors=names,
        warnings=warnings_about(consent, children, set(responsible)),
        replaced_on=later[0] if later else None,
    )


def readers_of(episode: Episode) -> list[Reader]:
    """Return who can see the record through a live grant; each once, with every reason."""
    held: dict[uuid.UUID, list[AccessGrant]] = {}
    for grant in grants_of(episode):
        held.setdefault(grant.practitioner_id, []).append(grant)
    return [reader(grants) for grants in held.values()]


@composed_once
def grants_of(episode: Episode) -> QuerySet[Any]:
    """The live grants of an episode, the eldest first: who holds them, where they work, what they asked."""
    posts = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None).order_by("id")
    given = AccessRequest.objects.filter(
        asked_by=OuterRef("practitioner"),
        episode_id=episode.id,
        answer=AccessRequest.Answer.GIVEN,
        ended_on=None,
    ).order_by("-until", "-id")
    asked = Q(basis=Basis.ASKED)
    live = AccessGrant.objects.live().filter(episode_id=episode.id, level__gte=Level.SUMMARY)
    named = live.select_related("practitioner").annotate(
        agency_name=Subquery(posts.values("agency__name")[:1]),
        given_id=Case(When(asked, then=Subquery(given.values("pk")[:1])), output_field=UUIDField()),
        given_by_id=Case(
            When(asked, then=Subquery(given.values("answered_by")[:1])), output_field=UUIDField()
        ),
    )
    return named.order_by("starts_at", "id")


def reader(grants: Sequence[AccessGrant]) -> Reader:
    """Return one person's grants as one line."""
    first = grants[0]
    ends = [grant.ends_at for grant in grants]
    given = next((grant for grant in grants if grant.given_id), None)  # type: ignore[attr-defined]
    reasons = dict.fromkeys(grant.get_basis_display() for grant in grants)
    return Reader(
        name=str(first.practitioner),
        agency=first.agency_name or "",  # type: ignore[attr-defined]
        level=Level(max(grant.level for grant in grants)).label,
        reasons=", ".join(reasons),
        since=first.starts_at.astimezone(clock.LONDON).date(),
        until=last_moment(ends),
        given=given.given_id if given else None,  # type: ignore[attr-defined]
        given_about=given.child_id if given else None,
        given_by=given.given_by_id if given else None,  # type: ignore[attr-defined]
    )


def last_moment(ends: Sequence[dt.datetime | None]) -> dt.datetime | None:
    """Return the last moment at which somebody sees: of a day that ends at midnight, a minute before."""
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    last = max(known)
    is_midnight = last.astimezone(clock.LONDON).time() == dt.time()
    return last - A_MINUTE if is_midnight else last
