"""From times and rates to what a case costs, without a line of JavaScript."""

from collections.abc import Callable

import pytest

from tests.factories.costing import survey_of_all_processes
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_manager_makes_a_sheet_of_own_times_and_a_lead_sees_the_case_cost_by_it(
    hands: Callable[..., Hands], office: Office
) -> None:
    at = hands(javascript=False)
    case = f"/episodes/{office.episode.id}/"

    # the lead notes time by the clock, and after the deed
    at.work_as(office.lead.email)
    at.follow(case)
    at.walk("costing:case_time", episode_id=office.episode.id)
    at.write({"clock-activity": "A401"})
    at.press("Start the clock")
    at.see("Your clock is running")
    at.write({"clock-role": "Teacher"})
    at.press("Stop and note the time")
    at.write(
        {
            "activity": "A205",
            "happened_on": "2026-10-20",
            "done": "minutes",
            "minutes": "60",
            "role": "Teacher",
        }
    )
    at.press("Note the time")
    at.see("20 October 2026: Write the form, 60 minutes")

    # the manager brings a survey in, sees the rate that is missing, enters it
    at.work_as(office.manager.email)
    at.walk("costing:index", "costing:times", "costing:bring_in")
    at.write({"name": "Survey", "mode": "survey", "table": survey_of_all_processes(people=3)})
    at.press("Read the table")
    at.see("18 lines can be used, 0 must be put right.")
    at.press("Take the good lines over")
    at.see("18 lines are taken over.")
    at.walk("costing:index", "costing:unit_costs")
    at.see("E13 There is no rate yet. Add one for each role: Teacher.")
    at.walk("costing:rates", "costing:rate_add")
    at.write({"role": "Teacher", "price_year": "2025/26", "source": "Pay scales", "quality": "amber"})
    at.write({"hourly": "40"})
    at.press("Save the rate")
    at.see("£40.00 an hour")

    # unit costs, a sheet of them, in use
    at.walk("costing:index", "costing:unit_costs")
    at.walk("costing:unit_cost", process="intention")
    at.see("£40 each")
    at.walk("costing:unit_costs", "costing:index", "costing:sheets", "costing:sheet_add")
    at.write({"name": "Our times", "source": "times"})
    at.press("Make the sheet")
    at.press("Save the sheet")
    at.write({"region": "out_of_london", "sheet": "Our times"})
    at.press("Use this")
    at.see("Cases are costed with your choice from now on.")

    # the lead sees the case at these prices
    at.work_as(office.lead.email)
    at.walk("costing:case", episode_id=office.episode.id)
    at.see("£40.00 so far, at 2025/26 prices.")
    at.see("Our times, out of London")
    at.see("The local authority: £40.00.")
