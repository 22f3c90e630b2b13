"""Rates and times for tests, made by the operations that people use."""

from decimal import Decimal
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import RoleRate, ServicePrice, TimeImport
from opencaf.costing.operations.importing import bring_in_times, take_over
from opencaf.costing.operations.rates import Hour, set_rate
from opencaf.costing.operations.services import price_service

SIX_ACTIVITIES = ("A101", "A205", "A304", "A304S", "A402", "A502")


def make_rate(role: str = "Teacher", *, by: Practitioner, hourly: str = "30", **values: Any) -> RoleRate:
    """A ready rate of £30 an hour at 2010/11 prices."""
    values = {"price_year": "2010/11", "source": "A test", "quality": "amber", **values}
    return set_rate(role=role, hour=Hour(hourly=Decimal(hourly)), by=by, **values)


def make_service_price(
    service: str = "Speech and language therapy", *, by: Practitioner, amount: str = "40", **values: Any
) -> ServicePrice:
    """A price of £40 a week at 2010/11 prices."""
    values = {"unit": "week", "price_year": "2010/11", "source": "A test", "payer": "other_public", **values}
    return price_service(service=service, amount=Decimal(amount), by=by, **values)


def survey_of(*rows: str, heads: str = "respondent,role,sector,activity,minutes") -> str:
    """The text of a table of times."""
    return "\n".join([heads, *rows])


def bring_in(table: str, *, by: Practitioner, mode: str = "survey") -> TimeImport:
    """A table of times that waits to be confirmed."""
    return bring_in_times(name="Autumn survey", mode=mode, table=table, by=by)


def take_in(table: str, *, by: Practitioner, mode: str = "survey") -> int:
    """Bring a table of times in and take it over."""
    return take_over(batch=bring_in(table, by=by, mode=mode), by=by)


def survey_of_all_processes(*, people: int = 3, role: str = "Teacher") -> str:
    """Each person says of one activity of each process that it takes 60 minutes."""
    rows = [f"p{n},{role},schools,{code},60" for n in range(people) for code in SIX_ACTIVITIES]
    return survey_of(*rows)
