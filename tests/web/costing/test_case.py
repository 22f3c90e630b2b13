"""What a case costs, and the time diary, as those who work in the case see them."""

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.costing.models import Stopwatch, TimeEntry
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.team import join_team
from tests.costing.test_own_cases import DAYS, dated_case
from tests.factories import make_episode
from tests.fixtures import TODAY
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
NOTE = {
    "activity": "A205",
    "happened_on_day": "20",
    "happened_on_month": "10",
    "happened_on_year": "2026",
    "done": "minutes",
    "minutes": "45",
    "role": "Inclusion lead",
}


def typed(days: dict[str, dt.date]) -> dict[str, str]:
    """Days as they are typed in three boxes each."""
    parts = ("day", "month", "year")
    return {f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in parts}


@pytest.fixture
def dated(alice: Practitioner, coordinator: Practitioner) -> Episode:
    return dated_case(alice, coordinator)


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_a_case_shows_its_cost_with_the_dates_behind_it(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)

    with at_most(12):
        page = client.get(reverse("costing:case", args=[dated.id])).content.decode()

    # PV3
    assert "£1,738.31 so far, at 2010/11 prices." in page
    assert "£450.57" in page
    meeting = dated.meetings.order_by("held_on").first()
    assert meeting is not None
    assert reverse("episodes:meeting", args=[dated.id, meeting.id]) in page
    assert "W05" in page


def test_a_window_is_chosen(dated: Episode, alice: Practitioner, client_of: SignIn) -> None:
    days = {"starts_on": DAYS["intended_on"], "ends_on": dt.date(2026, 7, 10)}
    query = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }

    page = client_of(alice).get(reverse("costing:case", args=[dated.id]), query).content.decode()

    assert "£1,574.47 in the days you chose" in page
    assert "(not counted)" in page


def test_a_window_that_ends_before_it_begins_is_said(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    days = {"starts_on": dt.date(2026, 7, 10), "ends_on": dt.date(2026, 7, 10)}
    query = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }

    page = client_of(alice).get(reverse("costing:case", args=[dated.id]), query).content.decode()

    assert page.count("must be after the first day") == 2


def test_children_share_the_cost(alice: Practitioner, coordinator: Practitioner, client_of: SignIn) -> None:
    case = dated_case(alice, coordinator, children=2)

    page = client_of(alice).get(reverse("costing:case", args=[case.id])).content.decode()

    assert "Shared by its children: £869.16, £869.15." in page


def test_dates_out_of_order_are_said_with_where_to_correct_them(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    dated.assessments.update(completed_on=dt.date(2026, 3, 4))

    page = client_of(alice).get(reverse("costing:case", args=[dated.id])).content.decode()

    assert f"<strong>E08</strong> {dated.reference}: initial_tac" in page
    assert "Correct a date in the journey" in page
    assert "so far" not in page


def test_the_figures_of_a_case_are_taken_away(dated: Episode, alice: Practitioner, client_of: SignIn) -> None:
    file = client_of(alice).get(reverse("costing:case_download", args=[dated.id]))

    text = file.content.decode("utf-8-sig")
    assert "Month,February 2026,450.57" in text
    assert "All,,1738.31" in text
    assert dated.reference not in text


def test_a_stranger_sees_nothing(dated: Episode, dave: Practitioner, client_of: SignIn) -> None:
    client = client_of(dave)

    names = ("case", "case_download", "case_time")
    answers = [client.get(reverse(f"costing:{name}", args=[dated.id])).status_code for name in names]

    assert answers == [404, 404, 404]


def test_overview_and_journey_lead_there(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)

    overview = client.get(reverse("episodes:overview", args=[case.id])).content.decode()
    journey = client.get(reverse("episodes:journey", args=[case.id])).content.decode()

    assert reverse("costing:case_time", args=[case.id]) in overview
    assert reverse("costing:case", args=[case.id]) in overview
    assert reverse("costing:case", args=[case.id]) in journey


def test_minutes_are_noted_after_the_deed(
    case: Episode, alice: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of(alice)

    with django_assert_max_num_queries(23):
        client.post(reverse("costing:case_time", args=[case.id]), NOTE)
    page = client.get(reverse("costing:case_time", args=[case.id])).content.decode()

    assert "Your time is noted." in page
    assert "20 October 2026: Write the form, 45 minutes" in page
    assert 'value="Inclusion lead"' in page


def test_what_was_not_done_is_noted_too(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    client_of(alice).post(
        reverse("costing:case_time", args=[case.id]), {**NOTE, "done": "not_done", "minutes": ""}
    )

    assert TimeEntry.objects.get().state == "not_done"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"minutes": ""}, "Enter how many minutes it took"),
        ({"minutes": "-5"}, "Minutes must be 0 or more"),
        ({"minutes": "2000"}, "Minutes must be 1440 or less"),
        ({"activity": ""}, "Select what you did"),
        ({"happened_on_year": "2030"}, "day you did it must be"),
        ({"role": ""}, "Enter your role"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(
    case: Episode, alice: Practitioner, client_of: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    page = (
        client_of(alice)
        .post(reverse("costing:case_time", args=[case.id]), {**NOTE, **wrong})
        .content.decode()
    )

    assert page.lower().count(sentence.lower()) == 2
    assert 'value="20"' in page
    assert not TimeEntry.objects.exists()


def test_a_clock_runs_from_one_tap_to_the_next(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)

    with clock.everywhere_at(TODAY + dt.timedelta(minutes=1)):
        client.post(reverse("costing:clock_start", args=[case.id]), {"clock-activity": "A401"})
        running = client.get(reverse("costing:case_time", args=[case.id])).content.decode()
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=13)):
        client.post(reverse("costing:clock_stop", args=[case.id]), {"clock-role": "Inclusion lead"})

    assert "Your clock is running" in running
    assert "Calls and e-mails, since 10:31am" in running
    assert TimeEntry.objects.get().minutes == 12


def test_a_clock_of_another_case_is_pointed_to(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    other = make_episode(by=alice)
    client = client_of(alice)
    client.post(reverse("costing:clock_start", args=[other.id]), {"clock-activity": "A401"})

    page = client.get(reverse("costing:case_time", args=[case.id])).content.decode()
    stopped = client.post(reverse("costing:clock_stop", args=[case.id]), {"clock-role": "x"})

    assert "Your clock is running in another case." in page
    assert reverse("costing:case_time", args=[other.id]) in page
    assert stopped.status_code == 404


def test_a_clock_is_dropped(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)
    client.post(reverse("costing:clock_start", args=[case.id]), {"clock-activity": "A401"})

    page = client.post(reverse("costing:clock_drop", args=[case.id]), follow=True).content.decode()

    assert "The clock is dropped. No time is noted." in page
    assert Stopwatch.objects.get().stopped_at is not None


def test_a_clock_without_a_choice_says_so(case: Episode, alice: Practitioner, client_of: SignIn) -> None:
    page = client_of(alice).post(reverse("costing:clock_start", args=[case.id]), {}).content.decode()

    assert page.count("Select what you are doing") == 2


def test_a_time_is_corrected_by_who_noted_it_only(
    case: Episode, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    join_team(episode=case, who=bob, joined_on=dt.date(2026, 10, 1), by=alice)
    client_of(alice).post(reverse("costing:case_time", args=[case.id]), NOTE)
    address = reverse("costing:time_correct", args=[case.id, TimeEntry.objects.get().id])

    wrong = client_of(alice).post(address, {"minutes": "45", "reason": "Same"}).content.decode()
    client_of(alice).post(address, {"minutes": "54", "reason": "Figures swapped"})
    others = client_of(bob).get(address)
    seen = client_of(bob).get(reverse("costing:case_time", args=[case.id])).content.decode()

    assert "Enter something other than what is recorded now" in wrong
    assert TimeEntry.objects.get().minutes == 54
    assert others.status_code == 403
    assert "Write the form, 54" not in seen  # nobody sees another's times


def test_a_case_is_taken_away_in_three_formats_with_the_same_mark(
    dated: Episode, alice: Practitioner, client_of: SignIn, owner_sees: Any
) -> None:
    client = client_of(alice)
    address = reverse("costing:case_download", args=[dated.id])

    page = client.get(reverse("costing:case", args=[dated.id])).content.decode()
    exact = json.loads(client.get(address, {"as": "json"}).content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address, {"as": "xlsx"}).content))
    unknown = client.get(address, {"as": "exe"})

    # PV3
    assert {"What": "All", "Which": "", "Cost": "1738.31336406"} in exact["rows"]
    assert ["All", "", 1738.31] in book.get_sheet_by_name("Figures").to_python()
    assert len(exact["input_sha256"]) == 64
    assert exact["input_sha256"] in str(book.get_sheet_by_name("Depends on").to_python())
    assert exact["parameters"]["Price year"] == "2010/11"
    assert f"{address}?as=json" in page
    assert unknown.status_code == 404
    taken = owner_sees("select detail from audit_event where action = 'taken' and reason = 'cost'")
    assert [one["detail"]["way"] for one in taken] == ["json", "xlsx"]
