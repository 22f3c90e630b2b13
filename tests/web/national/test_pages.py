"""National reports as their reader sees them, and every other page as they do not."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.national.catalogue import NATIONAL
from opencaf.national.jobs import tell_country_of
from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, all_addresses
from tests.architecture.access_world import make_world
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory, acting_in
from tests.factories.national import make_counting, make_national_analyst, make_summary
from tests.reports.world import World

SignIn = Callable[[Practitioner], Client]


def address(name: str = "report", code: str = "started") -> str:
    return reverse(f"national:{name}", args=[code])


@pytest.fixture
def told(authority: Authority, other_authority: Authority) -> list[Authority]:
    """Two authorities: one told of two sectors last night, one never."""
    make_counting(counted_at=clock.now() - dt.timedelta(hours=8))
    for code, number in {"schools": 25, "health": 15, "": 40}.items():
        make_summary(code=code, number=number)
        make_summary(code=code, number=number - 5, begun=2025)
    return [authority, other_authority]


@pytest.fixture
def reader(told: list[Authority], client_of: SignIn) -> Client:
    return client_of(make_national_analyst())


def text_of(client: Client, where: str, **chosen: Any) -> str:
    page = client.get(where, chosen)
    assert page.status_code == 200
    return page.content.decode()


def rows_of(page: str) -> dict[str, list[str]]:
    """The table's rows by their label."""
    rows = re.findall(r'scope="row">([^<]*)</th>(.*?)</tr>', page, re.DOTALL)
    return {label: re.findall(r'app-chart__cell">([^<]*)<', cells) for label, cells in rows}


def test_the_list_says_how_old_the_figures_are(reader: Client, told: list[Authority]) -> None:
    page = text_of(reader, reverse("national:index"))

    assert "1 of 2 authorities were counted last night, the last of them on 2 November 2026 at 02:30." in page
    assert f"{told[1].name}: never yet" in page
    assert page.count('class="app-card"') == len(NATIONAL)


def test_authorities_stand_beside_each_other_with_their_age(
    reader: Client, told: list[Authority], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        page = text_of(reader, address())

    rows = rows_of(page)
    assert set(rows) == {"All that are shown", told[0].name}  # who was never counted has no row of noughts
    assert rows[told[0].name] == ["25", "15", "40", "2 November 2026"]
    assert "Nothing to show in: Early years and childcare; " in page
    assert "about 40, in the 1 of 2 authorities that are shown." in page
    assert "rounded to multiples of 5." in page
    assert "2026 to 2027 is not over yet." in page


def test_the_country_stands_year_by_year(reader: Client, told: list[Authority]) -> None:
    with acting_in(told[1].id):
        make_counting()
        make_summary(told[1], code="", number=10)

    rows = rows_of(text_of(reader, address(), show="years", by="sector"))

    assert rows["2025 to 2026"][-2:] == ["35", "1"]
    assert rows["2026 to 2027"][-2:] == ["50", "2"]  # what is hidden in one is not in the sum
    assert "All that are shown" not in rows


def test_a_share_is_of_all_that_are_shown(reader: Client, told: list[Authority]) -> None:
    asked = {"report": "assessed", "axis": "sex"}
    make_summary(**asked, number=50, said=40, holding=10)
    with acting_in(told[1].id):
        make_counting(below=10)
        make_summary(told[1], **asked, number=40, said=40, holding=30)

    page = text_of(reader, address(code="assessed"), by="sex", measure="share")

    assert rows_of(page)["All that are shown"][-2:] == ["50% of 80", "2"]
    assert "completed within the authority’s own number of days" in page
    assert "multiples of 5 to 10, as each authority chose." in page


def test_older_nights_are_named(reader: Client, told: list[Authority]) -> None:
    with acting_in(told[1].id):
        make_counting(counted_at=clock.now() - dt.timedelta(days=3))

    page = text_of(reader, address())

    assert f"{told[1].name}: not since 30 October 2026 at 10:30" in page


def test_a_file_has_the_figures_of_the_page_and_their_age(reader: Client, told: list[Authority]) -> None:
    answer = reader.get(address("report_download"), {"as": "csv"})

    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Authority", "Column code", "Sector of the initiator", "CAFs started", "Counted"]
    by_code = {line[1]: line[3] for line in lines[1 : lines.index([])]}
    assert by_code == {"schools": "25", "health": "15", "": "40"}
    assert dict(line[:2] for line in lines if line[:1] == ["Age"])["Age"].startswith("1 of 2 authorities")


@pytest.mark.parametrize("way", ["xlsx", "json"])
def test_other_files_open(reader: Client, way: str) -> None:
    assert reader.get(address("report_download"), {"as": way, "show": "years"}).status_code == 200


def test_nothing_told_is_said_with_what_to_do(reader: Client) -> None:
    page = text_of(reader, address(code="closed"))

    assert "No authority tells anything of this yet. Choose another year" in page
    assert "app-chart" not in page


@pytest.mark.parametrize("code", sorted(NATIONAL))
def test_every_report_opens_and_says_what_it_counts(reader: Client, code: str) -> None:
    page = text_of(reader, address(code=code))

    assert "What is counted" in page
    assert "your" not in page.split("What is counted")[1].split("</main>")[0]


@pytest.mark.parametrize("chosen", [{"by": "agency"}, {"year": "1999"}, {"show": "cases"}])
def test_what_is_not_offered_is_refused_at_its_field(reader: Client, chosen: dict[str, str]) -> None:
    assert "There is a problem" in text_of(reader, address(), **chosen)
    assert reader.get(address("report_download"), chosen).status_code == 404


def test_an_unknown_report_is_not_there(reader: Client) -> None:
    assert reader.get(address(code="nothing")).status_code == 404


def test_what_the_night_counts_is_on_the_page(
    authority: Authority, coordinator: Practitioner, client_of: SignIn
) -> None:
    world = World(coordinator)
    for day in range(1, 26):
        world.case(dt.date(2026, 9, day), children=[ChildFactory()])
    tell_country_of(str(authority.id))

    rows = rows_of(text_of(client_of(make_national_analyst()), address()))

    assert rows[authority.name][-2] == "25"


def test_looks_and_files_are_on_the_trail(reader: Client, owner_sees: Any) -> None:
    reader.get(address())
    reader.get(address("report_download"), {"as": "csv"})

    rows = owner_sees("select action, reason from audit_event where reason like %s", ["national-%"])
    assert [(row["action"], row["reason"]) for row in rows] == [
        ("read", "national-started"),
        ("downloaded", "national-started"),
    ]


def test_others_are_refused(told: list[Authority], coordinator: Practitioner, client_of: SignIn) -> None:
    for role in ("coordinator", "analyst", "administrator", "national_analyst"):
        client = client_of(
            PractitionerFactory(post_worn__role=role)
        )  # of an authority, not of a national body
        assert client.get(address()).status_code == 403
        assert client.get(reverse("national:index")).status_code == 403


def test_signing_in_leads_to_the_national_reports(reader: Client) -> None:
    for name in ("root", "home:my_work"):
        assert reader.get(reverse(name)).headers["Location"] == reverse("national:index")

    page = text_of(reader, reverse("national:index"))
    bar = re.findall(r"service-navigation__link[^>]*>\s*(?:<strong[^>]*>)?\s*([^<]+?)\s*<", page)
    assert bar == ["National reports", "Help"]


# What everybody opens who has an account: signing in, one's own sessions and factors, and help.
OF_EVERYBODY = ("/account/", "/help/", "/invited/", "/national/", "/csp-report/")
LED_TO_NATIONAL = {"root", "home:my_work"}


def test_every_other_page_of_the_site_is_refused(
    reader: Client, alice: Practitioner, bob: Practitioner, dave: Practitioner, coordinator: Practitioner
) -> None:
    world = make_world(lead=alice, helper=bob, finder=dave, coordinator=coordinator, agency=AgencyFactory())
    answers = {}
    for name, pattern in all_addresses().items():
        where = world.address(name, pattern)
        if where.startswith(OF_EVERYBODY) or name in LED_TO_NATIONAL or ROWS[name].signed_out in (200, 204):
            continue
        with transaction.atomic():
            answers[name] = (reader.post if name in BY_POST else reader.get)(where).status_code
            transaction.set_rollback(True)

    assert len(answers) > 200
    assert {name: status for name, status in answers.items() if status not in (403, 404)} == {}
