"""An authority's own catalogue, rates and sheets."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import CostSheet, RoleRate
from opencaf.costing.operations.catalogue import add_activity, word_activity, word_process
from opencaf.costing.operations.rates import Hour, choose_costing, end_rate, set_rate
from opencaf.costing.operations.sheets import copy_published_sheet, make_sheet_from_times, price_lines
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.rates import as_rate_line, rates_of, settings_of, sheet_in_use
from opencaf.costing.rates import rate
from tests.factories import PractitionerFactory
from tests.factories.costing import make_rate, survey_of_all_processes, take_in

# PV9 of the method: FSW 22,000; 24%; 29%; 16%; £2,100; 41 × 37 gives £27.459459, in London £30.620699.
SUPPORT_WORKER = Hour(
    salary=Decimal(22000),
    salary_is="band",
    on_costs_share=Decimal("0.24"),
    direct_share=Decimal("0.29"),
    indirect_share=Decimal("0.16"),
    overheads_basis="salary_and_on_costs",
    capital=Decimal(2100),
    weeks=Decimal(41),
    hours_a_week=Decimal(37),
    london_pay=Decimal("1.10"),
    london_capital=Decimal("1.40"),
)
SAID = {"price_year": "2012/13", "source": "A test", "quality": "green"}


def test_a_rate_that_is_entered_gives_the_worked_hour(carol: Practitioner) -> None:
    made = set_rate(role="Family support worker", hour=SUPPORT_WORKER, **SAID, by=carol)
    made.refresh_from_db()

    hour = rate(as_rate_line(made))

    assert round(hour.per_hour, 6) == Decimal("27.459459")
    assert hour.per_hour_london is not None
    assert round(hour.per_hour_london, 6) == Decimal("30.620699")


def test_a_newer_rate_takes_the_place_of_the_earlier_which_is_kept(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol, hourly="30")

    make_rate("teacher", by=carol, hourly="32")

    assert [one.hourly for one in rates_of(carol.authority_id)] == [Decimal("32.0000")]
    assert RoleRate.objects.count() == 2


def test_the_mean_salary_of_four_people_is_refused(carol: Practitioner) -> None:
    few = Hour(**{**vars(SUPPORT_WORKER), "salary_is": "mean", "people": 4})

    with pytest.raises(ValidationError) as refused:
        set_rate(role="Manager", hour=few, **SAID, by=carol)

    assert "tells what one of them earns" in refused.value.message_dict["people"][0]


def test_the_database_refuses_it_too(carol: Practitioner) -> None:
    made = set_rate(role="Manager", hour=SUPPORT_WORKER, **SAID, by=carol)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleRate.objects.filter(pk=made.pk).update(salary_is="mean", people=4)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"weeks": Decimal(60)}, "weeks", "E03: Hours of a year must be above 0 and at most 2,200"),
        ({"overheads_basis": ""}, "overheads_basis", "are a share of"),
        ({"hourly": Decimal(20)}, "hourly", "either a salary or a ready hourly rate"),
    ],
)
def test_what_gives_no_rate_is_refused_at_its_field(
    carol: Practitioner, change: dict[str, Any], field: str, sentence: str
) -> None:
    hour = Hour(**{**vars(SUPPORT_WORKER), **change})

    with pytest.raises(ValidationError) as refused:
        set_rate(role="Family support worker", hour=hour, **SAID, by=carol)

    assert sentence in refused.value.message_dict[field][0]


def test_a_rate_out_of_use_stays_on_record(carol: Practitioner) -> None:
    made = make_rate(by=carol)

    end_rate(rate=made, by=carol)

    assert rates_of(carol.authority_id) == []
    assert RoleRate.objects.get().replaced_at is not None
    with pytest.raises(ValidationError, match="out of use already"):
        end_rate(rate=made, by=carol)


def test_unsaid_costs_are_those_of_the_published_sheet_out_of_london(carol: Practitioner) -> None:
    settings = settings_of(carol.authority_id)

    assert settings.region == "out_of_london"
    assert sheet_in_use(settings).name == "published_2010_11"


def test_a_copy_of_the_published_sheet_is_changed_and_used(carol: Practitioner) -> None:
    sheet = copy_published_sheet(name="Ours", by=carol)
    line = sheet.lines.get(process="assessment", region="out_of_london")

    price_lines(
        sheet=sheet,
        price_year="2011/12",
        source="Our own count",
        amounts={str(line.id): Decimal("210")},
        by=carol,
    )
    choose_costing(region="out_of_london", sheet=sheet, by=carol)

    used = sheet_in_use(settings_of(carol.authority_id))
    assert used.price_year == "2011/12"
    assert len(used.lines) == 12
    assert Decimal("210") in [one.amount for one in used.lines if one.process == "assessment"]


def test_a_sheet_is_chosen_and_put_back(carol: Practitioner) -> None:
    choose_costing(region="london", sheet=copy_published_sheet(name="Ours", by=carol), by=carol)

    choose_costing(region="london", sheet=None, by=carol)

    assert settings_of(carol.authority_id).sheet is None


def test_two_sheets_cannot_have_one_name(carol: Practitioner) -> None:
    copy_published_sheet(name="Ours", by=carol)

    with pytest.raises(ValidationError, match="named Ours already"):
        copy_published_sheet(name="Ours", by=carol)


def test_a_sheet_is_made_from_times_and_rates(carol: Practitioner) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)

    sheet = make_sheet_from_times(name="From our times", by=carol)

    assert {line.amount for line in sheet.lines.all()} == {Decimal("30.0000")}
    assert sheet.price_year == "2010/11"
    assert sheet.source == "Own times and rates: 3 respondents"


def test_a_sheet_from_too_few_times_names_what_is_missing(carol: Practitioner) -> None:
    make_rate(by=carol)
    take_in(survey_of_all_processes(people=2), by=carol)

    with pytest.raises(ValidationError, match="not enough times yet for: Intention to complete a CAF"):
        make_sheet_from_times(name="From our times", by=carol)

    assert not CostSheet.objects.exists()


def test_the_catalogue_takes_own_words_and_additions(carol: Practitioner) -> None:
    word_process(process="assessment", name="Early help assessment", by=carol)
    word_process(process="assessment", name="Family assessment", by=carol)
    add_activity(code="x1", process="assessment", name="Interpret", each=True, by=carol)
    word_activity(
        code="A207",
        name="Type the form in",
        with_electronic_record="removed",
        in_use=True,
        by=carol,
    )
    word_activity(code="A208", name="Scan", with_electronic_record="removed", in_use=False, by=carol)

    catalogue = catalogue_of(carol.authority_id)

    assert catalogue.processes["assessment"] == "Family assessment"
    assert catalogue.activities["A207"].name == "Type the form in"
    assert catalogue.activities["A207"].each
    assert catalogue.own_each == ["X1"]
    codes = [one.code for one in catalogue.of_process("assessment")]
    assert "A208" not in codes
    assert "X1" in codes


def test_a_code_is_taken_once(carol: Practitioner) -> None:
    with pytest.raises(ValidationError, match="There is an activity A207 already"):
        add_activity(code="A207", process="assessment", name="Again", by=carol)


def test_a_code_that_is_nowhere_cannot_be_worded(carol: Practitioner) -> None:
    with pytest.raises(ValidationError, match="There is no activity Z9"):
        word_activity(code="Z9", name="x", with_electronic_record="same", in_use=True, by=carol)


@pytest.mark.parametrize("role", ["practitioner", "coordinator", "administrator", "auditor", "duty"])
def test_only_managers_and_analysts_change_what_costs_are_made_of(carol: Practitioner, role: str) -> None:
    somebody = PractitionerFactory(post_worn__role=role)

    with pytest.raises(PermissionDenied, match="Only managers and analysts"):
        make_rate(by=somebody)
    with pytest.raises(PermissionDenied):
        copy_published_sheet(name="Ours", by=somebody)
    with pytest.raises(PermissionDenied):
        word_process(process="assessment", name="x", by=somebody)


def test_an_analyst_may(authority: Any) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")

    assert make_rate(by=analyst).role == "Teacher"
