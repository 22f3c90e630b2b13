"""Files of a case: the list, adding one, one file, taking it out and putting it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.episodes.models import CaseFile, Episode
from opencaf.episodes.operations.files import add_file, put_back_file, remove_file
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.assessment import versions_of
from opencaf.episodes.queries.files import file_with, files_of, shown_files
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.files import scanner
from opencaf.web.episodes.forms.files import FileForm, RemoveFileForm
from opencaf.web.episodes.views.file_cards import card_of
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:files"
CRUMB = "Files"


@require_GET
def files(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """List the files with their previews, the latest first; removed ones by name alone."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    shown = shown_files(files_of(episode), hidden)
    return render_case(
        request,
        "episodes/files.html",
        episode,
        current=HERE,
        withheld=len(hidden),
        cards=[card_of(file) for file in shown if not file.removed_on],
        removed=[card_of(file) for file in shown if file.removed_on],
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def file_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Add a file; where the form is shown again the file must be chosen again, and it says so."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        children=children_of(episode),
        versions=versions_of(episode),
    )
    if form.is_valid():
        kept = form.apply(add_file, episode=episode, by=request.practitioner, **form.answers())
        if kept is not None:
            messages.success(request, "The file is kept.")
            return redirect("episodes:file", episode.id, kept.id)
    form.say_to_choose_again()
    return render_case(
        request,
        "episodes/file_add.html",
        episode,
        current=HERE,
        form=form,
        heading="Add a file",
        button="Keep the file",
        scanned=scanner.is_configured(),
        cancel_href=reverse(HERE, args=[episode.id]),
    )


@require_GET
def file(request: PractitionerRequest, episode_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Show one file with everything that is said of it."""
    episode = get_episode_or_404(request, episode_id)
    found = file_or_404(request, episode, file_id)
    trail.record("file_shown", subject_kind="case_file", subject_id=found.id, episode_id=episode.id)
    return render_case(
        request,
        "episodes/file.html",
        episode,
        current=HERE,
        file=found,
        card=card_of(found),
        can_write=can_write(request.practitioner, episode),
        put_back=OperationForm(),
        breadcrumbs=crumbs(episode),
    )


@require_http_methods(["GET", "POST"])
def file_remove(request: PractitionerRequest, episode_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Take a file out, with a reason."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    found = file_or_404(request, episode, file_id)
    form = RemoveFileForm(request.POST or None)
    if form.is_valid():
        form.apply(remove_file, file=found, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The file is removed. It can be put back.")
            return redirect(HERE, episode.id)
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Remove a file",
        button="Remove the file",
        breadcrumbs=crumbs(episode),
        cancel_href=reverse("episodes:file", args=[episode.id, found.id]),
    )


@require_POST
def file_put_back(request: PractitionerRequest, episode_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Put a removed file back."""
    episode = get_episode_or_404(request, episode_id)
    found = file_or_404(request, episode, file_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(put_back_file, file=found, by=request.practitioner)
        if form.applied:
            messages.success(request, "The file is back in its place.")
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect("episodes:file", episode.id, found.id)


def file_or_404(request: PractitionerRequest, episode: Episode, file_id: uuid.UUID) -> CaseFile:
    """Return a file of an episode that the practitioner may see."""
    hidden = withheld_from(request.practitioner, episode)
    found = one_or_404(shown_files(file_with(episode, file_id), hidden))
    found.episode = episode
    return found


def crumbs(episode: Episode) -> list[dict[str, str]]:
    """Return the way back to the list."""
    return [{"text": CRUMB, "href": reverse(HERE, args=[episode.id])}]
