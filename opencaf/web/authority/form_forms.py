"""What is asked of whoever looks after the assessment form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from opencaf.episodes.elements import Domain
from opencaf.episodes.questionnaire import LONGEST, read_questionnaire
from opencaf.web.shared.forms import (
    DateField,
    JsonFileField,
    OperationForm,
    RadiosField,
    StoryField,
    TextField,
    YesNoField,
)


class PrepareForm(OperationForm):
    """How the next version is called."""

    name = TextField(label="Name of the form", name="the name of the form", max_length=100)


class QuestionForm(OperationForm):
    """How a question is called and what stands beside its box."""

    name = TextField(label="The question", name="the question", max_length=LONGEST["name"])
    help_text = StoryField(label="What to think about", rows=3, max_length=LONGEST["text"], required=False)
    ask_child = StoryField(
        label="How to ask the child",
        hint="Words that a child understands.",
        rows=3,
        max_length=LONGEST["text"],
        required=False,
    )
    ask_parents = StoryField(
        label="How to ask both parents", rows=3, max_length=LONGEST["text"], required=False
    )
    example = StoryField(
        label="An example",
        hint="About an invented family. Everybody who assesses reads it: no real child may be known by it.",
        rows=6,
        max_length=LONGEST["text"],
        required=False,
    )


class OwnQuestionForm(QuestionForm):
    """A question of the authority's own: also where it stands, and whom it fits."""

    field_order = ("domain", "name")

    domain = RadiosField(
        label="In which part of the form?", missing="Select the part of the form", choices=Domain.choices
    )
    fits_the_unborn = YesNoField(
        label="Does it fit a baby who is not born yet?",
        missing="Select whether it fits a baby who is not born yet",
    )


class TakeOffForm(OperationForm):
    """Nothing more than that it is meant."""


class MoveForm(OperationForm):
    """Nothing more than where it is sent."""


class IntoUseForm(OperationForm):
    """From which day a version is asked."""

    in_use_from = DateField(label="First day", name="the first day")


class ThrowAwayForm(OperationForm):
    """Nothing more than that it is meant."""


class BringInForm(OperationForm):
    """A form as a FHIR Questionnaire: a file, or pasted in."""

    mark_optional = False
    file = JsonFileField(
        label="A file",
        name="a file",
        hint="A FHIR Questionnaire in JSON, up to 1 MB.",
        required=False,
    )
    text = StoryField(
        label="Or its text, pasted", name="its text", rows=8, max_length=1_000_000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read the form from where it is, which is one of two places."""
        super().clean()
        file, text = self.cleaned_data.pop("file", None), self.cleaned_data.pop("text", None)
        if self.errors:
            return self.cleaned_data
        if bool(file) == bool(text):
            raise ValidationError({"file": "Choose a file or paste its text, one of the two"})
        try:
            self.cleaned_data["read"] = read_questionnaire(file or text)
        except ValidationError as refusal:
            raise ValidationError({"file" if file else "text": refusal.messages}) from None
        return self.cleaned_data
