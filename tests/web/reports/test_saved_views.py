"""Views that are saved under a name: made, shared, opened, removed."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from tests.factories import PractitionerFactory
from tests.factories.reports import make_view

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
SAVED = "select report, name, choices from reports_savedview"
CHOSEN = {"rows": "outcome", "columns": "reason", "from_month": "2026-01", "to_month": "2026-03"}
SAVE = "reports:save_view"


def test_a_view_is_saved_from_the_report_and_found_again(
    coordinator: Practitioner, carol: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(coordinator)
    there = unescape(
        client.get(reverse("reports:report", args=["closed"]), CHOSEN).content.decode()
    )  # nothing was closed, so that the page offers no view of nothing
    assert "Save this view" not in there
    answers = {"name": "Outcomes in spring", "months": "fixed", "shared": "yes"}

    saved = client.post(
        f"{reverse(SAVE, args=['closed'])}?rows=outcome&columns=reason&from_month=2026-01&to_month=2026-03",
        answers,
    )

    index = unescape(client.get(saved["Location"]).content.decode())
    assert "Outcomes in spring" in index
    assert "Shared by you" in index
    assert owner_sees(SAVED)[0]["choices"] == {**CHOSEN, "measure": "count"}
    assert "from_month=2026-01" in index
    assert f"Shared by {coordinator}" in client_of(carol).get(reverse("reports:index")).content.decode()


def test_months_that_move_on_are_not_kept(
    coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    answers = {"name": "The last year", "months": "moving", "shared": "no"}

    client_of(coordinator).post(reverse(SAVE, args=["closed"]), answers)

    assert owner_sees(SAVED)[0]["choices"] == {"rows": "reason", "columns": "month", "measure": "count"}


def test_a_report_of_today_asks_for_no_months(
    coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(coordinator)

    asked = client.get(reverse(SAVE, args=["open"])).content.decode()
    client.post(reverse(SAVE, args=["open"]), {"name": "Open", "shared": "no"})

    assert "Which months" not in asked
    assert owner_sees(SAVED)[0]["report"] == "open"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter a name for this view"),
        ({"name": " Closings "}, "You have a view with this name already"),
        ({"months": ""}, "Select which months it should show"),
        ({"shared": ""}, "Select yes to share it in the authority"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees, wrong: dict[str, str], sentence: str
) -> None:
    make_view(by=coordinator)
    answers = {"name": "Mine", "months": "moving", "shared": "no"}

    page = client_of(coordinator).post(reverse(SAVE, args=["closed"]), {**answers, **wrong})

    assert page.content.decode().count(sentence) == 2
    assert len(owner_sees(SAVED)) == 1


def test_a_view_of_ones_own_is_nobody_elses(
    coordinator: Practitioner, carol: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    view = make_view(by=coordinator)
    remove = reverse("reports:remove_view", args=[view.id])

    index = client_of(carol).get(reverse("reports:index")).content.decode()

    assert view.name not in index
    assert client_of(carol).post(remove).status_code == 404
    assert len(owner_sees(SAVED)) == 1


def test_a_view_is_removed_by_its_owner_or_once_shared_by_others(
    coordinator: Practitioner, carol: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    mine, shared = make_view(by=coordinator), make_view(by=coordinator, name="For all", shared=True)

    asked = client_of(carol).get(reverse("reports:remove_view", args=[shared.id])).content.decode()
    client_of(carol).post(reverse("reports:remove_view", args=[shared.id]))
    client_of(coordinator).post(reverse("reports:remove_view", args=[mine.id]))

    assert f"saved by {coordinator}, is removed for everybody" in asked
    assert len(owner_sees(SAVED)) == 0


def test_readers_without_cases_find_the_reports_and_no_view(
    coordinator: Practitioner, client_of: SignIn
) -> None:
    make_view(by=coordinator, shared=True)

    page = (
        client_of(PractitionerFactory(post_worn__role="analyst"))
        .get(reverse("reports:index"))
        .content.decode()
    )

    assert "How many CAFs were started" in page
    assert "numbers below 5 are hidden and all others are rounded" in page
    assert "Closings" not in page
    assert "How many CAFs were closed" in page
    assert reverse("reports:unmet") not in page


def test_a_mail_is_chosen_and_stopped_in_one_press(coordinator: Practitioner, client_of: SignIn) -> None:
    view = make_view(by=coordinator)
    client, there = client_of(coordinator), reverse("reports:mail_view", args=[view.id])

    empty = unescape(client.post(there, {"when": ""}).content.decode())
    client.post(there, {"when": "week-1"})
    page = unescape(client.get(there).content.decode())
    index = client.get(reverse("reports:index")).content.decode()
    client.post(there)
    after = unescape(client.get(there).content.decode())

    assert "Select when the mail should come" in empty
    assert "You get a mail every Monday" in page
    assert "Stop the mail" in index
    assert "When should the mail come?" in after


def test_only_who_finds_a_view_has_mails_about_it(
    coordinator: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    there = reverse("reports:mail_view", args=[make_view(by=coordinator).id])

    assert client_of(carol).get(there).status_code == 404
    assert client_of(PractitionerFactory(post_worn__role="analyst")).get(there).status_code == 403
