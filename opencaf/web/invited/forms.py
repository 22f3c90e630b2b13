"""The three questions before a meeting."""

from __future__ import annotations

from opencaf.web.shared.forms import OperationForm, StoryField


class WordsForm(OperationForm):
    """What somebody wants to be heard at the meeting, in any language."""

    mark_optional = False

    going_well = StoryField(label="What is going well?", rows=4, required=False)
    worries = StoryField(label="What worries you?", rows=4, required=False)
    wishes = StoryField(label="What should be different?", rows=4, required=False)
