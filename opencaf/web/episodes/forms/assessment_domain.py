"""The page of a domain as one form: for every element its boxes, for every child a concern mark."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.other_views import Views
from opencaf.episodes.operations.regrouping import Regrouping
from opencaf.episodes.operations.stories import BoxWords
from opencaf.episodes.queries.assessment import TEXTS, Box, ElementBoxes, by_element, earlier_box
from opencaf.episodes.queries.chronology import Event
from opencaf.episodes.seen import fingerprint
from opencaf.people.models import Person
from opencaf.web.episodes.forms.assessment import SharedTextsForm, choices_of, find
from opencaf.web.episodes.forms.assessment_sections import BoxFields, Section
from opencaf.web.episodes.forms.mentioning import mention_fields, mentions_of
from opencaf.web.shared.case import join_words
from opencaf.web.shared.forms import (
    CheckboxesField,
    ConcernField,
    ConfirmField,
    DateField,
    GovukBoundField,
    HiddenField,
    PlainField,
    SelectField,
    StoryField,
    TextField,
)

LABELS = {
    "story": "The story",
    "family_words": "In the family’s own words",
    "strengths": "Strengths",
    "needs": "Needs",
    "evidence": "How do we know?",
}
JOINED = (
    "A box was told together with another, or apart, while you were writing. "
    "Your words for it stand below: copy what should stay into its new box"
)


class SmallConcernField(ConcernField):
    """Concern marks in a row, since a page has many of them; the chosen one says its words."""

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        params = super().markup(bound)
        return {**params, "classes": f"{params['classes']} app-concern-scale--row govuk-radios--small"}


class DomainForm(SharedTextsForm):
    """Nothing in it is compulsory. A field is named after what it asks and the box or child it is about."""

    mark_optional = False
    text_names = " ".join(TEXTS)

    def __init__(
        self,
        *args: Any,
        boxes: Sequence[Box],
        writers: Sequence[Practitioner],
        earlier: Sequence[Box] = (),
        events: Sequence[Event] = (),
        written_on: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.events = events
        self.elements = by_element(boxes)
        self.boxes = boxes
        self.writers = writers
        self.writer_choices = choices_of(writers)
        self.earlier = {box.id: earlier_box(box, earlier) for box in boxes}
        self.remarks = {box.question.code: box.remarks for box in earlier}
        for element in self.elements:
            for box in element.boxes:
                self.add_box(element, box)
        self.fields["written_on"] = DateField(
            label="When was this written?",
            hint="The day for everything you change here. For example, 27 3 2025",
            name="the date this was written",
            latest=clock.today,
            initial=written_on or clock.today,
        )
        self.homeless = list(self.words_without_box())

    def add_box(self, element: ElementBoxes, box: Box) -> None:
        """Add the fields of one box."""
        about = element.question.name
        for child in box.children:
            self.add_mark(box, child, alone=len(self.children) == 1)
        for name in TEXTS:
            self.add(
                f"{name}-{box.id}",
                StoryField(
                    label=LABELS[name],
                    name=f"{LABELS[name].lower()} for “{about}”",
                    rows=5 if name == "story" else 2,
                    required=False,
                    initial=getattr(box.story, name),
                ),
            )
        self.fields |= mention_fields(box, self.events)
        self.add(
            f"written_by-{box.id}",
            SelectField(
                label="Whose view is this?",
                name=f"whose view “{about}” is",
                blank=str(box.story.written_by or "Mine"),
                choices=self.writer_choices,
                required=False,
            ),
        )
        self.add_views(box, about)
        self.add_grouping(element, box)
        self.add(f"seen-{box.id}", HiddenField(initial=box.seen))

    def add_views(self, box: Box, about: str) -> None:
        """Add who sees the box differently, and a way to take each of those views out."""
        for view in box.other_views:
            self.add(
                f"gone-{view.id}", ConfirmField(label=f"Take out what {view.whose} says", required=False)
            )
        self.add(
            f"differs_who-{box.id}",
            TextField(
                label="Who sees this differently?",
                name=f"who sees “{about}” differently",
                hint="For example, his father, or the class teacher.",
                required=False,
            ),
        )
        self.add(
            f"differs-{box.id}",
            StoryField(label="How do they see it?", name=f"how “{about}” is seen", rows=2, required=False),
        )

    def add_mark(self, box: Box, child: Person, *, alone: bool) -> None:
        """Add the concern mark of one child, and what the page showed for it."""
        key = f"mark-{box.question.code}-{child.id}"
        self.add(
            key,
            SmallConcernField(
                label="How worried are you?" if alone else f"Concern about {child.first_name}",
                name=f"the concern about {child.first_name} for “{box.question.name}”",
                initial=box.marks[child.id],
            ),
        )
        self.add(f"seen-{key}", HiddenField(initial=box.marks[child.id]))

    def add_grouping(self, element: ElementBoxes, box: Box) -> None:
        """Add how a box could be told apart, together, or taken over from the version before."""
        if len(box.children) > 1:
            choices = [(child.id, child.first_name) for child in box.children]
            self.add(
                f"apart-{box.id}",
                CheckboxesField(
                    label="Tell it apart for",
                    hint="They get a box of their own when you save. What is written here stays here.",
                    choices=choices,
                    coerce=uuid.UUID,
                    required=False,
                ),
            )
        if box is not element.boxes[0]:
            first = join_words([child.first_name for child in element.boxes[0].children])
            self.add(
                f"together-{box.id}",
                ConfirmField(label=f"Tell it together with {first} again", required=False),
            )
        if self.earlier[box.id]:
            self.add(
                f"take_over-{box.id}",
                ConfirmField(label="Take this over where the box is empty", required=False),
            )

    def add(self, key: str, field: PlainField) -> None:
        """Add a field."""
        self.fields[key] = field

    @cached_property
    def children(self) -> list[Person]:
        """The children this page is about."""
        return list({child.id: child for box in self.boxes for child in box.children}.values())

    def words_without_box(self) -> Iterator[str]:
        """Return what was typed into boxes that are not there any more."""
        held = {str(box.id) for box in self.boxes}
        for key in self.data:
            name, _, box_id = key.partition("-")
            if name in TEXTS and box_id not in held and self.was_typed(name, box_id):
                yield str(self.data[key])

    def was_typed(self, name: str, box_id: str) -> bool:
        """Whether a text says something other than the page showed for it."""
        text = str(self.data.get(f"{name}-{box_id}", "")).replace("\r\n", "\n").strip()
        seen = str(self.data.get(f"seen-{box_id}", "")).split(".")
        return bool(text) and fingerprint(text) not in seen

    def clean(self) -> dict[str, Any]:
        """Refuse a page that still carries words for a box that is gone."""
        if self.homeless:
            raise forms.ValidationError(JOINED)
        return self.cleaned_data

    def refuse(self, refusal: Any) -> None:
        super().refuse(refusal)
        for box in self.boxes:
            saved = {f"{name}-{box.id}": getattr(box.story, name) for name in TEXTS}
            self.show_both(saved, seen_field=f"seen-{box.id}", seen=box.seen)
            for child_id, code in box.marks.items():
                key = f"mark-{box.question.code}-{child_id}"
                if key in self.errors:
                    self.put(f"seen-{key}", code)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {
            "words": [self.words_of(box) for box in self.boxes],
            "marks": list(self.marks()),
            "regrouping": self.regrouping(),
            "views": self.views(),
            "written_on": self.cleaned_data["written_on"] or clock.today(),
        }

    def words_of(self, box: Box) -> BoxWords:
        """Return what one box should say."""
        texts = {name: self.cleaned_data[f"{name}-{box.id}"] for name in TEXTS}
        return BoxWords(
            box.id,
            **texts,
            written_by=find(self.writers, self.cleaned_data[f"written_by-{box.id}"]),
            seen=self.cleaned_data[f"seen-{box.id}"],
            mentions=mentions_of(box, self.events, self.cleaned_data),
        )

    def marks(self) -> Iterator[MarkFor]:
        """Return the mark of each child and element."""
        for box in self.boxes:
            for child_id in box.child_ids:
                key = f"mark-{box.question.code}-{child_id}"
                code, seen = self.cleaned_data[key], self.cleaned_data[f"seen-{key}"]
                yield MarkFor(child_id, box.question.code, code, seen)

    def views(self) -> Views:
        """Return who sees boxes differently, and which views are taken out."""
        said = [
            (box.id, self.cleaned_data[f"differs_who-{box.id}"], self.cleaned_data[f"differs-{box.id}"])
            for box in self.boxes
        ]
        held = [view.id for box in self.boxes for view in box.other_views]
        return Views(
            new=[(box_id, whose, words) for box_id, whose, words in said if whose or words],
            gone=[view_id for view_id in held if self.cleaned_data[f"gone-{view_id}"]],
        )

    def regrouping(self) -> Regrouping:
        """Return how boxes should be told apart, together, or taken over."""
        asked = {key: answer for key, answer in self.cleaned_data.items() if answer}
        ids = [box.id for box in self.boxes]
        return Regrouping(
            apart={each: asked[f"apart-{each}"] for each in ids if f"apart-{each}" in asked},
            together=[each for each in ids if f"together-{each}" in asked],
            take_over=[each for each in ids if f"take_over-{each}" in asked],
        )

    def sections(self) -> list[Section]:
        """Return the elements with their fields, in the form's order.

        Open are those that need a look, else those that were sent back, else the first without an answer.
        """
        sections = [
            Section(
                element.question,
                [self.fields_of(element, box) for box in element.boxes],
                self.remarks.get(element.question.code, []),
            )
            for element in self.elements
        ]
        looked_at = [one for one in sections if one.needs_a_look]
        sent_back = [one for one in sections if one.remarks]
        unanswered = [one for one in sections if not one.is_answered][:1]
        opened = looked_at or sent_back or unanswered or sections[:1]
        return [replace(one, is_open=one in opened) for one in sections]

    def fields_of(self, element: ElementBoxes, box: Box) -> BoxFields:
        """Return the fields of one box as the page shows them."""
        several = len(self.children) > 1
        names = join_words([child.first_name for child in box.children])
        folded = [self.bound(f"{name}-{box.id}") for name in (*TEXTS[2:], "written_by")]
        grouping = [
            self.bound(key) for kind in ("apart", "together") if (key := f"{kind}-{box.id}") in self.fields
        ]
        new_view = [self.bound(f"{name}-{box.id}") for name in ("differs_who", "differs")]
        mention = self.bound(f"mention-{box.id}") if f"mention-{box.id}" in self.fields else None
        theirs = {LABELS[name]: self.theirs.get(f"{name}-{box.id}") for name in TEXTS}
        return BoxFields(
            box=box,
            title=f"About {names}" if several else "",
            marks=[self.bound(f"mark-{box.question.code}-{child_id}") for child_id in box.child_ids],
            told=[self.bound(f"{name}-{box.id}") for name in TEXTS[:2]],
            mention=mention,
            folded=folded,
            grouping=grouping,
            views=[(view, self.bound(f"gone-{view.id}")) for view in box.other_views],
            new_view=new_view,
            views_are_open=any(field.value() or field.errors for field in new_view),
            earlier=self.earlier[box.id],
            take_over=self.bound(f"take_over-{box.id}") if self.earlier[box.id] else None,
            theirs=[(label, text) for label, text in theirs.items() if text is not None],
            is_open=any(field.value() or field.errors for field in folded),
            grouping_is_open=any(field.errors for field in grouping),
        )

    def bound(self, key: str) -> GovukBoundField:
        """Return a field of this form, bound."""
        return self._ours(self[key])
