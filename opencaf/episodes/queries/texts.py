"""Reading the saves of the texts of an assessment beside its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, TextVersion
from opencaf.episodes.queries.versions import A_BREAK


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


def in_sittings(saves: Sequence[TextVersion]) -> list[list[TextVersion]]:
    """Return the saves of a text, the latest first, gathered where somebody wrote without a long break."""
    found: list[list[TextVersion]] = []
    for save in saves:
        last = found[-1][-1] if found else None
        if last and last.recorded_by_id == save.recorded_by_id and is_close(save, last):
            found[-1].append(save)
        else:
            found.append([save])
    return found


def is_close(before: TextVersion, after: TextVersion) -> bool:
    """Whether two saves were made without a long break; of number 0 nobody knows when."""
    return before.number > 0 and after.recorded_at - before.recorded_at < A_BREAK
