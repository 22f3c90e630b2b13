"""Asking to see a record, answering, and opening it for the duty team on a ground."""

from __future__ import annotations

from typing import Any

from opencaf.access.models import Ground
from opencaf.core import clock
from opencaf.web.shared.forms import DateField, OperationForm, RadiosField, StoryField

SUMMARY, GIVE, REFUSE = "summary", "give", "refuse"


class AskForm(OperationForm):
    """Why somebody needs to see a record."""

    purpose = StoryField(
        label="Why do you need to see this record?",
        hint="For example: I am this child’s new health visitor and the family asked me to help.",
        missing="Enter why you need to see this record",
        rows=4,
    )


class AnswerForm(OperationForm):
    """The summary or everything until a day, or no with the reason."""

    answer = RadiosField(
        label="What do you answer?",
        missing="Select what you answer",
        choices=[
            (SUMMARY, "They may see the summary"),
            (GIVE, "They may see everything"),
            (REFUSE, "They may not see it"),
        ],
        hints={
            SUMMARY: "Who leads and how to reach them, which agencies help, how far it is, and the dates.",
            GIVE: "All that the family’s agreement allows, to read and not to change.",
        },
        reveals={REFUSE: "reason"},
    )
    until = DateField(
        label="Until which day may they see it?",
        name="the last day",
        hint="Access ends by itself at the end of that day. You can end it earlier on the page Sharing.",
        earliest=clock.today,
        required=False,
    )
    reason = StoryField(label="Why not?", hint="Who asked will read this.", rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_yes = given.get("answer") in (SUMMARY, GIVE)
        if is_yes and not given.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter until which day they may see it")
        if given.get("answer") == REFUSE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why they may not see it")
        return given


class GroundForm(OperationForm):
    """On which ground the duty team opens the content."""

    ground = RadiosField(label="On which ground?", missing="Select the ground", choices=Ground.choices)
    words = StoryField(
        label="What do you need it for?",
        name="what you need it for",
        hint="20 characters or more. The lead professional is told that you opened the record.",
        missing="Enter what you need it for",
        rows=4,
    )


class EndForm(OperationForm):
    """Ending what was given."""
