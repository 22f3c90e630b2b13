"""Each report against figures worked by hand. Today is Monday 2 November 2026."""

import datetime as dt

import pytest

from opencaf.agencies.models import Authority, Practitioner
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.periods import Period
from opencaf.reports.tables import Choice, Table, table_of
from tests.factories import AgencyFactory, ChildFactory, LocalityFactory, PractitionerFactory
from tests.reports.world import World

YEAR = Period(dt.date(2025, 11, 1), dt.date(2026, 11, 1))
SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def divided(code: str, by: Practitioner, rows: str, columns: str = "alone", **values: object) -> Table:
    choice = Choice(period=YEAR, rows=rows, columns=columns, **values)  # type: ignore[arg-type]
    return table_of(REPORTS[code], by, choice)


def numbers(table: Table) -> dict[str, list[int]]:
    """The lines that are not all noughts, each with its total last."""
    return {
        line.category.code: [*(figure.number for figure in line.figures), line.total.number]
        for line in table.lines
        if line.total.number
    }


def totals(table: Table) -> dict[str, int]:
    return {code: line[-1] for code, line in numbers(table).items()}


def test_days_to_the_first_assessment(world: World, coordinator: Practitioner) -> None:
    # The limit is 42 days. By hand: 10, 42 and 43 days; one whose first day is only known by its month; a
    # second version and a case opened by mistake do not count.
    for number in (10, 42, 43):
        case = world.case(SEPTEMBER)
        world.assess(case, SEPTEMBER + days(number))
    world.assess(case, SEPTEMBER + days(50), version=2)
    unsure = world.case(SEPTEMBER, intended_accuracy="UAA")
    world.assess(unsure, SEPTEMBER + days(1))
    mistake = world.case(SEPTEMBER)
    world.assess(mistake, SEPTEMBER)
    world.close(mistake, OCTOBER, "opened_in_error")

    soon = divided("assessed", coordinator, "soon")
    share = divided("assessed", coordinator, "soon", measure="share").total
    middle = divided("assessed", coordinator, "soon", measure="middle").total

    assert totals(soon) == {"in_time": 2, "late": 1, "unknown": 1}
    assert (share.holding, share.number, share.per_cent) == (2, 3, 67)
    # Of 10, 42, 43: the middle is 42, the quartiles lie half way: 26 and 42.5.
    assert middle.quartiles == (26, 42, 42.5)
    assert [(line.known, line.of) for line in soon.coverage] == [(4, 4), (3, 4)]


def test_how_soon_the_team_meets(world: World, coordinator: Practitioner) -> None:
    # The limit is 42 days. Assessed on 1 September: due on 13 October.
    met = {"before": -1, "in_time": 42, "late": 43}
    for number in met.values():
        case = world.case(SEPTEMBER - days(30))
        world.assess(case, SEPTEMBER)
        world.meet(case, SEPTEMBER + days(number))
        world.meet(case, SEPTEMBER + days(60))
    for number in (0, 30):  # due on 13 October, and on 12 November
        world.assess(world.case(SEPTEMBER), SEPTEMBER + days(number))
    closed = world.case(SEPTEMBER)
    world.assess(closed, SEPTEMBER)
    world.close(closed, OCTOBER, "moved_out_of_area")

    outcome = divided("first-meeting", coordinator, "outcome")
    share = divided("first-meeting", coordinator, "outcome", measure="share").total
    middle = divided("first-meeting", coordinator, "outcome", measure="middle").total

    expected = {"before": 1, "in_time": 1, "late": 1, "overdue": 1, "waiting": 1, "closed": 1}
    assert totals(outcome) == expected
    assert (share.holding, share.number) == (2, 4)
    assert middle.quartiles == (42.25, 42.5, 42.75)


def test_why_cases_closed(world: World, coordinator: Practitioner) -> None:
    met = world.case(SEPTEMBER, state="supporting")
    world.close(met, SEPTEMBER + days(29), "needs_met_universal", outcome="all")
    withdrew = world.case(SEPTEMBER)  # before it was assessed: no support given
    world.close(withdrew, SEPTEMBER + days(30), "consent_withdrawn", outcome="not_assessed")
    withdrew_late = world.case(SEPTEMBER, state="supporting")
    world.close(withdrew_late, SEPTEMBER + days(31), "consent_withdrawn", outcome="some")
    reopened = world.case(SEPTEMBER, state="supporting")
    world.close(reopened, OCTOBER, "needs_met_universal", reopened=True)
    merged = world.case(SEPTEMBER)
    world.close(merged, OCTOBER, "merged_or_duplicate")

    by_month = divided("closed", coordinator, "reason", "month")
    national = divided("closed", coordinator, "national", "outcome")

    october = [column.code for column in by_month.columns].index("2026-10")
    closed_in_october = {line.category.code: line.figures[october].number for line in by_month.lines}
    assert {code: number for code, number in closed_in_october.items() if number} == {"consent_withdrawn": 2}
    assert totals(by_month) == {"needs_met_universal": 1, "consent_withdrawn": 2}
    assert totals(national) == {"step_down": 1, "no_support": 1, "end_of_support": 1}
    assert divided("closed", coordinator, "reason", measure="middle").total.quartiles == (29.5, 30, 30.5)


def test_needs_at_the_start_and_what_moved(world: World, coordinator: Practitioner) -> None:
    child = ChildFactory()
    case = world.case(SEPTEMBER, children=[child])
    marks = {
        "general_health": 4,
        "learning": 3,
        "housing": 5,
        "income": 3,
        "identity": 2,
        "friends": "dont_know",
    }
    own = [(child, element, mark, "practitioner") for element, mark in marks.items()]
    # Of learning the practitioner's own mark stands before the team's.
    world.assess(case, SEPTEMBER, state="superseded", marks=[*own, (child, "learning", 5, "team")])
    found_later = [(child, "identity", 5, "practitioner")]
    world.assess(case, SEPTEMBER + days(5), version=2, marks=found_later)
    world.review(case, OCTOBER, [(child, "general_health", 5), (child, "learning", 3)])
    last = [(child, "general_health", 2), (child, "housing", "dont_know")]
    world.review(case, OCTOBER + days(9), last)

    # By hand: health 4 → 2, learning 3 → 3, housing 5 → don't know, income 3 and never again.
    moved = divided("needs", coordinator, "element", "moved")
    share = divided("needs", coordinator, "element", measure="share").total

    assert totals(moved) == {"general_health": 1, "learning": 1, "housing": 1, "income": 1}
    counted = dict(zip([column.code for column in moved.columns], moved.totals, strict=True))
    found = {code: figure.number for code, figure in counted.items() if figure.number}
    assert found == {"improved": 1, "same": 1, "no_number": 1, "not_marked": 1}
    assert (share.holding, share.number) == (1, 2)
    assert divided("needs", coordinator, "element", measure="middle").total.quartiles == (0.5, 1, 1.5)


def test_open_cases_as_the_board_counts_them(
    world: World, coordinator: Practitioner, alice: Practitioner
) -> None:
    today = dt.date(2026, 11, 2)
    led = world.case(today - days(400), state="supporting")  # drifts, review overdue
    world.lead(led, alice, today - days(300))
    world.case(today - days(100), state="planning")  # nobody leads
    world.case(today - days(10))
    world.close(world.case(today - days(50)), today, "moved_out_of_area")

    def found(rows: str) -> dict[str, int]:
        return totals(divided("open", coordinator, rows))

    assert found("open_for") == {"0": 1, "3": 1, "12": 1}
    assert found("lead") == {"has": 1, "missing": 1, "not_yet": 1}
    assert found("review") == {"overdue": 1, "not": 2}
    assert found("drift") == {"drifts": 1, "not": 2}
    assert found("lead_sector") == {"schools": 1, "none": 2}


def test_what_families_answer(world: World, coordinator: Practitioner) -> None:
    case = world.case(SEPTEMBER)
    world.consent(case, SEPTEMBER)
    world.consent(case, SEPTEMBER, kind="share", partial=True)
    world.consent(case, OCTOBER, kind="share", given=False)
    world.consent(case, OCTOBER, kind="share", partial=True, withdrawn_on=OCTOBER)

    answers = divided("consent", coordinator, "answer", "kind")

    assert numbers(answers) == {
        "given": [1, 0, 1],
        "part": [0, 1, 1],
        "refused": [0, 1, 1],
        "withdrawn": [0, 1, 1],
    }


def test_steps_and_feedback(world: World, coordinator: Practitioner, authority: Authority) -> None:
    # Five working days. Sent on Tuesday 1 September 2026: feedback is due on Tuesday 8 September.
    agency = AgencyFactory()
    accepted = {"answer": "accepted", "answered_on": SEPTEMBER + days(3)}
    world.step_up(
        world.case(SEPTEMBER), SEPTEMBER, agency=agency, fed_back_on=SEPTEMBER + days(7), **accepted
    )
    world.step_up(
        world.case(SEPTEMBER), SEPTEMBER, agency=agency, fed_back_on=SEPTEMBER + days(8), **accepted
    )
    world.step_up(world.case(SEPTEMBER), SEPTEMBER, agency=agency)
    # Sent on Tuesday 27 October: due on Tuesday 3 November, which is tomorrow.
    world.step_up(world.case(SEPTEMBER), dt.date(2026, 10, 27), agency=agency)
    world.step_down(world.case(SEPTEMBER), SEPTEMBER, agency=agency)
    world.step_up(
        world.case(SEPTEMBER),
        SEPTEMBER,
        agency=agency,
        taken_back_on=OCTOBER,
        taken_back_why="A slip.",
        taken_back_by=coordinator,
    )

    feedback = divided("steps", coordinator, "feedback", "direction")
    share = divided("steps", coordinator, "feedback", measure="share").total

    assert numbers(feedback) == {
        "in_time": [1, 0, 1],
        "late": [1, 0, 1],
        "missing": [1, 0, 1],
        "waiting": [1, 0, 1],
        "none": [0, 1, 1],
    }
    assert (share.holding, share.number) == (1, 3)
    assert divided("steps", coordinator, "answer", measure="middle").total.quartiles == (3, 3, 3)


def test_requests_and_how_long_families_wait(world: World, coordinator: Practitioner) -> None:
    agency, july = AgencyFactory(), dt.date(2026, 7, 1)  # twelve weeks after are over on 23 September
    case = world.case(july)
    world.ask(case, july, agency=agency, started_on=july + days(84), need="housing")
    world.ask(case, july, agency=agency, started_on=july + days(85), need="housing")
    declined = world.ask(case, july, agency=agency)
    world.decide(declined, "waiting", july)
    world.decide(declined, "declined", july + days(1))
    accepted = world.ask(case, OCTOBER, agency=agency)
    world.decide(accepted, "accepted", OCTOBER)
    world.ask(case, OCTOBER, agency=agency)
    world.ask(case, OCTOBER, agency=agency, recalled_on=OCTOBER, recalled_why="Moved.")

    stages = divided("requests", coordinator, "stage")
    share = divided("requests", coordinator, "stage", measure="share").total

    assert totals(stages) == {"started": 2, "accepted": 1, "declined": 1, "asked": 1}
    assert (share.holding, share.number) == (1, 3)
    assert totals(divided("requests", coordinator, "need")) == {"housing": 2, "none": 3}
    assert divided("requests", coordinator, "stage", measure="middle").total.quartiles == (84.25, 84.5, 84.75)


def test_who_leads_how_many(
    world: World, coordinator: Practitioner, alice: Practitioner, bob: Practitioner
) -> None:
    for who, number in ((alice, 3), (bob, 1)):
        for _ in range(number):
            world.lead(world.case(SEPTEMBER, state="supporting"), who, OCTOBER)
    before = world.case(SEPTEMBER, state="supporting")
    world.lead(before, bob, SEPTEMBER, ended_on=OCTOBER)

    assert totals(divided("leads", coordinator, "load")) == {"1": 1, "2": 3}
    assert totals(divided("leads", coordinator, "sector")) == {"schools": 3, "health": 1}
    assert totals(divided("leads", coordinator, "leader")) == {str(alice.id): 3, str(bob.id): 1}


def test_children_who_come_back(world: World, coordinator: Practitioner) -> None:
    # Closed on 1 November 2025, a year and a day ago; back on 1 November 2026 is still within the year.
    last_year = dt.date(2025, 11, 1)
    back, late, never, early = (ChildFactory() for _ in range(4))
    world.close(world.case(last_year, children=[back, never]), last_year, "needs_met_universal")
    world.case(dt.date(2026, 11, 1), children=[back])
    world.close(world.case(last_year, children=[late]), last_year, "needs_met_universal")
    world.case(dt.date(2026, 11, 2), children=[late])
    world.close(world.case(SEPTEMBER, children=[early]), SEPTEMBER, "consent_withdrawn")
    world.case(OCTOBER, children=[early])
    mistaken = world.case(dt.date(2026, 2, 1), children=[never])
    world.close(mistaken, dt.date(2026, 2, 1), "opened_in_error")

    again = divided("again", coordinator, "again")
    share = divided("again", coordinator, "again", measure="share").total

    assert totals(again) == {"again": 1, "not": 2, "again_early": 1}
    assert (share.holding, share.number) == (1, 3)


def test_a_coordinator_of_a_locality_counts_its_own_cases(world: World) -> None:
    north, south = LocalityFactory(), LocalityFactory()
    near = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=north)
    for locality in (north, south, None):
        world.case(SEPTEMBER, locality=locality)

    assert totals(divided("open", near, "locality")) == {str(north.id): 1, "none": 1}


def test_children_are_counted_where_they_divide(world: World, coordinator: Practitioner) -> None:
    girl, boy = ChildFactory(sex="F"), ChildFactory(sex="M")
    world.close(world.case(SEPTEMBER, children=[girl, boy]), OCTOBER, "moved_out_of_area")

    assert totals(divided("closed", coordinator, "sex")) == {"F": 1, "M": 1}
    assert totals(divided("closed", coordinator, "reason", only={"sex": "M"})) == {"moved_out_of_area": 1}
    assert divided("closed", coordinator, "reason").total.number == 1
