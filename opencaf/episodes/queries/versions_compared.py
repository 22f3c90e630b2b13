"""Two versions of an assessment side by side: what changed in each text and mark, and who wrote it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.core.differences import Difference, difference
from opencaf.episodes.codes import LEVELS_OF_NEED, FindingKind, MarkState
from opencaf.episodes.models import Assessment, Episode, FamilyView, Finding
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.assessment import TEXTS, Box, boxes_of_version, shown
from opencaf.episodes.queries.conclusions import LISTS
from opencaf.episodes.text_names import AROUND, TEXT_NAMES
from opencaf.people.models import Person

FINDINGS = {kind: TEXT_NAMES[name] for name, kind in LISTS.items()} | {FindingKind.GOAL: "Goals"}
VOICES = ("contributed", "other_views")


@dataclass(frozen=True)
class TextChange:
    """One text of both versions: which it is, and what changed in it."""

    name: str
    difference: Difference


@dataclass(frozen=True)
class Written:
    """Who wrote a box, and when."""

    who: str = ""
    on: dt.date | None = None


@dataclass(frozen=True)
class MarkChange:
    """A child's mark in both versions, as words."""

    child: Person
    before: str
    after: str


@dataclass(frozen=True)
class BoxChange:
    """A box of both versions: about whom, who wrote each, and what changed."""

    children: list[Person]
    before: Written
    after: Written
    marks: list[MarkChange]
    texts: list[TextChange]

    @property
    def is_change(self) -> bool:
        """Whether a text or a mark differs."""
        return any(one.difference.is_change for one in self.texts) or any(
            one.before != one.after for one in self.marks
        )


@dataclass(frozen=True)
class ElementChange:
    """An element with the boxes that changed; none where it stayed as it was."""

    name: str
    boxes: list[BoxChange]


@dataclass(frozen=True)
class Versions:
    """Two versions, the earlier first, with what changed in their boxes and around them."""

    before: Assessment
    after: Assessment
    elements: list[ElementChange]
    around: list[TextChange]

    @property
    def changed(self) -> list[ElementChange]:
        """The elements in which something changed."""
        return [element for element in self.elements if element.boxes]

    @property
    def stayed(self) -> list[str]:
        """The names of the elements that stayed as they were."""
        return [element.name for element in self.elements if not element.boxes]


def versions_compared(episode: Episode, before: Assessment, after: Assessment, *, hidden: Areas) -> Versions:
    """Return what changed from one version to another, without the parts that are withheld.

    Who sees no part reads nothing of the conclusions either: they would tell of the others.
    """
    boxes = [shown(boxes_of_version(episode, one.version), hidden) for one in (before, after)]
    if not any(boxes):
        return Versions(before, after, [], [])
    return Versions(before, after, elements_of(*boxes), around_of(episode, before, after))


def elements_of(before: Sequence[Box], after: Sequence[Box]) -> list[ElementChange]:
    """Return the elements of two versions in the form's order, each with the boxes that changed.

    Where they are written on two forms, the later one's names and order stand.
    """
    names: dict[str, str] = {}
    for box in [*after, *before]:
        names.setdefault(box.question.code, box.question.name)
    pairs = boxes_beside(before, after)
    return [
        ElementChange(name, [change for change in map(box_change, pairs[code]) if change.is_change])
        for code, name in names.items()
    ]


@dataclass
class Pair:
    """The boxes that tell of the same children in both versions; one of them may be missing."""

    before: Box | None
    after: Box | None
    children: list[Person]


def boxes_beside(before: Iterable[Box], after: Iterable[Box]) -> dict[str, list[Pair]]:
    """Return for each element the boxes beside each other; children told apart in one are told apart."""
    old, new = by_area(before), by_area(after)
    found: dict[str, dict[tuple[uuid.UUID | None, uuid.UUID | None], Pair]] = {}
    for area, child in {**children_by_area(new), **children_by_area(old)}.items():
        first, second = old.get(area), new.get(area)
        key = (first.id if first else None, second.id if second else None)
        pair = found.setdefault(area[1], {}).setdefault(key, Pair(first, second, []))
        pair.children.append(child)
    return {code: list(pairs.values()) for code, pairs in found.items()}


def by_area(boxes: Iterable[Box]) -> dict[Area, Box]:
    """Return the box of each child and element."""
    return {(child.id, box.question.code): box for box in boxes for child in box.children}


def children_by_area(boxes: dict[Area, Box]) -> dict[Area, Person]:
    """Return the child of each area."""
    return {area: next(child for child in box.children if child.id == area[0]) for area, box in boxes.items()}


def box_change(pair: Pair) -> BoxChange:
    """Return what changed between two boxes."""
    return BoxChange(
        children=pair.children,
        before=written(pair.before),
        after=written(pair.after),
        marks=[
            MarkChange(child, mark_in(pair.before, child), mark_in(pair.after, child))
            for child in pair.children
        ],
        texts=[
            TextChange(name, difference(text_in(pair.before, name), text_in(pair.after, name)))
            for name in TEXTS
        ]
        + [
            TextChange(name, difference(voices_in(pair.before, name), voices_in(pair.after, name)))
            for name in VOICES
        ],
    )


def written(box: Box | None) -> Written:
    """Return who wrote a box; nobody where it has no words."""
    if box is None or not box.has_words:
        return Written()
    return Written(str(box.story.written_by or ""), box.story.written_on)


def mark_in(box: Box | None, child: Person) -> str:
    """Return a child's mark in a box as one word."""
    return box.marks.get(child.id, MarkState.NOT_ASKED.value) if box else MarkState.NOT_ASKED.value


def voices_in(box: Box | None, name: str) -> str:
    """Return what others sent, or who sees a box differently, a line each."""
    if box is None:
        return ""
    if name == "other_views":
        return "\n".join(f"{view.whose}: {view.words}" for view in box.other_views)
    return "\n".join(f"{one.who}: {one.text}" for one in box.contributed)


def text_in(box: Box | None, name: str) -> str:
    """Return a text of a box."""
    return str(getattr(box.story, name)) if box else ""


def around_of(episode: Episode, before: Assessment, after: Assessment) -> list[TextChange]:
    """Return what changed in the situation, the conclusions and what the family said."""
    both = (before, after)
    findings, views = findings_of_versions(episode), views_of_versions(episode)
    texts = [(label, [str(getattr(one, name)) for one in both]) for name, label in AROUND.items()]
    texts.append(("Level of need", [level_in_words(one) for one in both]))
    texts += [
        (label, [finding_words(findings, one, kind) for one in both]) for kind, label in FINDINGS.items()
    ]
    texts.append(("What the family said", [view_words(views, one) for one in both]))
    changes = [TextChange(label, difference(*words)) for label, words in texts]
    return [change for change in changes if change.difference.is_change]


def level_in_words(assessment: Assessment) -> str:
    """Return the level of need of a version."""
    level = assessment.level_of_need
    return f"{level}. {LEVELS_OF_NEED[level]}" if level else ""


def finding_words(findings: Sequence[Finding], assessment: Assessment, kind: str) -> str:
    """Return the findings of one kind of a version, a line each; a goal says whose it is."""
    held = [one for one in findings if one.assessment_id == assessment.id and one.kind == kind and one.text]
    return "\n".join(f"{one.whose}: {one.text}" if one.whose else one.text for one in held)


def view_words(views: Sequence[FamilyView], assessment: Assessment) -> str:
    """Return what the family said of a version, a line each."""
    held = [one for one in views if one.assessment_id == assessment.id]
    return "\n".join(
        f"{one.person or one.get_whose_display()}: {one.text or f'not asked, {one.not_asked_why}'}"
        for one in held
    )


@composed_once
def findings_of_versions(episode: Episode) -> QuerySet[Finding]:
    """The findings of all versions of an assessment in order, with whose they are."""
    findings = Finding.objects.filter(assessment__episode=episode).select_related("whose")
    return findings.order_by("position", "id")


@composed_once
def views_of_versions(episode: Episode) -> QuerySet[FamilyView]:
    """What the family said of all versions of an assessment."""
    views = FamilyView.objects.filter(assessment__episode=episode).select_related("person")
    return views.order_by("id")
