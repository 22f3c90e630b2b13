"""What each error refuses: a name for the case, its code, the command, the input, the figure at fault."""

from typing import Any

from tests.costing.asking import DEFLATOR, dated
from tests.costing.mistakes_given import (
    CLOSED,
    LATE,
    SPELL,
    care,
    index,
    record,
    role,
    sheet,
    times,
)

REFUSED: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("minutes below nought", "E01", "unit_costs", times(record(minutes=-5)), "-5 minutes"),
    ("minutes above a day", "E01", "unit_costs", times(record(minutes=1441)), "1441"),
    (
        "a day of more than 24 hours",
        "E01",
        "unit_costs",
        times(*[record(minutes=800, on="2011-03-01")] * 2),
        "1600",
    ),
    (
        "estimates out of order",
        "E01",
        "unit_costs",
        times(record(minutes=None, low=9, most_likely=5, high=7)),
        "order",
    ),
    ("a blank time", "E02", "unit_costs", times(record(minutes="")), "A205"),
    ("a group estimate of two", "E02", "unit_costs", times(record(minutes=None, low=5, high=7)), "three"),
    ("no hours", "E03", "rate", role(weeks=0), "= 0"),
    ("too many hours", "E03", "rate", role(weeks=52, hours_a_week=43), "2236"),
    (
        "indirect work twice",
        "E04",
        "unit_costs",
        times(record(), time_basis="all_case_work", rate_basis="per_direct_hour"),
        "twice",
    ),
    ("a year missing", "E05", "uprate", {**index("per_cent", 2, 3), "to_year": "2013/14"}, "2013/14"),
    (
        "a year twice",
        "E05",
        "uprate",
        index("per_cent", 2, 3) | {"index": {**DEFLATOR, "rates": DEFLATOR["rates"] * 2}},
        "2011/12",
    ),
    (
        "two vintages",
        "E05",
        "uprate",
        index("per_cent", 2)
        | {
            "index": {
                **DEFLATOR,
                "rates": [{"year": "2011/12", "rate": 2, "vintage": "May 2020"}, DEFLATOR["rates"][1]],
            }
        },
        "May 2020",
    ),
    ("per cents as proportions", "E06", "uprate", index("proportion", 2.29, 0.5), "2.29"),
    ("a fall in per cents as proportions", "E06", "uprate", index("proportion", -0.8), "-0.8"),
    ("proportions as per cents", "E06", "uprate", index("per_cent", 0.0229, 0.015), "0.0229"),
    (
        "a discount rate in per cents",
        "E06",
        "cost_case",
        {"discount_rate": 3.5, "factors_for_years": [1]},
        "0.035",
    ),
    ("shares of roles", "E07", "unit_costs", times(record(), role_shares={"Teacher": 0.9}), "0.9"),
    (
        "weights of modes",
        "E07",
        "unit_costs",
        times(record(), modes="pooled", mode_weights={"survey": 1.1}),
        "1.1",
    ),
    (
        "shares of payers",
        "E07",
        "cost_child",
        {"events": CLOSED, "sheet": sheet(payers={"local_authority": 0.5, "voluntary": 0.4})},
        "0.9",
    ),
    (
        "closed before assessment",
        "E08",
        "cost_child",
        {"events": dated(("assessment", "2011-05-01"), ("close", "2011-04-01"))},
        "2011-04-01",
    ),
    (
        "met before consent",
        "E08",
        "cost_child",
        {"events": [*CLOSED, *dated(("consent", "2011-03-01"))]},
        "consent",
    ),
    (
        "met before assessed",
        "E08",
        "cost_child",
        {
            "events": dated(
                ("initial_tac", "2011-02-01"), ("assessment", "2011-02-04"), ("close", "2011-05-01")
            )
        },
        "2011-02-04",
    ),
    (
        "met after closing",
        "E08",
        "cost_child",
        {"events": [*CLOSED, *dated(("subsequent_tac", "2011-08-01"))]},
        "2011-08-01",
    ),
    (
        "two open CAFs",
        "E09",
        "cost_child",
        {
            "events": [
                *dated(*[(e["process"], e["on"]) for e in CLOSED], case="1"),
                *dated(("intention", "2011-07-01"), ("close", "2011-09-01"), case="2"),
            ]
        },
        "2011-07-01",
    ),
    (
        "two intentions in one CAF",
        "E09",
        "cost_child",
        {"events": [*CLOSED, *dated(("intention", "2011-03-01"))]},
        "case",
    ),
    (
        "a gap of lead professionals",
        "E10",
        "cost_child",
        {
            "events": CLOSED,
            "lead_spells": [{**SPELL, "ends_on": "2011-05-01"}, {**SPELL, "starts_on": "2011-05-03"}],
        },
        "2011-05-01 to 2011-05-02",
    ),
    (
        "two lead professionals",
        "E10",
        "cost_child",
        {
            "events": CLOSED,
            "lead_spells": [{**SPELL, "ends_on": "2011-05-10"}, {**SPELL, "starts_on": "2011-05-03"}],
        },
        "2011-05-03 to 2011-05-10",
    ),
    (
        "a lead professional after closing",
        "E10",
        "cost_child",
        {"events": CLOSED, "lead_spells": [{**SPELL, "ends_on": "2011-08-01"}]},
        "2011-08-01",
    ),
    (
        "a lead professional before the meeting",
        "E10",
        "cost_child",
        {"events": CLOSED, "lead_spells": [{**SPELL, "starts_on": "2011-02-01"}]},
        "2011-02-01",
    ),
    (
        "closed before support",
        "E11",
        "cost_child",
        {"events": dated(("initial_tac", "2011-03-01"), ("close", "2011-02-01"))},
        "2011-02-01",
    ),
    (
        "a date after the extract",
        "E12",
        "cost_child",
        {"events": CLOSED, "extract_on": "2011-07-01"},
        "2011-07-25",
    ),
    ("an unknown process", "E13", "cost_child", {"events": dated(("panel", "2011-03-01"))}, "panel"),
    ("an unknown role", "E13", "unit_costs", times(record(role="Teecher")), "Teecher"),
    ("an unknown activity", "E13", "unit_costs", times(record(activity="A999")), "A999"),
    (
        "a role that the sheet does not have",
        "E13",
        "cost_child",
        {"events": dated(("intention", "2011-03-01"), role="Nurse"), "sheet": sheet(role="Teacher")},
        "Nurse",
    ),
    (
        "a shared meeting of nobody",
        "E14",
        "cost_child",
        {
            "events": [
                *LATE[:2],
                *dated(("initial_tac", "2011-02-25"), shared=True),
                *dated(("close", "2011-03-25")),
            ]
        },
        "sibling group",
    ),
    (
        "a shared meeting of one",
        "E14",
        "cost_child",
        {
            "events": [
                *LATE[:2],
                *dated(("initial_tac", "2011-02-25"), shared=True, sibling_group="S1"),
                *dated(("close", "2011-03-25")),
            ]
        },
        "S1",
    ),
    (
        "a price without a unit",
        "E15",
        "cost_child",
        {"events": CLOSED, "sheet": sheet(unit=None)},
        "intention",
    ),
    (
        "an event priced by the month",
        "E15",
        "cost_child",
        {"events": CLOSED, "sheet": sheet(unit="month")},
        "month",
    ),
    ("a weekly price for days", "E15", "reconcile", care(unit="week"), "week"),
    ("a weekly price entered as daily", "E15", "reconcile", care(price=700, printed=700), "week's price"),
    (
        "a service priced by another unit",
        "E15",
        "cost_child",
        {
            "services": [
                {
                    "service": "S1",
                    "units": 3,
                    "unit": "day",
                    "price": 70,
                    "price_unit": "week",
                    "price_year": "2010/11",
                }
            ]
        },
        "week",
    ),
    ("parts beside their headline", "E16", "reconcile", care(plus=1.01), "£1.01 more"),
    ("a printed part", "E16", "reconcile", care(printed=690), "690"),
    ("a printed rate", "E16", "rate", role(printed={"per_hour": 31}), "31"),
    (
        "ratios that contradict each other",
        "E17",
        "rate",
        role(
            printed={
                "per_hour": 27,
                "per_direct_hour": 40,
                "per_hour_with_qualification": 40,
                "per_direct_hour_with_qualification": 50,
            }
        ),
        "contradict",
    ),
    (
        "a ratio other than stated",
        "E17",
        "rate",
        role(direct_ratio=1.5, printed={"per_hour": 27, "per_direct_hour": 40}),
        "2.50",
    ),
    (
        "cheaper with qualifications",
        "E17",
        "rate",
        role(printed={"per_direct_hour": 40, "per_direct_hour_with_qualification": 39}),
        "39",
    ),
    ("a rate without price year", "E18", "rate", role(price_year=None), "Family support worker"),
    ("an uprating from no year", "E18", "uprate", {**index("per_cent", 2), "from_year": None}, "price year"),
    (
        "a sheet without price year",
        "E18",
        "cost_child",
        {"events": CLOSED, "sheet": {**sheet(), "price_year": None}},
        "price year",
    ),
    (
        "amounts of two years",
        "E18",
        "cost_child",
        {"events": CLOSED, "sheet": sheet(price_year="2012/13")},
        "2010/11, 2012/13",
    ),
    ("an answer for no cases", "E19", "unit_costs", times(record(n_cases=0)), "0 cases"),
    ("a price for no units", "E19", "reconcile", care(for_units=0), "foster care"),
    (
        "a product of no hours",
        "E19",
        "reconcile",
        {"products": [{"name": "visit", "hours": 0, "printed": 3}]},
        "visit",
    ),
    (
        "nobody to do the work",
        "E19",
        "capacity",
        {
            "volumes": [{"month": "2011-04", "process": "close", "volume": 3}],
            "hours": [{"process": "close", "role": "Teacher", "hours": 2}],
            "supply": [{"role": "Teacher", "fte": 0, "hours_a_year": 1500}],
        },
        "Teacher",
    ),
    (
        "a worker who serves nobody",
        "E19",
        "capacity",
        {"queue": {"arrivals": 1, "served": 0, "servers": 2}},
        "0",
    ),
    (
        "a cumulative count that falls",
        "E20",
        "capacity",
        {"flow": {"cumulative_arrivals": [5, 9, 8], "throughput": 4}},
        "9 to 8",
    ),
    (
        "nominal flows",
        "E05",
        "cost_case",
        {"one_off": [{"name": "build", "amount": 1}], "flows": "nominal"},
        "nominal",
    ),
    ("an open case without an end", "E00", "cost_child", {"events": LATE}, "extract_on"),
    (
        "a perspective of an unsplit sheet",
        "E00",
        "cost_child",
        {"events": CLOSED, "perspective": "local_authority"},
        "payers",
    ),
    (
        "a window that ends before it begins",
        "E00",
        "cost_child",
        {"events": CLOSED, "window_from": "2011-05-01", "window_to": "2011-04-01"},
        "2011-04-01",
    ),
]
