"""What somebody invited to a meeting is asked: within the case, and through a link without signing in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from opencaf.core.dates import in_words
from opencaf.episodes.codes import AttendanceState
from opencaf.web.shared.forms import OperationForm, RadiosField, TextField
from opencaf.web.shared.markup import shown_time

ANSWERS = [
    (AttendanceState.COMING.value, "Yes, I am coming"),
    (AttendanceState.APOLOGIES.value, "No, I cannot come"),
]
DAY_ANSWERS = [("yes", "I can"), ("if_needed", "If it has to be"), ("no", "I cannot")]


def day_and_time(day: dt.date, time: dt.time | None) -> str:
    """Return a day of the week with its date, and the time where there is one."""
    words = f"{day:%A} {in_words(day)}"
    return f"{words} at {shown_time(time)}" if time else words


class AnswerForm(OperationForm):
    """Whether somebody comes."""

    state = RadiosField(label="Can you come?", choices=ANSWERS, missing="Select whether you can come")
    note = TextField(
        label="Anything the others should know",
        hint="For example that you come later, or who comes for you",
        required=False,
        max_length=300,
    )


class DaysForm(OperationForm):
    """When somebody can come: a question for each day that is offered."""

    def __init__(
        self, *args: Any, offers: Iterable[tuple[str, dt.date, dt.time | None, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = []
        for key, day, time, can in offers:
            self.keys.append(key)
            label = day_and_time(day, time)
            self.fields[f"offer_{key}"] = RadiosField(
                label=label,
                choices=DAY_ANSWERS,
                initial=can or None,
                missing=f"Select whether you can come on {label}",
            )

    def clean(self) -> dict[str, Any]:
        """Gather the answers by offer."""
        answers = super().clean() or {}
        return {"answers": {key: answers.get(f"offer_{key}") or "" for key in self.keys}}
