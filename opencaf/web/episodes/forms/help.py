"""Asking the coordinator for help, and answering."""

from __future__ import annotations

from opencaf.web.shared.forms import OperationForm, StoryField


class AskForHelpForm(OperationForm):
    """What somebody needs help with."""

    question = StoryField(
        label="What do you need help with?",
        hint="For example, how to run a first meeting, or who could help with housing",
        missing="Enter what you need help with",
        rows=4,
    )


class AnswerHelpForm(OperationForm):
    """What the coordinator says."""

    answer = StoryField(label="Your answer", missing="Enter your answer", rows=4)
