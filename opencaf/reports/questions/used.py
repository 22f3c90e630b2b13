"""Who starts, leads and contributes, by agency?

Who is in: each CAF that somebody started, each time somebody began to lead, and each contribution to an assessment
that was sent, in the month of its day, by the agency for which it was done.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from opencaf.agencies.models import Post, Practitioner, Sector
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Contribution, Episode, LeadProfessional
from opencaf.reports.axes import LOCALITY, agencies, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Axis, Fact, Report, fixed
from opencaf.reports.periods import Period
from opencaf.reports.questions.leads import practitioners

DID = (("started", "Started"), ("led", "Began to lead"), ("contributed", "Contributed to an assessment"))


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each start, each lead that began and each contribution."""
    found = []
    visible = Episode.objects.visible_to(practitioner)
    for did, rows, key in ways():
        chosen = rows.filter(
            ~is_a_mistake(key), day__gte=period.first, day__lt=period.ends_before, **{f"{key}__in": visible}
        )
        for row in rows_with_place(chosen, wanted, key):
            codes = codes_of_case(row) | {
                "did": did,
                "agency": str(row["at"]),
                "sector": row["at_sector"],
                "who": str(row["doer"]),
            }
            found.append(Fact(row["case"], row["day"], codes, is_exact=row["accuracy"] == EXACT))
    return found


def ways() -> tuple[tuple[str, QuerySet[Any], str], ...]:
    """Return what is done, its rows with who did it, for which agency and when, and the way to the case."""
    of_doer = Post.objects.filter(practitioner=OuterRef("practitioner_id"))
    post = of_doer.order_by(F("ended_on").desc(nulls_first=True), "id")
    started = Episode.objects.annotate(
        day=F("intended_on"),
        accuracy=F("intended_accuracy"),
        doer=F("initiator_id"),
        at=F("initiating_agency_id"),
        at_sector=F("initiating_agency__sector"),
    )
    led = LeadProfessional.objects.annotate(
        day=F("started_on"),
        accuracy=F("started_accuracy"),
        doer=F("practitioner_id"),
        at=F("agency_id"),
        at_sector=F("agency__sector"),
    )
    contributed = Contribution.objects.filter(sent_on__isnull=False).annotate(
        day=F("sent_on"),
        accuracy=Value(EXACT),
        doer=F("practitioner_id"),
        at=Subquery(post.values("agency_id")[:1]),
        at_sector=Subquery(post.values("agency__sector")[:1]),
    )
    return ("started", started, "pk"), ("led", led, "episode_id"), ("contributed", contributed, "episode_id")


def rows_with_place(rows: QuerySet[Any], wanted: frozenset[str], key: str) -> Any:
    """Return rows with the locality of their case, where it is wanted."""
    names = ("case", "day", "accuracy", "doer", "at", "at_sector")
    found = rows.annotate(case=F(key))
    if key == "pk":
        by = {"by_locality": F("locality_id")} if "locality" in wanted else {}
        return found.annotate(**by).values(*names, *by)
    return rows_of_cases(found, wanted & {"locality"}, *names)


REPORT = Report(
    code="used",
    title="Which agencies start, lead and contribute?",
    hint="{caf}s started, leads that began and contributions sent, by agency, sector and practitioner.",
    counts="starts, leads and contributions",
    day="it was done",
    who_is_in=(
        "Each {caf} that was started, by its initiator and their agency.",
        "Each time somebody began to be {authority.lead_title}, for their agency of then.",
        "Each contribution to an assessment that was asked for and sent, by the agency of whoever sent it as it is now.",
    ),
    who_is_out=("{caf}s opened by mistake or joined to another.",),
    limits=(
        "Who does nothing of this is in no line: an agency that is missing has not started, led or contributed.",
        "It is what was done, not how many people did it: divide by who did it to see them.",
        "How many staff are trained, have an account or signed in stands under Training, From training to practice.",
        "Coming to meetings and giving services are not in these figures.",
    ),
    axes=(
        Axis("agency", "Agency", agencies, lists_empty=False, is_short=False),
        fixed("sector", "Sector", Sector.choices, unknown=[Sector.UNKNOWN]),
        fixed("did", "What was done", DID),
        Axis("who", "Who did it", practitioners, lists_empty=False, is_short=False, names_people=True),
        LOCALITY,
    ),
    read=read,
    first_columns="did",
)
