"""The form of a correction: the right value and why."""

from __future__ import annotations

from typing import Any

from opencaf.episodes.correctable import Correctable
from opencaf.web.shared.forms import DateField, OperationForm, StoryField


class CorrectForm(OperationForm):
    """One date or text, with the reason."""

    value = StoryField(label="The right words", missing="Enter the right words")
    reason = StoryField(
        label="Why is it corrected?",
        hint="For example: typing mistake; the clinic gave another date",
        missing="Enter why it is corrected",
        rows=2,
    )

    def __init__(self, *args: Any, rule: Correctable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rule.is_date:
            label = rule.label[0].lower() + rule.label[1:]
            self.fields["value"] = DateField(label=f"{rule.label}, put right", name=label)
            self.order_fields(["value", "reason"])
