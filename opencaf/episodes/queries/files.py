"""Reading the files of a case: all of them, one, and those of a child's own that stand beside their words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FileKind, FileMaker
from opencaf.episodes.models import Assessment, CaseFile, Episode
from opencaf.episodes.queries.areas import Areas
from opencaf.people.models import Person

OWN_VOICE = (FileKind.DRAWING, FileKind.VOICE, FileKind.PHOTO)
IDS = ("id", "episode_id", "child_id", "assessment_id", "stored_id", "preview_id")
COLUMNS = (
    *IDS,
    *("kind", "title", "description", "words", "whose", "element", "happened_on"),
    *("media_type", "size", "scan"),
)


@composed_once
def files_of(episode: Episode) -> QuerySet[CaseFile]:
    """The files of an episode, the latest first, removed ones too."""
    return with_names(episode.files.all())


@composed_once
def file_with(episode: Episode, file_id: uuid.UUID) -> QuerySet[CaseFile]:
    """One file of an episode."""
    return with_names(episode.files.filter(pk=file_id))


def with_names(files: QuerySet[CaseFile]) -> QuerySet[CaseFile]:
    """Return files with whom they are about, who added or removed them, and their version."""
    return files.select_related("child", "recorded_by", "removed_by", "assessment")


def shown_files(files: Iterable[CaseFile], hidden: Areas) -> list[CaseFile]:
    """Return the files that tell of no part that is withheld."""
    return [file for file in files if not is_left_out(file, hidden)]


def is_left_out(file: CaseFile, hidden: Areas) -> bool:
    """Whether a file may tell of a part that is withheld.

    One without an element tells of any part of its child, one without a child of every child.
    """
    return any(
        (file.child_id is None or file.child_id == child_id) and file.element in ("", element)
        for child_id, element in hidden
    )


def files_as_objects(episode: str) -> ArraySubquery:
    """Return the files of the case to which a column leads, as an array that another read brings along."""
    columns = {name: name for name in COLUMNS}
    names = {"given": "child__given_names", "family": "child__family_name"}
    rows = CaseFile.objects.filter(episode=OuterRef(episode), removed_on=None).order_by("-happened_on", "-id")
    return ArraySubquery(rows.values(one=JSONObject(**columns, **names)))


def file_from(said: dict[str, Any]) -> CaseFile:
    """Return a file read as an object."""
    values = {name: said[name] for name in COLUMNS}
    for name in IDS:
        values[name] = uuid.UUID(said[name]) if said[name] else None
    values["happened_on"] = dt.date.fromisoformat(said["happened_on"])
    file = CaseFile(**values)
    if file.child_id:
        file.child = Person(id=file.child_id, given_names=said["given"], family_name=said["family"])
    return file


def beside_version(files: Iterable[CaseFile], version: Assessment) -> list[CaseFile]:
    """Return what stands beside a version: what belongs to it, and a child's own that belongs to none."""
    return [
        file
        for file in files
        if file.is_open
        and (file.assessment_id == version.id or (file.assessment_id is None and is_own_voice(file)))
    ]


def is_own_voice(file: CaseFile) -> bool:
    """Whether a file is a child's own and may be opened."""
    return file.is_open and file.whose == FileMaker.CHILD and file.kind in OWN_VOICE
