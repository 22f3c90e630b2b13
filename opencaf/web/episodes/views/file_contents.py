"""What files hold: a picture or sound inside a page, or the whole file to take away."""

from __future__ import annotations

import re
import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from opencaf.episodes.models import CaseFile
from opencaf.episodes.operations.files import PREVIEW, WHOLE, content_of
from opencaf.files.kinds import ENDINGS, JPEG, PDF
from opencaf.web.episodes.taking import as_file, note_taken
from opencaf.web.episodes.views.files import file_or_404
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

ONE_RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


@require_GET
def file_shown(
    request: PractitionerRequest, episode_id: uuid.UUID, file_id: uuid.UUID, way: str
) -> HttpResponse:
    """Give a preview, a picture or a sound to the page that shows it; a PDF is only taken away."""
    episode = get_episode_or_404(request, episode_id)
    file = file_or_404(request, episode, file_id)
    if way not in (PREVIEW, WHOLE) or not is_shown(file, way):
        raise Http404
    content = content_of(file, way=way)
    response = part_of(request, content, JPEG if way == PREVIEW else file.media_type)
    response["Content-Disposition"] = "inline"
    return response


@require_GET
@confirmed_to_download("episodes:file", "episode_id", "file_id")
def file_download(request: PractitionerRequest, episode_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Give the whole file, named by its kind alone."""
    episode = get_episode_or_404(request, episode_id)
    file = file_or_404(request, episode, file_id)
    if file.stored_id is None:
        raise Http404
    content = content_of(file, way="download")
    note_taken(episode, "file", by=request.practitioner, case_file=file.id)
    name = f"{file.kind.replace('_', '-')}.{ENDINGS[file.media_type]}"
    return as_file(content, kind=file.media_type, name=name)


def is_shown(file: CaseFile, way: str) -> bool:
    """Whether a file has something that a page shows in this way."""
    if way == PREVIEW:
        return file.preview_id is not None
    return file.stored_id is not None and file.media_type != PDF


def part_of(request: PractitionerRequest, content: bytes, media_type: str) -> HttpResponse:
    """Return all of it, or the part for which a browser that plays a sound asks."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    response = HttpResponse(content, content_type=media_type, headers={"Accept-Ranges": "bytes"})
    if not asked or int(asked[1]) >= len(content):
        return response
    start, end = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if end < start:
        return response
    response.content = content[start : end + 1]
    response.status_code = 206
    response["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
    return response
