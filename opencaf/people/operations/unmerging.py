"""Undoing a merge: every row goes back to where it was, as it is now; a person decides what is doubtful."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.models import Correction
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import Merge, MergedRow, Person, PersonName
from opencaf.people.operations.changing import Revision, revise
from opencaf.people.operations.merging import locked
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_judge_duplicates
from opencaf.people.queries.merges import cases_since, changed_since, of_field, written_since


@dataclass(frozen=True)
class Decisions:
    """What a person decided. theirs: ids of rows written since that belong to the other record.

    put_back: fields that were changed since the merge and go back all the same to what they were before it.
    """

    theirs: Collection[uuid.UUID] = ()
    put_back: Collection[str] = ()


@all_or_nothing
def undo_merge(*, merge: Merge, decisions: Decisions, reason: str, by: Practitioner) -> Merge:
    """Make two records of one again.

    Rows go back with whatever was changed in them. What was written since stays where it is, but in a case
    that goes back, and where somebody says that it belongs to the other record.
    """
    require(can_judge_duplicates(by))
    merge = standing(merge)
    if not reason.strip():
        raise ValidationError({"reason": "Enter how you know that they are two people"})
    keeping, losing = locked(merge.keeping, merge.losing)
    if keeping.merged_into_id is not None:
        raise ValidationError("This record was merged into another one since. Undo that first.")
    if keeping.shielded:
        raise ValidationError("This record is shielded. Lift the shield first.")
    refuse_strange_decisions(decisions, merge)
    back = {
        one.field: of_field(one.field, one.before)
        for one in merge.values.all()
        if getattr(keeping, one.field) == of_field(one.field, one.after) or one.field in decisions.put_back
    }
    put_rows_back(merge, decisions.theirs)
    revise(keeping, Revision(back, f"A merge was undone: {reason}"), by=by)
    take_added_names_away(merge)
    losing.refresh_from_db()
    renew_search_names([keeping, losing], as_child=losing)
    merge.refresh_from_db()
    merge.undone_why = reason
    merge.save(update_fields=["undone_why"])
    trail.record(
        "merge_undone",
        subject_kind="child",
        subject_id=keeping.id,
        merge=str(merge.id),
        losing=str(losing.id),
        fields=sorted(back),
        theirs=[str(one) for one in decisions.theirs],
    )
    return merge


def standing(merge: Merge) -> Merge:
    """Return a merge that stands, locked."""
    now = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if now.state != Merge.State.MERGED:
        raise ValidationError("This merge does not stand any more.")
    return now


def refuse_strange_decisions(decisions: Decisions, merge: Merge) -> None:
    """Raise ValidationError for what the page did not ask."""
    written = {row.id for row in [*written_since(merge), *cases_since(merge)]}
    if set(decisions.theirs) - written:
        raise ValidationError({"theirs": "Select from the list: something was changed meanwhile"})
    if set(decisions.put_back) - {one.field for one in changed_since(merge)}:
        raise ValidationError({"put_back": "Select from the list: something was changed meanwhile"})


def put_rows_back(merge: Merge, theirs: Collection[uuid.UUID]) -> None:
    """Let every row hang on the record on which it hung."""
    with connection.cursor() as cursor:
        cursor.execute("select people_unmerge_records(%s, %s::uuid[])", [merge.id, list(theirs)])


def take_added_names_away(merge: Merge) -> None:
    """Take away the names that the merge wrote, unless somebody has put them right since."""
    added = merge.rows.filter(done=MergedRow.Done.ADDED, kind=PersonName._meta.db_table)
    ids = set(added.values_list("row_id", flat=True))
    put_right = Correction.objects.filter(record_id__in=ids).values_list("record_id", flat=True)
    PersonName.objects.filter(pk__in=ids - set(put_right), person=Person(pk=merge.keeping_id)).delete()
