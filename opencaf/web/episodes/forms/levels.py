"""The form of a level of need."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.episodes.codes import LEVELS_OF_NEED
from opencaf.episodes.queries.team import Circle
from opencaf.web.shared.forms import DateField, OperationForm, RadiosField, SelectField, StoryField

LEVELS = [(str(number), f"{number} {words}") for number, words in LEVELS_OF_NEED.items()]


class LevelForm(OperationForm):
    """Which level, from when, who says so and why."""

    level = RadiosField(label="Level of need", missing="Select the level of need", choices=LEVELS, coerce=int)
    decided_on = DateField(label="When was it agreed?", name="the date it was agreed", latest=clock.today)
    decided_by = SelectField(label="Who says so?", blank="I do", required=False)
    reason = StoryField(label="Why this level?", rows=3, required=False)

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        choices = [(known.key, known.in_words) for known in circle.practitioners]
        self.choose_among("decided_by", choices)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {**self.cleaned_data, "decided_by": self.circle.find(self.cleaned_data["decided_by"])}
