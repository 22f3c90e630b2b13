"""Who pays said by an authority's sheet, and shown on the costs of a year, at the prices of any year."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import copy_published_sheet, price_lines
from tests.factories import make_episode
from tests.web.costing.test_figures import page_of

SignIn = Callable[[Practitioner], Client]


def test_years_are_carried_and_say_who_pays(
    carol: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    for _ in range(5):
        make_episode(by=alice, intended_on=dt.date(2026, 9, 1))
    client, year = client_of(carol), {"year": "2026", "by": "sector"}
    unknown = page_of(client, "years", **year)
    sheet = copy_published_sheet(name="Ours", by=carol)
    shares = {"local_authority": Decimal("0.75"), "voluntary": Decimal("0.25")}
    price_lines(sheet=sheet, price_year="2010/11", source="A test", amounts={}, payers=shares, by=carol)
    choose_costing(region="out_of_london", sheet=sheet, by=carol)

    plain = page_of(client, "years", **year)
    carried = page_of(client, "years", **year, price_year="2013/14")
    beyond = page_of(client, "years", **year, price_year="2030/31")
    file = client.get(reverse("costing:years_download"), {**year, "price_year": "2013/14"}).content.decode()

    # five intentions at £22; £116.83 at prices of 2013/14
    assert "Who pays is not known: the sheet in use does not say it" in unknown
    assert "5 CAFs cost £110" in plain
    assert "The local authority: £83. A voluntary organisation: £28." in plain
    assert "5 CAFs cost £117" in carried
    assert "Carried to 2013/14 prices by the GDP deflator" in carried
    assert "The local authority: £88. A voluntary organisation: £29." in carried
    assert "cannot be carried to 2030/31" in beyond
    assert "£110" not in beyond
    assert "Paid by,The local authority,,87.63" in file


def test_a_sheet_says_who_pays_for_its_lines(carol: Practitioner, client_of: SignIn) -> None:
    sheet = copy_published_sheet(name="Ours", by=carol)
    client, address = client_of(carol), reverse("costing:sheet", args=[sheet.id])
    typed = {f"line_{line.id}": str(line.amount) for line in sheet.lines.all()}
    typed |= {"price_year": "2010/11", "source": "A test"}

    wrong = client.post(address, {**typed, "payer_local_authority": "60"}).content.decode()
    client.post(address, {**typed, "payer_local_authority": "60", "payer_other_public": "40"})
    kept = client.post(address, typed)
    page = client.get(address).content.decode()

    assert "The shares of who pays must add up to 100%. They add up to 60%" in wrong
    assert kept.status_code == 302
    assert page.count("Who pays: The local authority 60%, Another public body 40%.") == 12
