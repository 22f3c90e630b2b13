"""Finding records that may be of one person, and judging that they are not."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.comparable import make_comparable
from opencaf.people.matching import Matcher
from opencaf.people.models import DuplicatePair, SearchName
from opencaf.people.operations.finding import Hit, best_of, fits_of
from opencaf.people.permissions import can_judge_duplicates
from opencaf.people.queries.candidates import first_tier
from opencaf.people.queries.duplicates import told_of
from opencaf.people.queries.rarity import rarity_of
from opencaf.people.sought import Sought

Pair = tuple[uuid.UUID, uuid.UUID]
State = DuplicatePair.State
# One of these says more than a name, a date and an address that differ: one of the numbers is wrong at least.
ONE_PERSONS_NUMBERS = {"same NHS number", "same UPN"}


@all_or_nothing
def propose_duplicates(*, child_ids: Sequence[uuid.UUID], by: Practitioner) -> int:
    """Note which records of the authority are likely of the same child as one of these; how many pairs.

    The engine of the search compares. A pair that was judged stays judged until something about either
    record changes.
    """
    require(can_judge_duplicates(by))
    told = told_of(child_ids)
    found = {
        pair_of(child_id, hit.child.id): hit
        for child_id, sought in told.items()
        for hit in look_alikes_of(child_id, sought)
    }
    told |= told_of({one for pair in found for one in pair} - told.keys())
    known = {pair: known_of(pair, told) for pair in found}
    note_pairs(found, known, by)
    trail.record("duplicates_sought", subject_kind="search", looked_at=len(child_ids), pairs=len(found))
    return len(found)


@all_or_nothing
def wonder_whether_same(*, found: Mapping[uuid.UUID, Sequence[Hit]], by: Practitioner) -> int:
    """Let records wait to be judged beside whom they may be, where somebody was not sure; how many pairs."""
    require(can_judge_duplicates(by))
    pairs = {pair_of(one, hit.child.id): hit for one, hits in found.items() for hit in hits}
    told = told_of({one for pair in pairs for one in pair})
    note_pairs(pairs, {pair: known_of(pair, told) for pair in pairs}, by)
    if pairs:
        trail.record("duplicates_wondered", subject_kind="search", pairs=len(pairs))
    return len(pairs)


@all_or_nothing
def forget_pairs(*, not_found_since: dt.date, by: Practitioner) -> int:
    """Take pairs off the list that nobody has judged and that are not alike any more; return how many.

    The search looks for children alone: a pair with a grown-up was noted by somebody, and waits.
    """
    require(can_judge_duplicates(by))
    either = Q(person=OuterRef("first")) | Q(person=OuterRef("second"))
    grown_up = SearchName.objects.filter(either, is_child=False)
    gone = DuplicatePair.objects.filter(~Exists(grown_up), state=State.OPEN, found_on__lt=not_found_since)
    count, _ = gone.delete()
    trail.record("duplicates_forgotten", subject_kind="search", pairs=count)
    return count


@all_or_nothing
def judge_not_same(*, pair: DuplicatePair, reason: str, by: Practitioner) -> None:
    """Say that two records are not of the same person, and why; they are not proposed again as they are."""
    require(can_judge_duplicates(by))
    pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if pair.state != State.OPEN:
        raise ValidationError("Somebody has judged these two records already.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter how you know that they are not the same"})
    pair.state = State.NOT_SAME
    pair.judged_on, pair.judged_by, pair.judged_why = clock.today(), by, reason
    pair.save(update_fields=["state", "judged_on", "judged_by", "judged_why"])
    trail.record(
        "duplicates_judged",
        subject_kind="child",
        subject_id=pair.first_id,
        reason=State.NOT_SAME,
        other=str(pair.second_id),
    )


def look_alikes_of(child_id: uuid.UUID, sought: Sought) -> list[Hit]:
    """Return other records that are likely of this child, as a search for what is known finds them."""
    wanted = make_comparable(sought)
    if not wanted.words:
        return []
    people = {one: known for one, known in first_tier(wanted).items() if one != child_id}
    hits = best_of(fits_of(people, Matcher(wanted, rarity_of(wanted.words))))
    return [hit for hit in hits if hit.is_likely or ONE_PERSONS_NUMBERS & set(hit.reasons)]


def pair_of(one: uuid.UUID, other: uuid.UUID) -> Pair:
    """Return two ids in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def known_of(pair: Pair, told: dict[uuid.UUID, Sought]) -> str:
    """Return a hash of what was compared of two records."""
    words = "|".join(str(astuple(told[one])) for one in pair if one in told)
    return hashlib.sha256(words.encode()).hexdigest()


def note_pairs(found: dict[Pair, Hit], known: dict[Pair, str], by: Practitioner) -> None:
    """Write new pairs, bring those that wait up to date, and open judged ones of which something changed."""
    there = {pair_of(row.first_id, row.second_id): row for row in pairs_of(found)}
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(
                authority_id=by.authority_id,
                first_id=pair[0],
                second_id=pair[1],
                **evidence(hit, known[pair]),
            )
            for pair, hit in found.items()
            if pair not in there
        ],
        ignore_conflicts=True,
    )
    for pair, row in there.items():
        if row.state == State.OPEN or row.known != known[pair]:
            open_again(row, evidence(found[pair], known[pair]))


def pairs_of(pairs: Iterable[Pair]) -> list[DuplicatePair]:
    """Return what is noted of these pairs, locked."""
    wanted = set(pairs)
    ids = {one for pair in wanted for one in pair}
    rows = (
        DuplicatePair.objects.select_for_update().filter(Q(first__in=ids), Q(second__in=ids)).order_by("id")
    )
    return [row for row in rows if pair_of(row.first_id, row.second_id) in wanted]


def evidence(hit: Hit, known: str) -> dict[str, object]:
    """Return what is noted of a pair: how certain, why, and what does not fit."""
    return {
        "score": hit.score,
        "reasons": "\n".join(hit.reasons),
        "doubts": "\n".join(hit.doubts),
        "known": known,
        "found_on": clock.today(),
    }


def open_again(row: DuplicatePair, values: dict[str, object]) -> None:
    """Bring a pair up to date; of one that was judged, the words stand among the doubts."""
    if row.judged_on:
        before = f"judged not the same on {in_words(row.judged_on)}: {row.judged_why}"
        values["doubts"] = "\n".join(filter(None, [str(values["doubts"]), before]))
    values |= {"state": State.OPEN, "judged_on": None, "judged_by": None, "judged_why": ""}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
