"""Wording the catalogue anew and adding to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.catalogue import ACTIVITIES
from opencaf.costing.models import OwnActivity, OwnProcess
from opencaf.costing.permissions import can_set_costs


@all_or_nothing
def word_process(*, process: str, name: str, by: Practitioner) -> None:
    """Call a process as the authority calls it."""
    require(can_set_costs(by))
    row = OwnProcess.objects.filter(authority_id=by.authority_id, process=process).first()
    if row is None:
        OwnProcess.record(by=by, process=process, name=name)
    else:
        row.name = name
        row.save(update_fields=["name"])
    trail.record("process_worded", subject_kind="costing", reason=process)


@all_or_nothing
def add_activity(
    *,
    code: str,
    process: str,
    name: str,
    direct: bool = False,
    each: bool = False,
    with_electronic_record: str = "same",
    by: Practitioner,
) -> OwnActivity:
    """Add an activity that the catalogue does not have."""
    require(can_set_costs(by))
    code = code.upper()
    taken = OwnActivity.objects.filter(authority_id=by.authority_id, code=code).exists()
    if taken or code in ACTIVITIES:
        raise ValidationError({"code": f"There is an activity {code} already. Enter another code"})
    activity = OwnActivity.record(
        by=by,
        code=code,
        process=process,
        name=name,
        direct=direct,
        each=each,
        with_electronic_record=with_electronic_record,
    )
    trail.record("activity_added", subject_kind="costing", subject_id=activity.id, code=code)
    return activity


@all_or_nothing
def word_activity(
    *, code: str, name: str, with_electronic_record: str, in_use: bool, by: Practitioner
) -> OwnActivity:
    """Word an activity anew, say what an electronic record does to it, or take it out of use.

    Its process stays, so that times noted before are counted where they were.
    """
    require(can_set_costs(by))
    row = OwnActivity.objects.filter(authority_id=by.authority_id, code=code).first()
    if row is None:
        shipped = ACTIVITIES.get(code)
        if shipped is None:
            raise ValidationError({"code": f"There is no activity {code}"})
        row = OwnActivity.record(
            by=by,
            code=code,
            process=shipped.process,
            name=name,
            direct=shipped.direct,
            each=shipped.each,
            with_electronic_record=with_electronic_record,
            in_use=in_use,
        )
    else:
        row.name, row.with_electronic_record, row.in_use = name, with_electronic_record, in_use
        row.save(update_fields=["name", "with_electronic_record", "in_use"])
    trail.record("activity_worded", subject_kind="costing", subject_id=row.id, code=code)
    return row
