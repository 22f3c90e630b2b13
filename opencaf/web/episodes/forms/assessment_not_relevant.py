"""Marking what has no mark yet in a domain as not relevant, in one step."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.episodes.elements import Domain
from opencaf.people.models import Person
from opencaf.web.shared.forms import CheckboxesField, OperationForm, RadiosField


class NotRelevantForm(OperationForm):
    """For whom a domain is not relevant; for an unborn baby, only what does not fit yet."""

    children = CheckboxesField(label="For whom?", coerce=uuid.UUID, missing="Select at least one child")
    what = RadiosField(
        label="What is not relevant?",
        choices=[
            ("all", "Everything here that has no mark yet"),
            ("unborn", "Only what does not fit an unborn baby"),
        ],
        initial="all",
    )

    def __init__(self, *args: Any, children: Sequence[Person], domain: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("children", [(child.id, child.full_name) for child in children])
        self.initial["children"] = [child.id for child in children] if len(children) == 1 else []
        unborn = [child for child in children if child.expected_on]
        if domain == Domain.CHILD and unborn:
            self.initial = {"children": [child.id for child in unborn], "what": "unborn"}
        else:
            del self.fields["what"]

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {
            "child_ids": self.cleaned_data["children"],
            "only_what_does_not_fit_the_unborn": self.cleaned_data.get("what") == "unborn",
        }
