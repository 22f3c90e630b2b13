"""Finding who here may be a relative of whom another authority tells, before anybody is joined to anybody."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.comparable import make_comparable
from opencaf.people.matching import Fit, Known, Matcher
from opencaf.people.models import Person
from opencaf.people.operations.finding import Hit
from opencaf.people.permissions import can_judge_duplicates
from opencaf.people.queries.relatives import filed_alike, filed_names, kin_of, people_by_id, telephones_of
from opencaf.people.queries.weights_in_use import weights_in_use
from opencaf.people.sought import Sought

MOST_OFFERED = 5


@all_or_nothing
def find_relatives(
    *, sought: Mapping[str, Sought], around: Collection[uuid.UUID], by: Practitioner
) -> dict[str, list[Hit]]:
    """Return who may be each of some people, by the caller's own keys: kin of the children around first."""
    require(can_judge_duplicates(by))
    wanted = {key: make_comparable(one) for key, one in sought.items()}
    named = {key: one for key, one in wanted.items() if one.words}
    if not named:
        return {}
    kin = kin_of(around)
    people = people_by_id(filed_alike(one.words for one in named.values()) | kin.keys())
    filed, phones, weights = filed_names(people), telephones_of(people), weights_in_use(by.authority_id)
    found = {}
    for key, one in named.items():
        matcher = Matcher(one, weights=weights)
        known = {
            who: Known(filed[who], is_reached=bool(one.phone) and one.phone in phones[who]) for who in people
        }
        found[key] = best_of({who: matcher.fit(known[who]) for who in people}, people, kin)
    shown = sorted({str(hit.child.id) for hits in found.values() for hit in hits})
    trail.record("relatives_compared", subject_kind="search", found=len(shown), people=shown)
    return found


def best_of(
    fits: Mapping[uuid.UUID, Fit], people: Mapping[uuid.UUID, Person], kin: Mapping[uuid.UUID, str]
) -> list[Hit]:
    """Return who is worth asking about: kin where the name or enough else fits, others where both do."""
    shown = [
        person_id
        for person_id, one in fits.items()
        if (one.is_worth_showing and one.name_agrees)
        or (person_id in kin and (one.is_worth_showing or one.name_agrees))
    ]
    shown.sort(key=lambda person_id: (person_id in kin, fits[person_id].rank), reverse=True)
    return [hit_of(people[one], fits[one], kin.get(one, "")) for one in shown[:MOST_OFFERED]]


def hit_of(person: Person, one: Fit, kin: str) -> Hit:
    """Return somebody who may be meant, with what fits, what does not, and whose kin they are here."""
    return Hit(
        person,
        one.score,
        one.reasons,
        one.doubts,
        is_likely=one.is_likely,
        name_agrees=one.name_agrees,
        place=kin,
    )
