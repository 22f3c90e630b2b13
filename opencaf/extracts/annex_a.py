"""Annex A of the inspection framework for children's services, list 2: early help assessments.

Columns, codes and forms of dates are those of Ofsted's list; names of fields only, no words of theirs.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.extracts.code_sets import ANNEX_A_ETHNICITY, ANNEX_A_GENDER
from opencaf.extracts.described import Column, Extract, Filled, Table, Way, Window
from opencaf.extracts.keys import key_of
from opencaf.extracts.scope import (
    MISTAKES,
    ChildInCase,
    PostsOf,
    age_on,
    birth_of,
    children_in_cases,
    episodes_in,
    people_by_id,
)
from opencaf.people.models import Person

CHILD = (
    Column(
        "Child Unique ID",
        "Stands for the child in every extract.",
        "20 letters and figures made of the record’s own number: always the same, never used again.",
    ),
    Column(
        "Gender",
        "The child’s sex as it is recorded.",
        "“d) Neither” is never written: the record holds female, male or not known.",
        codes="; ".join(ANNEX_A_GENDER.values()),
    ),
    Column(
        "Ethnicity",
        "The child’s ethnicity, by the code of the Department for Education.",
        "“u) UNKNOWN” is never written: what nobody has asked yet is NOBT.",
        codes="; ".join(ANNEX_A_ETHNICITY.values()),
    ),
    Column(
        "Date of Birth",
        "The day of birth.",
        "Where only month and year are known, the 15th. Empty for the unborn, and where less is known.",
        codes="dd/mm/yyyy",
    ),
    Column(
        "Age of Child (Years)", "Full years on the last day of the window.", "Empty with the day of birth."
    ),
)
TABLE = Table(
    name="List 2",
    one_row_for="each child and each start of an assessment",
    columns=(
        *CHILD,
        Column(
            "Assessment start date",
            "The day on which this version of the assessment was begun.",
            "Empty where a case is open and nobody has begun to assess.",
            codes="dd/mm/yyyy",
        ),
        Column(
            "Assessment completion date",
            "The day on which it was complete.",
            "Empty where it was not complete on the last day of the window.",
            codes="dd/mm/yyyy",
        ),
        Column(
            "Organisation completing assessment",
            "Where whoever wrote it worked then.",
            "The agency of the assessor’s post on the day of completion, else of the start. Where nobody has "
            "begun, the agency that made the intention known.",
        ),
    ),
    key=("Child Unique ID", "Assessment start date"),
)


class Version(NamedTuple):
    """A version of an assessment, as far as the window reaches."""

    episode_id: uuid.UUID
    number: int
    begun: dt.date
    completed: dt.date | None
    assessor_id: uuid.UUID


def read(by: Practitioner, window: Window) -> Iterator[Filled]:
    """Yield the list: assessments begun or completed in the window, and the last one of each open case."""
    cases = episodes_in(by, window, but=MISTAKES)
    children = children_in_cases(cases, window)
    people = people_by_id(one.child_id for one in children)
    versions = versions_of({one.episode_id for one in children}, window)
    posts = PostsOf.read(one.assessor_id for several in versions.values() for one in several)
    agencies = dict(cases.values_list("id", "initiating_agency__name"))
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in children:
        person = people.get(one.child_id)
        if person is None:
            continue
        for version in versions_for(one, versions.get(one.episode_id, []), window):
            row = row_of(person, version, posts, agencies[one.episode_id], window)
            rows[row["Child Unique ID"], row["Assessment start date"]] = row
    yield TABLE.filled([rows[key] for key in sorted(rows, key=by_child_and_day)])


def versions_of(episodes: Iterable[uuid.UUID], window: Window) -> dict[uuid.UUID, list[Version]]:
    """Return the versions of assessments that were begun by the last day of a window, by case, in order."""
    rows = Assessment.objects.filter(episode_id__any_of=sorted(episodes), started_on__lte=window.last)
    columns = ("episode_id", "version", "started_on", "completed_on", "assessor_id")
    found: dict[uuid.UUID, list[Version]] = {}
    for episode_id, number, begun, completed, assessor_id in rows.order_by("version").values_list(*columns):
        done = completed if completed and completed <= window.last else None
        found.setdefault(episode_id, []).append(Version(episode_id, number, begun, done, assessor_id))
    return found


def versions_for(child: ChildInCase, versions: list[Version], window: Window) -> list[Version | None]:
    """Return the versions that are listed for a child; None for an open case that nobody assesses yet."""
    theirs = [one for one in versions if was_there(child, one, window)]
    inside: list[Version | None] = [
        one
        for one in theirs
        if one.begun >= window.first or (one.completed and one.completed >= window.first)
    ]
    if inside or not child.is_open:
        return inside
    return [theirs[-1]] if theirs else [None]


def was_there(child: ChildInCase, version: Version, window: Window) -> bool:
    """Whether a child belonged to the case while a version was written."""
    came = child.joined_on <= (version.completed or window.last)
    return came and (child.left_on is None or child.left_on >= version.begun)


def row_of(
    person: Person, version: Version | None, posts: PostsOf, initiating: str, window: Window
) -> dict[str, Any]:
    """Return one row."""
    begun, completed = (version.begun, version.completed) if version else (None, None)
    agency = posts.agency_on(version.assessor_id, completed or version.begun) if version else None
    return child_columns(person, window) | {
        "Assessment start date": in_figures(begun),
        "Assessment completion date": in_figures(completed),
        "Organisation completing assessment": agency.name if agency else initiating,
    }


def child_columns(person: Person, window: Window) -> dict[str, Any]:
    """Return what both lists say of a child."""
    return {
        "Child Unique ID": key_of(person.pk),
        "Gender": ANNEX_A_GENDER[person.sex],  # type: ignore[index]
        "Ethnicity": ANNEX_A_ETHNICITY[person.ethnicity],  # type: ignore[index]
        "Date of Birth": in_figures(birth_of(person)),
        "Age of Child (Years)": age_on(person, window.last),
    }


def in_figures(day: dt.date | None) -> str:
    """Return a day as 31/01/2026."""
    return f"{day:%d/%m/%Y}" if day else ""


def by_child_and_day(key: tuple[str, str]) -> tuple[str, str]:
    """Return by what rows are put in order."""
    child, day = key
    return child, "".join(reversed(day.split("/")))


EXTRACT = Extract(
    code="annex-a-list-2",
    title="Annex A, list 2: early help",
    hint="Assessments of six months and whoever is helped now, in the eight columns that inspectors ask for.",
    what_for="Inspection of children’s services (ILACS). Inspectors choose children from it, so each row can be led back to its record.",
    who_is_in=(
        "Each child of a {caf} whose assessment was begun or completed in the window.",
        "Each child of a {caf} that was open on the last day of the window, with the last assessment begun by then.",
        "A child twice where two assessments were begun on different days.",
    ),
    limits=(
        "{caf}s opened by mistake or joined to another are left out.",
        "The list speaks of assessments. A {caf} that is open and not yet assessed stands there without dates.",
        "Help of one agency without a {caf} is not held here, and so not in the list.",
        "Corrections made since are in it: made anew for the same window, the list may differ.",
    ),
    tables=(TABLE,),
    ways=(Way.CSV, Way.XLSX),
    months=6,
    read=read,
)
