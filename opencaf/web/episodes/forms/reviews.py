"""The review of a meeting: today's marks beside last time's, and what the family says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.episodes.models import FamilyView
from opencaf.episodes.operations.reviews import ReviewMark, ReviewView
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.reviews import LastTime
from opencaf.episodes.queries.team import Known
from opencaf.people.models import Person
from opencaf.web.episodes.forms.team import offer
from opencaf.web.shared.forms import (
    CONCERN_MARKS,
    OTHER_MARKS,
    GovukBoundField,
    OperationForm,
    SelectField,
    StoryField,
)

OWN_ROWS = 6
ALL_CHILDREN = "all"
MARKS = [*((mark, f"{mark} {words}") for mark, words in CONCERN_MARKS), *OTHER_MARKS]


class TodayField(SelectField):
    """Today's mark: the area stands as a heading beside it, so its label is there to be heard only."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": MARKS, "required": False, "blank": "Not looked at today", **kwargs})

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        label = {"text": bound.label, "classes": "govuk-visually-hidden"}
        return {**super().markup(bound), "label": label}


@dataclass(frozen=True)
class Area:
    """One area of one child: how it stood, and the field for today."""

    stood: LastTime
    field: Any


@dataclass(frozen=True)
class ChildBlock:
    """The areas of one child: those of concern first, the others under a fold."""

    child: Person
    areas: list[Area]
    other_areas: list[Area]
    view: Any


class ReviewForm(OperationForm):
    """Marks of what was looked at, own marks, what changed, and the views."""

    mark_optional = False

    what_changed = StoryField(label="What changed since last time", rows=4, required=False)
    parents_view = StoryField(label="What the parents or carers say", rows=3, required=False)
    parents_view_who = SelectField(label="Who says so", required=False, blank="More than one, or not said")

    def __init__(
        self,
        *args: Any,
        children: Sequence[Person],
        family: Sequence[Known],
        stood: Sequence[LastTime],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.children = {str(child.id): child for child in children}
        self.family = list(family)
        self.stood = list(stood)
        offer(self.fields["parents_view_who"], [one for one in self.family if one.key not in self.children])
        for one in self.stood:
            self.fields[mark_name(one)] = TodayField(label=f"{one.child.first_name}, {one.name} today")
        for key, child in self.children.items():
            self.fields[f"view_{key}"] = StoryField(
                label=f"What {child.first_name} says", rows=2, required=False
            )
        self.areas = form_areas().choices
        for number in range(1, OWN_ROWS + 1):
            self.add_own_row(number)

    def add_own_row(self, number: int) -> None:
        """Add the fields of one mark that somebody of the family gives."""
        who = SelectField(label="Who marks", required=False)
        offer(who, self.family)
        self.fields[f"own_{number}_who"] = who
        if len(self.children) > 1:
            about = [(ALL_CHILDREN, "All the children")]
            about += [(key, child.first_name) for key, child in self.children.items()]
            self.fields[f"own_{number}_child"] = SelectField(label="About", choices=about, required=False)
        self.fields[f"own_{number}_element"] = SelectField(label="Area", choices=self.areas, required=False)
        self.fields[f"own_{number}_mark"] = SelectField(label="Mark", choices=MARKS, required=False)

    def blocks(self) -> list[ChildBlock]:
        """The children with their areas, for the template."""
        found = []
        for key, child in self.children.items():
            areas = [Area(one, self[mark_name(one)]) for one in self.stood if one.child.id == child.id]
            first = [area for area in areas if area.stood.is_a_concern or area.field.value()]
            others = [area for area in areas if area not in first]
            found.append(ChildBlock(child, first or others, others if first else [], self[f"view_{key}"]))
        return found

    def own_rows(self) -> list[list[Any]]:
        """The fields of each own mark, for the template."""
        parts = ("who", "child", "element", "mark")
        return [
            [self[name] for part in parts if (name := f"own_{number}_{part}") in self.fields]
            for number in range(1, OWN_ROWS + 1)
        ]

    @property
    def own_rows_are_used(self) -> bool:
        """Whether something stands in a row of own marks."""
        return any(field.value() for row in self.own_rows() for field in row)

    def clean(self) -> dict[str, Any]:
        """Gather the marks and the views."""
        answers = super().clean() or {}
        marks = [
            ReviewMark(one.child, one.element, answer)
            for one in self.stood
            if (answer := answers.get(mark_name(one)))
        ]
        own = [mark for number in range(1, OWN_ROWS + 1) for mark in self.own_marks(answers, number)]
        self.refuse_areas_marked_before(answers)
        return {
            "marks": marks,
            "own_marks": own,
            "what_changed": answers.get("what_changed", ""),
            "views": self.views(answers),
        }

    def own_marks(self, answers: dict[str, Any], number: int) -> list[ReviewMark]:
        """The marks of one row, one for each child it is about."""
        who, about = answers.get(f"own_{number}_who"), answers.get(f"own_{number}_child") or ALL_CHILDREN
        element, mark = answers.get(f"own_{number}_element"), answers.get(f"own_{number}_mark")
        if not (who or element or mark):
            return []
        for name, value, sentence in (
            ("who", who, "Select who marks"),
            ("element", element, "Select the area"),
            ("mark", mark, "Select the mark"),
        ):
            if not value and f"own_{number}_{name}" not in self.errors:
                self.add_error(f"own_{number}_{name}", sentence)
        children = self.children.values() if about == ALL_CHILDREN else [self.children[about]]
        return [ReviewMark(child, element or "", mark or "", who) for child in children]

    def refuse_areas_marked_before(self, answers: dict[str, Any]) -> None:
        """Refuse a row in which somebody marks an area that they marked in an earlier one."""
        seen: set[tuple[Any, ...]] = set()
        for number in range(1, OWN_ROWS + 1):
            about = answers.get(f"own_{number}_child") or ALL_CHILDREN
            who, area = answers.get(f"own_{number}_who"), answers.get(f"own_{number}_element")
            whom = self.children if about == ALL_CHILDREN else [about]
            keys = {(who, area, child) for child in whom} if who and area else set()
            if keys & seen:
                sentence = "The same person marked this area above already. Leave one of them out"
                self.add_error(f"own_{number}_element", sentence)
            seen |= keys

    def views(self, answers: dict[str, Any]) -> list[ReviewView]:
        """What each child and the parents say."""
        children = [
            ReviewView(FamilyView.Whose.CHILD, text, child)
            for key, child in self.children.items()
            if (text := answers.get(f"view_{key}"))
        ]
        parents = answers.get("parents_view")
        if not parents:
            return children
        return [*children, ReviewView(FamilyView.Whose.PARENT, parents, answers.get("parents_view_who"))]


def mark_name(one: LastTime) -> str:
    """The name of the field for an area of a child."""
    return f"mark_{one.child.id}_{one.element}"
