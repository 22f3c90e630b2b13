"""Small inputs of the costing commands, sound but for what a test changes."""

from typing import Any

from tests.costing.asking import ROLES, dated

RATE = {"role": "Teacher", "hourly": 60, "price_year": "2010/11"}
SHEET_LINES = [
    {"process": "intention", "amount": 22, "unit": "each"},
    {"process": "assessment", "amount": 204, "unit": "each"},
    {"process": "initial_tac", "amount": 223, "unit": "each"},
    {"process": "subsequent_tac", "amount": 197, "unit": "each"},
    {"process": "ongoing_support", "amount": 165, "unit": "month"},
    {"process": "close", "amount": 84, "unit": "each"},
]


def record(**changes: Any) -> dict[str, Any]:
    """One teacher's answer."""
    return {"respondent": "r1", "role": "Teacher", "activity": "A205", "minutes": 60, **changes}


def times(*records: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Answers with a rate."""
    return {"rates": [RATE], "records": list(records), **changes}


def role(**changes: Any) -> dict[str, Any]:
    """One family support worker."""
    return {"roles": [{**ROLES[0], **changes}]}


def sheet(**changes: Any) -> dict[str, Any]:
    """A sheet of one's own whose first line is changed."""
    lines = [{**SHEET_LINES[0], **changes}, *SHEET_LINES[1:]]
    return {"name": "ours", "price_year": "2010/11", "lines": lines}


def index(unit: str, *rates: float, **more: Any) -> dict[str, Any]:
    """An uprating by some rates from 2010/11."""
    years = [f"{2011 + n}/{12 + n}" for n in range(len(rates))]
    listed = [{"year": year, "rate": rate} for year, rate in zip(years, rates, strict=True)]
    return {
        "amounts": [{"name": "visit", "amount": 100}],
        "from_year": "2010/11",
        "to_year": years[-1],
        "index": {"name": "Pay index", "vintage": "2014", "unit": unit, "rates": listed, **more},
    }


def care(**changes: Any) -> dict[str, Any]:
    """A headline of 700 with one part that gives it."""
    part = {"name": "foster care", "price": 100, "unit": "day", "quantity": 7, "quantity_unit": "day"}
    return {"headline": {"amount": 700}, "parts": [{**part, **changes}]}


LATE = dated(("intention", "2011-01-10"), ("assessment", "2011-02-04"), ("initial_tac", "2011-02-25"))
CLOSED = [*LATE, *dated(("close", "2011-07-25"))]
SPELL = {"starts_on": "2011-02-25", "ends_on": "2011-07-25"}
