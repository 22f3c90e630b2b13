"""The slow count: every fact of every case, worked out in plain loops over the rows."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from opencaf.core.partial_dates import full_years_between
from opencaf.episodes.models import (
    Assessment,
    Closure,
    Consent,
    Episode,
    Finding,
    LeadProfessional,
    Mark,
    Meeting,
    ServiceRequest,
    Story,
    StoryChild,
    ThresholdStep,
    WordsBefore,
)
from opencaf.people.models import HouseholdMember
from opencaf.reports.facts import Fact
from opencaf.reports.periods import Period

TODAY = dt.date(2026, 11, 2)
PERIOD = Period(dt.date(2025, 8, 1), dt.date(2026, 10, 1))
OUT = ("opened_in_error", "merged_or_duplicate")

Row = tuple[Any, ...]


def row(fact: Fact) -> Row:
    """A fact as it is compared."""
    return (fact.episode_id, fact.child_id, fact.on, frozenset(fact.codes.items()), fact.value, fact.holds)


def naive(
    case: Episode, on: dt.date, codes: dict[str, str], value: Any = None, holds: Any = None, child: Any = None
) -> Row:
    """A fact as the slow count finds it."""
    return (case.id, child, on, frozenset(codes.items()), value, holds)


def inside(day: dt.date | None) -> bool:
    return day is not None and PERIOD.first <= day < PERIOD.ends_before


def standing_closure(case: Episode) -> Closure | None:
    return next((one for one in case.closures.all() if one.reopened_on is None), None)


def is_mistake(case: Episode) -> bool:
    closure = standing_closure(case)
    return closure is not None and closure.reason in OUT


def of_case(case: Episode) -> dict[str, str]:
    leads = sorted(case.lead_professionals.all(), key=lambda lead: (lead.started_on, lead.id))
    return {
        "sector": case.initiating_agency.sector,
        "agency": str(case.initiating_agency_id),
        "locality": str(case.locality_id or "none"),
        "lead_sector": leads[-1].agency.sector if leads else "none",
    }


def first_version(case: Episode) -> Assessment | None:
    done = [one for one in case.assessments.all() if one.completed_on]
    return min(done, key=lambda one: one.version) if done else None


def naive_assessed(case: Episode) -> Iterator[Row]:
    first = first_version(case)
    if first is None or not inside(first.completed_on) or is_mistake(case):
        return
    days = (first.completed_on - case.intended_on).days
    if case.intended_accuracy != "AAA":
        yield naive(case, first.completed_on, of_case(case) | {"soon": "unknown"})
    elif days <= 42:
        yield naive(case, first.completed_on, of_case(case) | {"soon": "in_time"}, days, True)
    else:
        yield naive(case, first.completed_on, of_case(case) | {"soon": "late"}, days, False)


def naive_first_meeting(case: Episode) -> Iterator[Row]:
    first = first_version(case)
    if first is None or not inside(first.completed_on) or is_mistake(case):
        return
    done, days, holds = first.completed_on, None, None
    held = sorted(meeting.held_on for meeting in case.meetings.all() if meeting.status == Meeting.Status.HELD)
    if held and held[0] < done:
        outcome, holds = "before", True
    elif held:
        days = (held[0] - done).days
        outcome, holds = ("in_time", True) if days <= 42 else ("late", False)
    elif case.closed_on and (case.closed_on - done).days <= 42:
        outcome = "closed"
    elif (TODAY - done).days > 42:
        outcome, holds = "overdue", False
    else:
        outcome = "waiting"
    yield naive(case, done, of_case(case) | {"outcome": outcome}, days, holds)


def naive_closed(case: Episode) -> Iterator[Row]:
    closure = standing_closure(case)
    if closure is None or is_mistake(case) or not inside(closure.closed_on):
        return
    national = {
        "needs_met_universal": "step_down",
        "child_died": "end_of_support" if closure.state_before == "supporting" else "no_support",
        "consent_withdrawn": "end_of_support" if closure.state_before == "supporting" else "no_support",
        "not_stated": "not_stated",
    }[closure.reason]
    codes = {"reason": closure.reason, "national": national, "outcome": closure.outcome_level, "own": "none"}
    days = (closure.closed_on - case.intended_on).days if case.intended_accuracy == "AAA" else None
    yield naive(case, closure.closed_on, of_case(case) | codes, days)


def naive_needs(case: Episode) -> Iterator[Row]:
    first = first_version(case)
    if first is None or not inside(first.completed_on) or is_mistake(case):
        return
    for mark in Mark.objects.filter(assessment=first):
        if mark.value is None or mark.value < 3:
            continue
        again = Mark.objects.filter(
            episode=case, occasion="review", child=mark.child_id, element=mark.element
        ).first()
        codes = {"element": mark.element, "mark": str(mark.value), "moved": "not_marked"}
        fell = holds = None
        if again is not None and again.value is None:
            codes["moved"] = "no_number"
        elif again is not None:
            fell, holds = mark.value - again.value, again.value < mark.value
            codes["moved"] = "improved" if holds else "same" if fell == 0 else "worse"
        yield naive(case, first.completed_on, of_case(case) | codes, fell, holds, mark.child_id)


def naive_open(case: Episode) -> Iterator[Row]:
    if case.closed_on:
        return
    lead = next((one for one in case.lead_professionals.all() if one.ended_on is None), None)
    days = (TODAY - case.intended_on).days
    held = [meeting for meeting in case.meetings.all() if meeting.held_on]
    ever_led = min(
        (one.started_on for one in case.lead_professionals.all() if one.ended_on is None), default=None
    )
    all_leads = min((one.started_on for one in case.lead_professionals.all()), default=ever_led)
    overdue = case.state == "supporting" and not held and all_leads and (TODAY - all_leads).days > 84
    late = case.state == "assessing" and first_version(case) is None and days > 42
    codes = {
        "state": case.state,
        "lead": "has" if lead else "missing" if case.state == "supporting" else "not_yet",
        "review": "overdue" if overdue else "not",
        "drift": "drifts" if days > 365 or late else "not",
        "open_for": "0"
        if days < 91
        else "3"
        if days < 182
        else "6"
        if days < 365
        else "12"
        if days < 730
        else "24",
        "lead_agency": str(lead.agency_id) if lead else "none",
        "lead_sector": lead.agency.sector if lead else "none",
    }
    shared = {name: code for name, code in of_case(case).items() if name != "lead_sector"}
    yield naive(case, TODAY, shared | codes, days if case.intended_accuracy == "AAA" else None)


def naive_consent(case: Episode) -> Iterator[Row]:
    for one in Consent.objects.filter(episode=case):
        if is_mistake(case) or not inside(one.answered_on):
            continue
        answer = "refused" if not one.given else "part" if one.partial else "given"
        if one.withdrawn_on:
            answer = "withdrawn"
        codes = {"answer": answer, "kind": one.kind, "who": one.capacity, "how": one.method}
        yield naive(case, one.answered_on, of_case(case) | codes)


def naive_steps(case: Episode) -> Iterator[Row]:
    for step in ThresholdStep.objects.filter(episode=case):
        on, codes = step.sent_on or step.decided_on, {"direction": step.direction}
        if not inside(on):
            continue
        if step.direction == "down":
            yield naive(case, on, of_case(case) | codes | {"answer": "none", "feedback": "none"})
            continue
        due, left = on, 5
        while left:
            due += dt.timedelta(days=1)
            left -= due.isoweekday() <= 5
        holds: bool | None
        if step.fed_back_on:
            holds = step.fed_back_on <= due
            codes["feedback"] = "in_time" if holds else "late"
        else:
            holds = False if due < TODAY else None
            codes["feedback"] = "waiting" if holds is None else "missing"
        codes["answer"] = step.answer or "waiting"
        days = (step.answered_on - on).days if step.answered_on else None
        yield naive(case, on, of_case(case) | codes, days, holds)


def naive_requests(case: Episode) -> Iterator[Row]:
    for asked in ServiceRequest.objects.filter(episode=case):
        if not inside(asked.asked_on):
            continue
        decision = asked.decisions.first()
        days = (asked.started_on - asked.asked_on).days if asked.started_on else None
        holds = days <= 84 if days is not None else False if (TODAY - asked.asked_on).days > 84 else None
        stage = "started" if asked.started_on else decision.decision if decision else "asked"
        codes = {"stage": stage, "need": asked.need or "none", "service": str(asked.agency_id)}
        yield naive(case, asked.asked_on, of_case(case) | codes, days, holds)


def naive_leads(case: Episode) -> Iterator[Row]:
    running = [
        one for one in LeadProfessional.objects.all() if one.ended_on is None and not one.episode.closed_on
    ]
    for lead in running:
        if lead.episode_id != case.id:
            continue
        load = sum(one.practitioner_id == lead.practitioner_id for one in running)
        codes = {
            "leader": str(lead.practitioner_id),
            "load": "1"
            if load == 1
            else "2"
            if load < 4
            else "4"
            if load < 6
            else "6"
            if load < 11
            else "11",
            "agency": str(lead.agency_id),
            "sector": lead.agency.sector,
            "locality": str(case.locality_id or "none"),
        }
        yield naive(case, TODAY, codes, (TODAY - lead.started_on).days)


def naive_again(case: Episode) -> Iterator[Row]:
    closure = standing_closure(case)
    if closure is None or is_mistake(case) or closure.reason == "child_died" or not inside(closure.closed_on):
        return
    on = closure.closed_on
    for about in case.episode_children.all():
        began = [
            other.intended_on
            for other in Episode.objects.filter(episode_children__child=about.child_id)
            if other.intended_on > on and not is_mistake(other)
        ]
        back = min(began, default=None)
        is_back = back is not None and back <= on.replace(year=on.year + 1)
        is_over = on.replace(year=on.year + 1) < TODAY
        code = ("again" if is_back else "not") if is_over else ("again_early" if is_back else "open")
        days = (back - on).days if is_back and back else None
        codes = of_case(case) | {"again": code, "reason": closure.reason}
        yield naive(case, on, codes, days, is_back if is_over else None, about.child_id)


def naive_voices(case: Episode) -> Iterator[Row]:
    children = {one.child_id for one in case.episode_children.all()}
    if is_mistake(case):
        return
    for version in case.assessments.all():
        raters = {mark.rater for mark in Mark.objects.filter(assessment=version) if mark.value is not None}
        goals = {one.whose_id for one in Finding.objects.filter(assessment=version)}
        words = any(story.family_words for story in Story.objects.filter(assessment=version))
        if inside(version.completed_on):
            yield naive_voice(case, version.completed_on, "assessment", raters, goals, children, words=words)
    for review in case.reviews.all():
        raters = {mark.rater for mark in Mark.objects.filter(review=review) if mark.value is not None}
        wrote = {
            one.attendance.person_id
            for one in WordsBefore.objects.all()
            if one.attendance.meeting_id == review.meeting_id
        }
        if inside(review.reviewed_on):
            yield naive_voice(case, review.reviewed_on, "review", raters, wrote, children)


def naive_voice(
    case: Episode,
    on: Any,
    occasion: str,
    raters: set[str],
    said: set[Any],
    children: set[Any],
    *,
    words: bool = False,
) -> Row:
    child = "young_person" in raters or bool(said & children)
    parents = "parent" in raters or bool(said - children)
    voice = {(True, True): "both", (True, False): "child", (False, True): "parents"}.get((child, parents))
    voice = voice or ("family" if words else "none")
    return naive(case, on, of_case(case) | {"occasion": occasion, "voice": voice}, None, voice != "none")


def naive_siblings(case: Episode) -> Iterator[Row]:
    first = first_version(case)
    if first is None or not inside(first.completed_on) or is_mistake(case):
        return
    on = first.completed_on
    children = {one.child_id for one in case.episode_children.all()}
    homes = HouseholdMember.objects.filter(to_on=None)
    near = {
        other.person
        for own in homes
        if own.person_id in children
        for other in homes
        if other.household_id == own.household_id and other.person_id not in children
    }
    young = [one for one in near if one.born_on and full_years_between(one.born_on, on) < 18]
    if len(children) + len(young) < 2:
        return
    told = {one.child_id for one in StoryChild.objects.filter(assessment=first)}
    for child in children:
        seen = "told" if child in told else "listed"
        yield naive(case, on, of_case(case) | {"seen": seen}, None, child in told, child)
    for _ in young:
        yield naive(case, on, of_case(case) | {"seen": "outside"}, None, False)


def naive_used(case: Episode) -> Iterator[Row]:
    if is_mistake(case):
        return
    place = {"locality": str(case.locality_id or "none")}
    done = [("started", case.intended_on, case.initiator, case.initiating_agency)]
    done += [("led", one.started_on, one.practitioner, one.agency) for one in case.lead_professionals.all()]
    done += [
        ("contributed", one.sent_on, one.practitioner, one.practitioner.agency)
        for one in case.contributions.all()
    ]
    for did, on, who, agency in done:
        if inside(on):
            codes = {"did": did, "agency": str(agency.pk), "sector": agency.sector, "who": str(who.pk)}
            yield naive(case, on, place | codes)


NAIVE: dict[str, Callable[[Episode], Iterator[Row]]] = {
    "assessed": naive_assessed,
    "first-meeting": naive_first_meeting,
    "closed": naive_closed,
    "needs": naive_needs,
    "open": naive_open,
    "consent": naive_consent,
    "steps": naive_steps,
    "requests": naive_requests,
    "leads": naive_leads,
    "again": naive_again,
    "voices": naive_voices,
    "siblings": naive_siblings,
    "used": naive_used,
}
OF_CHILDREN = {"age", "sex", "ethnicity"}


def by_hand(code: str) -> Counter[Row]:
    """Every fact of a report, case by case."""
    return Counter(found for case in Episode.objects.all() for found in NAIVE[code](case))
