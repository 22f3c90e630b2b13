"""Looking for a child, always before anything is started."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.queries.children import ChildEpisode, episodes_of_children
from opencaf.episodes.queries.contacts import reach
from opencaf.people.operations.finding import MOST_SHOWN, Hit
from opencaf.people.permissions import can_find
from opencaf.people.queries.seen import seen_among, summaries_among
from opencaf.web.children.forms.finding import ElsewhereForm, FindForm, StartRecordForm
from opencaf.web.children.searched import has_searched, remember_search
from opencaf.web.shared.case import age_in_words
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import where_to_ask


@dataclass(frozen=True)
class ShownHit:
    """A hit as the page shows it: enough to recognise the child, and the way to the record."""

    name: str
    age: str
    place: str
    why: str
    doubts: str
    is_likely: bool
    episode: str
    contact: str
    open_href: str
    summary_href: str
    ask_href: str


@require_GET
def find(request: PractitionerRequest) -> HttpResponse:
    """Ask what somebody remembers."""
    require(can_find(request.practitioner))
    return render(request, "children/find.html", {"form": FindForm()})


@require_http_methods(["POST"])
def results(request: PractitionerRequest) -> HttpResponse:
    """Show who may be meant, or the questions again where they cannot be answered."""
    require(can_find(request.practitioner))
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "children/find.html", {"form": form})
    hits = form.look(by=request.practitioner)
    if hits is None:
        return render(request, "children/find.html", {"form": form})
    remember_search(request)
    return render(
        request,
        "children/results.html",
        {
            "form": form,
            "hits": shown_hits(hits, request),
            "most_shown": MOST_SHOWN if len(hits) == MOST_SHOWN else 0,
            "start": StartRecordForm(initial=form.typed()),
            "elsewhere": ElsewhereForm(initial=form.again(), auto_id="elsewhere_%s"),
            "back_href": reverse("children:find"),
        },
    )


@require_http_methods(["POST"])
def elsewhere(request: PractitionerRequest) -> HttpResponse:
    """Say which other authorities know a child like this, and whom to ring there; nothing of the record."""
    require(can_find(request.practitioner))
    form = FindForm(request.POST)
    found = form.look_elsewhere(by=request.practitioner) if form.is_valid() else None
    values = {
        "form": form,
        "found": found,
        "start": StartRecordForm(initial=form.typed()) if has_searched(request) else None,
        "back_href": reverse("children:find"),
    }
    return render(request, "children/elsewhere.html", values)


def shown_hits(hits: list[Hit], request: PractitionerRequest) -> list[ShownHit]:
    """Return hits as the page shows them, in three reads for all of them."""
    ids = [hit.child.id for hit in hits]
    episodes = episodes_of_children(ids, request.practitioner)
    seen = seen_among(ids, request.practitioner)
    summaries = summaries_among(ids, request.practitioner) - seen
    return [
        ShownHit(
            name=shown_name(hit, is_seen=hit.child.id in seen),
            age=age_in_words(hit.child),
            place=hit.place,
            why="; ".join(hit.reasons),
            doubts="; ".join(hit.doubts),
            is_likely=hit.is_likely,
            episode=episode_words(episodes.get(hit.child.id, []), request),
            contact=contact_words(hit, episodes.get(hit.child.id, []), request),
            open_href=reverse("children:show", args=[hit.child.id]) if hit.child.id in seen else "",
            summary_href=(
                reverse("children:summary", args=[hit.child.id]) if hit.child.id in summaries else ""
            ),
            ask_href=where_to_ask(hit.child.id) if hit.child.id not in seen else "",
        )
        for hit in hits
    ]


def shown_name(hit: Hit, *, is_seen: bool) -> str:
    """Return the name, or initials where the finder neither sees the record nor named the child."""
    return hit.child.full_name if is_seen or hit.name_agrees else hit.child.initials


def episode_words(episodes: list[ChildEpisode], request: PractitionerRequest) -> str:
    """Return whether there is an open episode, or closed ones, in the authority's words."""
    short = request.practitioner.authority.short_name
    if any(episode.is_open for episode in episodes):
        return f"A {short} is open"
    closed = [str(episode.closed_on.year) for episode in episodes if episode.closed_on]
    return f"A {short} was closed in {', '.join(closed)}" if closed else f"No {short} so far"


def contact_words(hit: Hit, episodes: list[ChildEpisode], request: PractitionerRequest) -> str:
    """Return whom to ask and how to reach them."""
    if episodes:
        return episodes[0].contact_words(request.practitioner.authority)
    return reach(hit.child.recorded_by) if hit.child.recorded_by else "the coordinator"
