"""What the pages of this area ask."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html

from opencaf.core import clock
from opencaf.voices.codes import ENGLISH, LANGUAGES, AnsweredBy, Kind, Moment
from opencaf.voices.models import Theme
from opencaf.voices.operations.by_link import Said
from opencaf.voices.operations.questionnaires import Written
from opencaf.voices.page_words import ENGLISH_WORDS
from opencaf.voices.queries.questionnaires import Worded
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    GovukBoundField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    YesNoField,
)
from opencaf.web.voices.faces import face

LONGEST_WORDS = 10_000
NEW_QUESTIONS = 2
NO_NAMES = "No names of families: it is shown to everybody."


class FacesField(RadiosField):
    """Answers to choose from, each with its face."""

    def item(self, bound: GovukBoundField, value: Any, text: Any, *, is_ticked: bool) -> dict[str, Any]:
        item = super().item(bound, value, text, is_ticked=is_ticked)
        steps = len(list(self.options()))
        return {**item, "html": format_html("{} {}", face(int(value), steps), text)}


class AnswerForm(OperationForm):
    """The questions of a questionnaire; any may be left out."""

    mark_optional = False

    def __init__(self, *args: Any, asked: Sequence[Worded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"q{place}": one for place, one in enumerate(asked, start=1)}
        for name, one in self.asked.items():
            self.fields[name] = field_of(one)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.asked):
            raise ValidationError("Answer at least one question, or say that you would rather not")
        return given

    @property
    def said(self) -> list[Said]:
        """What was answered."""
        return [said_of(one, self.cleaned_data[name]) for name, one in self.asked.items()]


def field_of(one: Worded) -> RadiosField | StoryField:
    """Return the field in which a question is answered."""
    if one.question.is_of_words:
        return StoryField(label=one.text, required=False, max_length=LONGEST_WORDS)
    kind = FacesField if one.question.answered_by == AnsweredBy.FACES else RadiosField
    steps = [(str(step), words) for step, words in enumerate(one.steps, start=1)]
    return kind(label=one.text, choices=steps, required=False)


def said_of(one: Worded, value: str) -> Said:
    """Return the answer to a question as the operations take it."""
    if one.question.is_of_words:
        return Said(one.question.id, words=value)
    return Said(one.question.id, step=int(value) if value else None)


class TypeInForm(AnswerForm):
    """The same, typed in from paper, with the language of the paper."""

    def __init__(self, *args: Any, asked: Sequence[Worded], languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        if len(languages) > 1:
            self.fields["language"] = RadiosField(
                label="Language of the paper", choices=[(code, LANGUAGES[code]) for code in languages]
            )


class ResultsFilter(OperationForm):
    """Whose answers are shown, and which."""

    mark_optional = False

    kind = RadiosField(label="Who answered", required=False, choices=Kind.choices)
    part = SelectField(label="Which answers", required=False, blank="All")

    def __init__(self, chosen: Any, *, years: Sequence[int]) -> None:
        given = {name: chosen[name] for name in ("kind", "part") if name in chosen}
        super().__init__({"kind": Kind.CHILD.value, **{name: one for name, one in given.items() if one}})
        self.choose_among("part", [*Moment.choices, *((str(year), f"{year}") for year in years)])


class AddForm(OperationForm):
    """Whom to ask besides those whose moment has come."""

    reference = TextField(label="Reference of the case", width=20, spellcheck=False)
    kind = RadiosField(
        label="Who is asked?",
        choices=[(kind.value, kind.label) for kind in (Kind.CHILD, Kind.PARENT, Kind.SERVICE)],
        hints={Kind.CHILD.value: "Every child in the case gets questions of their own"},
    )
    moment = RadiosField(label="At which moment?", choices=Moment.choices)


class WordingForm(OperationForm):
    """The questions of a draft in a language, and room for new ones in English."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Worded],
        english: Sequence[Worded],
        language: str,
        page: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.asked = language, list(asked)
        self.new = (
            range(len(self.asked) + 1, len(self.asked) + 1 + NEW_QUESTIONS) if language == ENGLISH else ()
        )
        for place, (one, source) in enumerate(zip(asked, english, strict=True), start=1):
            self.add_question(place, one, source)
        for place in self.new:
            self.add_new(place)
        self.sentences = () if language == ENGLISH else tuple(ENGLISH_WORDS)
        for key in self.sentences:
            self.add_sentence(key, (page or {}).get(key, ""))

    def add_sentence(self, key: str, text: str) -> None:
        """Ask for a sentence of the page around the questions."""
        self.fields[f"page_{key}"] = TextField(
            label="On the page",
            hint=ENGLISH_WORDS[key],
            required=False,
            max_length=400,
            initial=text,
        )

    def add_question(self, place: int, one: Worded, source: Worded) -> None:
        """Ask for a question in this language."""
        hint = "Leave it empty to take the question out" if self.language == ENGLISH else source.text
        self.fields[f"text{place}"] = TextField(
            label=f"Question {place}", hint=hint, required=False, max_length=300, initial=one.text
        )
        if not one.question.is_of_words:
            told = "One a line, from the least good to the best"
            hint = told if self.language == ENGLISH else "; ".join(source.steps)
            self.fields[f"choices{place}"] = StoryField(
                label=f"Answers to question {place}",
                hint=hint,
                required=False,
                rows=len(source.steps),
                initial="\n".join(one.steps),
            )

    def add_new(self, place: int) -> None:
        """Ask for one more question."""
        self.fields[f"text{place}"] = TextField(label="New question", required=False, max_length=300)
        self.fields[f"by{place}"] = SelectField(
            label="How is it answered?", required=False, choices=AnsweredBy.choices
        )
        self.fields[f"choices{place}"] = StoryField(
            label="Its answers",
            hint="One a line, from the least good to the best; none for own words",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in self.new:
            if given.get(f"text{place}") and not given.get(f"by{place}"):
                self.add_error(f"by{place}", "Select how it is answered")
        return given

    @property
    def page(self) -> dict[str, str]:
        """The sentences around the questions as they were written."""
        return {key: self.cleaned_data[f"page_{key}"] for key in self.sentences}

    @property
    def written(self) -> list[Written]:
        """The questions as they were written."""
        given = self.cleaned_data
        found = [
            Written(one.question, given[f"text{place}"], lines_of(given.get(f"choices{place}", "")))
            for place, one in enumerate(self.asked, start=1)
        ]
        new = [
            Written(None, given[f"text{place}"], lines_of(given[f"choices{place}"]), given[f"by{place}"])
            for place in self.new
        ]
        return found + new


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class MomentsForm(OperationForm):
    """Who is asked when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for moment in Moment:
            self.fields[moment.value] = CheckboxesField(
                label=moment.label, choices=Kind.choices, required=False
            )

    @property
    def chosen(self) -> set[tuple[str, str]]:
        """Kinds with their moments."""
        return {(kind, moment.value) for moment in Moment for kind in self.cleaned_data[moment.value]}


class ThemeForm(OperationForm):
    """A theme."""

    name = TextField(label="New theme", name="the theme", hint="Such as: Waiting too long", max_length=80)


class CodingForm(OperationForm):
    """Of which themes a free answer speaks."""

    themes = CheckboxesField(
        label="What does it speak of?", required=False, coerce=uuid.UUID, name="the themes"
    )

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("themes", [(str(theme.id), theme.name) for theme in themes])


class WorryForm(OperationForm):
    """Why somebody must know of which case an answer is."""

    why = StoryField(
        label="What worries you?",
        name="what worries you",
        hint="It is kept with your name, and auditors see that you asked.",
    )


class InterviewForm(OperationForm):
    """Notes of a talk."""

    held_on = DateField(label="When was it?", name="the day", latest=clock.today)
    kind = RadiosField(label="Who was asked?", choices=Kind.choices)
    held_by = TextField(label="Who asked them?", name="who asked them", max_length=120)
    notes = StoryField(
        label="Notes",
        hint="Without names, and without anything by which a family could be recognised.",
        rows=10,
    )
    may_be_quoted = YesNoField(label="May their words be quoted, without a name?")


class SaidForm(OperationForm):
    """What people said, and what was done."""

    said = TextField(label="You said", name="what people said", hint=NO_NAMES, max_length=300)
    done = TextField(label="We did", name="what was done", max_length=300)
    done_on = DateField(label="When was it done?", name="the day", latest=clock.today)
