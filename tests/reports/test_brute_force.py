"""Reports against a slow count: every fact of random cases, worked out in plain loops over the rows."""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Agency, Authority, Locality, Practitioner
from opencaf.core.partial_dates import full_years_between
from opencaf.episodes.models import (
    Assessment,
    Closure,
    Consent,
    Episode,
    LeadProfessional,
    Mark,
    Meeting,
    ServiceRequest,
    ThresholdStep,
)
from opencaf.people.models import Person
from opencaf.reports.axes import with_children
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.facts import Fact
from opencaf.reports.periods import Period
from opencaf.reports.tables import (
    Choice,
    Columns,
    Measure,
    cell_of,
    column_of,
    facts_of,
    quartiles_of,
    table_of,
)
from tests.factories import AgencyFactory, ChildFactory, LocalityFactory
from tests.reports.world import World

TODAY = dt.date(2026, 11, 2)
PERIOD = Period(dt.date(2025, 8, 1), dt.date(2026, 10, 1))
ELEMENTS = ("general_health", "learning", "housing")
OUT = ("opened_in_error", "merged_or_duplicate")
REASONS = ("needs_met_universal", "consent_withdrawn", "child_died", "not_stated", "merged_or_duplicate")

# Making an example smaller writes hundreds of cases anew.
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)

AGO = st.integers(0, 600)
LATER = st.integers(0, 100)
MARK = st.one_of(st.integers(0, 5), st.just("dont_know"))
CASES = st.fixed_dictionaries(
    {
        "ago": AGO,
        "accuracy": st.sampled_from(["AAA", "AAA", "UAA"]),
        "agency": st.integers(0, 2),
        "locality": st.sampled_from([None, 0, 1]),
        "children": st.sets(st.integers(0, 3), min_size=1, max_size=2).map(sorted),
        "assessed": st.none() | LATER,
        "marks": st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ELEMENTS), MARK), max_size=4),
        "reviewed": st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ELEMENTS), MARK), max_size=3),
        "met": st.none() | LATER,
        "lead": st.none() | st.tuples(LATER, st.booleans()),
        "consents": st.lists(
            st.tuples(
                LATER, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["assess", "share"])
            ),
            max_size=2,
        ),
        "steps": st.lists(
            st.tuples(LATER, st.sampled_from(["", "accepted", "declined"]), st.none() | st.integers(0, 12)),
            max_size=1,
        ),
        "down": st.none() | LATER,
        "requests": st.lists(
            st.tuples(LATER, st.sampled_from([None, "accepted", "declined", "waiting"]), st.none() | LATER),
            max_size=2,
        ),
        "closed": st.none() | st.tuples(LATER, st.sampled_from(REASONS), st.booleans()),
    }
)


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


@pytest.fixture
def agencies(authority: Authority) -> list[Agency]:
    return [AgencyFactory(sector=sector) for sector in ("schools", "health", "unknown")]


@pytest.fixture
def localities(authority: Authority) -> list[Locality]:
    return [LocalityFactory(), LocalityFactory()]


@pytest.fixture
def children(authority: Authority) -> list[Person]:
    """Four children who come again and again."""
    born = (dt.date(2012, 3, 1), dt.date(2021, 10, 30), dt.date(2026, 6, 1), None)
    sexes = zip(born, "FMUF", ("WBRI", "REFU", "NOBT", "ABAN"), strict=True)
    return [ChildFactory(born_on=day, sex=sex, ethnicity=ethnicity) for day, sex, ethnicity in sexes]


Make = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def make(
    world: World,
    agencies: list[Agency],
    localities: list[Locality],
    children: list[Person],
    alice: Practitioner,
) -> Make:
    """Writes cases as they were drawn; whatever would lie ahead happens today."""

    def one(drawn: dict[str, Any]) -> None:
        begun = TODAY - dt.timedelta(days=drawn["ago"])

        def after(number: int) -> dt.date:
            return min(begun + dt.timedelta(days=number), TODAY)

        about = [children[number] for number in drawn["children"]]
        place = None if drawn["locality"] is None else localities[drawn["locality"]]
        state = "assessing" if drawn["assessed"] is None else "supporting"
        case = world.case(
            begun,
            children=about,
            agency=agencies[drawn["agency"]],
            locality=place,
            state=state,
            intended_accuracy=drawn["accuracy"],
        )
        if drawn["assessed"] is not None:
            marks = {(about[i % len(about)], element): mark for i, element, mark in drawn["marks"]}
            given = [(child, element, mark, "practitioner") for (child, element), mark in marks.items()]
            world.assess(case, after(drawn["assessed"]), marks=given)
            again = {(about[i % len(about)], element): mark for i, element, mark in drawn["reviewed"]}
            if again:
                world.review(
                    case, after(90), [(child, element, mark) for (child, element), mark in again.items()]
                )
        if drawn["met"] is not None:
            world.meet(case, after(drawn["met"]))
        if drawn["lead"]:
            number, ended = drawn["lead"]
            world.lead(case, alice, after(number), ended_on=after(number) if ended else None)
        for number, is_given, partial, withdrawn, kind in drawn["consents"]:
            gone = {"withdrawn_on": after(number)} if withdrawn and is_given else {}
            world.consent(case, after(number), given=is_given, partial=partial, kind=kind, **gone)
        for number, answer, fed_back in drawn["steps"]:
            sent = after(number)
            known: dict[str, Any] = (
                {"answer": answer, "answered_on": sent + dt.timedelta(days=2)} if answer else {}
            )
            if fed_back is not None:
                known["fed_back_on"] = sent + dt.timedelta(days=fed_back)
            world.step_up(case, sent, agency=agencies[0], **known)
        if drawn["down"] is not None:
            world.step_down(case, after(drawn["down"]), agency=agencies[0])
        for number, decision, started in drawn["requests"]:
            began = after(number + started) if started is not None else None
            asked = world.ask(case, after(number), agency=agencies[1], started_on=began)
            if decision:
                world.decide(asked, decision, after(number))
        if drawn["closed"]:
            number, reason, reopened = drawn["closed"]
            world.close(case, after(number), reason, reopened=reopened)

    def all_of_them(drawn: list[dict[str, Any]]) -> None:
        for case in drawn:
            one(case)

    return all_of_them


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
}
OF_CHILDREN = {"age", "sex", "ethnicity"}


def by_hand(code: str) -> Counter[Row]:
    """Every fact of a report, case by case."""
    return Counter(found for case in Episode.objects.all() for found in NAIVE[code](case))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, max_size=5))
def test_every_report_counts_as_a_slow_loop_over_the_rows_does(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        make(drawn)
        found = {
            code: Counter(row(fact) for fact in report.read(coordinator, PERIOD, wanted_of(code)))
            for code, report in REPORTS.items()
        }
        expected = {code: by_hand(code) for code in REPORTS}
        transaction.set_rollback(True)

    assert found == expected


def wanted_of(code: str) -> frozenset[str]:
    """Every way to divide of a report, but for those by child."""
    return frozenset(axis.code for axis in REPORTS[code].axes) - OF_CHILDREN


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, min_size=1, max_size=4))
def test_dividing_by_children_counts_each_child_of_each_case(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        make(drawn)
        facts = REPORTS["open"].read(coordinator, PERIOD, frozenset())
        found = Counter(
            (fact.episode_id, fact.child_id, *(fact.codes[axis] for axis in sorted(OF_CHILDREN)))
            for fact in with_children(facts, frozenset(OF_CHILDREN))
        )
        expected = Counter(
            (case.id, one.child_id, age_of(case, one.child), one.child.ethnicity, one.child.sex)
            for case in Episode.objects.filter(closed_on=None)
            for one in case.episode_children.all()
        )
        transaction.set_rollback(True)

    assert found == expected


def age_of(case: Episode, child: Person) -> str:
    if child.born_on is None:
        return "unknown"
    if child.born_on > case.intended_on:
        return "unborn"
    years = full_years_between(child.born_on, case.intended_on)
    return next(
        code
        for code, below in (("0", 1), ("1-4", 5), ("5-9", 10), ("10-15", 16), ("16", 99))
        if years < below
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, max_size=5), st.sampled_from(sorted(REPORTS)), st.data())
def test_every_number_is_as_long_as_its_list_and_the_sums_are_right(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]], code: str, data: st.DataObject
) -> None:
    report = REPORTS[code]
    ways = [axis.code for axis in report.axes]
    across = ["alone"] if report.is_of_today else list(Columns.values)
    rows = data.draw(st.sampled_from(ways))
    columns = data.draw(st.sampled_from([*across, *(way for way in ways if way != rows)]))
    measure = data.draw(st.sampled_from(Measure.values))
    choice = Choice(PERIOD, rows, columns, measure)
    with transaction.atomic():
        make(drawn)
        table = table_of(report, coordinator, choice)
        facts = facts_of(report, coordinator, choice)
        transaction.set_rollback(True)

    for line in table.lines:
        for column, figure in zip(table.columns, line.figures, strict=True):
            behind = cell_of(facts, choice, line.category.code, column.code)
            assert len(behind) == figure.number
            assert {column_of(fact, columns) for fact in behind} <= {column.code}
            assert figure.holding == sum(bool(fact.holds) for fact in behind) or measure != Measure.SHARE
        assert line.total.number == sum(figure.number for figure in line.figures)
        assert len(cell_of(facts, choice, line.category.code)) == line.total.number
    for number, column in enumerate(table.columns):
        assert table.totals[number].number == sum(line.figures[number].number for line in table.lines)
        assert len(cell_of(facts, choice, "", column.code)) == table.totals[number].number
    assert len(cell_of(facts, choice)) == table.total.number == sum(line.total.number for line in table.lines)


@given(st.lists(st.integers(-5, 900), min_size=1, max_size=30))
def test_quartiles_are_those_that_a_spreadsheet_shows(values: list[int]) -> None:
    lower, middle, upper = quartiles_of(values)

    in_order = sorted(values)
    assert middle == statistics.median(in_order)
    for share, found in ((0.25, lower), (0.75, upper)):
        place = share * (len(in_order) - 1)  # as QUARTILE.INC has it
        below, part = int(place), place - int(place)
        above = in_order[min(below + 1, len(in_order) - 1)]
        assert found == pytest.approx(in_order[below] + part * (above - in_order[below]))
