"""Reports against a slow count: every fact of random cases, worked out in plain loops over the rows."""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Agency, Authority, Locality, Practitioner
from opencaf.core.partial_dates import full_years_between
from opencaf.episodes.models import (
    Episode,
)
from opencaf.people.models import Person
from opencaf.reports.axes import with_children
from opencaf.reports.catalogue import REPORTS
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
from tests.reports.naive import OF_CHILDREN, PERIOD, TODAY, by_hand, row
from tests.reports.world import World

ELEMENTS = ("general_health", "learning", "housing")
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
