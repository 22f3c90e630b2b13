"""Adding a file to a case, and taking one out."""

from __future__ import annotations

import uuid
from typing import Any

from opencaf.core import clock
from opencaf.episodes.codes import FileKind, FileMaker
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.files import Sent
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person
from opencaf.web.shared.forms import (
    DateField,
    KeptFileField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)

AGAIN = "Choose the file again, since no page may keep it. What you wrote beside it is still here"


class FileForm(OperationForm):
    """The file, and in words what it is, whose, from which day, and what is seen or heard."""

    file = KeptFileField(
        label="The file",
        name="the file",
        hint="A picture, a PDF or a voice note of up to 20 MB",
    )
    kind = RadiosField(label="What is it?", missing="Select what it is", choices=FileKind.choices)
    title = TextField(
        label="What is it called?",
        missing="Enter what it is called",
        hint="A few words for the list, for example: our house with the garden",
        max_length=120,
    )
    description = StoryField(
        label="What is seen or heard?",
        missing="Enter what is seen or heard",
        hint="For those who cannot see or hear it. Of a voice note write down what is said.",
        rows=3,
    )
    whose = RadiosField(
        label="Whose is it?",
        missing="Select whose it is",
        hint="Who drew, said, wrote or took it",
        choices=FileMaker.choices,
    )
    words = StoryField(
        label="What did they say about it?",
        hint="In their own words",
        rows=3,
        required=False,
    )
    happened_on = DateField(
        label="Which day is it from?",
        name="the day it is from",
        hint="The day it was drawn, said or filled in, not the day you add it. For example, 27 3 2025",
        latest=clock.today,
    )
    child = SelectField(
        label="Which child is it about?",
        name="the child",
        blank="The whole family",
        coerce=uuid.UUID,
        required=False,
    )
    element = SelectField(
        label="Which part of the assessment does it stand beside?",
        name="the part",
        blank="No part of its own",
        hint="A file with a part of its own is seen by whoever may see that part",
        required=False,
    )
    assessment = SelectField(
        label="Which version was it made for, or typed in from it?",
        name="the version",
        blank="None",
        hint="The scan of a paper form stands beside the version that was typed in from it",
        coerce=uuid.UUID,
        required=False,
    )

    def __init__(self, *args: Any, children: list[Person], versions: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {child.id: child for child in children}
        self.versions = {version.id: version for version in versions}
        self.choose_among("child", [(child.id, child.full_name) for child in children])
        self.choose_among("element", form_areas().choices)
        choices = [(one.id, f"Version {one.version}, {one.get_state_display().lower()}") for one in versions]
        self.choose_among("assessment", choices)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = dict(self.cleaned_data)
        name, content = given.pop("file")
        return {
            **given,
            "file": Sent(name, content),
            "child": self.children.get(given["child"]),
            "assessment": self.versions.get(given["assessment"]),
        }

    def say_to_choose_again(self) -> None:
        """Say of a form that is shown once more that its file is gone; it keeps the words alone."""
        if self.files and "file" not in self.errors:
            self.add_error("file", AGAIN)


class RemoveFileForm(OperationForm):
    """Why a file is taken out."""

    reason = StoryField(
        label="Why is it removed?",
        missing="Enter why the file is removed",
        hint="For example: it belongs to another family. It stays sealed and can be put back.",
        rows=3,
    )
