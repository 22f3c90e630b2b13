"""What closing needs to know: marks at the start, outcomes to look at, what is still open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim

from opencaf.agencies.models import Agency, ClosureCategory
from opencaf.core.composed import attach, composed_once
from opencaf.episodes.codes import ActionStatus, Occasion, Rater
from opencaf.episodes.models import (
    Action,
    Closure,
    ClosureResult,
    Episode,
    FamilyView,
    Mark,
    Meeting,
    OutcomeChild,
    OutcomeTie,
    RemainingNeed,
)
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.marks import GivenMark
from opencaf.people.codes import Kinship
from opencaf.people.models import Person, Relationship

MarksAtStart = dict[tuple[uuid.UUID, str], tuple[str, int | None]]
OPEN_ACTIONS = (ActionStatus.AGREED, ActionStatus.IN_PROGRESS)
NOT_ASKED_FOR_VIEWS = (
    Kinship.SISTER,
    Kinship.BROTHER,
    Kinship.SIBLING,
    Kinship.HALF_SIBLING,
    Kinship.STEP_SIBLING,
)


@dataclass(frozen=True)
class OpenAction:
    """An action still open, with who carries it on."""

    what: str
    carried_by: str


@dataclass(frozen=True)
class OutcomeToClose:
    """An outcome of the plan: for whom, tied to which areas, with what is still open."""

    id: uuid.UUID
    wording: str
    child_ids: list[uuid.UUID]
    elements: list[str]
    open_actions: list[OpenAction]


@dataclass(frozen=True)
class ClosingChoices:
    """What closing starts from: the first marks, meetings held, the authority's reasons, agencies."""

    start: MarksAtStart
    meetings: list[Meeting]
    categories: list[ClosureCategory]
    agencies: list[Agency]


def marks_at_start(episode: Episode) -> MarksAtStart:
    """Return the practitioner's marks of the first assessment: (child, element) to (state, value)."""
    rows = first_marks_last(episode).values_list("child_id", "element", "state", "value")
    return {(child_id, element): (state, value) for child_id, element, state, value in rows}


def first_marks_last(episode: Episode) -> QuerySet[Mark]:
    """The practitioner's marks of every version, so ordered that those of the first come last."""
    marks = Mark.objects.filter(episode=episode, occasion=Occasion.START, rater=Rater.PRACTITIONER)
    return marks.order_by("-assessment__version", "id")


def outcomes_to_close(episode: Episode) -> list[OutcomeToClose]:
    """Return the outcomes of the plan in one read."""
    return [
        OutcomeToClose(
            id=row.id,
            wording=row.wording,
            child_ids=list(row.child_ids),
            elements=list(row.elements),
            open_actions=[OpenAction(one["what"], one["carried_by"]) for one in row.still_open],
        )
        for row in outcomes_with_ties(episode)
    ]


@composed_once
def outcomes_with_ties(episode: Episode) -> QuerySet[Any]:
    """The outcomes of the plan, each with its children, its elements and what is still open."""
    here = OuterRef("pk")
    ties = OutcomeTie.objects.filter(outcome=here, kind=OutcomeTie.Kind.ELEMENT).order_by("recorded_at", "id")
    return episode.outcomes.annotate(
        child_ids=ArraySubquery(OutcomeChild.objects.filter(outcome=here).values("child")),
        elements=ArraySubquery(ties.values("code")),
        still_open=ArraySubquery(open_actions().filter(outcome=here).values("in_json")),
    )


def open_actions() -> QuerySet[Any]:
    """Actions not yet done, each with who carries it on, as JSON."""
    carried_by = Coalesce(
        NullIf(F("handed_to"), Value("")),
        NullIf(Trim(Concat("owner__given_name", Value(" "), "owner__family_name")), Value("")),
        NullIf(Trim(Concat("owner_person__given_names", Value(" "), "owner_person__family_name")), Value("")),
        F("owner_words"),
        output_field=CharField(),
    )
    actions = Action.objects.filter(status__in=OPEN_ACTIONS).order_by("due_on", "id")
    return actions.annotate(in_json=JSONObject(what="what", carried_by=carried_by))


def closing_choices(episode: Episode, *, hidden: Areas) -> ClosingChoices:
    """Return what can be chosen when closing, in one read; rows carry what their names need."""
    row = choices_in_json(episode)[0]
    return ClosingChoices(
        start={
            area: (one["state"], one["value"])
            for one in row["first"]
            if (area := (uuid.UUID(one["child"]), one["element"])) not in hidden
        },
        meetings=[as_meeting(one) for one in row["held"]],
        categories=[ClosureCategory(**with_id(one)) for one in row["own"]],
        agencies=[Agency(**with_id(one)) for one in row["active"]],
    )


@composed_once
def choices_in_json(episode: Episode) -> QuerySet[Any]:
    """The first marks, meetings held, reasons and agencies, each as an array of objects."""
    held = episode.meetings.filter(status=Meeting.Status.HELD).order_by("-held_on", "-id")
    own = ClosureCategory.objects.filter(authority_id=episode.authority_id)
    active = Agency.objects.filter(authority_id=episode.authority_id, active=True).order_by("name")
    marks = first_marks_last(episode)
    return Episode.objects.filter(pk=episode.pk).values(
        first=in_json(marks, child="child_id", element="element", state="state", value="value"),
        held=in_json(held, id="id", held_on="held_on", purpose="purpose", kind="kind__name"),
        own=in_json(own, id="id", reason="reason", name="name"),
        active=in_json(active, id="id", name="name"),
    )


def in_json(rows: QuerySet[Any], **columns: Any) -> ArraySubquery:
    """Return some columns of rows as one array."""
    return ArraySubquery(rows.annotate(in_json=JSONObject(**columns)).values("in_json"))


def as_meeting(row: dict[str, str]) -> Meeting:
    """Return a meeting with its day and what it was."""
    day = dt.date.fromisoformat(row["held_on"])
    return Meeting(id=uuid.UUID(row["id"]), held_on=day, purpose=row["purpose"] or row["kind"])


def with_id(row: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a row with its id as such."""
    return {**row, "id": uuid.UUID(row["id"])}


def carers_of(episode: Episode) -> list[Person]:
    """Parents, carers and other grown-up kin of the children, parents first."""
    found: dict[uuid.UUID, tuple[bool, Person]] = {}
    for row in kin_to_ask(episode):
        responsible = bool(row.parental_responsibility) or found.get(row.of_id, (False, row.of))[0]
        found[row.of_id] = (responsible, row.of)
    return [person for _, person in sorted(found.values(), key=lambda pair: not pair[0])]


@composed_once
def kin_to_ask(episode: Episode) -> QuerySet[Relationship]:
    """How grown-up kin are related to the children, by their name."""
    children = episode.episode_children.values("child")
    kin = Relationship.objects.filter(to__in=children).exclude(kinship__in=NOT_ASKED_FOR_VIEWS)
    return kin.exclude(of__in=children).select_related("of").order_by("of__family_name", "of__given_names")


def closures_of(episode: Episode) -> list[Closure]:
    """Every closing of an episode, the latest first, with all that was said then."""
    closures = closures_latest_first(episode)
    if closures:
        attach(closures, "results", results_of(episode))
        attach(closures, "family_views", views_at_closing(episode))
        attach(closures, "remaining_needs", needs_left(episode))
    return closures


@composed_once
def closures_latest_first(episode: Episode) -> QuerySet[Closure]:
    """Every closing of an episode, the latest first."""
    closures = episode.closures.select_related("meeting", "category", "single_agency")
    return closures.order_by("-closed_on", "-id")


@composed_once
def results_of(episode: Episode) -> QuerySet[ClosureResult]:
    """How far each outcome was met for each child, at every closing of an episode."""
    results = ClosureResult.objects.filter(closure__episode=episode)
    return results.select_related("child", "outcome").order_by("id")


@composed_once
def views_at_closing(episode: Episode) -> QuerySet[FamilyView]:
    """What the family said at every closing of an episode."""
    return FamilyView.objects.filter(closure__episode=episode).select_related("person")


@composed_once
def needs_left(episode: Episode) -> QuerySet[RemainingNeed]:
    """The needs that were left at every closing of an episode."""
    return RemainingNeed.objects.filter(closure__episode=episode).order_by("id")


def highest_mark_of(row: ClosureResult, given: Sequence[GivenMark]) -> int | None:
    """Return the highest number between start and end of a result, where it is above both.

    That is the highest mark that practitioners or the team gave until it closed, or what who closed noted.
    """
    marked = [
        mark.answer.value
        for mark in given
        if mark.area == (row.child_id, row.element) and mark.marked_on <= row.closure.closed_on
    ]
    numbers = [number for number in (*marked, row.highest_mark) if number is not None]
    ends = [number for number in (row.mark_at_start, row.mark_at_end) if number is not None]
    highest = max(numbers, default=None)
    return highest if highest is not None and ends and highest > max(ends) else None
