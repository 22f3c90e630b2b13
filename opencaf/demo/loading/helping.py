"""What happens between the meetings: calls, visits, requests to services, a birth."""

from __future__ import annotations

import datetime as dt

from opencaf.demo.choosing import chance, some
from opencaf.demo.families import words_of
from opencaf.demo.loading.telling import Telling
from opencaf.demo.stories import general
from opencaf.demo.stories.shape import Help, say
from opencaf.episodes.codes import ContactKind, RequestDecision
from opencaf.episodes.models import ServiceRequest
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.operations.requests import (
    ask_service,
    record_decision,
    record_delivery,
    record_unmet_need,
    send_request,
    start_service,
)
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.queries.consent import agencies_shared_with
from opencaf.people.codes import Sex
from opencaf.people.operations.changing import record_birth

KINDS = (
    ContactKind.CALL,
    ContactKind.CALL,
    ContactKind.VISIT,
    ContactKind.SEEN,
    ContactKind.MESSAGE,
    ContactKind.NOTE,
)

SENT = ("The assessment and the plan", "Two pages and the plan", "A letter and the form")
AGREED_APART = ("{mum} agreed to this request, by telephone.", "{mum} read it and said yes.")


def plan_help(telling: Telling) -> None:
    """Put contacts, requests and what else happens on the agenda, from the first meeting on."""
    course = telling.case.course
    if course.started_on:
        plan_note(telling, course.started_on, 2, 12)
    if course.held_on:
        begin, last = course.held_on[0], course.closed_on or course.suspended_on or course.eve
        span = max((last - begin).days, 1)
        for _ in range(min(1 + span // 45, 7)):
            plan_note(telling, begin, 1, span)
        for help_ in wanted_helps(telling):
            asked_on = telling.soon_after(begin, 1, min(40, span))
            telling.plan(asked_on, lambda on=asked_on, one=help_: ask(telling, one, on))  # type: ignore[misc]
        if span > 100 and chance(telling.choose, 0.4):
            on = telling.soon_after(begin, 60, 100)
            telling.plan(on, lambda: level(telling, on))
    plan_birth(telling)


def wanted_helps(telling: Telling) -> list[Help]:
    """Return the services that are asked: none, one or two."""
    helps = [help_ for strand in telling.case.strands for help_ in strand.helps]
    return some(telling.choose, helps, telling.choose.choice((0, 1, 1, 2, 2)))


def plan_note(telling: Telling, after: dt.date, least: int, most: int) -> None:
    """Put a contact on the agenda."""
    on = telling.soon_after(after, least, most)
    telling.plan(on, lambda: note(telling, on))


def note(telling: Telling, on: dt.date) -> None:
    """Note a contact, on the day or when there was time."""
    if not telling.episode.is_open:
        return
    strand = telling.choose.choice(telling.case.strands)
    kind = telling.choose.choice(KINDS)
    options = strand.notes if chance(telling.choose, 0.6) and telling.has_lead else general.GENERAL_NOTES
    with telling.sitting(telling.coordinates, on, late=telling.choose.choice((0, 0, 1, 3))) as by:
        add_note(
            episode=telling.episode,
            kind=kind,
            happened_on=on,
            text=telling.say(options),
            with_whom=telling.say(("{mum}", "{mum}", "{name}", "{school}")),
            practitioner=telling.row_of(telling.coordinates),
            by=by,
        )


def level(telling: Telling, on: dt.date) -> None:
    """Record a new level of need."""
    if not telling.episode.is_open:
        return
    with telling.sitting(telling.coordinates, on) as by:
        set_level(
            episode=telling.episode,
            level=telling.choose.choice((1, 2, 2)),
            decided_on=on,
            reason="Agreed with the family at a call",
            by=by,
        )


def ask(telling: Telling, help_: Help, on: dt.date) -> None:
    """Ask a service by telephone; its papers, decision and work follow on their own days."""
    agency = telling.world.agency_of_kind(help_.kind, telling.case.locality)
    if agency is None or not telling.episode.is_open:
        return
    with telling.sitting(telling.coordinates, on) as by:
        request = ask_service(
            episode=telling.episode,
            service_name=say(telling.choose, (help_.service,), telling.words),
            agency=agency,
            people=[telling.child],
            asked_on=on,
            asked_by=telling.row_of(telling.coordinates),
            reason=help_.reason.format_map(telling.words),
            by=by,
        )
    sent_on = telling.soon_after(on, 0, 7)
    telling.plan(sent_on, lambda: send(telling, request, help_, sent_on))


def send(telling: Telling, request: ServiceRequest, help_: Help, on: dt.date) -> None:
    """Send the papers; where the family has not agreed to share with this service, note what it agreed to."""
    if not telling.episode.is_open:
        return
    with telling.sitting(telling.coordinates, on) as by:
        agreed = request.agency_id in agencies_shared_with(telling.episode)
        send_request(
            request=request,
            sent_on=on,
            sent_what=telling.say(SENT),
            consent_note="" if agreed else telling.say(AGREED_APART),
            by=by,
        )
    waits_until = telling.soon_after(on, 9, 48)
    telling.plan(waits_until, lambda: decide(telling, request, help_, waits_until))


def decide(telling: Telling, request: ServiceRequest, help_: Help, on: dt.date) -> None:
    """Record what the service says: mostly yes, sometimes a list first, sometimes no."""
    if not telling.episode.is_open or chance(telling.choose, 0.12):
        return
    options = (RequestDecision.ACCEPTED, RequestDecision.WAITING, RequestDecision.DECLINED)
    decision = telling.choose.choices(options, (68, 15, 17))[0]
    with telling.sitting(telling.coordinates, on) as by:
        said = telling.say(general.DECLINED) if decision == RequestDecision.DECLINED else ""
        record_decision(request=request, decision=decision, decided_on=on, reason=said, by=by)
        if decision == RequestDecision.DECLINED and chance(telling.choose, 0.5):
            record_unmet_need(
                request=request,
                need=telling.say(general.UNMET),
                recorded_on=on,
                review_asked="Asked to look at it again" if chance(telling.choose, 0.3) else "",
                by=by,
            )
    if decision == RequestDecision.WAITING:
        later = telling.soon_after(on, 20, 70)
        telling.plan(later, lambda: decide_again(telling, request, help_, later))
    if decision == RequestDecision.ACCEPTED:
        plan_service(telling, request, help_, on)


def decide_again(telling: Telling, request: ServiceRequest, help_: Help, on: dt.date) -> None:
    """Record that the list came to its end."""
    if not telling.episode.is_open:
        return
    with telling.sitting(telling.coordinates, on) as by:
        record_decision(request=request, decision=RequestDecision.ACCEPTED, decided_on=on, by=by)
    plan_service(telling, request, help_, on)


def plan_service(telling: Telling, request: ServiceRequest, help_: Help, on: dt.date) -> None:
    """Put the service's work on the agenda."""
    started_on = telling.soon_after(on, 4, 28)
    ended_on = telling.soon_after(started_on, 35, 100)
    telling.plan(started_on, lambda: begin(telling, request, started_on))
    telling.plan(ended_on, lambda: deliver(telling, request, help_, ended_on))


def begin(telling: Telling, request: ServiceRequest, on: dt.date) -> None:
    """Record that the service has begun."""
    if telling.episode.is_open:
        with telling.sitting(telling.coordinates, on) as by:
            start_service(request=request, started_on=on, by=by)


def deliver(telling: Telling, request: ServiceRequest, help_: Help, on: dt.date) -> None:
    """Record what the service gave."""
    if telling.episode.is_open and request.started_on:
        with telling.sitting(telling.coordinates, on) as by:
            gave = help_.gave.format_map(telling.words)
            record_delivery(request=request, delivered=gave, ended_on=on, by=by)


def plan_birth(telling: Telling) -> None:
    """Let an expected baby be born, and the record go on under the new name."""
    child = telling.case.subjects[0]
    if child.birth_on is None:
        return
    known_on = telling.soon_after(child.birth_on, 2, 9)
    telling.plan(known_on, lambda: be_born(telling, known_on))


def be_born(telling: Telling, on: dt.date) -> None:
    """Record a birth on the same record."""
    child = telling.case.subjects[0]
    if child.birth_on is None:
        return
    sex = Sex.FEMALE if child.birth_given in telling.case.family.community.girls else Sex.MALE
    with telling.sitting(telling.coordinates, on) as by:
        record_birth(
            child=telling.child,
            given_names=child.birth_given,
            family_name=child.family,
            born_on=child.birth_on,
            sex=sex,
            nhs_number=child.birth_nhs_number,
            by=by,
        )
    child.given, child.sex, child.born_on, child.expected_on = child.birth_given, sex, child.birth_on, None
    telling.words = words_of(telling.case.family, child, telling.choose, on=on) | {
        name: telling.words[name] for name in ("weekday", "month")
    }
