"""The lead offered and answered, and who does the work without the title."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.episodes.models import LeadProfessional
from opencaf.web.episodes.forms.directory import DirectoryField
from opencaf.web.episodes.forms.leading import STEPS
from opencaf.web.episodes.forms.team import ChoosingForm, offer
from opencaf.web.shared.forms import (
    CheckboxesField,
    ConfirmField,
    DateField,
    OperationForm,
    SelectField,
    StoryField,
    TextField,
)


class OfferForm(ChoosingForm):
    """To whom the lead is offered, with a few words; where somebody leads, why they hand over."""

    pairs = {"practitioner": "somebody_else"}

    practitioner = SelectField(label="Whom do you ask?", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name"
    )
    words = StoryField(
        label="A few words to them",
        hint="They read this before they see the case. Say why you ask them, and nothing of the family.",
        required=False,
        rows=3,
    )
    why_changed = StoryField(label="Why it changes", missing="Enter why it changes", rows=2)
    handover_note = StoryField(
        label="What the next one must know",
        hint="What works, what was promised and is not yet done. They read it once they have accepted.",
        required=False,
    )

    def __init__(self, *args: Any, current: LeadProfessional | None, **kwargs: Any) -> None:
        self.current = current
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        leads = self.current.practitioner_id if self.current else None
        others = [known for known in self.circle.practitioners if known.who.id != leads]
        offer(self.fields["practitioner"], others)
        if self.current is None:
            del self.fields["why_changed"], self.fields["handover_note"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("practitioner") and "somebody_else" not in self.errors:
            self.add_error("practitioner", "Select whom you ask, or enter somebody who is not in the list")
        return answers


class AcceptForm(OperationForm):
    """From when somebody leads, and what was done where they take over."""

    understood = ConfirmField(
        label="I have read what leading means, and I will do it",
        missing="Confirm that you have read what leading means",
    )
    started_on = DateField(label="From when do you lead?", name="the date you begin", latest=clock.today)
    met_on = DateField(label="Handover met on", name="the date you met", required=False)
    present = TextField(label="Who was there", name="who was there", required=False, max_length=300)
    steps = CheckboxesField(
        label="What was done", choices=[(step, step.capitalize()) for step in STEPS], required=False
    )

    def __init__(self, *args: Any, is_handover: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_handover:
            del self.fields["met_on"], self.fields["present"], self.fields["steps"]

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "understood"}


class DeclineForm(OperationForm):
    """Why somebody will not lead."""

    reason = StoryField(
        label="Why not?",
        hint="Who asked you reads it, so that they can ask somebody else.",
        missing="Enter why not",
        rows=3,
    )


class OfferBackForm(OperationForm):
    """Why an offer is taken back."""

    reason = StoryField(label="Why is it taken back?", missing="Enter why the offer is taken back", rows=2)


class CoordinateForm(ChoosingForm):
    """Who does the work without the title, from when, why, and who wished it so."""

    pairs = {"who": "somebody_else"}

    who = SelectField(label="Who does the work?", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name"
    )
    started_on = DateField(label="From when", name="the date they began", latest=clock.today)
    why = StoryField(
        label="Why do they do it, and not the person who leads?",
        missing="Enter why they do the work and not the person who leads",
        rows=2,
    )
    chosen_by = TextField(
        label="Who chose", hint="In words, such as “the family” or “Morgan and Robin”", required=False
    )

    def add_fields(self) -> None:
        offer(self.fields["who"], self.circle.everybody)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("who") and "somebody_else" not in self.errors:
            self.add_error("who", "Select who does the work, or enter somebody who is not in the list")
        return answers


class CoordinateEndForm(OperationForm):
    """Until when somebody did the work, and why no longer."""

    ended_on = DateField(label="Until when", name="the date they stopped", latest=clock.today)
    why_ended = StoryField(label="Why does it end?", missing="Enter why it ends", rows=2)
