"""What the pages of guidance ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opencaf.episodes.models import Question
from opencaf.guidance.models import AgeBand, Example
from opencaf.web.shared.forms import OperationForm, RadiosField, SelectField, StoryField, TextField

NOW, DRAFT = "now", "draft"


class GuidanceForm(OperationForm):
    """The words beside a question, and whether they are shown."""

    mark_optional = False

    text = StoryField(
        label="More about this",
        name="the words about this",
        hint="Plain words, in short paragraphs. Everybody reads it: name no family.",
        rows=10,
        required=False,
    )
    show = RadiosField(
        label="When is it shown?",
        name="when it is shown",
        choices=[(NOW, "Now, in place of what stands there"), (DRAFT, "Not yet: keep it as a draft")],
    )

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {"text": self.cleaned_data["text"], "is_shown": self.cleaned_data["show"] == NOW}


class AnswerAsGuidanceForm(GuidanceForm):
    """The same, for words that come from an answer: about which question they are is asked as well."""

    element = SelectField(label="Which question is it about?", name="the question it is about")
    field_order = ("element", "text", "show")

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("element", [("", "Choose one"), *names_of(questions)])

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return super().answers | {"element": self.cleaned_data["element"]}


class ExampleForm(OperationForm):
    """An example, whose it could be, and whether it is shown."""

    element = SelectField(label="Question", name="the question")
    age_band = RadiosField(label="Age of the child", name="the age of the child", choices=AgeBand.choices)
    title = TextField(label="Title", name="the title", max_length=100)
    text = StoryField(
        label="The example",
        name="the example",
        hint="As somebody would write it in the box. No real name, place or date.",
        rows=8,
    )
    why_good = StoryField(label="What is good about it", name="what is good about it", rows=3)
    origin = RadiosField(
        label="Where is it from?",
        name="where it is from",
        hint="It is written beside the example.",
        choices=Example.Origin.choices,
    )
    state = RadiosField(label="Is it shown?", name="whether it is shown", choices=Example.State.choices)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("element", [("", "Choose one"), *names_of(questions)])


class ExamplesFilter(OperationForm):
    """Which examples are shown."""

    mark_optional = False

    element = SelectField(label="Question", name="a question", blank="All questions", required=False)
    age_band = SelectField(
        label="Age", name="an age", blank="All ages", choices=AgeBand.choices, required=False
    )

    def __init__(self, asked: Mapping[str, str], *, questions: Sequence[Question]) -> None:
        super().__init__(asked)
        self.choose_among("element", names_of(questions))


def names_of(questions: Sequence[Question]) -> list[tuple[str, str]]:
    """Return questions as a field offers them."""
    return [(question.code, question.name) for question in questions]
