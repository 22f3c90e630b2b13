"""What times and rates of one's own come to."""

from decimal import Decimal

from opencaf.agencies.models import Practitioner
from opencaf.costing.operations.catalogue import add_activity
from opencaf.costing.queries.unit_costs import own_unit_costs
from opencaf.episodes.models import Episode
from tests.costing.own_times.given import note
from tests.factories.costing import make_rate, survey_of, survey_of_all_processes, take_in


def test_unit_costs_are_times_by_rates(carol: Practitioner) -> None:
    # PV10: 120, not done, not done, missing, 90 is a mean of 52.5 minutes; at £30 an hour £26.25
    make_rate(by=carol, hourly="30")
    said = ["120", "not_done", "not_done", "missing", "90"]
    take_in(survey_of(*[f"p{n},Teacher,schools,A205,{word}" for n, word in enumerate(said)]), by=carol)

    found = own_unit_costs(carol.authority_id)

    [assessment] = found.processes
    assert assessment.amount == Decimal("26.25")
    assert assessment.basis == "indicative"
    assert "W02" in {one.code for one in found.warnings}
    assert found.cells[0].lines[0]["mean_minutes"] == Decimal("52.5")


def test_two_respondents_are_hidden(carol: Practitioner) -> None:
    make_rate(by=carol)
    take_in(survey_of_all_processes(people=2), by=carol)

    found = own_unit_costs(carol.authority_id)

    assert {one.amount for one in found.processes} == {None}
    assert {cell.amount for cell in found.cells} == {None}


def test_a_role_without_a_rate_is_said_and_nothing_is_shown(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol)
    take_in(survey_of_all_processes(people=3, role="Midwife"), by=carol)

    found = own_unit_costs(carol.authority_id)

    assert found.processes == []
    assert found.errors[0].code == "E13"
    assert "There is no rate for Midwife / schools" in found.errors[0].sentence


def test_times_without_any_rate_name_the_roles_that_need_one(carol: Practitioner) -> None:
    take_in(survey_of_all_processes(people=3, role="Midwife"), by=carol)

    [error] = own_unit_costs(carol.authority_id).errors

    assert error.sentence == "There is no rate yet. Add one for each role: Midwife."


def test_one_diary_does_not_hide_what_a_survey_says(
    case: Episode, alice: Practitioner, carol: Practitioner
) -> None:
    make_rate("Inclusion lead", by=carol, hourly="30")
    rows = [f"p{n},Inclusion lead,schools,A205,60" for n in range(3)]
    take_in(survey_of(*rows), by=carol)
    note(case, alice, "600")

    [assessment] = own_unit_costs(carol.authority_id).processes

    assert assessment.amount == 30
    assert assessment.respondents == 3


def test_an_own_activity_done_besides_is_added_in_full(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol, hourly="60")
    make_rate("Clerk", by=carol, hourly="12")
    add_activity(code="X1", process="assessment", name="Interpret", each=True, by=carol)
    rows = [f"t{n},Teacher,schools,A205,60" for n in range(3)]
    rows += [f"c{n},Clerk,schools,X1,10" for n in range(3)]
    take_in(survey_of(*rows), by=carol)

    [assessment] = own_unit_costs(carol.authority_id).processes

    assert assessment.amount == 62  # £60 of who leads, and £2 besides; shared among leads it would be £31


def test_nothing_collected_is_no_error(carol: Practitioner) -> None:
    found = own_unit_costs(carol.authority_id)

    assert not found.has_times
    assert found.errors == []
