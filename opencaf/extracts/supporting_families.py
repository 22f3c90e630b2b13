"""The ten headings of the Supporting Families framework, case by case: which need was found, and what became of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import NEED_TAGS, MarkState, OutcomeStatus, Rater
from opencaf.episodes.models import Episode, Mark, Outcome, OutcomeTie
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.extracts.described import Column, Extract, Filled, Table, Way, Window
from opencaf.extracts.headings import AREAS, HEADINGS, NEEDS, Spoken
from opencaf.extracts.keys import key_of
from opencaf.extracts.scope import children_in_cases, episodes_in

LEAST = 3
YES, MAY_BE, NO, NOT_KNOWN = "Yes", "May be", "No", "Not known"
MET, PARTLY, NOT_MET, WORKING, FELL, NOTHING = (
    "Met",
    "Partly met",
    "Not met",
    "Being worked on",
    "No outcome; concern fell below 3",
    "No outcome",
)
CASES = Table(
    name="Headings",
    one_row_for="each case and each of the ten headings",
    columns=(
        Column("Family ID", "Stands for the family.", "Where no family is recorded, for the case."),
        Column("Case ID", "Stands for the case."),
        Column("Case reference", "The reference by which the case is known here."),
        Column("Children", "How many children the case is about, in the window."),
        Column("Heading number", "1 to 10.", codes="1 to 10"),
        Column("Heading", "The heading in words.", codes="; ".join(HEADINGS.values())),
        Column(
            "Need found",
            "Whether there is a need under this heading.",
            "Yes: an outcome is tied to a kind of need of this heading, or an area that speaks of no other heading was marked 3 or more. May be: only areas were marked so that speak of other headings, too. No: areas of it were marked, and none so. Not known: none was marked with a number.",
            codes="; ".join([YES, MAY_BE, NO, NOT_KNOWN]),
        ),
        Column("Found by", "Which kinds of need and which areas say so."),
        Column(
            "Outcomes",
            "How many outcomes of the plan are tied to this heading, without those that are no longer wanted.",
        ),
        Column(
            "Met",
            "What became of the need.",
            "By the outcomes that are tied to a kind of need of this heading, or to an area that speaks of no other. Where there is none: whether the last mark of every area that had been marked 3 or more is lower now. Empty where no need was found.",
            codes="; ".join([MET, PARTLY, NOT_MET, WORKING, FELL, NOTHING]),
        ),
    ),
    key=("Case ID", "Heading number"),
)
MAPPING = Table(
    name="Mapping",
    one_row_for="each kind of need and each area of the form",
    columns=(
        Column("Kind", "Need or area.", codes="Need; Area"),
        Column("Code", "Its code here."),
        Column("Name", "Its name."),
        Column("Headings", "The numbers of the headings of which it speaks."),
        Column("Why", "Why it stands there."),
    ),
    key=("Code",),
)


@dataclass
class Found:
    """What the records of a case say of one heading. latest: of each child and area, the last mark."""

    needs: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    is_sure: bool = False
    is_marked: bool = False
    statuses: dict[uuid.UUID, str] = field(default_factory=dict)
    latest: dict[tuple[uuid.UUID, str], int] = field(default_factory=dict)

    @property
    def need(self) -> str:
        """Whether there is a need."""
        if self.is_sure:
            return YES
        if self.areas:
            return MAY_BE
        return NO if self.is_marked else NOT_KNOWN

    @property
    def met(self) -> str:
        """What became of it."""
        if self.need in (NO, NOT_KNOWN):
            return ""
        wanted = [one for one in self.statuses.values() if one != OutcomeStatus.DROPPED]
        if not wanted:
            fell = [value < LEAST for (_, area), value in self.latest.items() if area in self.areas]
            return FELL if fell and all(fell) else NOTHING
        if OutcomeStatus.OPEN in wanted:
            return WORKING
        if set(wanted) == {OutcomeStatus.MET}:
            return MET
        return NOT_MET if set(wanted) == {OutcomeStatus.NOT_MET} else PARTLY


Headed = dict[uuid.UUID, dict[int, Found]]


def read(by: Practitioner, window: Window) -> Iterator[Filled]:
    """Yield the headings of each case, and by which table they were found."""
    cases = episodes_in(by, window)
    children: dict[uuid.UUID, int] = defaultdict(int)
    for one in children_in_cases(cases, window):
        children[one.episode_id] += 1
    found = headings_of(children, window)
    told = Episode.objects.filter(pk__any_of=sorted(children)).order_by("intended_on", "id")
    rows = told.values_list("id", "reference", "family_id")
    names = {area.code: area.name for area in form_areas().everything} | NEED_TAGS
    yield CASES.filled(
        [
            row_of(case, reference, family, children[case], number, found[case][number], names)
            for case, reference, family in rows
            for number in HEADINGS
        ]
    )
    yield MAPPING.filled([*mapping_rows("Need", NEEDS, names), *mapping_rows("Area", AREAS, names)])


def headings_of(cases: Iterable[uuid.UUID], window: Window) -> Headed:
    """Return what the records say of each case and heading, as far as the window reaches."""
    ids = sorted(cases)
    found: Headed = {case: {number: Found() for number in HEADINGS} for case in ids}
    add_marks(found, ids, window)
    add_outcomes(found, ids, window)
    return found


def add_marks(found: Headed, ids: list[uuid.UUID], window: Window) -> None:
    """Note which areas were marked, by whoever works with the family."""
    rows = Mark.objects.filter(
        episode_id__any_of=ids,
        rater__in=(Rater.PRACTITIONER, Rater.TEAM),
        state=MarkState.MARKED,
        marked_on__lte=window.last,
    )
    columns = ("episode_id", "child_id", "element", "value")
    for case, child, area, value in rows.order_by("marked_on", "id").values_list(*columns):
        spoken = AREAS.get(area)
        for number in spoken.headings if spoken else ():
            heading = found[case][number]
            heading.is_marked = True
            heading.latest[child, area] = value
            if value >= LEAST:
                heading.areas.add(area)
                heading.is_sure |= len(AREAS[area].headings) == 1


def add_outcomes(found: Headed, ids: list[uuid.UUID], window: Window) -> None:
    """Note which outcomes are tied to a heading."""
    wanted = Outcome.objects.filter(episode_id__any_of=ids, agreed_on__lte=window.last)
    ties = OutcomeTie.objects.filter(outcome__in=wanted).order_by("id")
    columns = ("outcome__episode_id", "outcome_id", "outcome__status", "kind", "code")
    for case, outcome, status, kind, code in ties.values_list(*columns):
        is_need = kind == OutcomeTie.Kind.NEED_TAG
        spoken = (NEEDS if is_need else AREAS).get(code)
        if spoken is None or len(spoken.headings) != 1:
            continue
        heading = found[case][spoken.headings[0]]
        heading.statuses[outcome] = status
        if is_need:
            heading.needs.add(code)
            heading.is_sure = True


def row_of(
    case: uuid.UUID,
    reference: str,
    family: uuid.UUID | None,
    children: int,
    number: int,
    heading: Found,
    names: dict[str, str],
) -> dict[str, Any]:
    """Return the row of a case and heading."""
    found_by = [*sorted(heading.needs), *sorted(heading.areas)]
    wanted = [one for one in heading.statuses.values() if one != OutcomeStatus.DROPPED]
    return {
        "Family ID": key_of(family or case),
        "Case ID": key_of(case),
        "Case reference": reference,
        "Children": children,
        "Heading number": number,
        "Heading": HEADINGS[number],
        "Need found": heading.need,
        "Found by": "; ".join(names.get(code, code) for code in found_by),
        "Outcomes": len(wanted),
        "Met": heading.met,
    }


def mapping_rows(kind: str, spoken: dict[str, Spoken], names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield of which headings each kind of need, or each area, speaks."""
    for code, one in spoken.items():
        numbers = ", ".join(map(str, one.headings)) or "none"
        yield {"Kind": kind, "Code": code, "Name": names.get(code, code), "Headings": numbers, "Why": one.why}


EXTRACT = Extract(
    code="supporting-families",
    title="Supporting Families headings",
    hint="Each case under the ten headings: whether a need was found, by what, and what became of it.",
    what_for="Showing which families had which needs and what changed, in the framework of 2022 to 2025, which many authorities still use to sort needs.",
    who_is_in=("Each {caf} that ran on a day of the window, ten rows each.",),
    limits=(
        "{caf}s opened by mistake, joined to another or declined when they were offered are left out.",
        "The headings are found by a table of ours, which stands in the file with its reasons. It is no official code set.",
        "The framework asks that what was met still holds six months after closing. Nobody records that here, so the file does not say it.",
        "Outcomes stand as they are now, not as they were on the last day of the window.",
        "What a family keeps from your agency is not read for you.",
        "Marks that children and parents gave themselves are not used.",
    ),
    tables=(CASES, MAPPING),
    ways=(Way.XLSX, Way.ZIP),
    months=12,
    read=read,
)
