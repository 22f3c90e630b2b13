"""Opening a record in an emergency."""

from __future__ import annotations

from opencaf.access.models import Emergency
from opencaf.web.shared.forms import OperationForm, RadiosField, StoryField


class BreakGlassForm(OperationForm):
    """Why somebody cannot wait for an answer."""

    reason = RadiosField(
        label="Why can it not wait?", missing="Select why it cannot wait", choices=Emergency.choices
    )
    words = StoryField(
        label="What happened, and what do you need to know?",
        name="what happened",
        hint="20 characters or more. The privacy officer reads this. Leave the child’s name out.",
        missing="Enter what happened and what you need to know",
        rows=4,
    )
