"""Choosing people: from those a case knows, or by name from the directory; joining and leaving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from opencaf.core import clock
from opencaf.episodes.queries.team import Circle, Known
from opencaf.web.episodes.forms.directory import DirectoryField, look_in
from opencaf.web.shared.forms import DateField, OperationForm, SelectField, TextField


def offer(field: forms.Field, known: Iterable[Known]) -> None:
    """Let a field choose among people whom the case knows; the answer is the person."""
    by_key = {one.key: one for one in known}
    field.choices = [(key, one.in_words) for key, one in by_key.items()]  # type: ignore[attr-defined]
    field.coerce = lambda key: by_key[key].who  # type: ignore[attr-defined]


class ChoosingForm(OperationForm):
    """A form that asks for people. pairs: a list to choose from → the box for somebody who is not in it."""

    pairs: ClassVar[dict[str, str]] = {}
    mark_optional = False

    def __init__(self, *args: Any, circle: Circle, authority_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        self.authority_id = authority_id
        self.add_fields()
        look_in(authority_id, self)

    def add_fields(self) -> None:
        """Add the fields and the choices that depend on the case."""

    def clean(self) -> dict[str, Any]:
        """Let somebody typed in count before the list."""
        answers = super().clean() or {}
        for chosen, typed in self.pairs.items():
            somebody = answers.pop(typed, None)
            answers[chosen] = somebody or answers.get(chosen)
        return answers


class JoinForm(ChoosingForm):
    """Who joins the team."""

    pairs = {"who": "somebody_else"}

    who = SelectField(label="Who joins", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name"
    )
    role = TextField(
        label="What they do for the family",
        hint="For example, health visitor",
        required=False,
        max_length=120,
    )
    joined_on = DateField(label="Date they joined", name="the date they joined")

    def add_fields(self) -> None:
        offer(self.fields["who"], [known for known in self.circle.everybody if not known.in_team])

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("who") and not self.errors:
            self.add_error("who", "Select who joins, or enter somebody who is not in the list")
        return answers


class LeaveForm(OperationForm):
    """When somebody leaves the team."""

    left_on = DateField(label="Date they left", name="the date they left", latest=clock.today)
