"""The form of a contact or note."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.episodes.codes import ContactKind
from opencaf.episodes.queries.team import Circle
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)


class NoteForm(OperationForm):
    """What happened, when, with whom."""

    kind = RadiosField(label="What kind of contact was it?", choices=ContactKind.choices)
    happened_on = DateField(
        label="When did it happen?",
        name="the date it happened",
        latest=clock.today,
        hint="The day it happened, not the day you write it. For example, 27 3 2025",
    )
    practitioner = SelectField(
        label="Who had this contact?", blank="I did", hint="If you write for somebody else", required=False
    )
    with_whom = TextField(label="With whom?", name="with whom", max_length=300, required=False)
    text = StoryField(label="What happened?", missing="Enter what happened", rows=6)

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        choices = [(known.key, known.in_words) for known in circle.practitioners]
        self.choose_among("practitioner", choices)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        who = self.circle.find(self.cleaned_data["practitioner"])
        return {**self.cleaned_data, "practitioner": who}
