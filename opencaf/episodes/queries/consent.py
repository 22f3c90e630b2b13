"""What the family agreed to, as it stands now: to be assessed, and who may see what.

An answer counts until it is withdrawn or replaced. Of one person's answers about an agency and a child
the latest counts. Answers for what is written about the giver alone never speak for a child.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Agency
from opencaf.core import clock
from opencaf.core.composed import attach, composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import ConsentCapacity, ConsentKind, Share
from opencaf.episodes.consent_talk import Said, Talk, next_talk
from opencaf.episodes.models import (
    Consent,
    ConsentAgency,
    ConsentAgencyChild,
    ConsentAgencyElement,
    ConsentChild,
    Episode,
)
from opencaf.episodes.reads import children_now
from opencaf.people.models import Person


@dataclass(frozen=True)
class AgencyAnswer:
    """What one person says an agency may see of some children, as it stands now."""

    row: ConsentAgency
    consent: Consent
    child_ids: frozenset[uuid.UUID]


def consents_of(episode: Episode) -> list[Consent]:
    """Return every answer of the family, the latest first, with its people and agencies, in two reads."""
    consents = answers_with_people(episode)
    attach(consents, "agencies", agencies_named(episode) if consents else [])
    return consents


def answers_with_agencies(episode: Episode) -> list[Consent]:
    """Return every answer, the latest first, as far as who sees what depends on it, in one read."""
    consents = answers_in_json(episode)
    rows = [row_from(consent, said) for consent in consents for said in consent.said]  # type: ignore[attr-defined]
    attach(consents, "agencies", rows)
    return consents


@composed_once
def answers_in_json(episode: Episode) -> QuerySet[Consent]:
    """The answers of an episode, the latest first, each with what it says of agencies as objects."""
    said = with_parts(ConsentAgency.objects.filter(consent=OuterRef("pk"))).values(
        one=JSONObject(
            id="id",
            agency="agency_id",
            name="agency__name",
            share="share",
            parts="parts",
            elements="named_elements",
            children="about_children",
        )
    )
    return answers_of(episode).annotate(said=ArraySubquery(said))


def row_from(consent: Consent, said: dict[str, Any]) -> ConsentAgency:
    """Return what an answer says of an agency as a row."""
    row = ConsentAgency(
        id=uuid.UUID(said["id"]),
        consent=consent,
        agency=Agency(id=uuid.UUID(said["agency"]), name=said["name"]),
        share=said["share"],
        parts=said["parts"],
    )
    row.named_elements = said["elements"]  # type: ignore[attr-defined]
    row.about_children = [uuid.UUID(child) for child in said["children"]]  # type: ignore[attr-defined]
    return row


@composed_once
def answers_with_people(episode: Episode) -> QuerySet[Consent]:
    """The answers of an episode, the latest first, with who gave, explained and judged."""
    return answers_of(episode).select_related("given_by", "explained_by", "competence_judged_by")


@composed_once
def agencies_named(episode: Episode) -> QuerySet[ConsentAgency]:
    """What all answers of an episode say of agencies, by the agency's name, each with what it names."""
    return with_parts(ConsentAgency.objects.filter(consent__episode=episode))


def agencies_of(consent: Consent) -> list[ConsentAgency]:
    """Return what one answer says of agencies, each with what it names."""
    return list(with_parts(consent.agencies.all()))


def with_parts(rows: QuerySet[ConsentAgency]) -> QuerySet[ConsentAgency]:
    """Return rows about agencies by the agency's name, with the elements and children that they name."""
    here = OuterRef("pk")
    rows = rows.annotate(
        named_elements=ArraySubquery(ConsentAgencyElement.objects.filter(answer=here).values("element")),
        about_children=ArraySubquery(ConsentAgencyChild.objects.filter(answer=here).values("child")),
    )
    return rows.select_related("agency").order_by("agency__name")


def answers_of(episode: Episode) -> QuerySet[Consent]:
    """Return the answers of an episode, the latest first, each knowing the children it names."""
    named = ConsentChild.objects.filter(consent=OuterRef("pk")).values("child")
    answers = episode.consents.annotate(named_children=ArraySubquery(named))
    return answers.order_by("-answered_on", "-id")


def standing_consents(consents: Sequence[Consent]) -> list[Consent]:
    """Return the answers that no later one replaced. A withdrawn one stands: it revives nothing earlier."""
    replaced = {consent.replaces_id for consent in consents}
    return [consent for consent in consents if consent.id not in replaced]


def child_ids_of(episode: Episode) -> frozenset[uuid.UUID]:
    """Return the ids of the children an episode is about now."""
    return frozenset(row.child_id for row in children_now(episode.id))


@composed_once
def answers_alone(episode: Episode) -> QuerySet[Consent]:
    """The answers of an episode, the latest first, with nothing beside them."""
    return answers_of(episode)


def covered_by(consent: Consent, everybody: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the children an answer speaks for: those it names, else all."""
    return frozenset(named_children(consent)) or everybody


def named_children(consent: Consent) -> list[uuid.UUID]:
    """Return the ids of the children that an answer names, read by answers_of."""
    named: list[uuid.UUID] = consent.named_children  # type: ignore[attr-defined]
    return named


def current_agency_answers(
    consents: Sequence[Consent], everybody: frozenset[uuid.UUID]
) -> list[AgencyAnswer]:
    """Return what each giver says of each agency now; a refusal to share ends what its giver said before."""
    spoken: set[tuple[uuid.UUID, ...]] = set()
    answers = []
    for consent in standing_consents(consents):
        if consent.kind != ConsentKind.SHARE:
            continue
        children = covered_by(consent, everybody)
        giver = consent.given_by_id
        open_to_say = {child for child in children if (giver, child) not in spoken}
        for row in consent.agencies.all():
            left = {child for child in open_to_say if (giver, child, row.agency_id) not in spoken}
            if left and consent.withdrawn_on is None:
                answers.append(AgencyAnswer(row, consent, frozenset(left)))
            spoken |= {(giver, child, row.agency_id) for child in children}
        if not consent.given:
            spoken |= {(giver, child) for child in children}
    return sorted(answers, key=lambda answer: answer.row.agency.name)


def agencies_shared_with(
    episode: Episode, everybody: frozenset[uuid.UUID] | None = None
) -> dict[uuid.UUID, str]:
    """Return the agencies with which somebody agreed to share, each with everything or a part, as of now.

    Everybody is the children of the episode now, where they are known already.
    """
    everybody = child_ids_of(episode) if everybody is None else everybody
    return agencies_in_answers(consents_of(episode), everybody)


def agencies_in_answers(consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the agencies with which somebody agrees to share, from answers that were read already.

    Everything that somebody lets be seen about themselves alone is a part of the record.
    """
    shared: dict[uuid.UUID, str] = {}
    for answer in current_agency_answers(consents, everybody):
        if answer.row.share == Share.NOTHING or not answer.consent.given:
            continue
        is_about_giver = answer.consent.capacity == ConsentCapacity.ABOUT_THEMSELVES
        if shared.get(answer.row.agency_id) != Share.EVERYTHING:
            shared[answer.row.agency_id] = Share.PART if is_about_giver else answer.row.share
    return shared


def children_agreed_to_assess(episode: Episode) -> frozenset[uuid.UUID]:
    """Return the children for whom somebody agrees now that an assessment is done and kept."""
    return agreed_children(answers_alone(episode), child_ids_of(episode))


def agreed_children(consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the children for whom the latest answer of somebody is yes."""
    spoken: set[tuple[uuid.UUID, uuid.UUID]] = set()
    agreed: set[uuid.UUID] = set()
    for consent in standing_consents(consents):
        if consent.kind != ConsentKind.ASSESS or consent.capacity == ConsentCapacity.ABOUT_THEMSELVES:
            continue
        for child_id in covered_by(consent, everybody):
            if (child_id, consent.given_by_id) in spoken:
                continue
            spoken.add((child_id, consent.given_by_id))
            if consent.given and consent.withdrawn_on is None:
                agreed.add(child_id)
    return frozenset(agreed)


def agreed_to_assess(episode: Episode) -> bool:
    """Whether somebody who may has agreed, and not withdrawn, that an assessment is done and kept."""
    return bool(children_agreed_to_assess(episode))


def consent_in_one_line(episode: Episode) -> str:
    """Return the family's agreement in one sentence."""
    return in_one_line(consents_of(episode), child_ids_of(episode))


def in_one_line(consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> str:
    """Return the family's agreement in one sentence, from answers that were read already."""
    answers = [
        answer
        for answer in current_agency_answers(consents, everybody)
        if answer.consent.given and answer.row.share != Share.NOTHING
    ]
    words = [assess_in_words(consents, everybody)]
    if answers:
        words.append(shared_in_words(answers))
    again = asked_again_by(answer.consent for answer in answers)
    if again:
        words.append(f"to be asked again by {in_words(again)}")
    return "; ".join(words)


def assess_in_words(consents: Sequence[Consent], everybody: frozenset[uuid.UUID]) -> str:
    """Return whether there is agreement to assess, in words."""
    if agreed_children(consents, everybody):
        return "Agreed to the assessment"
    about = [consent for consent in consents if consent.kind == ConsentKind.ASSESS]
    if not about:
        return "Not asked yet"
    return "Agreement withdrawn" if about[0].withdrawn_on else "Did not agree to the assessment"


def shared_in_words(answers: Sequence[AgencyAnswer]) -> str:
    """Return with how many agencies is shared, and with how many only in part."""
    names = {answer.row.agency_id for answer in answers}
    whole = {answer.row.agency_id for answer in answers if answer.row.share == Share.EVERYTHING}
    agencies = "1 agency" if len(names) == 1 else f"{len(names)} agencies"
    part = len(names - whole)
    return f"shared with {agencies}, {part} of them in part" if part else f"shared with {agencies}"


def talk_due(consents: Sequence[Consent], children: Iterable[Person]) -> Talk | None:
    """Return the conversation about agreement that is due, from answers that were read already."""
    replaced = {consent.replaces_id for consent in consents}
    said = [
        Said(
            consent.kind,
            consent.given_by_id,
            consent.answered_on,
            consent.review_by,
            consent.given and consent.withdrawn_on is None and consent.id not in replaced,
        )
        for consent in consents
    ]
    return next_talk(said, [(child.first_name, child.born_on) for child in children], today=clock.today())


def asked_again_by(consents: Iterable[Consent]) -> dt.date | None:
    """Return the first day by which the family is to be asked again."""
    return min((consent.review_by for consent in consents if consent.review_by), default=None)
