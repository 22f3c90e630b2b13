"""Who leads how many CAFs today?

Who is in: every open CAF that somebody leads, as it stands today. Who is out: those that nobody leads.
"""

from __future__ import annotations

from collections import Counter

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner, Sector
from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Standing
from opencaf.reports.axes import LOCALITY, agencies, codes_of_case, rows_of_cases
from opencaf.reports.facts import Axis, Category, Fact, Report, fixed
from opencaf.reports.periods import Period

LOADS = (("1", "Leads 1", 1), ("2", "Leads 2 or 3", 3), ("4", "Leads 4 or 5", 5), ("6", "Leads 6 to 10", 10))
MANY = ("11", "Leads 11 or more")


def practitioners(practitioner: Practitioner) -> list[Category]:
    """Return everybody who works in the authority."""
    rows = Practitioner.objects.filter(authority_id=practitioner.authority_id)
    return [Category(str(one.pk), str(one)) for one in rows.order_by("family_name", "given_name", "id")]


def read(practitioner: Practitioner, _period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each open CAF with a lead, with the days for which they have led."""
    rows = Standing.objects.within(sight_of(practitioner)).open().filter(lead__isnull=False)
    of_lead = ("lead__agency_id", "lead__agency__sector", "lead__started_on", "lead__started_accuracy")
    read_rows = list(rows_of_cases(rows, wanted - {"sector", "agency"}, "episode_id", "leader_id", *of_lead))
    loads = Counter(row["leader_id"] for row in read_rows)
    today = clock.today()
    found = []
    for row in read_rows:
        days = (today - row["lead__started_on"]).days
        codes = codes_of_case(row) | {
            "leader": str(row["leader_id"]),
            "load": load_of(loads[row["leader_id"]]),
            "agency": str(row["lead__agency_id"]),
            "sector": row["lead__agency__sector"],
        }
        is_exact = row["lead__started_accuracy"] == EXACT
        found.append(Fact(row["episode_id"], today, codes, value=days if is_exact else None))
    return found


def load_of(number: int) -> str:
    """Return the band of a number of CAFs."""
    return next((code for code, _words, most in LOADS if number <= most), MANY[0])


REPORT = Report(
    code="leads",
    title="Who leads how many {caf}s?",
    hint="Open {caf}s by whoever leads them, their agency and sector, as they stand today.",
    counts="open {caf}s that somebody leads",
    day="",
    who_is_in=("Every open {caf} that somebody leads, once, as it stands today.",),
    who_is_out=("{caf}s that nobody leads yet: “Which {caf}s are open?” has them.",),
    limits=(
        "A number says nothing of how much work a {caf} is, nor of what else somebody has to do.",
        "How many somebody leads is counted among the {caf}s that you can open: in another locality they may lead more.",
        "Work done without the title of {authority.lead_title} is not in these figures.",
    ),
    axes=(
        fixed("sector", "Sector of who leads", Sector.choices, unknown=[Sector.UNKNOWN]),
        Axis("agency", "Agency of who leads", agencies, lists_empty=False, is_short=False),
        Axis("leader", "Who leads", practitioners, lists_empty=False, is_short=False, names_people=True),
        fixed("load", "How many they lead", [*((code, words) for code, words, _ in LOADS), MANY]),
        LOCALITY,
    ),
    read=read,
    value="for which they have led",
    first_columns="load",
)
