"""The reports of which authorities tell the country, with the ways to divide that are the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Standing
from opencaf.reports.axes import ETHNICITY, OF_CHILDREN, SECTOR, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.catalogue import GROUPS
from opencaf.reports.facts import Fact, Report, told_for
from opencaf.reports.periods import Period

OWN_NUMBER = "the authority’s own number of"
EVERYWHERE = SimpleNamespace(
    short_name="CAF",
    lead_title="lead professional",
    team_name="team around the child",
    assessment_within_days=OWN_NUMBER,
    first_meeting_within_days=OWN_NUMBER,
    drift_after_days=OWN_NUMBER,
    feedback_within=OWN_NUMBER,
)


def read_started(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each CAF that was begun."""
    rows = Standing.objects.within(sight_of(practitioner)).filter(
        ~is_a_mistake("episode_id"), intended_on__gte=period.first, intended_on__lt=period.ends_before
    )
    names = ("episode_id", "intended_on", "episode__intended_accuracy")
    return [
        Fact(
            row["episode_id"],
            row["intended_on"],
            codes_of_case(row),
            is_exact=row["episode__intended_accuracy"] == EXACT,
        )
        for row in rows_of_cases(rows, wanted, *names)
    ]


STARTED = Report(
    code="started",
    title="How many {caf}s were started, and by whom?",
    hint="",
    counts="{caf}s started",
    day="the {caf} was intended",
    who_is_in=("Every {caf} in the year of its intention, whatever came of it.",),
    who_is_out=("{caf}s opened by mistake or joined to another.",),
    limits=("Authorities differ in who begins a {caf} and when: more of them is neither better nor worse.",),
    axes=(SECTOR, *OF_CHILDREN),
    read=read_started,
    children="children in {caf}s started",
)
(_first, _beginning), *_others = GROUPS
NATIONAL_GROUPS = ((_first, (STARTED, *_beginning)), *_others)


def told_to_the_country(report: Report) -> Report:
    """Return a report in words for all authorities, with the ways to divide that are the same everywhere.

    Who is told sees no case: what a report says only to those who open cases falls away.
    """
    told = told_for(report, cast("Authority", EVERYWHERE))
    limits = (line.replace("your authority’s", "its own") for line in told.limits)
    axes = tuple(axis for axis in told.axes if axis.everywhere and axis.code != ETHNICITY.code)
    return replace(
        told,
        hint=f"By {', '.join(axis.title[0].lower() + axis.title[1:] for axis in axes)}.",
        limits=tuple(line for line in limits if " you" not in line),
        axes=axes,
    )


NATIONAL: dict[str, Report] = {
    report.code: told_to_the_country(report) for _title, reports in NATIONAL_GROUPS for report in reports
}
