"""What can go to a service with a request, and what goes: the page on which it is chosen.

What the family left out for the agency is not offered, nor what tells of a child whom the request does not
name; the function of the database that tells the service keeps to the same (docs/adr/0039).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import CONCERN_WORDS, MarkState, OutcomeStatus
from opencaf.episodes.models import (
    Assessment,
    FamilyView,
    Outcome,
    OutcomeChild,
    OutcomeTie,
    ServiceRequest,
    ServiceRequestChild,
    ServiceRequestPart,
    Withheld,
)
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import Box, boxes_of, shown
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person

Kind = ServiceRequestPart.Kind
Row = dict[str, Any]
WORRIES_FROM = 3
MOST_SHOWN = 300


@dataclass(frozen=True)
class Choice:
    """One part that can go: its name, what is to be known of it, and whether it fits the need asked for."""

    kind: str
    name: str
    hint: str = ""
    fits: bool = False
    assessment_id: uuid.UUID | None = None
    element: str = ""
    outcome_id: uuid.UUID | None = None
    view_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """What the part is called in a form."""
        return f"{self.kind}-{self.element or self.outcome_id or self.view_id}"


@dataclass(frozen=True)
class Offered:
    """Everything that can go; left_out: how many elements the family left out for the agency."""

    choices: list[Choice]
    left_out: int = 0

    @cached_property
    def by_key(self) -> dict[str, Choice]:
        """Every choice by its key."""
        return {choice.key: choice for choice in self.choices}

    def of(self, kind: str) -> list[Choice]:
        """The choices of one kind."""
        return [choice for choice in self.choices if choice.kind == kind]

    @property
    def fitting(self) -> list[str]:
        """The keys of what fits the need that the service is asked to meet."""
        return [choice.key for choice in self.choices if choice.fits]


@dataclass(frozen=True)
class About:
    """Whom a request is about, and which of their parts the agency does not see."""

    children: list[Person]
    others: frozenset[uuid.UUID]
    left_out: Areas
    need: str = ""
    tied: frozenset[str] = field(default_factory=frozenset)

    @property
    def ids(self) -> frozenset[uuid.UUID]:
        """The ids of the children."""
        return frozenset(child.id for child in self.children)

    @property
    def sees_some(self) -> bool:
        """Whether the agency sees any part of one of them: outcomes and conclusions tell of all parts."""
        codes = form_areas().codes
        return any((child_id, code) not in self.left_out for child_id in self.ids for code in codes)


def parts_offered(request: ServiceRequest, children: Sequence[Person], hidden: Areas) -> Offered:
    """Return what can go with a request, in two reads.

    children: those of the case now; hidden: what whoever chooses does not see themselves.
    """
    ((named, kept, version_id, outcomes, views),) = facts_of(request)
    meant = [child for child in children if child.id in named] or list(children)
    about = About(
        children=meant,
        others=frozenset(child.id for child in children) - {child.id for child in meant},
        left_out=frozenset((uuid.UUID(part["child"]), part["element"]) for part in kept),
        need=request.need,
        tied=elements_tied_to(request.need, outcomes),
    )
    boxes = shown(boxes_of(Assessment(id=version_id)), hidden) if version_id else []
    choices = list(elements_offered(boxes, about))
    if about.sees_some:
        choices += [*outcomes_offered(outcomes, about), *views_offered(views, about)]
    left_out = {code for child_id, code in about.left_out if child_id in about.ids}
    return Offered(choices, left_out=len(left_out))


def elements_tied_to(need: str, outcomes: Iterable[Row]) -> frozenset[str]:
    """Return the elements that stand beside a kind of need at an outcome of the plan."""
    tied = [outcome["elements"] for outcome in outcomes if need in outcome["needs"]]
    return frozenset(code for codes in tied for code in codes)


def elements_offered(boxes: Sequence[Box], about: About) -> Iterator[Choice]:
    """Yield the elements of which something can go, in the form's order."""
    by_element: dict[str, list[Box]] = {}
    for box in boxes:
        by_element.setdefault(box.question.code, []).append(box)
    for code, found in by_element.items():
        told = [box for box in found if open_children(box, about)]
        marks = [
            (child, box.marks[child.id])
            for box in told
            for child in open_children(box, about)
            if box.marks[child.id] != MarkState.NOT_ASKED
        ]
        if marks or any(box.has_words and words_go(box, about) for box in told):
            yield Choice(
                Kind.ELEMENT,
                name=found[0].question.name,
                hint=". ".join(filter(None, [marks_in_words(marks), without_words(told, about)])),
                fits=code in about.tied and any(is_worrying(mark) for _, mark in marks),
                assessment_id=found[0].story.assessment_id,
                element=code,
            )


def words_go(box: Box, about: About) -> bool:
    """Whether a box tells of nobody else, and of nothing that is left out."""
    return len(open_children(box, about)) == len(box.children)


def open_children(box: Box, about: About) -> list[Person]:
    """Return those of a box's children whose part can go."""
    code = box.question.code
    return [
        child for child in box.children if child.id in about.ids and (child.id, code) not in about.left_out
    ]


def without_words(boxes: Iterable[Box], about: About) -> str:
    """Return the sentence that words stay, where a box tells of somebody else as well."""
    if any(box.has_words and not words_go(box, about) for box in boxes):
        return "Only the mark goes: the words are about another child, too"
    return ""


def marks_in_words(marks: Sequence[tuple[Person, str]]) -> str:
    """Return the marks of an element: Amira 4, Yusuf 2."""
    given = [(child, mark) for child, mark in marks if mark.isdigit()]
    if len(marks) == 1:
        return "".join(f"{mark} of 5. {CONCERN_WORDS[int(mark)]}" for _, mark in given)
    return ", ".join(f"{child.first_name} {mark} of 5" for child, mark in given)


def is_worrying(mark: str) -> bool:
    """Whether a mark says some concern or more."""
    return mark.isdigit() and int(mark) >= WORRIES_FROM


def outcomes_offered(outcomes: Iterable[Row], about: About) -> Iterator[Choice]:
    """Yield the outcomes of the plan that are about nobody else, and tied to nothing that is left out."""
    for outcome in outcomes:
        wanted_for = {uuid.UUID(child_id) for child_id in outcome["wanted_for"]}
        left_out = any(
            (child_id, code) in about.left_out for child_id in about.ids for code in outcome["elements"]
        )
        if wanted_for <= about.ids and not left_out:
            status = OutcomeStatus(outcome["status"])
            yield Choice(
                Kind.OUTCOME,
                name=outcome["wording"],
                hint=status.label,
                fits=about.need in outcome["needs"] and status == OutcomeStatus.OPEN,
                outcome_id=uuid.UUID(outcome["id"]),
            )


def views_offered(views: Iterable[Row], about: About) -> Iterator[Choice]:
    """Yield what the family said, but for a child whom the request does not name."""
    for view in views:
        speaker = uuid.UUID(view["person"]) if view["person"] else None
        if speaker not in about.others:
            who = f"{view['given']} {view['family']}".strip() if speaker else "parents and carers"
            text = view["text"]
            yield Choice(
                Kind.VIEW,
                name=f"What {who} said",
                hint=text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…",
                view_id=uuid.UUID(view["id"]),
            )


def key_of(part: ServiceRequestPart) -> str:
    """Return what a part that goes is called in a form."""
    return f"{part.kind}-{part.element or part.outcome_id or part.view_id}"


def going_in_words(parts: Iterable[ServiceRequestPart], offered: Offered, hidden_name: str) -> list[str]:
    """Return the parts that go, by name; one that is not offered to whoever reads by that it is one."""
    names = [
        offered.by_key[key_of(one)].name if key_of(one) in offered.by_key else hidden_name for one in parts
    ]
    return list(dict.fromkeys(names))


@composed_once
def parts_going(request: ServiceRequest) -> QuerySet[ServiceRequestPart]:
    """The parts that go with a request now."""
    return ServiceRequestPart.objects.filter(request=request, removed_on=None)


@composed_once
def facts_of(request: ServiceRequest) -> QuerySet[ServiceRequest, Any]:
    """Whom a request names, what is left out for its agency, the latest version, the plan, what was said."""
    case = OuterRef("episode_id")
    named = ServiceRequestChild.objects.filter(request=OuterRef("pk"))
    kept = Withheld.objects.filter(episode=case, agency=OuterRef("agency_id"))
    last = Assessment.objects.filter(episode=case, state=Assessment.State.COMPLETED).order_by("-version")
    here = OuterRef("pk")
    ties = OutcomeTie.objects.filter(outcome=here)
    wanted = OutcomeChild.objects.filter(outcome=here)
    outcome = JSONObject(
        id="id",
        wording="wording",
        status="status",
        elements=ArraySubquery(ties.filter(kind=OutcomeTie.Kind.ELEMENT).values("code")),
        needs=ArraySubquery(ties.filter(kind=OutcomeTie.Kind.NEED_TAG).values("code")),
        wanted_for=ArraySubquery(wanted.values("child_id")),
    )
    plan = Outcome.objects.filter(episode=case).exclude(status=OutcomeStatus.DROPPED)
    said = FamilyView.objects.filter(episode=case, assessment__state=Assessment.State.COMPLETED).exclude(
        text=""
    )
    view = JSONObject(
        id="id", text="text", person="person_id", given="person__given_names", family="person__family_name"
    )
    return ServiceRequest.objects.filter(pk=request.pk).values_list(
        ArraySubquery(named.values("child_id")),
        ArraySubquery(kept.values(part=JSONObject(child="child_id", element="element"))),
        Subquery(last.values("id")[:1]),
        ArraySubquery(plan.order_by("position", "id").values(one=outcome)),
        ArraySubquery(said.order_by("recorded_at", "id").values(one=view)),
    )
