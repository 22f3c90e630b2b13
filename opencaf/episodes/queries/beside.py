"""What stands around the boxes of a version, in one read: on what it rests, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, CaseFile, Episode
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.files import beside_version, file_from, files_as_objects, shown_files
from opencaf.episodes.queries.reused import RestsOn, as_rests_on, taken_over, visits_made


@dataclass(frozen=True)
class Beside:
    """On what a version rests, and its files, the latest first."""

    rests_on: RestsOn
    files: list[CaseFile]


def beside(version: Assessment, hidden: Areas) -> Beside:
    """Return what stands around a version, without what is withheld."""
    ((made, taken, files),) = in_json(version)
    shown = shown_files(map(file_from, files), hidden)
    return Beside(as_rests_on(made, taken), beside_version(shown, version))


@composed_once
def in_json(version: Assessment) -> QuerySet[Assessment, tuple[list[dict[str, str]], ...]]:
    """The visits, the other assessments and the files, each as an array."""
    found = Assessment.objects.filter(pk=version.pk)
    return found.values_list(visits_made(), taken_over(), files_as_objects("episode"))


def latest_with_files(episode: Episode, hidden: Areas) -> tuple[Assessment, list[CaseFile]] | None:
    """Return the latest version with the files beside it, but those withheld, in one read."""
    for version in latest_in_json(episode):
        shown = shown_files(map(file_from, version.said_files), hidden)
        return version, beside_version(shown, version)
    return None


@composed_once
def latest_in_json(episode: Episode) -> QuerySet[Any]:
    """The latest version, with the files of its case as an array."""
    latest = episode.assessments.annotate(said_files=files_as_objects("episode"))
    return latest.select_related("assessor", "form").order_by("-version")[:1]
