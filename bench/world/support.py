"""Ongoing support and closing: notes, requests to services, and how far each outcome was met."""

from __future__ import annotations

from bench.world.episodes import MET, SIGNED
from bench.world.inserting import Connection, insert, keep
from opencaf.episodes import models as m

NOTES = 6
EVENTS = 4


def make_support(connection: Connection) -> None:
    """Make six notes a case, requests to services, and the closures."""
    insert(
        connection,
        m.ContactNote,
        f"here, ep, generate_series(1, {NOTES}) i where {MET}",
        **SIGNED,
        episode_id="ep.id",
        kind="(array['visit', 'call', 'message', 'seen', 'note'])[1 + i % 5]",
        happened_on="least(ep.intended + 40 + 9 * i, here.today)",
        practitioner_id="ep.worker",
        with_whom="'Her mother'",
        text="'She was pleased with the new bed. The damp is back behind the cupboard.'",
    )
    make_chronology(connection)
    make_requests(connection)
    make_closures(connection)


def make_chronology(connection: Connection) -> None:
    """Four events of the family's life a case, of days, months and years, each about the child."""
    keep(
        connection,
        "happened",
        f"""select gen_random_uuid() event, ep.*, i from ep, generate_series(1, {EVENTS}) i
            where {MET} order by ep.n""",
    )
    insert(
        connection,
        m.ChronologyEvent,
        "here, happened ep",
        **SIGNED,
        id="ep.event",
        episode_id="ep.id",
        happened_on="ep.intended - 200 * ep.i",
        happened_accuracy="(array['AAA', 'UAA', 'UUA', 'AAA'])[ep.i]",
        text="(array['Starts school', 'Family moves', 'Grandmother dies', 'Asthma found'])[ep.i]",
        source="'her mother'",
    )
    insert(
        connection,
        m.ChronologyPerson,
        "here, happened ep where ep.i in (1, 4)",
        **SIGNED,
        event_id="ep.event",
        person_id="ep.kid",
    )


def make_requests(connection: Connection) -> None:
    """Three requests: one accepted, one declined or without an answer, one of open cases not sent yet."""
    keep(
        connection,
        "asked",
        f"""select gen_random_uuid() request, ep.*, i, agency_no.id service, agency_no.n service_n
            from ep, generate_series(0, 2) i join agency_no on true
            where {MET} and (i < 2 or ep.closed is null)
            and agency_no.n = (ep.n + i) % (select count(*) from agency_no) order by ep.n""",
    )
    insert(
        connection,
        m.ServiceRequest,
        "here, asked ep",
        **SIGNED,
        id="ep.request",
        episode_id="ep.id",
        service_name="'Service ' || ep.service_n",
        agency_id="ep.service",
        asked_on="ep.intended + 45",
        asked_by_id="ep.worker",
        reason="'Help with talking'",
        sent_on="case when ep.i < 2 then ep.intended + 47 end",
        sent_what="case when ep.i < 2 then 'The summary' else '' end",
        started_on="case when ep.i = 0 then ep.intended + 70 end",
    )
    insert(
        connection,
        m.ServiceRequestChild,
        "here, asked ep",
        **SIGNED,
        request_id="ep.request",
        child_id="ep.kid",
    )
    insert(
        connection,
        m.ServiceDecision,
        "here, asked ep where ep.i = 0 or (ep.i = 1 and ep.n % 10 > 0)",
        **SIGNED,
        request_id="ep.request",
        decision="case ep.i when 0 then 'accepted' else 'declined' end",
        decided_on="ep.intended + 60",
    )


def make_closures(connection: Connection) -> None:
    """The closures with results, remaining need, marks and the family's last word."""
    closed = "here, ep where ep.closed is not null"
    insert(
        connection,
        m.Closure,
        closed,
        **SIGNED,
        id="ep.id",
        episode_id="ep.id",
        closed_on="ep.closed",
        state_before="'supporting'",
        reason="(array['needs_met_universal', 'needs_met_single_agency', 'consent_withdrawn'])[1 + ep.n % 3]",
        outcome_level="'most'",
        level_of_need="1",
        keeping_it_going="'The play group goes on.'",
    )
    insert(
        connection,
        m.ClosureResult,
        "here, wanted ep where ep.closed is not null",
        **SIGNED,
        closure_id="ep.id",
        outcome_id="ep.outcome",
        child_id="ep.kid",
        status="'met'",
        text="'She comes on time.'",
    )
    insert(connection, m.RemainingNeed, closed, **SIGNED, closure_id="ep.id", need="'The damp'")
    insert(
        connection,
        m.Mark,
        "here, epkid ep join episodes_question q on q.position < 10 where ep.closed is not null",
        **SIGNED,
        episode_id="ep.id",
        closure_id="ep.id",
        occasion="'close'",
        child_id="ep.child",
        element="q.code",
        state="'marked'",
        value="(q.position + ep.n) % 3",
        rater="'team'",
        marked_on="ep.closed",
    )
    insert(
        connection,
        m.FamilyView,
        closed,
        **SIGNED,
        episode_id="ep.id",
        closure_id="ep.id",
        whose="'parent'",
        person_id="ep.mother",
        said_on="ep.closed",
        text="'We manage now.'",
    )
