"""The elements of a domain with their boxes and fields, ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from opencaf.episodes.codes import MarkState
from opencaf.episodes.models import Question
from opencaf.episodes.queries.assessment import Box
from opencaf.episodes.queries.remarks import Remark
from opencaf.episodes.queries.voices import OtherView
from opencaf.people.models import Person
from opencaf.web.episodes.views.file_cards import Card
from opencaf.web.shared.forms import GovukBoundField


@dataclass(frozen=True)
class BoxFields:
    """One box with its fields, ready for the page."""

    box: Box
    title: str
    marks: list[GovukBoundField]
    told: list[GovukBoundField]
    mention: GovukBoundField | None
    folded: list[GovukBoundField]
    grouping: list[GovukBoundField]
    views: list[tuple[OtherView, GovukBoundField]]
    new_view: list[GovukBoundField]
    views_are_open: bool
    earlier: Box | None
    take_over: GovukBoundField | None
    theirs: list[tuple[str, str]]
    is_open: bool
    grouping_is_open: bool

    @property
    def all(self) -> list[GovukBoundField]:
        """Every field that may be refused."""
        return [*self.marks, *self.told, *self.folded, *self.grouping, *self.new_view]


@dataclass(frozen=True)
class Section:
    """One element with its boxes, ready for the page."""

    question: Question
    boxes: list[BoxFields]
    remarks: list[Remark] = field(default_factory=list)
    is_open: bool = False
    cards: Sequence[Card] = ()
    guidance: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether a word or a mark of it is kept."""
        boxes = [fields.box for fields in self.boxes]
        return any(any(box.texts) or set(box.marks.values()) != {MarkState.NOT_ASKED} for box in boxes)

    @property
    def has_words(self) -> bool:
        """Whether a word of it is kept."""
        return any(any(fields.box.texts) for fields in self.boxes)

    @property
    def needs_a_look(self) -> bool:
        """Whether it was refused, or somebody else wrote in it meanwhile."""
        return any(fields.theirs or any(one.errors for one in fields.all) for fields in self.boxes)

    @property
    def marks(self) -> list[tuple[Person, str]]:
        """Each child's mark, as kept."""
        return [(child, fields.box.marks[child.id]) for fields in self.boxes for child in fields.box.children]

    @property
    def was_rewritten(self) -> bool:
        """Whether there is more to read of how it was written."""
        return any(fields.box.story.change_count > 1 for fields in self.boxes)
