"""What a page sends while somebody types in a box: only what they typed, and nothing is compulsory."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.autosave import Typed
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.texts import A_GOAL, A_VIEW, ALL_TEXTS, LEVEL, WHOSE, Choice
from opencaf.episodes.queries.assessment import TEXTS
from opencaf.episodes.text_names import TEXT_NAMES
from opencaf.web.episodes.forms.assessment import find
from opencaf.web.shared.forms import DateField, OperationForm, StoryField

A_MARK = re.compile(r"mark-([a-z_]{1,60})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class TextsForm(OperationForm):
    """The texts beside the boxes, the goals and what the family says, as far as they were touched."""

    said_on = DateField(label="When did the family say this?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [name for name in self.data if is_text(name)]
        for name in self.names:
            self.fields[name] = StoryField(label=label_of(name), required=False)

    def texts(self) -> dict[str, str]:
        """Return the texts that can be saved."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    def seen(self) -> dict[str, str]:
        """Return what the page knows of each text."""
        return {name: str(self.data.get(f"seen-{name}", "")) for name in self.names}

    def choices(self) -> list[Choice]:
        """Return what was chosen: the level of need, and whose words goals are."""
        return [
            Choice(name, str(value), str(self.data.get(f"seen-{name}", "")))
            for name, value in self.data.items()
            if name == LEVEL or WHOSE.fullmatch(name)
        ]

    def too_long(self) -> str:
        """Return the sentences about texts that cannot be saved as they are."""
        return " ".join(str(sentence) for name in self.names for sentence in self.errors.get(name, []))


def is_text(name: str) -> bool:
    """Whether a field is a text that saves itself."""
    return name in ALL_TEXTS or bool(A_GOAL.fullmatch(name) or A_VIEW.fullmatch(name))


def label_of(name: str) -> str:
    """Return what a text is called in a sentence."""
    if found := A_GOAL.fullmatch(name):
        return f"Goal {int(found[1]) + 1}"
    return TEXT_NAMES.get(name, "What the family says")


class TypedForm(OperationForm):
    """The texts, marks, author and day of one box, as far as they were touched."""

    story = StoryField(label="The story", required=False)
    family_words = StoryField(label="In the family’s own words", required=False)
    strengths = StoryField(label="Strengths", required=False)
    needs = StoryField(label="Needs", required=False)
    evidence = StoryField(label="How do we know?", required=False)
    written_on = DateField(label="When was this written?", required=False)

    def typed(self, writers: Sequence[Practitioner]) -> Typed:
        """Return what was typed; a day that is no date is left for the button at the end to refuse."""
        sent = [name for name in TEXTS if name in self.data and name in self.cleaned_data]
        return Typed(
            texts={name: self.cleaned_data[name] for name in sent},
            seen={name: str(self.data.get(f"seen-{name}", "")) for name in sent},
            marks=list(self.marks()),
            written_by=find(writers, str(self.data.get("written_by", ""))),
            written_on=self.cleaned_data.get("written_on"),
            redated="redated" in self.data,
        )

    def marks(self) -> Iterator[MarkFor]:
        """Return the marks that were chosen."""
        for name, code in self.data.items():
            if found := A_MARK.fullmatch(name):
                seen = str(self.data.get(f"seen-{name}", ""))
                yield MarkFor(uuid.UUID(found[2]), found[1], str(code), seen)

    def too_long(self) -> str:
        """Return the sentences about texts that cannot be saved as they are."""
        return " ".join(sentence for name in TEXTS for sentence in map(str, self.errors.get(name, [])))
