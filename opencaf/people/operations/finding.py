"""Finding a child before anything else. Who is found is known to exist; the trail keeps the search."""

from __future__ import annotations

import hashlib
import heapq
import hmac
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.comparable import make_comparable
from opencaf.people.matching import Fit, Matcher, Wanted
from opencaf.people.models import Person
from opencaf.people.permissions import can_find
from opencaf.people.queries.candidates import People, add_what_was_asked, first_tier, second_tier
from opencaf.people.queries.existence import Existing, existing
from opencaf.people.queries.rarity import rarity_of
from opencaf.people.queries.weights_in_use import weights_in_use
from opencaf.people.sought import Sought
from opencaf.people.weights import WEIGHTS, Weights

MOST_SHOWN = 10
# Candidates of a tier that are looked at closely: more where something is asked that only then is read.
MOST_WEIGHED = 80
MOST_WEIGHED_BY_NAME = 30
GOOD_ENOUGH_TO_STOP = 0.9
BITS_TO_STOP = 30.0
ASK_FOR_MORE = "Enter a name, a date of birth, a postcode, a number or the name of a parent"


@dataclass(frozen=True)
class Hit:
    """A child who may be meant, as far as the record's existence says, how likely, and why in words."""

    child: Person
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    is_likely: bool
    name_agrees: bool
    place: str = ""

    @property
    def band(self) -> str:
        """How sure it is, in a word."""
        return "likely" if self.is_likely else "possible"


@all_or_nothing
def find_children(*, sought: Sought, by: Practitioner) -> list[Hit]:
    """Return the children of the authority who may be meant, the likeliest first.

    Whoever is shown is from then on known to the finder to exist, so that a refusal can say whom to ask.
    """
    require(can_find(by))
    wanted = make_comparable(sought)
    if wanted == Wanted(school=wanted.school):
        raise ValidationError({"name": ASK_FOR_MORE})
    hits = find_likely(wanted, weights_in_use(by.authority_id))
    let_know(hits, by)
    ceilings.record_search("searched", by=by, **look_of(sought, hits))
    return hits


@all_or_nothing
def find_look_alikes(*, sought: Sought, by: Practitioner) -> list[Hit]:
    """Return the records that are likely the one that is about to be started: a last look before writing."""
    require(can_find(by))
    wanted = make_comparable(sought)
    people = first_tier(wanted)
    if not people:
        return []
    matcher = Matcher(wanted, weights=weights_in_use(by.authority_id))
    hits = [hit for hit in best_of(fits_of(people, matcher)) if hit.is_likely]
    if hits:
        let_know(hits, by)
        trail.record("looked_before_writing", **look_of(sought, hits))
    return hits


def let_know(hits: list[Hit], by: Practitioner) -> None:
    """Let somebody know, from now on, that the records which are shown exist."""
    ids = [hit.child.id for hit in hits]
    if ids:
        grant_access(to=by, child_ids=ids, level=Level.EXISTENCE, basis=Basis.FOUND, by=by)


def look_of(sought: Sought, hits: list[Hit]) -> dict[str, Any]:
    """Return what the trail keeps of a look: a keyed hash of the words, and who was shown."""
    children = [str(hit.child.id) for hit in hits]
    return {
        "subject_kind": "search",
        "terms": fingerprint(sought),
        "found": len(children),
        "children": children,
    }


def find_likely(wanted: Wanted, weights: Weights = WEIGHTS) -> list[Hit]:
    """Return the best fitting children; the wider second read only where the first found none for sure."""
    matcher = Matcher(wanted, rarity_of(wanted.words), weights)
    people = first_tier(wanted)
    fits = fits_of(people, matcher)
    best = max((one.score for one in fits.values()), default=0.0)
    if best < min(GOOD_ENOUGH_TO_STOP * matcher.best_possible, BITS_TO_STOP):
        more = second_tier(wanted)
        fits |= fits_of({one: known for one, known in more.items() if one not in people}, matcher)
    return best_of(fits)


def fits_of(people: People, matcher: Matcher) -> dict[uuid.UUID, Fit]:
    """Return how well those candidates fit who may come first; what else was asked is read of them alone."""
    quick = {person_id: matcher.quick_score(known.filed) for person_id, known in people.items()}
    most = MOST_WEIGHED if matcher.wanted.asks_more else MOST_WEIGHED_BY_NAME
    pointed_at = [person_id for person_id, known in people.items() if known.is_pointed_at]
    chosen = [*heapq.nlargest(most, people, key=quick.__getitem__), *pointed_at]
    asked = {person_id: people[person_id] for person_id in chosen}
    if asked:
        add_what_was_asked(asked, matcher.wanted)
    return {person_id: matcher.fit(known) for person_id, known in asked.items()}


def best_of(fits: dict[uuid.UUID, Fit]) -> list[Hit]:
    """Return what is worth showing, the best first."""
    shown = {person_id: one for person_id, one in fits.items() if one.is_worth_showing}
    ranked = sorted(shown)
    best_first = heapq.nlargest(MOST_SHOWN, ranked, key=lambda person_id: shown[person_id].rank)
    children = existing(best_first)
    return [
        make_hit(children[person_id], shown[person_id]) for person_id in best_first if person_id in children
    ]


def make_hit(found: Existing, one: Fit) -> Hit:
    """Return a hit, saying whether it is likely or only possible."""
    return Hit(
        found.person,
        one.score,
        one.reasons,
        one.doubts,
        is_likely=one.is_likely,
        name_agrees=one.name_agrees,
        place=found.place,
    )


def fingerprint(sought: Sought) -> str:
    """Return a keyed hash of what was looked for: two searches can be told apart, neither can be read."""
    words = "|".join(f"{name}={value}" for name, value in sorted(asdict(sought).items()) if value)
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
