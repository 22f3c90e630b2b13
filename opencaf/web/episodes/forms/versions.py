"""Which two versions of an assessment stand side by side: numbers, since they stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.core.dates import in_words
from opencaf.episodes.models import Assessment
from opencaf.web.shared.forms import OperationForm, SelectField


class VersionsForm(OperationForm):
    """Two versions; the two latest where nothing was chosen."""

    mark_optional = False
    before = SelectField(label="First version", coerce=int, required=False)
    after = SelectField(label="Second version", coerce=int, required=False)

    def __init__(self, *args: Any, versions: Sequence[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {one.version: one for one in versions}
        for name in self.fields:
            self.choose_among(name, [(one.version, words_of(one)) for one in versions])
        latest, previous = sorted(self.versions, reverse=True)[:2]
        self.initial = {"before": previous, "after": latest}

    def clean(self) -> dict[str, Any]:
        """Refuse a version beside itself."""
        answers = super().clean() or {}
        if answers.get("before") and answers.get("before") == answers.get("after"):
            self.add_error("after", "Select two different versions")
        return answers

    def chosen(self) -> tuple[Assessment, Assessment]:
        """The two versions, the earlier first; the two latest where the choice makes none."""
        answers = self.cleaned_data if self.is_valid() else {}
        numbers = [answers.get(name) or self.initial[name] for name in ("before", "after")]
        if numbers[0] == numbers[1]:
            numbers = [self.initial["before"], self.initial["after"]]
        first, second = sorted(numbers)
        return self.versions[first], self.versions[second]


def words_of(version: Assessment) -> str:
    """Return a version as a list offers it."""
    if version.completed_on:
        return f"Version {version.version}, completed on {in_words(version.completed_on)}"
    return f"Version {version.version}, being written"
