"""Reading the files of a case: all of them, one, and those of a child's own that stand beside their words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FileKind, FileMaker
from opencaf.episodes.models import CaseFile, Episode
from opencaf.episodes.queries.areas import Areas

OWN_VOICE = (FileKind.DRAWING, FileKind.VOICE, FileKind.PHOTO)


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


def own_voice(episode: Episode, hidden: Areas) -> list[CaseFile]:
    """Return what children drew, said or photographed themselves, that may be shown."""
    return [file for file in shown_files(files_of(episode), hidden) if is_own_voice(file)]


def is_own_voice(file: CaseFile) -> bool:
    """Whether a file is a child's own and may be opened."""
    return file.is_open and file.whose == FileMaker.CHILD and file.kind in OWN_VOICE
