"""The form of a contact or note."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import ContactKind
from opencaf.episodes.models import Episode
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.notes_moved import cases_to_choose
from opencaf.episodes.queries.panels import case_with_number
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


class MoveNoteForm(OperationForm):
    """In whose record a note belongs: one of the own cases, or any open to who moves it, by its number."""

    mark_optional = False

    case = RadiosField(label="Whose record does it belong in?", required=False)
    case_else = TextField(
        label="Number of the case",
        name="the number of the case",
        hint="If it is not one of those above",
        width=10,
        max_length=40,
        required=False,
    )
    reason = StoryField(
        label="Why is it moved?",
        hint="For example: written in the brother’s record by mistake",
        missing="Enter why it is moved",
        rows=2,
    )

    def __init__(self, *args: Any, practitioner: Practitioner, episode: Episode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practitioner = practitioner
        offered = cases_to_choose(practitioner, besides=episode)
        self.offered = {str(case.id): case for case, _ in offered}
        self.choose_among("case", [(str(case.id), words) for case, words in offered])

    def clean(self) -> dict[str, Any]:
        """Find the case: it must be one, and open to who moves the note."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, typed = answers.pop("case", ""), answers.pop("case_else", "")
        if chosen and typed:
            self.add_error("case_else", "Select a child or enter the number of a case, not both")
        elif chosen:
            answers["episode_to"] = self.offered[chosen]
        elif typed:
            answers["episode_to"] = self.found(typed)
        elif not self.errors:
            self.add_error("case", "Select the child, or enter the number of the case")
        return answers

    def found(self, typed: str) -> Episode | None:
        """Return the case with a number, where who typed it may write in it."""
        case = case_with_number(typed, self.practitioner)
        if case and (ruling := can_write(self.practitioner, case)):
            return case
        why = (
            ruling.reason if case else f"No case that is open to you has the number {typed}. Check the number"
        )
        self.add_error("case_else", why)
        return None
