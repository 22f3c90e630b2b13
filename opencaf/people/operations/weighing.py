"""Learnt weights: keeping a new version, and choosing which one is in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import LearntWeights
from opencaf.people.permissions import can_choose_weights
from opencaf.people.weights import with_learnt


@dataclass(frozen=True)
class Learnt:
    """What was learnt, on how many children and judged pairs; the names are those of the columns."""

    search: Mapping[str, Mapping[str, float]]
    linkage: Mapping[str, Any]
    known: Mapping[str, float]
    records: int
    judged: int


@all_or_nothing
def keep_learnt_weights(*, learnt: Learnt, by: Practitioner) -> LearntWeights:
    """Keep learnt weights as a new version and use them from now on."""
    require(can_choose_weights(by))
    with_learnt(learnt.search)
    rows = LearntWeights.objects.filter(authority_id=by.authority_id)
    last = rows.aggregate(last=Max("version"))["last"] or 0
    rows.filter(in_use=True).update(in_use=False)
    made = LearntWeights.record(by=by, version=last + 1, in_use=True, **vars(learnt))
    trail.record(
        "weights_learnt",
        subject_kind="authority",
        subject_id=by.authority_id,
        version=made.version,
        records=learnt.records,
        judged=learnt.judged,
    )
    return made


@all_or_nothing
def use_weights(*, version: int, by: Practitioner) -> None:
    """Use an earlier version again; 0 stands for the weights that come with the program."""
    require(can_choose_weights(by))
    rows = LearntWeights.objects.select_for_update().filter(authority_id=by.authority_id)
    kept = {row.version: row for row in rows}
    if version and version not in kept:
        raise ValidationError({"version": "Select one of the versions from the list"})
    rows.filter(in_use=True).update(in_use=False)
    if version:
        rows.filter(pk=kept[version].pk).update(in_use=True)
    trail.record("weights_chosen", subject_kind="authority", subject_id=by.authority_id, version=version)
