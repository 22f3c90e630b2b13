"""Sealing a part of a record, saying who sees it, and opening it again."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.people.models import WhySealed
from opencaf.web.shared.forms import OperationForm, PeopleField, RadiosField, StoryField


class ReadersForm(OperationForm):
    """Who besides oneself sees a sealed part."""

    readers = PeopleField(
        label="Who else may see it?",
        hint="You always see it. Name somebody who is there when you are away. "
        "A coordinator sees it only when named.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, people: dict[str, Practitioner], **values: Any) -> None:
        super().__init__(*args, **values)
        self.people = people
        self.choose_among("readers", [(key, str(one)) for key, one in people.items()])

    def chosen(self) -> list[Practitioner]:
        """Return who was ticked."""
        return [self.people[key] for key in self.cleaned_data["readers"]]


class SealForm(ReadersForm):
    """Why a part is sealed."""

    why = RadiosField(
        label="Why must others not see it?",
        missing="Select why others must not see it",
        choices=WhySealed.choices,
    )
    words = StoryField(
        label="What else has to be known about why it is sealed?",
        name="why it is sealed",
        hint="Do not write the address, number or school here.",
        missing="Enter what others have to know about why it is sealed",
        rows=3,
    )
    field_order = ("why", "words", "readers")


class OpenSealForm(OperationForm):
    """Why a part need not be sealed any more."""

    reason = StoryField(
        label="Why need it not be sealed any more?",
        name="why it need not be sealed any more",
        hint="From then on everybody who sees this record sees it, and the child is found by it.",
        missing="Enter why it need not be sealed any more",
        rows=3,
    )
