"""The lead professional: agreed first, or handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.episodes.models import Meeting
from opencaf.episodes.queries.meetings import title_of
from opencaf.web.episodes.forms.directory import DirectoryField
from opencaf.web.episodes.forms.team import ChoosingForm, offer
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    OperationForm,
    SelectField,
    StoryField,
    TextField,
    YesNoField,
)
from opencaf.web.shared.markup import shown_date

STEPS = (
    "plan read through together",
    "open actions given new owners where needed",
    "family has the new number",
    "everybody in the team told",
    "consent asked again",
)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class TakeBackLeadForm(OperationForm):
    """Why a handover that was noted is a mistake."""

    why = StoryField(
        label="Why was it a mistake?",
        hint="For example: the wrong person was selected; it was not agreed after all",
        missing="Enter why it was a mistake",
        rows=2,
    )


class AgreeLeadForm(ChoosingForm):
    """Who leads, from when, agreed where and by whom."""

    pairs = {"practitioner": "somebody_else"}

    practitioner = SelectField(label="Who leads", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name"
    )
    started_on = DateField(label="From when", name="the date the lead begins")
    agreed_at = SelectField(label="Agreed at which meeting", required=False, blank="Not at a meeting")
    chosen_by = TextField(
        label="Who chose", hint="In words, such as “the family” or “Morgan and Robin”", required=False
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        self.meetings = meetings
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        offer(self.fields["practitioner"], self.circle.practitioners)
        offer_meetings(self.fields["agreed_at"], self.meetings)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("practitioner") and "somebody_else" not in self.errors:
            self.add_error("practitioner", "Select who leads, or enter somebody who is not in the list")
        return answers


def offer_meetings(field: Any, meetings: Sequence[Meeting]) -> None:
    """Let a field choose among the meetings that were held; the answer is the meeting."""
    by_id = {str(meeting.id): meeting for meeting in meetings}
    field.choices = [
        (key, f"{shown_date(m.held_on)}: {title_of(m)}") for key, m in by_id.items() if m.held_on
    ]
    field.coerce = by_id.get


class HandOverForm(AgreeLeadForm):
    """Who takes over, why, and what was handed over."""

    practitioner = SelectField(label="Who takes over", required=False)
    why_changed = StoryField(label="Why it changes", missing="Enter why it changes", rows=2)
    met_on = DateField(label="Handover met on", name="the date you met", required=False)
    present = TextField(label="Who was there", name="who was there", required=False, max_length=300)
    note = StoryField(
        label="What the next one must know",
        hint="What works, what was promised and is not yet done",
        required=False,
    )
    steps = CheckboxesField(
        label="What was done", choices=[(step, step.capitalize()) for step in STEPS], required=False
    )
    more_steps = StoryField(label="What else was done", hint="One a line", rows=2, required=False)
    old_stays = YesNoField(label="Does the one before stay in the team?", initial=True)

    field_order = [
        "practitioner",
        "somebody_else",
        "started_on",
        "agreed_at",
        "chosen_by",
        "why_changed",
        "met_on",
        "present",
        "note",
        "steps",
        "more_steps",
        "old_stays",
    ]

    def clean_more_steps(self) -> list[str]:
        """Return the lines, each within what one step may say."""
        lines = lines_of(self.cleaned_data["more_steps"])
        if any(len(line) > 300 for line in lines):
            self.add_error("more_steps", "Each line must be 300 characters or fewer")
        return lines

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        answers["steps"] = [*answers.get("steps", []), *answers.pop("more_steps", [])]
        return answers
