"""Pages of rates, sheets, the catalogue and times."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import CostSheet, ImportLine, OwnActivity, RoleRate, TimeEntry
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.rates import settings_of
from tests.factories import PractitionerFactory
from tests.factories.costing import bring_in, make_rate, survey_of

SignIn = Callable[[Practitioner], Client]
PARTS = {
    "role": "Family support worker",
    "payer": "local_authority",
    "price_year": "2012/13",
    "source": "Pay scales",
    "quality": "green",
    "salary": "22,000",
    "salary_is": "band",
    "on_costs_share": "24",
    "direct_share": "29",
    "indirect_share": "16",
    "overheads_basis": "salary_and_on_costs",
    "capital": "2100",
    "weeks": "41",
    "hours_a_week": "37",
}


def send(client: Client, page: str, /, *args: Any, **answers: Any) -> Any:
    return client.post(reverse(f"costing:{page}", args=args), answers, follow=True)


def test_a_rate_is_built_from_its_parts(carol: Practitioner, client_of: SignIn) -> None:
    response = send(client_of(carol), "rate_add", **PARTS)

    # PV9: £27.459459
    page = response.content.decode()
    assert "The rate is saved." in page
    assert "£27.46 an hour" in page
    assert "22,000" not in page  # salaries stand on no list


def test_a_rate_is_changed_with_what_was_entered_before(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)
    send(client, "rate_add", **PARTS)
    rate = RoleRate.objects.get()

    page = client.get(reverse("costing:rate_change", args=[rate.id])).content.decode()
    send(client, "rate_change", rate.id, **{**PARTS, "salary": "23000"})

    assert 'value="24"' in page
    assert [one.salary for one in RoleRate.objects.filter(replaced_at=None)] == [23000]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"price_year": "2012/14"}, "Price year must be a financial year, like 2024/25"),
        ({"salary_is": "mean", "people": "3"}, "A mean of fewer than 5 people tells what one of them earns"),
        ({"salary_is": ""}, "Select what the salary is"),
        ({"weeks": "60"}, "Weeks worked a year must be 53 or less"),
        ({"on_costs_share": "much"}, "On-costs must be a number, like 24 or 37.5"),
        ({"overheads_basis": ""}, "E00: Say what direct overheads of Family support worker are a share of"),
        ({"role": ""}, "Enter role"),
    ],
)
def test_a_wrong_rate_is_said_at_its_field_and_loses_nothing(
    carol: Practitioner, client_of: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    page = send(client_of(carol), "rate_add", **{**PARTS, **wrong}).content.decode()

    assert page.count(sentence) == 2
    assert 'value="Pay scales"' in page
    assert not RoleRate.objects.exists()


def test_a_rate_is_taken_out_of_use(carol: Practitioner, client_of: SignIn) -> None:
    rate = make_rate(by=carol)

    page = send(client_of(carol), "rate_end", rate.id).content.decode()

    assert "The rate is out of use." in page
    assert "There is no rate yet" in page


def test_a_sheet_is_copied_priced_and_used(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)
    page = send(client, "sheet_add", name="Ours", source="published").content.decode()
    sheet = CostSheet.objects.get()
    amounts = {f"line_{line.id}": str(line.amount + 1) for line in sheet.lines.all()}
    send(client, "sheet", sheet.id, price_year="2011/12", source="Counted here", **amounts)
    chosen = send(client, "sheets", region="london", sheet=str(sheet.id)).content.decode()

    assert "The sheet is made. Look at its lines." in page
    assert "may be an error in the source data" in page
    assert "Cases are costed with your choice from now on." in chosen
    assert settings_of(carol.authority_id).sheet == sheet
    first = client.get(reverse("costing:index")).content.decode()
    assert "£254" in first  # London's assessment, 253, and one more
    assert "Ours: 2011/12 prices, London" in first


def test_a_sheet_from_too_few_times_says_what_is_missing(carol: Practitioner, client_of: SignIn) -> None:
    page = send(client_of(carol), "sheet_add", name="Ours", source="times").content.decode()

    assert "There are not enough times yet for: Intention to complete a CAF" in page
    assert not CostSheet.objects.exists()


def test_the_catalogue_is_worded_and_added_to(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)

    send(client, "process", "assessment", name="Family assessment")
    send(client, "activity", "A208", name="Scan", with_electronic_record="removed", in_use="no")
    page = send(
        client,
        "activity_add",
        code="x1",
        process="close",
        name="Thank the family",
        direct="yes",
        each="no",
        with_electronic_record="same",
    ).content.decode()

    assert "Family assessment" in page
    assert "A208 Scan (not done here)" in page
    assert "X1 Thank the family" in page
    assert OwnActivity.objects.get(code="X1").direct


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("a b", "Code must have letters and figures only"), ("A205", "There is an activity A205 already")],
)
def test_a_code_that_cannot_be_is_said_at_its_field(
    carol: Practitioner, client_of: SignIn, code: str, sentence: str
) -> None:
    answers = {
        "process": "close",
        "name": "x",
        "direct": "yes",
        "each": "no",
        "with_electronic_record": "same",
    }

    page = send(client_of(carol), "activity_add", code=code, **answers).content.decode()

    assert page.count(sentence) == 2
    assert catalogue_of(carol.authority_id).own_each == []


@pytest.mark.parametrize(("name", "word"), [("activity", "Z9"), ("process", "tea")])
def test_what_is_in_no_catalogue_is_not_known(
    carol: Practitioner, client_of: SignIn, name: str, word: str
) -> None:
    assert client_of(carol).get(reverse(f"costing:{name}", args=[word])).status_code == 404


TABLE = survey_of(
    "Jo Bell,Teacher,schools,A205,60", "Sam Fox,Teacher,schools,A205,", "Di Day,Teacher,schools,A205,45"
)


def test_a_table_is_read_then_taken_over(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)

    looked_at = send(client, "bring_in", name="Autumn", mode="survey", table=TABLE).content.decode()
    before = TimeEntry.objects.count()
    line = ImportLine.objects.first()
    assert line is not None
    done = send(client, "time_import", line.batch_id).content.decode()

    assert "2 lines can be used, 1 must be put right." in looked_at
    assert "<strong>Line 3</strong>: minutes: Say what Sam Fox answered" in looked_at
    assert before == 0
    assert "2 lines are taken over." in done
    after = client.get(reverse("costing:time_import", args=[line.batch_id])).content.decode()
    assert "Jo Bell" not in after
    assert "Take the good lines over" not in after


def test_lines_to_put_right_are_downloaded_as_they_were(carol: Practitioner, client_of: SignIn) -> None:
    batch = bring_in(TABLE, by=carol)

    file = client_of(carol).get(reverse("costing:faulty", args=[batch.id])).content.decode("utf-8-sig")

    assert file.splitlines() == ["respondent,role,agency,activity,minutes", "Sam Fox,Teacher,schools,A205,"]


def test_other_managers_see_how_many_and_no_names(carol: Practitioner, client_of: SignIn) -> None:
    batch = bring_in(TABLE, by=carol)
    client = client_of(PractitionerFactory(given_name="Mo", post_worn__role="manager"))

    page = client.get(reverse("costing:time_import", args=[batch.id])).content.decode()

    assert "2 lines can be used, 1 must be put right." in page
    assert "Only the person who brought this table in" in page
    assert not any(name in page for name in ("Jo Bell", "Sam Fox"))
    assert client.get(reverse("costing:faulty", args=[batch.id])).status_code == 403


def test_a_table_that_cannot_be_read_is_kept_in_its_box(carol: Practitioner, client_of: SignIn) -> None:
    page = send(
        client_of(carol), "bring_in", name="Autumn", mode="survey", table="who,what\nx,y"
    ).content.decode()

    assert page.count("These are missing: respondent, role") == 2
    assert "who,what" in page


def test_a_table_is_dropped(carol: Practitioner, client_of: SignIn) -> None:
    batch = bring_in(TABLE, by=carol)

    page = send(client_of(carol), "import_drop", batch.id).content.decode()

    assert "The table is dropped. It counts for nothing." in page
    assert "Dropped" in page


def test_a_group_estimates(carol: Practitioner, client_of: SignIn) -> None:
    answers = {"activity": "A304", "role": "Health visitor", "sector": "health"}

    page = send(client_of(carol), "estimate", **answers, estimates="30 45 90\n20 30 60").content.decode()
    wrong = send(client_of(carol), "estimate", **answers, estimates="30 45").content.decode()

    assert "The estimates are recorded." in page
    assert TimeEntry.objects.count() == 2
    assert "Line 1: enter three figures" in wrong


def test_before_anything_is_entered_every_list_says_what_to_do(
    carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)

    pages = {
        name: client.get(reverse(f"costing:{name}")).content.decode() for name in ("rates", "sheets", "times")
    }

    assert "There is no rate yet" in pages["rates"]
    assert "cases are costed with the published sheet" in pages["sheets"]
    assert "No times yet" in pages["times"]


@pytest.mark.parametrize(
    "name", ["rates", "rate_add", "sheets", "catalogue", "times", "bring_in", "estimate"]
)
def test_coordinators_change_nothing(coordinator: Practitioner, client_of: SignIn, name: str) -> None:
    response = client_of(coordinator).get(reverse(f"costing:{name}"))

    assert response.status_code == 403
    assert "Only managers and analysts" in response.content.decode()


def test_pages_keep_their_ceiling(
    carol: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    make_rate(by=carol)
    batch = bring_in(TABLE, by=carol)
    client = client_of(carol)

    for name, args in (
        ("rates", []),
        ("sheets", []),
        ("catalogue", []),
        ("times", []),
        ("time_import", [batch.id]),
    ):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"costing:{name}", args=args))
