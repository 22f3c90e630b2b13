"""Asking to see a record, and answering."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.web.shared.forms import DateField, OperationForm, RadiosField, StoryField

GIVE, REFUSE = "give", "refuse"


class AskForm(OperationForm):
    """Why somebody needs to see a record."""

    purpose = StoryField(
        label="Why do you need to see this record?",
        hint="For example: I am this child’s new health visitor and the family asked me to help.",
        missing="Enter why you need to see this record",
        rows=4,
    )


class AnswerForm(OperationForm):
    """Yes until a day, or no with the reason."""

    answer = RadiosField(
        label="What do you answer?",
        missing="Select what you answer",
        choices=[(GIVE, "They may see it"), (REFUSE, "They may not see it")],
        reveals={GIVE: "until", REFUSE: "reason"},
    )
    until = DateField(
        label="Until which day?",
        name="the last day",
        hint="Access ends by itself at the end of that day.",
        earliest=clock.today,
        required=False,
    )
    reason = StoryField(label="Why not?", hint="Who asked will read this.", rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == GIVE and not given.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter until which day they may see it")
        if given.get("answer") == REFUSE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why they may not see it")
        return given
