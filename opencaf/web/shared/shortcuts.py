"""Fetching what a page is about: within what the practitioner may see, with the look on the trail."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.queries import live_grants_for_child
from opencaf.agencies import ceilings
from opencaf.episodes.models import Episode
from opencaf.episodes.queries import contacts_for_child
from opencaf.episodes.queries.existence import children_found, known_episodes
from opencaf.episodes.queries.withholding import episode_seen_by
from opencaf.people.models import Person
from opencaf.people.permissions import can_see_child, can_see_summary, knows_of_child
from opencaf.people.queries.seen import person_who_exists
from opencaf.web.shared.requests import PractitionerRequest

Row = TypeVar("Row")


def get_episode_or_404(request: PractitionerRequest, episode_id: uuid.UUID) -> Episode:
    """Return an episode that the practitioner may see, and write the look on the trail before it is shown.

    Raises Http404 for one they may not know of, PermissionDenied with whom to ask for one they have found.
    """
    episode = get_episode_to_write_or_404(request, episode_id)
    record_look(request, episode)
    return episode


def get_episode_to_write_or_404(request: PractitionerRequest, episode_id: uuid.UUID) -> Episode:
    """Return an episode that the practitioner may see, for an answer that shows nothing of it.

    A page that saves while somebody types was looked at when it was opened; its operation writes the
    trail's line. Raises as get_episode_or_404 does.
    """
    episode = episode_seen_by(request.practitioner, episode_id)
    if episode is None:
        raise refusal_for_episode(request, episode_id)
    request.glass_until = getattr(episode, "glass_until", None)
    return episode


def refusal_for_episode(request: PractitionerRequest, episode_id: uuid.UUID) -> Exception:
    """Return 404 or, where the practitioner has found one of the children, 403 with whom to ask."""
    found = children_found(episode_id)
    known = next((one for one in known_episodes(found) if one.episode_id == episode_id), None)
    if known is None:
        return Http404()
    contact = known.contact_words(request.practitioner.authority)
    return PermissionDenied(ask_for_access(contact), where_to_ask(known.child_id))


def get_child_or_404(request: PractitionerRequest, child_id: uuid.UUID) -> Person:
    """Return a child whose record the practitioner may see; the look is on the trail before it is shown."""
    child = person_or_404(request, child_id)
    if not can_see_child(request.practitioner, child):
        if not knows_of_child(request.practitioner, child):
            raise Http404
        contact = contacts_for_child(child, request.practitioner.authority)
        raise PermissionDenied(ask_for_access(contact), where_to_ask(child.id))
    request.glass_until = glass_until(live_grants_for_child(request.practitioner.id, child.id))
    record_look_at_child(request, child)
    return child


def get_summary_child_or_404(request: PractitionerRequest, child_id: uuid.UUID) -> Person:
    """Return a child whose summary the practitioner may see; the look is on the trail before it is shown."""
    child = get_found_child_or_404(request, child_id)
    ruling = can_see_summary(request.practitioner, child)
    if not ruling:
        raise PermissionDenied(ruling.reason, where_to_ask(child.id))
    record_look_at_child(request, child)
    return child


def get_found_child_or_404(request: PractitionerRequest, child_id: uuid.UUID) -> Person:
    """Return a child whose record the practitioner sees or has found, to ask about it, not to show it."""
    child = person_or_404(request, child_id)
    if not (can_see_child(request.practitioner, child) or knows_of_child(request.practitioner, child)):
        raise Http404
    return child


def person_or_404(request: PractitionerRequest, person_id: uuid.UUID) -> Person:
    """Return a person of the authority, as far as the practitioner's sight goes; Http404 for nobody."""
    person = person_who_exists(request.practitioner.authority_id, person_id)
    if person is None:
        raise Http404
    return person


def glass_until(grants: list[AccessGrant]) -> dt.datetime | None:
    """Return until when somebody sees a record because they opened it in an emergency; None otherwise."""
    ends = [grant.ends_at for grant in grants if grant.basis == Basis.GLASS and grant.ends_at]
    return max(ends, default=None)


def one_or_404(rows: list[Row]) -> Row:
    """Return the row that an id found; raises Http404 where it found none."""
    if not rows:
        raise Http404
    return rows[0]


def record_look_at_child(request: PractitionerRequest, child: Person) -> None:
    """Write on the trail that somebody looks at (or sends) a page of a child's own record."""
    ceilings.record_open(
        "read" if request.method == "GET" else "sent",
        record_id=child.id,
        by=request.practitioner,
        subject_kind="child",
        subject_id=child.id,
        page=page_name(request),
    )


def record_look(request: PractitionerRequest, episode: Episode) -> None:
    """Write on the trail that somebody looks at (or sends) a page of an episode."""
    record_look_behind(request, episode.id)


def record_look_behind(request: PractitionerRequest, episode_id: uuid.UUID) -> None:
    """Write on the trail of a case that somebody who does not see it opens what they were asked in it."""
    ceilings.record_open(
        "read" if request.method == "GET" else "sent",
        record_id=episode_id,
        by=request.practitioner,
        subject_kind="episode",
        subject_id=episode_id,
        episode_id=episode_id,
        page=page_name(request),
    )


def page_name(request: PractitionerRequest) -> str:
    """Return the name of the page asked for."""
    return request.resolver_match.view_name if request.resolver_match else ""


def ask_for_access(contacts: str) -> str:
    """Return the sentence of a refusal that says whom to ask."""
    return f"A record exists, but you have no live reason to see it. To ask for access, contact {contacts}."


def where_to_ask(child_id: uuid.UUID) -> str:
    """Return the address at which access to a child's record is asked for."""
    return reverse("children:ask_access", args=[child_id])
