"""The weights by which an authority's children are found: those it learnt, else the shipped ones."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.people.models import LearntWeights
from opencaf.people.weights import WEIGHTS, Weights, with_learnt


def weights_in_use(authority_id: uuid.UUID) -> Weights:
    """Return the weights by which an authority searches now."""
    version = version_in_use(authority_id)
    return with_learnt(version.search) if version else WEIGHTS


def version_in_use(authority_id: uuid.UUID) -> LearntWeights | None:
    """Return the learnt weights that are in use; None where the shipped ones are."""
    return next(iter(versions_in_use(authority_id)), None)


@composed_once
def versions_in_use(authority_id: uuid.UUID) -> QuerySet[LearntWeights]:
    """The version of an authority that is in use, if any."""
    return LearntWeights.objects.filter(authority_id=authority_id, in_use=True)


@composed_once
def versions_of(authority_id: uuid.UUID) -> QuerySet[LearntWeights]:
    """Every version of an authority with who learnt it, the newest first."""
    rows = LearntWeights.objects.filter(authority_id=authority_id)
    return rows.select_related("recorded_by").order_by("-version")
