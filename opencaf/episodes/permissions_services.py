"""Who may take a step of a request to a service: the case's people, and whoever works where it went.

Apart from permissions.py, since these ask the database what is open to somebody who does not see the case
(docs/adr/0039): nothing of the case may be read here for them.
"""

from __future__ import annotations

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes
from opencaf.episodes.models import Episode, ServiceRequest
from opencaf.episodes.permissions import can_write
from opencaf.episodes.reads import visible_episode
from opencaf.episodes.request_told import is_open_to_who_asks
from opencaf.people.permissions import WRITES_RECORDS

CLOSED = "This request is not open to your agency any more. Ask whoever sent it."


def can_receive_requests(practitioner: Practitioner) -> Ruling:
    """Whether somebody answers what their agency is asked: whoever works with families."""
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    return no("Requests to an agency are for those who work with families there.")


def was_asked(practitioner: Practitioner, request: ServiceRequest) -> bool:
    """Whether somebody works where a request went, and it is open to them now."""
    at_work = practitioner.agency.id == request.agency_id and can_receive_requests(practitioner)
    return bool(at_work) and is_open_to_who_asks(request.id)


def can_answer_for_agency(practitioner: Practitioner, request: ServiceRequest) -> Ruling:
    """Whether somebody may answer a request for the agency to which it went."""
    if was_asked(practitioner, request):
        return yes("Your agency was asked.")
    return no(CLOSED)


def can_take_step(practitioner: Practitioner, request: ServiceRequest) -> Ruling:
    """Whether somebody may note what a service decided, when it began, and what it gave."""
    if was_asked(practitioner, request):
        return yes("Your agency was asked.")
    cases = visible_episode(*sight_of(practitioner), request.episode_id)
    if not cases:
        return no(CLOSED)
    return can_write(practitioner, cases[0])


def can_take_papers(
    practitioner: Practitioner, episode: Episode, *, sees_all_of_it: bool, goes: bool
) -> Ruling:
    """Whether somebody may take the papers of a request away: who writes, sees all of them, while they go."""
    if not goes:
        return no(
            "Nothing goes with this request now: it was not sent, was recalled, declined or has ended, "
            "or the family does not agree."
        )
    if not sees_all_of_it:
        lead = practitioner.authority.lead_title
        return no(f"Parts of what goes are left out for your agency. Ask the {lead} for the papers.")
    return can_write(practitioner, episode)
