"""Inviting to meetings: finding a date, moving, asking more people, answering, handing a link on."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Attendance, Meeting
from opencaf.episodes.operations.dates import answer_dates, choose_date, offer_dates
from opencaf.episodes.operations.invitations import (
    answer_invitation,
    give_link,
    invite_others,
    move_meeting,
)
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.date_offers import days_offered, line_to_open, name_of, own_line
from opencaf.episodes.queries.meetings import kinds_of, meeting_to_open
from opencaf.web.episodes.forms.invitations import (
    ChooseDateForm,
    GiveLinkForm,
    InviteOthersForm,
    MoveForm,
    OfferDatesForm,
)
from opencaf.web.episodes.views.meetings import HERE, people_of
from opencaf.web.shared.case import render_case
from opencaf.web.shared.invited import AnswerForm, DaysForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

GIVEN_LINK = "link_to_a_meeting"


@require_http_methods(["GET", "POST"])
def meeting_dates(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Offer several days for a meeting and ask when people can."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = OfferDatesForm(
        request.POST or None, kinds=kinds_of(episode.authority_id), **people_of(request, episode)
    )
    if form.is_valid():
        meeting = form.apply(offer_dates, episode=episode, **form.cleaned_data, by=request.practitioner)
        if meeting:
            messages.success(request, "The days are offered. Those whom mail reaches are asked.")
            return redirect("episodes:meeting", episode.id, meeting.id)
    return render_case(request, "episodes/meeting_dates.html", episode, current=HERE, form=form)


@require_http_methods(["GET", "POST"])
def meeting_choose(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Choose one of the days that were offered."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    if meeting.status != Meeting.Status.FINDING:
        return nothing_to_do(request, meeting, "No days are offered for this meeting.")
    days = days_offered(meeting)
    form = ChooseDateForm(request.POST or None, offers=[(day.offer, day.in_words) for day in days])
    if form.is_valid():
        form.apply(choose_date, meeting=meeting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The meeting has its date. Those whom mail reaches are told.")
            return redirect("episodes:meeting", episode.id, meeting.id)
    return render_case(
        request, "episodes/meeting_choose.html", episode, current=HERE, form=form, meeting=meeting
    )


@require_http_methods(["GET", "POST"])
def meeting_move(request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Let a planned meeting be at another time or place."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    if over := is_over(request, meeting):
        return over
    form = MoveForm(request.POST or None, initial=as_it_stands(meeting))
    if form.is_valid():
        form.apply(move_meeting, meeting=meeting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The meeting is changed. Everybody who was told of it is told again.")
            return redirect("episodes:meeting", episode.id, meeting.id)
    return render_case(
        request, "episodes/meeting_move.html", episode, current=HERE, form=form, meeting=meeting
    )


def is_over(request: PractitionerRequest, meeting: Meeting) -> HttpResponse | None:
    """Lead back to a meeting to which nobody can be invited any more, and say why; None for any other."""
    if meeting.status not in (Meeting.Status.HELD, Meeting.Status.CANCELLED):
        return None
    return nothing_to_do(request, meeting, f"This meeting is {meeting.get_status_display().lower()} already.")


def nothing_to_do(request: PractitionerRequest, meeting: Meeting, why: str) -> HttpResponse:
    """Lead back to the meeting and say why there is nothing to do."""
    messages.info(request, why)
    return redirect("episodes:meeting", meeting.episode_id, meeting.id)


def as_it_stands(meeting: Meeting) -> dict[str, object]:
    """Return when and where a meeting is now."""
    return {
        "planned_for": meeting.planned_for,
        "planned_time": meeting.planned_time,
        "lasts_minutes": str(meeting.lasts_minutes),
        "place": meeting.place,
    }


@require_http_methods(["GET", "POST"])
def meeting_invite(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Ask more people to a meeting."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    if over := is_over(request, meeting):
        return over
    form = InviteOthersForm(request.POST or None, **people_of(request, episode))
    if form.is_valid():
        form.apply(invite_others, meeting=meeting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "They are on the list. Those whom mail reaches are told.")
            return redirect("episodes:meeting", episode.id, meeting.id)
    return render_case(
        request, "episodes/meeting_invite.html", episode, current=HERE, form=form, meeting=meeting
    )


@require_http_methods(["GET", "POST"])
def meeting_answer(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Say oneself whether one comes, or at which of the offered days one can."""
    episode = get_episode_or_404(request, episode_id)
    line = next(iter(own_line(meeting_id, request.practitioner.id)), None)
    if line is None or line.meeting.episode_id != episode.id:
        raise Http404
    if over := is_over(request, line.meeting):
        return over
    if line.meeting.status == Meeting.Status.FINDING:
        return answer_days(request, line)
    form = AnswerForm(request.POST or None, initial={"note": line.note})
    if form.is_valid():
        form.apply(answer_invitation, line=line, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            return answered(request, line)
    return ask(request, line, form)


def answer_days(request: PractitionerRequest, line: Attendance) -> HttpResponse:
    """Say at which of the offered days one can come."""
    days = days_offered(line.meeting, line.id)
    offers = [(str(day.offer.id), day.offer.on_day, day.offer.at_time, day.own) for day in days]
    form = DaysForm(request.POST or None, offers=offers)
    if form.is_valid():
        form.apply(answer_dates, line=line, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            return answered(request, line)
    return ask(request, line, form)


def answered(request: PractitionerRequest, line: Attendance) -> HttpResponse:
    """Lead back to the meeting."""
    messages.success(request, "Your answer is noted.")
    return redirect("episodes:meeting", line.meeting.episode_id, line.meeting_id)


def ask(request: PractitionerRequest, line: Attendance, form: AnswerForm | DaysForm) -> HttpResponse:
    """Show the question."""
    meeting = line.meeting
    return render_case(
        request, "episodes/meeting_answer.html", meeting.episode, current=HERE, form=form, meeting=meeting
    )


@require_http_methods(["GET", "POST"])
def meeting_link(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID, line_id: uuid.UUID
) -> HttpResponse:
    """Make a link for somebody invited, to hand on or to mail; it is shown once."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    line = one_or_404(line_to_open(meeting_id, line_id))
    if line.meeting.episode_id != episode.id:
        raise Http404
    if over := is_over(request, line.meeting):
        return over
    form = GiveLinkForm(request.POST or None)
    if form.is_valid():
        path = form.apply(give_link, line=line, **form.cleaned_data, by=request.practitioner)
        if path:
            keep_for_next_page(request, line, path, mailed_to=form.cleaned_data["to"])
            return redirect("episodes:meeting_link", episode.id, meeting_id, line.id)
    given = request.session.pop(GIVEN_LINK, {})
    shown = given if given.get("line") == str(line.id) else {}
    return render_case(
        request,
        "episodes/meeting_link.html",
        episode,
        current=HERE,
        form=form,
        name=name_of(line),
        meeting=line.meeting,
        mailed_to=shown.get("mailed_to", ""),
        link=shown.get("link", ""),
    )


def keep_for_next_page(request: PractitionerRequest, line: Attendance, path: str, *, mailed_to: str) -> None:
    """Keep a link in the session until the next page has shown it; one that is mailed is not shown."""
    link = "" if mailed_to else f"{settings.SITE_ADDRESS.rstrip('/')}/{path}"
    request.session[GIVEN_LINK] = {"line": str(line.id), "link": link, "mailed_to": mailed_to}
