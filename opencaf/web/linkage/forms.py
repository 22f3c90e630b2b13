"""What is asked about a pair, and about a link that is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from opencaf.core.dates import in_words
from opencaf.linkage.models import LinkState
from opencaf.people.models import LearntWeights
from opencaf.web.shared.forms import OperationForm, RadiosField, SelectField, TextField


class JudgeForm(OperationForm):
    """Whether a child and an entry of a register are the same."""

    verdict = RadiosField(
        label="Are they the same child?",
        missing="Select whether they are the same child",
        choices=[(LinkState.SAME, "The same"), (LinkState.NOT_SAME, "Not the same")],
        hints={
            LinkState.SAME: "The record gets the register’s number. It can be taken away again.",
            LinkState.NOT_SAME: "The pair is not put to anybody again.",
        },
    )
    why = TextField(
        label="How you know",
        hint="Such as: rang the school. It stays with the pair.",
        required=False,
        max_length=300,
    )


class WeightsForm(OperationForm):
    """By which weights children are found and registers linked."""

    mark_optional = False

    version = SelectField(
        label="Use from now on", name="a version", missing="Select a version", choices=[], coerce=int
    )

    def __init__(self, *args: Any, versions: Sequence[LearntWeights], **values: Any) -> None:
        super().__init__(*args, **values)
        learnt = [(one.version, f"Version {one.version}, learnt on {in_words_of(one)}") for one in versions]
        self.choose_among("version", [("", ""), *learnt, (0, "Those that come with the program")])


def in_words_of(weights: LearntWeights) -> str:
    """Return the day on which weights were learnt."""
    return in_words(timezone.localdate(weights.recorded_at))


class RemoveForm(OperationForm):
    """Why a link is taken away."""

    mark_optional = False

    why = TextField(
        label="Why the link is removed",
        name="why the link is removed",
        missing="Enter why the link is removed",
        max_length=300,
    )
