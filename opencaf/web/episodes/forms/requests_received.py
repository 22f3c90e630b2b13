"""The form of whoever answers what their agency is asked."""

from __future__ import annotations

from opencaf.core import clock
from opencaf.episodes.codes import RequestDecision
from opencaf.web.shared.forms import (
    DateField,
    HiddenField,
    OperationForm,
    RadiosField,
    StoryField,
    WholeNumberField,
)

ANSWERS = [
    (RequestDecision.ACCEPTED, "We accept"),
    (RequestDecision.WAITING, "We put it on our waiting list"),
    (RequestDecision.DECLINED, "We decline"),
]


class AnswerForm(OperationForm):
    """What the service answers; after is the last answer that the page showed."""

    decision = RadiosField(
        label="What do you answer?",
        missing="Select what you answer",
        choices=ANSWERS,
        reveals={RequestDecision.WAITING: "waits_weeks"},
    )
    waits_weeks = WholeNumberField(
        label="About how many weeks does it take?",
        name="how many weeks it takes",
        min_value=0,
        max_value=520,
        width=3,
        required=False,
    )
    decided_on = DateField(label="When was it decided?", name="the date of the decision", latest=clock.today)
    reason = StoryField(
        label="What should they know?",
        hint="Needed when you decline: why, and who else may help. The family may read it",
        rows=3,
        required=False,
    )
    after = HiddenField(max_length=36)
