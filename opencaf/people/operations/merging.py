"""Making one record of two: one person proposes, a second approves (docs/adr/0026)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import Merge, MergedRow, MergedValue, Person, PersonName
from opencaf.people.operations.changing import Revision, revise
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_approve_merge, can_judge_duplicates
from opencaf.people.queries.existence import rows_of
from opencaf.people.queries.merges import (
    GROUPS,
    differing,
    newly_seeing,
    rows_about,
    seers_of,
    why_not_merged,
)

State = Merge.State
REFUSALS = {
    "nobody": "One of these records is not there any more.",
    "merged": "One of these records was merged meanwhile. Look at the list again.",
    "shielded": "A shielded record is not merged. Lift the shield first.",
    "one_case": "Both are children of one case. Take one of them out of it first.",
}


@dataclass(frozen=True)
class Choices:
    """What one record is made of. takes: groups of values from the other record.

    leaves: ids of the other record's rows that stay behind. lets_in: ids of who goes on seeing it.
    """

    takes: Collection[str] = ()
    leaves: Collection[str] = ()
    lets_in: Collection[str] = ()


@all_or_nothing
def propose_merge(*, keeping: Person, losing: Person, choices: Choices, why: str, by: Practitioner) -> Merge:
    """Say that two records are of one person and which values hold; nothing moves before it is approved."""
    require(can_judge_duplicates(by))
    keeping, losing = locked(keeping, losing)
    refuse_unfit(keeping, losing)
    if not why.strip():
        raise ValidationError({"why": "Enter how you know that they are the same"})
    refuse_strange_choices(choices, keeping, losing)
    if Merge.objects.filter(state=State.PROPOSED, keeping__in=[keeping, losing]).exists() or (
        Merge.objects.filter(state=State.PROPOSED, losing__in=[keeping, losing]).exists()
    ):
        raise ValidationError("One of these records waits to be merged already. Look at the list again.")
    merge = Merge.record(
        by=by,
        keeping=keeping,
        losing=losing,
        why=why,
        known=known_of(keeping, losing),
        takes=sorted(choices.takes),
        leaves=sorted(choices.leaves),
        lets_in=sorted(choices.lets_in),
    )
    record_step("merge_proposed", merge)
    return merge


@all_or_nothing
def refuse_merge(*, merge: Merge, reason: str, by: Practitioner) -> None:
    """Say that two records stay two; whoever proposed it may take it back so."""
    require(can_judge_duplicates(by))
    merge = waiting(merge)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why they stay two records"})
    merge.state, merge.answered_at, merge.answered_by = State.REFUSED, clock.now(), by
    merge.answer_words = reason
    merge.save(update_fields=["state", "answered_at", "answered_by", "answer_words"])
    record_step("merge_refused", merge)


@all_or_nothing
def approve_merge(*, merge: Merge, by: Practitioner) -> Merge:
    """Make one record of two: every row hangs on the one that is kept, the other leads to it."""
    require(can_approve_merge(by, merge))
    merge = waiting(merge)
    keeping, losing = locked(merge.keeping, merge.losing)
    refuse_unfit(keeping, losing)
    if merge.known != known_of(keeping, losing):
        raise ValidationError(
            "One of the records was changed since this was proposed. Refuse it, and propose it anew."
        )
    more = newly_seeing(seers_of(keeping, losing), merge.lets_in)
    [(rows,)] = rows_of("people_merge_records(%s)", [merge.id])
    merge.refresh_from_db()
    take_values(merge, keeping, losing, by)
    losing.refresh_from_db()
    renew_search_names([keeping])
    record_step(
        "records_merged",
        merge,
        rows=rows,
        let_in=merge.lets_in,
        newly_see=[str(one.practitioner.id) for one in more],
    )
    return merge


def locked(keeping: Person, losing: Person) -> tuple[Person, Person]:
    """Return the two records as they are now, locked, always in one order."""
    rows = Person.objects.select_for_update().filter(pk__in=[keeping.pk, losing.pk]).order_by("id")
    found = {one.pk: one for one in rows}
    if keeping.pk == losing.pk or len(found) < 2:
        raise ValidationError(REFUSALS["nobody"])
    return found[keeping.pk], found[losing.pk]


def waiting(merge: Merge) -> Merge:
    """Return a proposal that waits for an answer, locked."""
    now = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if now.state != State.PROPOSED:
        raise ValidationError("Somebody has answered this already. Look at the list again.")
    return now


def refuse_unfit(keeping: Person, losing: Person) -> None:
    """Raise ValidationError for two records that cannot become one as they are."""
    if why_not := why_not_merged(keeping, losing):
        raise ValidationError(REFUSALS[why_not])


def refuse_strange_choices(choices: Choices, keeping: Person, losing: Person) -> None:
    """Raise ValidationError for a choice that the page did not offer."""
    offered = {
        "takes": set(differing(keeping, losing)),
        "leaves": {str(row.id) for row in rows_about(losing)},
        "lets_in": {str(one.practitioner.id) for one in seers_of(keeping, losing) if one.may_be_let_in},
    }
    for name, known in offered.items():
        if set(getattr(choices, name)) - known:
            raise ValidationError({name: "Select from the list: the records were changed meanwhile"})


def known_of(keeping: Person, losing: Person) -> str:
    """Return a hash of the values between which somebody chose."""
    names = [one for group in GROUPS.values() for one in group]
    words = "|".join(str(getattr(person, name)) for person in (keeping, losing) for name in names)
    return hashlib.sha256(words.encode()).hexdigest()


def take_values(merge: Merge, keeping: Person, losing: Person, by: Practitioner) -> None:
    """Bring the record that is kept to the chosen values; names that are not, stay names it is found by."""
    if (keeping.given_names, keeping.family_name) != (losing.given_names, losing.family_name):
        keep_name(merge, keeping if "name" in merge.takes else losing, by)
    values = {name: getattr(losing, name) for group in merge.takes for name in GROUPS[group]}
    before = {name: getattr(keeping, name) for name in values}
    reason = "Two records of one child were merged"
    changed = revise(keeping, Revision(values, reason), by=by)
    MergedValue.objects.bulk_create(
        MergedValue(
            authority_id=merge.authority_id, merge=merge, field=name, before=before[name], after=values[name]
        )
        for name in changed
    )


def keep_name(merge: Merge, bearer: Person, by: Practitioner) -> None:
    """Keep the name of a record as another name of the one, unless it says so already."""
    named = {"given_names": bearer.given_names, "family_name": bearer.family_name}
    there = PersonName.objects.filter(person_id=merge.keeping_id, **named)
    if not any(named.values()) or there.exists():
        return
    name = PersonName.record(
        by=by,
        person_id=merge.keeping_id,
        kind=PersonName.Kind.OTHER,
        source="A record that was merged",
        **named,
    )
    MergedRow.objects.create(
        authority_id=merge.authority_id,
        merge=merge,
        kind=PersonName._meta.db_table,
        part="person_id",
        row_id=name.id,
        done=MergedRow.Done.ADDED,
    )


def record_step(action: str, merge: Merge, **detail: Any) -> None:
    """Write on the trail what was done with two records."""
    trail.record(
        action,
        subject_kind="child",
        subject_id=merge.keeping_id,
        merge=str(merge.id),
        losing=str(merge.losing_id),
        **detail,
    )
