"""Reading the saves of the texts of an assessment beside its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, TextVersion


@composed_once
def versions_of_texts(assessment: Assessment) -> QuerySet[TextVersion]:
    """Every save of every text, by text, the oldest first."""
    return assessment.text_versions.select_related("recorded_by").order_by("name", "number")


def text_versions(assessment: Assessment, names: Sequence[str]) -> list[tuple[str, list[TextVersion]]]:
    """Return the saves of some texts in their order, the latest first."""
    held = {name: list(rows) for name, rows in groupby(versions_of_texts(assessment), lambda row: row.name)}
    return [(name, held[name][::-1]) for name in names if name in held]


def who_saved_last(assessment: Assessment, names: Sequence[str]) -> str:
    """Return who saved the first of some texts last; nothing where nobody knows."""
    found = text_versions(assessment, names)
    return str(found[0][1][0].recorded_by or "") if found else ""
