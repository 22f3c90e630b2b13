"""The first page after signing in, and the coordinator's board."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.operations.digest import choose_digest
from opencaf.audit import trail
from opencaf.case_audit.queries import waiting_audits
from opencaf.core.rulings import require
from opencaf.episodes.permissions import can_see_board
from opencaf.episodes.queries import board as boards
from opencaf.episodes.queries.access_requests import requests_to_answer
from opencaf.episodes.queries.caseload import caseloads_for, with_posts
from opencaf.episodes.queries.contributions import waiting_for
from opencaf.episodes.queries.duty import on_duty
from opencaf.episodes.queries.glass import own_lately
from opencaf.episodes.queries.radar import first_meetings, meeting_of
from opencaf.episodes.queries.shields import new_alerts
from opencaf.episodes.queries.work import work_of
from opencaf.people.permissions import can_find
from opencaf.voices.permissions import can_hear
from opencaf.web.home import asked_rows, audit_rows, duty_rows, rows
from opencaf.web.home.forms import DigestForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.posts import SEVERAL_POSTS
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

A_PAGE = 25
PEOPLE_A_PAGE = 50


@require_GET
def my_work(request: PractitionerRequest) -> HttpResponse:
    """Show what waits for this person and the cases they have a part in."""
    work = work_of(request.practitioner)
    waiting = requests_to_answer(request.practitioner)
    behind = {one.episode_id for one in work.requests}
    ids = sorted(str(episode_id) for episode_id in work.episode_ids | behind)
    contributions = waiting_for(request.practitioner)
    duty = on_duty(request.practitioner)
    asked = [str(one.child.id) for one in waiting]
    asked += [str(child.id) for offer in work.offers for child in work.children.get(offer.episode_id, [])]
    asked += [str(child.id) for child in duty.children]
    trail.record("listed", subject_kind="work", page=page_name(request), episodes=ids, children=asked)
    needs = work.needs + len(waiting) + len(contributions) + len(duty.sent)
    shown = {
        "greeting": rows.greeting(request.practitioner, needs),
        "groups": [
            *duty_rows.sent_group(duty.sent),
            *duty_rows.opened_group(duty.opened),
            *rows.requests_group(waiting),
            *rows.offers_group(work),
            *asked_rows.requests_to_agency(work.requests),
            *rows.looks_group(work, request.practitioner),
            *rows.contributions_group(contributions, work, request.practitioner),
            *rows.received_group(work.received),
            *rows.shields_group(new_alerts(request.practitioner)),
            *rows.opened_group(own_lately(request.practitioner)),
            *rows.panels_group(work.panels),
            *audit_rows.groups_of(waiting_audits(request.practitioner)),
            *rows.groups_of(work),
        ],
        "cases": rows.cases_of(work, request.practitioner.authority),
        "can_find": can_find(request.practitioner),
        "can_see_board": can_see_board(request.practitioner),
        "several_posts": bool(request.session.get(SEVERAL_POSTS)),
    }
    return render(request, "home/my_work.html", shown)


@require_GET
def opened(request: PractitionerRequest) -> HttpResponse:
    """Show somebody what they opened in an emergency, why they said it was, and how it was judged."""
    trail.record("read", subject_kind="work", page=page_name(request))
    return render(request, "home/opened.html", {"opened": own_lately(request.practitioner)})


@require_GET
def board(request: PractitionerRequest) -> HttpResponse:
    """Show how many cases each of the coordinator's questions finds."""
    require(can_see_board(request.practitioner))
    counts = boards.counts_for(request.practitioner)
    trail.record("read", subject_kind="board", page=page_name(request), counts=counts)
    columns = rows.columns_of(boards.questions(request.practitioner.authority), counts)
    place = rows.care_of(request.practitioner)
    hears = can_hear(request.practitioner)
    return render(request, "home/board.html", {"columns": columns, "place": place, "hears": hears})


@require_GET
def board_list(request: PractitionerRequest, question: str) -> HttpResponse:
    """List the cases that a question finds."""
    require(can_see_board(request.practitioner))
    authority = request.practitioner.authority
    asked = {one.code: one for one in boards.questions(authority)}.get(question)
    if asked is None:
        raise Http404
    page = Paginator(boards.found_by(request.practitioner, question), A_PAGE).get_page(
        request.GET.get("page")
    )
    found = [boards.row_of(standing, question, authority) for standing in page]
    ids = [str(row.episode.id) for row in found]
    trail.record("listed", subject_kind="board", reason=question, page=page_name(request), episodes=ids)
    shown = {"asked": asked, "rows": rows.board_rows(found), "count": page.paginator.count}
    return render(request, "home/board_list.html", {**shown, "pages": page_links(page, request)})


@require_http_methods(["GET", "POST"])
def mail(request: PractitionerRequest) -> HttpResponse:
    """Choose how often the mail comes that says that something waits."""
    who = request.practitioner
    form = DigestForm(request.POST or None, initial={"digest": who.digest})
    if form.is_valid():
        form.apply(choose_digest, practitioner=who, **form.cleaned_data, by=who)
        if form.applied:
            messages.success(request, "Your choice is saved.")
            return redirect("home:my_work")
    return render(request, "home/mail.html", {"form": form})


@require_GET
def caseload(request: PractitionerRequest) -> HttpResponse:
    """Show who leads how many of the cases that this person looks after."""
    require(can_see_board(request.practitioner))
    caseloads = caseloads_for(request.practitioner)
    trail.record("read", subject_kind="board", page=page_name(request), people=len(caseloads.loads))
    page = Paginator(caseloads.loads, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    shown = {"caseloads": caseloads, "loads": with_posts(page), "pages": page_links(page, request)}
    return render(request, "home/caseload.html", shown)


@require_GET
def radar(request: PractitionerRequest) -> HttpResponse:
    """List the first meetings to come that may need a hand, each with why and what to do."""
    require(can_see_board(request.practitioner))
    authority = request.practitioner.authority
    page = Paginator(first_meetings(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    found = [meeting_of(standing, authority) for standing in page]
    ids = [str(one.episode.id) for one in found]
    trail.record("listed", subject_kind="board", reason="radar", page=page_name(request), episodes=ids)
    shown = {"rows": rows.radar_rows(found), "count": page.paginator.count}
    return render(request, "home/radar.html", {**shown, "pages": page_links(page, request)})
