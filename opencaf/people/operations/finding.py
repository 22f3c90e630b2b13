"""Finding a child before anything else. Who is found is known to exist; the trail keeps the search."""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies import ceilings
from opencaf.agencies.models import Authority, Practitioner
from opencaf.audit import trail
from opencaf.core.partial_dates import YEAR_KNOWN, PartialDate
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.codes import Scheme
from opencaf.people.identifiers import tidy
from opencaf.people.matching import LIKELY, POSSIBLE, Fit, Known, Wanted, as_day, fit
from opencaf.people.models import Person
from opencaf.people.name_keys import NOT_A_NAME, parts, plain, plain_postcode
from opencaf.people.permissions import can_find
from opencaf.people.queries.candidates import (
    add_what_was_asked,
    first_tier,
    second_tier,
)
from opencaf.people.queries.existence import Existing, existing
from opencaf.people.sought import Sought

MOST_SHOWN = 10
MOST_WORDS = 6
GOOD_ENOUGH_TO_STOP = 0.9
LEAST_BITS_OF_A_LIKELY_ONE = 20.0
ALWAYS_SHOWN_FROM = 18.0
ASK_FOR_MORE = "Enter a name, a date of birth, a postcode, a number or the name of a parent"


@dataclass(frozen=True)
class Hit:
    """A child who may be meant, as far as the record's existence says, how likely, and why in words."""

    child: Person
    score: float
    reasons: tuple[str, ...]
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
    if wanted.best_possible == 0 or wanted == Wanted(school=wanted.school):
        raise ValidationError({"name": ASK_FOR_MORE})
    hits = find_likely(by.authority, wanted)
    let_know(hits, by)
    ceilings.record_search("searched", by=by, **look_of(sought, hits))
    return hits


@all_or_nothing
def find_look_alikes(*, sought: Sought, by: Practitioner) -> list[Hit]:
    """Return the records that are likely the one that is about to be started: a last look before writing."""
    require(can_find(by))
    wanted = make_comparable(sought)
    people = first_tier(by.authority, wanted)
    hits = [hit for hit in best_of(fits_of(people, wanted), wanted) if hit.is_likely]
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


def make_comparable(sought: Sought) -> Wanted:
    """Return what was typed in a form that can be compared; a date among the words is taken as one."""
    words, born = without_dates(" ".join((sought.name, sought.given_names, sought.family_name)))
    return Wanted(
        words=name_words(words),
        born=sought.born or born,
        postcode=plain_postcode(sought.postcode),
        nhs_number=tidy(Scheme.NHS, sought.nhs_number),
        upn=tidy(Scheme.UPN, sought.upn),
        parent_words=name_words(sought.parent_name),
        school=plain(sought.school),
    )


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, without those that only say that a baby is unborn."""
    words = [word for word in parts(text) if word not in NOT_A_NAME] or parts(text)
    return tuple(words[:MOST_WORDS])


def without_dates(text: str) -> tuple[str, PartialDate | None]:
    """Return words and the date among them: 11/07/2022, or a year as in "Ellis 2011"."""
    whole = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b", text)
    if whole:
        day = as_day(f"{int(whole[1]):02d}{int(whole[2]):02d}{whole[3]}")
        return text.replace(whole[0], " "), PartialDate(day) if day else None
    year = re.search(r"\b(19|20)\d{2}\b", text)
    if year:
        middle = as_day(f"1506{year[0]}")
        return text.replace(year[0], " "), PartialDate(middle, YEAR_KNOWN) if middle else None
    return text, None


def find_likely(authority: Authority, wanted: Wanted) -> list[Hit]:
    """Return the best fitting children; the wider second read only where the first found none for sure."""
    people = first_tier(authority, wanted)
    fits = fits_of(people, wanted)
    best = max((one.score for one in fits.values()), default=0.0)
    if best < GOOD_ENOUGH_TO_STOP * wanted.best_possible:
        more = second_tier(authority, wanted)
        fits |= fits_of({one: known for one, known in more.items() if one not in people}, wanted)
    return best_of(fits, wanted)


def best_of(fits: dict[uuid.UUID, Fit], wanted: Wanted) -> list[Hit]:
    """Return what is worth showing, the best first."""
    shown = {person_id: one for person_id, one in fits.items() if is_worth_showing(one, wanted)}
    best_first = sorted(shown, key=lambda person_id: -shown[person_id].score)[:MOST_SHOWN]
    children = existing(best_first)
    return [
        make_hit(children[person_id], shown[person_id], wanted)
        for person_id in best_first
        if person_id in children
    ]


def fits_of(people: dict[uuid.UUID, Known], wanted: Wanted) -> dict[uuid.UUID, Fit]:
    """Return how well each candidate fits."""
    if people:
        add_what_was_asked(people, wanted)
    return {person_id: fit(wanted, known) for person_id, known in people.items()}


def is_worth_showing(one: Fit, wanted: Wanted) -> bool:
    """Whether a fit is good enough to be shown at all: missing a record is the worse mistake."""
    return one.score >= ALWAYS_SHOWN_FROM or one.score >= POSSIBLE * wanted.best_possible


def make_hit(found: Existing, one: Fit, wanted: Wanted) -> Hit:
    """Return a hit, saying whether it is likely or only possible."""
    enough = one.score >= LIKELY * wanted.best_possible and one.score >= LEAST_BITS_OF_A_LIKELY_ONE
    return Hit(
        found.person,
        one.score,
        one.reasons,
        is_likely=enough,
        name_agrees=one.name_agrees,
        place=found.place,
    )


def fingerprint(sought: Sought) -> str:
    """Return a keyed hash of what was looked for: two searches can be told apart, neither can be read."""
    words = "|".join(f"{name}={value}" for name, value in sorted(asdict(sought).items()) if value)
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
