"""A service that is asked by the case itself, and has not answered: its worker can sign in to do so."""

from __future__ import annotations

from opencaf.agencies.models import Agency, AgencyType
from opencaf.demo.loading.papers import case_of, is_open
from opencaf.demo.loading.safekeeping import Told, cases_told, days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.demo.plans import LEADS
from opencaf.episodes.models import ServiceRequestPart
from opencaf.episodes.operations.requests import ask_service, send_request
from opencaf.episodes.queries.request_parts import parts_offered
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.reads import children_now

ASKED, SENT = 9, 6  # days before
MOST_PARTS = 3


def ask_shown(world: World) -> None:
    """Ask the service whose worker has a memorable address, from a case that the practitioner leads."""
    agency = world.agency_of_kind(AgencyType.CAMHS, "")
    with sitting(world.overseer, world.plan.eve):
        told = [one for one in cases_told(world) if is_open(one.case) and one.case.shown_as == LEADS]
    if agency and told:
        ask(world, told[-1], agency)


def ask(world: World, one: Told, agency: Agency) -> None:
    """Ask by telephone, and send what the family said yes to: the parts that worry most, and the plan."""
    lead = world.typist_for(one.case.cast.lead, one.case.locality)
    with sitting(lead, days_before(world, ASKED)):
        episode = case_of(one.child)
        request = ask_service(
            episode=episode,
            service_name="Talks about worry",
            agency=agency,
            people=[one.child],
            asked_on=days_before(world, ASKED),
            need="child_mental_health",
            reason="Worries keep the child awake at night. The family would like somebody to talk to.",
            by=lead,
        )
    with sitting(lead, days_before(world, SENT)):
        children = [row.child for row in children_now(episode.id)]
        offered = parts_offered(request, children, withheld_from(lead, episode))
        elements = sorted(
            offered.of(ServiceRequestPart.Kind.ELEMENT), key=lambda part: part.hint, reverse=True
        )
        others = [part for part in offered.choices if part.kind != ServiceRequestPart.Kind.ELEMENT]
        send_request(
            request=request,
            sent_on=days_before(world, SENT),
            consent_note="Read together at home; they said yes to this request.",
            parts=[part.key for part in [*elements[:MOST_PARTS], *others[:2]]],
            by=lead,
        )
