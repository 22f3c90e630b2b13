"""The files of a case in its package: which of them there is room for, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterable

from opencaf.episodes.models import CaseFile
from opencaf.episodes.queries.package_contents import Contents
from opencaf.episodes.transferring.archive import FILES
from opencaf.files.kinds import ENDINGS
from opencaf.files.operations import read_file

ROOM_FOR_FILES = 14 * 1024 * 1024


def files_that_go(contents: Contents) -> tuple[dict[str, bytes], list[CaseFile]]:
    """Return the files of a case as parts, and those for which there is no room."""
    going, without_room = shared_out(contents.files)
    parts = {name_of_part(file): content_of(file) for file in going}
    went = {str(file.id) for file in going}
    contents.rows["case_file"] = [row for row in contents.rows["case_file"] if row["id"] in went]
    return parts, without_room


def shared_out(files: Iterable[CaseFile]) -> tuple[list[CaseFile], list[CaseFile]]:
    """Return the files for which a package has room, the smallest first, and those for which it has none."""
    going: list[CaseFile] = []
    room = ROOM_FOR_FILES
    ordered = sorted(files, key=lambda one: one.size)
    for file in ordered:
        if file.size > room:
            break
        room -= file.size
        going.append(file)
    return going, ordered[len(going) :]


def said_of_files(without_room: Iterable[CaseFile]) -> list[str]:
    """Say in sentences which files stay because they are too large."""
    return [f"The file “{file.title}”, which is too large to go with it." for file in without_room]


def name_of_part(file: CaseFile) -> str:
    """Return the name under which a file goes."""
    return f"{FILES}{file.id}.{ENDINGS.get(file.media_type, 'bin')}"


def content_of(file: CaseFile) -> bytes:
    """Return the bytes of a file of a case."""
    if file.stored is None:
        raise ValueError(f"File {file.id} has no content")
    return read_file(stored=file.stored, reason="transfer", episode_id=file.episode_id)
