"""Who may speak for the family: its people, and what is to be pointed out about who answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from opencaf.core.asked import asked_once
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import ConsentCapacity
from opencaf.episodes.models import Consent, Episode
from opencaf.episodes.queries.consent import named_children
from opencaf.episodes.reads import children_now as rows_of_children_now
from opencaf.people.models import FamilyMember, Person, Relationship

PRESUMED_ABLE_FROM = 16
FOR_THE_CHILD = (ConsentCapacity.PARENT, ConsentCapacity.CARER)


def children_now(episode: Episode) -> list[Person]:
    """Return the children an episode is about now, in their order."""
    return [row.child for row in rows_of_children_now(episode.id)]


def people_who_may_answer(episode: Episode) -> list[Person]:
    """Return the people who may speak for the family."""
    return people_by_id(episode)


@asked_once(
    "access_accessgrant",
    "access_shieldreader",
    "agencies_post",
    "episodes_episode",
    "episodes_episodechild",
    "people_familymember",
    "people_person",
    "people_relationship",
)
@composed_once
def people_by_id(episode: Episode) -> QuerySet[Person]:
    """The people who may speak for the family , and who of them is responsible for the children of now."""
    children = episode.episode_children.filter(left_on=None).values("child")
    responsible = Relationship.objects.filter(
        of=OuterRef("pk"), to__in=children, parental_responsibility=True, to_on=None
    )
    return people_of_family(episode).annotate(is_responsible=Exists(responsible))


def people_of_family(episode: Episode) -> QuerySet[Person]:
    """Return the children of an episode and everybody related to them or in one family with them."""
    children = episode.episode_children.values("child")
    families = FamilyMember.objects.filter(person__in=children).values("family")
    # one union, not conditions joined by OR: PostgreSQL would read every person for those
    ids = children.union(
        Relationship.objects.filter(to__in=children).values("of"),
        Relationship.objects.filter(of__in=children).values("to"),
        FamilyMember.objects.filter(family__in=families).values("person"),
    )
    people = Person.objects.filter(authority_id=episode.authority_id, pk__in=ids)
    return people.order_by("id")


def warnings_about(
    consent: Consent, children: Sequence[Person], responsible_for: set[uuid.UUID]
) -> list[str]:
    """Return what is to be pointed out about who answered; it never blocks."""
    if not consent.given:
        return []
    if consent.capacity == ConsentCapacity.YOUNG_PERSON:
        return nobody_judged(consent)
    if consent.capacity not in FOR_THE_CHILD:
        return []
    named = set(named_children(consent))
    covered = [child for child in children if not named or child.id in named]
    without = [child.first_name for child in covered if child.id not in responsible_for]
    if not without:
        return []
    return [
        f"{consent.given_by} is not recorded as having parental responsibility for {' and '.join(without)}. "
        "Ask somebody who has it, or the young person, as soon as you can."
    ]


def nobody_judged(consent: Consent) -> list[str]:
    """Return the warning that nobody noted whether a young person under 16 understands what is asked."""
    age = consent.given_by.age_on(consent.answered_on)
    if consent.competence_judged_by_id or age is None or age >= PRESUMED_ABLE_FROM:
        return []
    return [
        f"{consent.given_by} was {age}, and nobody has noted that they understand what is asked. "
        "Judge it together with somebody, and write it down with the next answer."
    ]
