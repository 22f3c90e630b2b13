"""Contacts and notes."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.moving_notes import move_note
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.permissions import can_correct, can_write
from opencaf.episodes.queries.notes_moved import notes_moved, with_moves
from opencaf.episodes.queries.support import notes_of
from opencaf.episodes.queries.team import circle_of
from opencaf.web.episodes.forms.support import MoveNoteForm, NoteForm
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404


@require_GET
def notes(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the contacts and notes, the latest first."""
    episode = get_episode_or_404(request, episode_id)
    moves = notes_moved(episode)
    return render_case(
        request,
        "episodes/notes.html",
        episode,
        current="episodes:notes",
        notes=with_moves(notes_of(episode), moves),
        moved_away=[move for move in moves if move.is_away],
        can_write=can_write(request.practitioner, episode),
        can_move=can_correct(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def note_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Add a contact or note."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = NoteForm(request.POST or None, circle=circle_of(episode))
    if form.is_valid():
        form.apply(add_note, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The note is saved.")
            return redirect("episodes:notes", episode.id)
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Add a note",
        button="Save the note",
        cancel_href=reverse("episodes:notes", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def note_move(request: PractitionerRequest, episode_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
    """Move a note to the right child's record."""
    episode = get_episode_or_404(request, episode_id)
    note = one_or_404([one for one in notes_of(episode) if one.id == note_id])
    require(can_correct(request.practitioner, episode))
    form = MoveNoteForm(request.POST or None, practitioner=request.practitioner, episode=episode)
    if form.is_valid():
        form.apply(move_note, episode=episode, note_id=note.id, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            to = form.cleaned_data["episode_to"]
            words = f"The note is in {to.reference} now. To undo this, move it back from there."
            messages.success(request, words)
            return redirect("episodes:notes", episode.id)
    return render_case(
        request,
        "episodes/note_move.html",
        episode,
        form=form,
        note=note,
        button="Move the note",
        cancel_href=reverse("episodes:notes", args=[episode.id]),
    )
