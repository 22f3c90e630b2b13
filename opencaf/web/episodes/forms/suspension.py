"""The forms of a suspension."""

from __future__ import annotations

from opencaf.core import clock
from opencaf.web.shared.forms import DateField, OperationForm, StoryField


class SuspendForm(OperationForm):
    """From when and why."""

    started_on = DateField(label="From which day?", name="the date it is suspended from", latest=clock.today)
    reason = StoryField(
        label="Why is it suspended?",
        hint="For example: children’s social care accepted the step-up",
        missing="Enter why it is suspended",
        rows=3,
    )
    lead_why = StoryField(
        label="Who holds the case meanwhile?",
        hint="This is kept with the end of the lead professional’s time",
        rows=2,
        required=False,
    )


class ResumeForm(OperationForm):
    """From when it goes on."""

    ended_on = DateField(
        label="From which day does it go on?", name="the date it is taken up again", latest=clock.today
    )
